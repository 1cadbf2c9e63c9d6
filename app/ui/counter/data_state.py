"""What is asked about one member's data, as a frozen snapshot: told in a file, or deleted from this counter."""

from dataclasses import dataclass
from enum import StrEnum

from app.actions.export_unsent import ExportPlace, NotWritten
from app.actions.member_data import MemberDeleted, MemberWritten, NoSuchMember, StillOwed
from app.domain.identity import MemberId

LAST = 4
"""Digits of the number that are typed before a member is deleted; the card shows them."""
DataEnd = MemberWritten | NotWritten | MemberDeleted | StillOwed | NoSuchMember


class Step(StrEnum):
    CHOOSE = "choose"
    PLACE = "place"
    CONFIRM = "confirm"
    """The last digits of the number are being typed."""
    WORKING = "working"
    """A PIN is asked for, or what was asked for is being done."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class DataAsked:
    """`last` are the digits that confirm, `typed` what was typed of them; `wrong` = they were others. `place` is where a file
    goes to; without one the member is to be deleted."""

    member: MemberId
    name: str
    last: str
    step: Step = Step.CHOOSE
    places: tuple[ExportPlace, ...] = ()
    place: ExportPlace | None = None
    typed: str = ""
    wrong: bool = False
    end: DataEnd | None = None

    def __repr__(self) -> str:
        return f"DataAsked(member={self.member}, step={self.step})"
