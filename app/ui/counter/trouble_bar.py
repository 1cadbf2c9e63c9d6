"""A receipt that did not print for sure: what happened, and the two keys that settle it."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.ports import PrintJob
from app.domain.receipts import JobState, PrintFault
from app.ui import words
from app.ui.counter.state import Did
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate


class TroubleBar(Painted):
    """Shows the oldest job in trouble; the pickup itself stands whatever the printer does."""

    did = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title = ""
        self._detail = ""
        self._again = ActionButton(look, kind="primary", big=False)
        self._drop = ActionButton(look, big=False)
        self._again.clicked.connect(lambda: self.did.emit(Did.PRINTED_AGAIN))
        self._drop.clicked.connect(lambda: self.did.emit(Did.DROPPED_PRINT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 10, 8)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._again)
        row.addWidget(self._drop)
        for button in (self._again, self._drop):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Fixed)
            button.setSizePolicy(policy)
        self.setFixedHeight(64)
        self.hide()

    def render_jobs(self, jobs: tuple[PrintJob, ...]) -> None:
        self.setVisible(bool(jobs))
        if not jobs:
            return
        job = jobs[0]
        number = words.receipt_number(job.receipt_no)
        unsure = job.state is JobState.UNKNOWN
        if unsure:
            self._title = translate("Trouble", "Did receipt {number} print?").format(number=number)
        elif job.state is JobState.WAITING:
            self._title = translate("Trouble", "Receipt {number} is still waiting").format(
                number=number
            )
        else:
            self._title = translate("Trouble", "Receipt {number} did not print").format(
                number=number
            )
        more = (
            translate("Trouble", "{count} more after it").format(count=len(jobs) - 1)
            if len(jobs) > 1
            else ""
        )
        stands = translate("Trouble", "the hand-over stands")
        self._detail = words.joined(job.receipt.order_no, why(job.why), stands, more)
        self._again.say(translate("Trouble", "Print again"), "F7")
        self._drop.say(
            translate("Trouble", "It did print") if unsure else translate("Trouble", "Leave it"),
            "F11",
        )
        self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area, Tone.WARN)
        ink.icon("printer", 22, area.center().y() - 13, 26, "warn")
        room = self._again.x() - 60 - 10
        ink.text(QRectF(60, 9, room, 24), self._title, "strong")
        ink.text(QRectF(60, 33, room, 22), self._detail, "caption", "ink_soft")


def why(fault: str) -> str:
    """What the printer said, in words; an unknown word is nobody's business at the counter."""
    match fault:
        case PrintFault.NO_PAPER:
            return translate("Trouble", "no paper")
        case PrintFault.COVER_OPEN:
            return translate("Trouble", "cover open")
        case PrintFault.PRINTER_ERROR:
            return translate("Trouble", "paper jam or another fault, look at the printer")
        case PrintFault.OFFLINE:
            return translate("Trouble", "printer is offline")
        case PrintFault.REFUSED | PrintFault.UNREACHABLE:
            return translate("Trouble", "printer not reachable, is it switched on?")
        case PrintFault.BROKE_OFF:
            return translate("Trouble", "the connection broke off in the middle")
        case PrintFault.TOO_SLOW:
            return translate("Trouble", "the printer stopped taking data")
        case PrintFault.NO_FONT:
            return translate("Trouble", "this PC has no Chinese font to draw the text with")
        case PrintFault.INTERNAL:
            return translate("Trouble", "a fault of this program, headquarters can see it")
        case _:
            return ""
