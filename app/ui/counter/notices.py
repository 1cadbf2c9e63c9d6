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
        case Notice.FINISH_FIRST:
            return translate("Notice", "Finish or close the PIN first (Esc)"), Tone.WARN
        case _:
            assert_never(told.notice)
