"""The short lines of the counter page that go away by themselves, in words."""

from typing import assert_never

from app.ui import words
from app.ui.counter.state import Notice, Told
from app.ui.theme import Tone
from app.ui.words import translate


def of_notice(told: Told) -> tuple[str, Tone]:
    """(sentence, tone)"""
    match told.notice:
        case Notice.NOTHING_TO_UNDO:
            return translate("Notice", "There is no hand-over to take back"), Tone.NEUTRAL
        case Notice.UNDO_TOO_LATE:
            return (
                translate("Notice", "Too late to undo: a hand-over can be taken back for one hour"),
                Tone.WARN,
            )
        case Notice.REPRINTING:
            return (
                translate(
                    "Notice", "Receipt {number} prints again, marked as reprint no. {times}"
                ).format(number=words.receipt_number(told.number), times=told.times),
                Tone.OK,
            )
        case Notice.NOTHING_TO_REPRINT:
            return translate("Notice", "There is no receipt to print again"), Tone.NEUTRAL
        case Notice.NOTHING_CHOSEN:
            return translate("Notice", "No line is chosen: Space takes a line"), Tone.WARN
        case Notice.WENT_WRONG:
            return (
                translate(
                    "Notice",
                    "Something went wrong and nothing was done. Try again; headquarters can see the fault.",
                ),
                Tone.DANGER,
            )
        case Notice.MEMBER_GONE:
            return translate("Notice", "This member is not known here any more"), Tone.WARN
        case Notice.FINISH_FIRST:
            return translate("Notice", "Finish or close what is open first (Esc)"), Tone.WARN
        case (
            Notice.DRAWER_TOLD
            | Notice.DRAWER_LATE
            | Notice.DRAWER_AWAY
            | Notice.DRAWER_TROUBLE
            | Notice.DRAWER_UNSURE
        ):
            return _of_drawer(told.notice)
        case _:
            assert_never(told.notice)


def _of_drawer(notice: Notice) -> tuple[str, Tone]:
    """What became of the cash drawer. The key in the sentence is the drawer's own, which every drawer has."""
    match notice:
        case Notice.DRAWER_TOLD:
            return translate("Notice", "The cash drawer was told to open"), Tone.OK
        case Notice.DRAWER_LATE:
            return (
                translate(
                    "Notice",
                    "The printer was busy, so the drawer stays shut. Press Ctrl+D again when it is done.",
                ),
                Tone.WARN,
            )
        case Notice.DRAWER_AWAY:
            return (
                translate(
                    "Notice",
                    "The printer does not answer, so the drawer stays shut. Is it on? Its key opens it by hand.",
                ),
                Tone.WARN,
            )
        case Notice.DRAWER_TROUBLE:
            return (
                translate(
                    "Notice",
                    "The printer wants paper or a hand first, so the drawer stays shut. Its key opens it by hand.",
                ),
                Tone.WARN,
            )
        case _:
            return (
                translate(
                    "Notice",
                    "The line to the printer broke: look whether the drawer is open. Its key opens it by hand.",
                ),
                Tone.WARN,
            )
