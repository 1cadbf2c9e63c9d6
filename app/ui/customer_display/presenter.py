"""From the clerk's snapshot to the customer's: a pure choice of what may be read by both, and which code hangs beside it.
Each person gets a code of their own, because its gift is given once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.members import called
from app.domain.money import Fen
from app.domain.pickups import Line, Pickup
from app.domain.prompts import Answer
from app.domain.receipts import LineNote, PickupReceipt
from app.ui.counter.state import (
    Card,
    CounterState,
    DoneShown,
    LineMark,
    MemberOpen,
    PickupOpen,
    Said,
)
from app.ui.customer_display.state import (
    DisplayState,
    Fate,
    Invitation,
    Offer,
    Serving,
    ShownLine,
    Welcome,
)
from app.ui.jobs import Jobs

GONE_AFTER = timedelta(seconds=30)
"""Since the hand-over: whoever stands there now is somebody else."""
RENEW_AFTER = timedelta(hours=12)
"""The code nobody in particular is shown; it is good for days."""
_FATES = {
    LineNote.NONE: Fate.TAKEN,
    LineNote.SHORT: Fate.MISSING,
    LineNote.QUALITY: Fate.BAD,
    LineNote.LATER: Fate.LATER,
}


def shown_of(state: CounterState) -> Serving | None:
    """What of the clerk's page is the customer's business; None = nothing: refusals, choices among people and notes
    are between the clerk and the screen."""
    match state.card:
        case PickupOpen(found=found, marks=marks):
            name = found.member.name if found.member is not None else found.pickup.name
            return _serving(
                name, _open_lines(found.pickup, marks), _worth(found.pickup, marks), state
            )
        case DoneShown(handed=handed):
            name = handed.member.name if handed.member is not None else handed.pickup.name
            paid = Fen(
                sum(line.amount for line in handed.receipt.lines if line.note is LineNote.NONE)
            )
            serving = _serving(name, _receipt_lines(handed.receipt), paid, state)
            return replace(serving, done=True)
        case MemberOpen(found=found):
            return _serving(found.member.name, (), Fen(0), state)
        case _:
            return None


def person_of(card: Card) -> str:
    """Who stands here, as far as it matters: a new one gets a new code. "" = nobody."""
    match card:
        case PickupOpen(found=found):
            return str(found.pickup.member or found.pickup.id)
        case DoneShown(handed=handed):
            return str(handed.pickup.member or handed.pickup.id)
        case MemberOpen(found=found):
            return str(found.member.id)
        case _:
            return ""


def _serving(name: str, lines: tuple[ShownLine, ...], paid: Fen, state: CounterState) -> Serving:
    going = (line.count for line in lines if line.fate in {Fate.HERE, Fate.TAKEN})
    return Serving(
        person=called(name), lines=lines, count=sum(going), paid=paid, offer=_offer(state.said)
    )


def _open_lines(pickup: Pickup, marks: tuple[LineMark, ...]) -> tuple[ShownLine, ...]:
    """What goes now comes first, then what is wrong, then what is still owed."""
    lines = {line.line_no: line for line in pickup.lines}
    shown: list[ShownLine] = []
    for mark in marks:
        line = lines[mark.line_no]
        later = line.open - mark.take - mark.short
        counts = ((mark.take, Fate.HERE), (mark.short, Fate.MISSING), (mark.bad, Fate.BAD))
        shown += [ShownLine(line.name, count, fate) for count, fate in counts if count]
        if later > 0:
            shown.append(ShownLine(line.name, later, Fate.LATER))
    order = list(Fate)
    return tuple(sorted(shown, key=lambda line: order.index(line.fate)))


def _receipt_lines(receipt: PickupReceipt) -> tuple[ShownLine, ...]:
    shown = [ShownLine(line.name, line.quantity, _FATES[line.note]) for line in receipt.lines]
    order = list(Fate)
    return tuple(sorted(shown, key=lambda line: order.index(line.fate)))


def _worth(pickup: Pickup, marks: tuple[LineMark, ...]) -> Fen:
    lines = {line.line_no: line for line in pickup.lines}

    def part(line: Line, units: int) -> int:
        return line.amount * units // line.quantity

    return Fen(sum(part(lines[mark.line_no], mark.take) for mark in marks))


def _offer(said: Said | None) -> Offer | None:
    """Not once it was declined."""
    if said is None or said.answer is Answer.DECLINED or said.prompt.offer_price is None:
        return None
    prompt = said.prompt
    before = prompt.list_price if prompt.list_price != prompt.offer_price else None
    return Offer(prompt.product_name, prompt.units, said.prompt.offer_price, before)


class DisplayPresenter:
    """`fresh` makes a code of its own for one person, off the GUI thread; `changed` renders."""

    def __init__(
        self,
        *,
        store: str,
        jobs: Jobs,
        fresh: Callable[[], Invitation | None],
        now: Callable[[], datetime],
        changed: Callable[[DisplayState], None],
    ) -> None:
        self.state: DisplayState = Welcome(store)
        self._store = store
        self._jobs = jobs
        self._fresh = fresh
        self._now = now
        self._changed = changed
        self._counter = CounterState()
        self._done_at: datetime | None = None
        self._person = ""
        self._for_all: Invitation | None = None
        self._made_at: datetime | None = None
        self._for_one: Invitation | None = None
        self._asked = False
        self._again = False

    def begin(self) -> None:
        """The first codes, and the first picture."""
        self._prepare_for_one()
        self._show()

    def counter_changed(self, state: CounterState) -> None:
        """After every change of the clerk's page."""
        done = isinstance(state.card, DoneShown)
        if not done:
            self._done_at = None
        elif state.card != self._counter.card:
            self._done_at = self._now()
        self._counter = state
        person = person_of(state.card)
        if person != self._person:
            if self._person:
                self._for_one = None
            self._person = person
            self._prepare_for_one()
        self._show()

    def tick(self) -> None:
        """Now and then: somebody who has everything leaves, and what could not be made is tried again."""
        if self._again:
            self._prepare_for_one()
        self._show()

    def _show(self) -> None:
        if self._made_at is None or self._now() - self._made_at > RENEW_AFTER:
            self._made_at = self._now()
            self._jobs.run(self._fresh, self._got_for_all, self._failed_for_all)
        gone = self._done_at is not None and self._now() - self._done_at > GONE_AFTER
        serving = None if gone else shown_of(self._counter)
        fresh: DisplayState
        if serving is not None:
            fresh = replace(serving, invitation=self._for_one)
        else:
            fresh = Welcome(self._store, self._for_all)
        if fresh != self.state:
            self.state = fresh
            self._changed(fresh)

    def _prepare_for_one(self) -> None:
        """The code of the next person; asked for once at a time, and again when it could not be made."""
        if self._for_one is None and not self._asked:
            self._asked, self._again = True, False
            self._jobs.run(self._fresh, self._got_for_one, self._failed_for_one)

    def _got_for_all(self, code: Invitation | None) -> None:
        self._for_all = code
        self._show()

    def _failed_for_all(self) -> None:
        self._made_at = None

    def _got_for_one(self, code: Invitation | None) -> None:
        """It stays beside one person until they leave: no phone's camera sees it change."""
        self._asked = False
        self._for_one = code
        self._show()

    def _failed_for_one(self) -> None:
        self._asked, self._again = False, True
