"""Keys that change only what is on the desk: pure functions from one snapshot to the next, no verb involved."""

from collections.abc import Callable
from dataclasses import replace

from app.actions.outcomes import HandedOver, NothingFound, PickupFound, ScanOutcome
from app.actions.requests import PromptReply
from app.domain.identity import MemberId, PickupId
from app.domain.pickups import Line
from app.domain.prompts import Answer, Prompt
from app.domain.receipts import JobState
from app.ui.counter import marks
from app.ui.counter.state import (
    Choosing,
    CounterState,
    DoneShown,
    LineMark,
    MemberOpen,
    PickupOpen,
    RefusedOpen,
    Said,
)


def done(state: CounterState, handed: HandedOver) -> CounterState:
    """Handed over: the orders beside it are the next ones to take along."""
    others = state.card.found.others if isinstance(state.card, PickupOpen) else ()
    return replace(
        state,
        card=DoneShown(handed, others),
        member=handed.member or state.member,
        last=handed,
        last_undone=False,
        last_paper=JobState.QUEUED,
        told=None,
    )


def compared(state: CounterState, found: PickupFound, now: ScanOutcome) -> CounterState:
    """HQ sent something: the order on the desk is marked only when it is another one than was shown. A blind pickup
    that HQ still knows nothing of is the same."""
    card = state.card
    if not isinstance(card, PickupOpen) or card.found is not found:
        return state
    match now:
        case PickupFound(pickup=pickup) if pickup == found.pickup:
            return state
        case NothingFound() if found.pickup.blind:
            return state
        case _:
            return replace(state, card=replace(card, changed=True))


def moved(state: CounterState, by: int) -> CounterState:
    """↑ and ↓ over lines or choices."""
    match state.card:
        case PickupOpen() as card:
            return replace(
                state, card=replace(card, cursor=marks.moved(card.marks, card.cursor, by))
            )
        case Choosing(choices=choices, cursor=at) as choosing:
            fresh = max(0, min(len(choices) - 1, at + by))
            return replace(state, card=replace(choosing, cursor=fresh))
        case MemberOpen(found=found, cursor=at) as member:
            fresh = max(0, min(len(found.pickups) - 1, at + by))
            return replace(state, card=replace(member, cursor=fresh))
        case _:
            return state


def marked(state: CounterState, change: Callable[[Line, LineMark], LineMark]) -> CounterState:
    """Change the mark under the cursor; without a cursor it goes to the first line first."""
    card = state.card
    if not isinstance(card, PickupOpen):
        return state
    cursor = card.cursor if card.cursor is not None else marks.moved(card.marks, None, 1)
    lines = {line.line_no: line for line in card.found.pickup.lines}
    fresh = tuple(
        change(lines[mark.line_no], mark) if mark.line_no == cursor else mark for mark in card.marks
    )
    return replace(state, card=replace(card, marks=fresh, cursor=cursor))


def pointed(state: CounterState, line_no: int) -> CounterState:
    """A line was touched: the cursor goes there and the line is taken or left."""
    card = state.card
    if not isinstance(card, PickupOpen):
        return state
    return marked(replace(state, card=replace(card, cursor=line_no)), marks.toggled)


def gone_partial(state: CounterState) -> CounterState:
    """P: digits set quantities; P again: everything that can go, goes."""
    card = state.card
    if not isinstance(card, PickupOpen):
        return state
    if card.partial:
        return replace(state, card=_whole(card))
    cursor = card.cursor if card.cursor is not None else marks.moved(card.marks, None, 1)
    return replace(state, card=replace(card, partial=True, cursor=cursor))


def gone_back(state: CounterState) -> CounterState | None:
    """One step back inside the card; None when the card itself is to be cleared."""
    match state.card:
        case PickupOpen() as card if card.partial or card.cursor is not None:
            return replace(state, card=_whole(card))
        case RefusedOpen(looking=True) as card:
            return replace(state, card=replace(card, looking=False))
        case _:
            return None


def next_said(
    before: Said | None, prompt: Prompt | None, member: MemberId | None, pickup: PickupId | None
) -> tuple[Said | None, Said | None]:
    """(the sentence of the next card, the one that stayed unsaid). A sentence that stays keeps its answer."""
    said = Said(prompt, None, member, pickup) if prompt is not None else None
    if before is None:
        return said, None
    if (
        said is not None
        and said.member == before.member
        and (said.prompt.rule, said.prompt.variant) == (before.prompt.rule, before.prompt.variant)
    ):
        return replace(said, answer=before.answer), None
    return said, before if before.answer is None else None


def reply_of(said: Said, answer: Answer) -> PromptReply:
    """The answer as the verb takes it."""
    return PromptReply(
        prompt=said.prompt.rule,
        variant=said.prompt.variant,
        answer=answer,
        member=said.member,
        pickup=said.pickup,
        product_no=said.prompt.product_no,
    )


def _whole(card: PickupOpen) -> PickupOpen:
    fresh = marks.all_ready(card.found.pickup, card.found.ready)
    return replace(card, partial=False, cursor=None, marks=fresh)
