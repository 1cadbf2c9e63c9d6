"""What became of a receipt's paper, as the done card and the footer say it: the truth of its print job and no more."""

from typing import assert_never

from app.domain.identity import ReceiptNo
from app.domain.receipts import JobState
from app.ui import words
from app.ui.words import translate


def sentence(receipt_no: ReceiptNo, paper: JobState | None) -> str:
    """`小票 0042 已打印`. Sent is not printed: a printer without status tells nobody (devices.md §1.7)."""
    match paper:
        case None | JobState.QUEUED:
            known = translate("Paper", "Receipt {number} waits for the printer")
        case JobState.SENDING:
            known = translate("Paper", "Receipt {number} is printing")
        case JobState.SENT:
            known = translate("Paper", "Receipt {number} was sent to the printer")
        case JobState.CONFIRMED:
            known = translate("Paper", "Receipt {number} has printed")
        case JobState.FAILED | JobState.WAITING:
            known = translate("Paper", "Receipt {number} has not been printed")
        case JobState.UNKNOWN:
            known = translate("Paper", "Receipt {number}: nobody knows whether it printed")
        case JobState.DROPPED:
            known = translate("Paper", "Receipt {number}: settled by hand")
        case _:
            assert_never(paper)
    return known.format(number=words.receipt_number(receipt_no))


def word(paper: JobState | None) -> str:
    """The same in a word; "" when there is nothing to say."""
    match paper:
        case None:
            return ""
        case JobState.QUEUED:
            return translate("Paper", "waits for the printer")
        case JobState.SENDING:
            return translate("Paper", "printing")
        case JobState.SENT:
            return translate("Paper", "sent to the printer")
        case JobState.CONFIRMED:
            return translate("Paper", "printed")
        case JobState.FAILED | JobState.WAITING:
            return translate("Paper", "not printed")
        case JobState.UNKNOWN:
            return translate("Paper", "printed?")
        case JobState.DROPPED:
            return translate("Paper", "print settled by hand")
        case _:
            assert_never(paper)
