"""What a look-up ended in, as the card it opens and the tone it is heard in. Pure, matched to exhaustion."""

from datetime import datetime
from typing import assert_never

from app.actions.outcomes import (
    BadgeSeen,
    CardRevoked,
    CodeOfUnknownStore,
    HandOverRefused,
    MemberCodeStale,
    MemberFound,
    NotACode,
    NothingFound,
    PaymentCodeSeen,
    PickupFound,
    PickupRefused,
    ProductFound,
    ReceiptTokenSeen,
    ScanOutcome,
    Several,
)
from app.domain.members import Member
from app.ui.counter import marks
from app.ui.counter.state import (
    Card,
    Choosing,
    MemberOpen,
    NoteShown,
    PickupOpen,
    ProductShown,
    RefusedOpen,
)
from app.ui.messages import of_note, of_refusal
from app.ui.theme import Tone


def opened(outcome: ScanOutcome, now: datetime) -> tuple[Card, Tone]:
    """(card, tone)"""
    match outcome:
        case PickupFound(pickup=pickup, ready=ready):
            tone = Tone.WARN if pickup.blind else Tone.OK
            return PickupOpen(outcome, marks.all_ready(pickup, ready)), tone
        case PickupRefused(refusal=refusal) | CodeOfUnknownStore(refusal=refusal):
            return RefusedOpen(outcome), of_refusal(refusal, now).tone
        case MemberFound():
            return MemberOpen(outcome), Tone.OK
        case Several():
            return Choosing(outcome), Tone.OK
        case ProductFound():
            return ProductShown(outcome), Tone.OK
        case (
            MemberCodeStale()
            | CardRevoked()
            | ReceiptTokenSeen()
            | BadgeSeen()
            | PaymentCodeSeen()
            | NothingFound()
            | NotACode()
        ):
            return NoteShown(outcome), of_note(outcome).tone
        case _:
            assert_never(outcome)


def refused_late(outcome: HandOverRefused, card: Card, member: Member | None) -> PickupRefused:
    """The re-read inside the transaction said no: the same card as a refusal at the scan."""
    code = card.found.code if isinstance(card, PickupOpen) else None
    if isinstance(card, RefusedOpen) and isinstance(card.refused, PickupRefused):
        code = card.refused.code
    return PickupRefused(outcome.pickup, outcome.refusal, member, outcome.overridable, code)
