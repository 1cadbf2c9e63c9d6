"""The top bar: which shop, which counter, who stands here, and how the line, the printer and the scanner are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from app.domain.receipts import PrinterState
from app.domain.staff import Clerk, CounterIdentity
from app.ui import words
from app.ui.frame.switches import Position
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate
from sync.status import Line, SyncStatus

HEIGHT = 56
RAIL = 76
OLD_DATA = timedelta(minutes=10)
"""Data of HQ older than this shows its age."""
CLOCK_OFF_SECONDS = 60
"""From here on the wrong clock is shown (protocol.md §4)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A status pill: its words, the pill's tone and the dot's."""

    text: str
    tone: Tone
    dot: Tone


class TopBar(Painted):
    """One painted strip. `tick` repaints only when a word changed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._identity: CounterIdentity | None = None
        self._clerk: Clerk | None = None
        self._sync = SyncStatus()
        self._printer = PrinterState.UNKNOWN
        self._scanner = True
        self._camera = Position.OFF
        self._now: datetime | None = None
        self._pills: tuple[Word, ...] = ()
        self._clock = ""
        self.setFixedHeight(HEIGHT)

    def show_people(self, identity: CounterIdentity | None, clerk: Clerk | None) -> None:
        self._identity, self._clerk = identity, clerk
        self.update()

    def show_sync(self, status: SyncStatus) -> None:
        self._sync = status
        self._refresh()

    def show_printer(self, state: PrinterState) -> None:
        self._printer = state
        self._refresh()

    def show_scanner(self, *, present: bool) -> None:
        self._scanner = present
        self._refresh()

    def show_camera(self, position: Position) -> None:
        """How the camera that is to scan stands."""
        self._camera = position
        self._refresh()

    def tick(self, now: datetime) -> None:
        self._now = now
        self._refresh()

    def _refresh(self) -> None:
        if self._now is None:
            return
        fresh = (line_word(self._sync, self._now), *self._rest(self._now))
        clock = words.clock(self._now)
        if (fresh, clock) != (self._pills, self._clock):
            self._pills, self._clock = fresh, clock
            self.update()

    def _rest(self, now: datetime) -> tuple[Word, ...]:
        age = data_age_word(self._sync, now)
        return (
            *((age,) if age is not None else ()),
            printer_word(self._printer),
            scanner_word(present=self._scanner, camera=self._camera),
        )

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.fill(area, "card")
        ink.fill(QRectF(0, area.bottom() - 1, area.width(), 1), "line")
        logo = QRectF(0, 0, RAIL, HEIGHT)
        ink.fill(logo, "accent")
        ink.text(
            logo,
            translate("Frame", "Tuangui"),
            "number" if RAIL > 60 and _short() else "strong",
            "on_accent",
            Qt.AlignmentFlag.AlignCenter,
        )
        if self._now is not None and not self._clock:
            self._pills = (line_word(self._sync, self._now), *self._rest(self._now))
            self._clock = words.clock(self._now)
        middle = (HEIGHT - 28) / 2
        right = self._draw_right(ink, area.width() - 20, middle)
        left = RAIL + 14.0
        if self._identity is None:
            return
        name = self._identity.store.name
        left += ink.text(QRectF(left, 0, max(0.0, right - left), HEIGHT), name, "strong") + 14
        who = translate("Frame", "Counter {number}").format(number=self._identity.label)
        if self._clerk is not None:
            who = words.joined(who, f"{words.role(self._clerk.role)} {self._clerk.name}")
        if left + 80 < right:
            ink.pill(left, middle, who, Tone.NEUTRAL, most=right - left - 12)

    def _draw_right(self, ink: Ink, right: float, top: float) -> float:
        width = ink.width(self._clock, "clock") + 2
        ink.text(QRectF(right - width, 0, width, HEIGHT), self._clock, "clock")
        right -= width + 14
        for word in reversed(self._pills):
            width = ink.pill_width(word.text, dot=True)
            ink.pill(right - width, top, word.text, word.tone, dot=word.dot)
            right -= width + 10
        return right

    def changeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self._clock = ""
        super().changeEvent(event)  # type: ignore[arg-type]  # the event's type is Qt's own


def _short() -> bool:
    return len(translate("Frame", "Tuangui")) <= 3


def line_word(status: SyncStatus, now: datetime) -> Word:
    """The line to HQ and what waits for it: the one pill a manager looks at."""
    waiting = (
        translate("Frame", "{count} to send").format(count=status.pending) if status.pending else ""
    )
    match status.line:
        case Line.ONLINE:
            state = waiting or translate("Frame", "in step")
            return Word(words.joined(translate("Frame", "Online"), state), Tone.OK, Tone.OK)
        case Line.CONNECTING:
            return Word(
                words.joined(translate("Frame", "Connecting"), waiting), Tone.NEUTRAL, Tone.NEUTRAL
            )
        case Line.OFFLINE:
            offline = translate("Frame", "Offline")
            if status.since is not None and now - status.since >= timedelta(minutes=1):
                offline = translate("Frame", "Offline {span}").format(
                    span=words.span(now - status.since)
                )
            return Word(words.joined(offline, waiting), Tone.WARN, Tone.WARN)
        case Line.STOPPED:
            return Word(
                words.joined(translate("Frame", "Sync stopped"), waiting), Tone.DANGER, Tone.DANGER
            )


def data_age_word(status: SyncStatus, now: datetime) -> Word | None:
    """HQ's clock far from ours first, then data that grew old; None when all is well."""
    if abs(status.clock_offset_s) > CLOCK_OFF_SECONDS:
        off = words.span(timedelta(seconds=abs(status.clock_offset_s)))
        return Word(
            translate("Frame", "Clock off by {span}").format(span=off), Tone.WARN, Tone.WARN
        )
    if status.fresh_at is not None and now - status.fresh_at > OLD_DATA:
        age = words.span(now - status.fresh_at)
        return Word(translate("Frame", "Data {age} old").format(age=age), Tone.WARN, Tone.WARN)
    return None


def printer_word(state: PrinterState) -> Word:
    match state:
        case PrinterState.OK:
            return Word(translate("Frame", "Printer"), Tone.NEUTRAL, Tone.OK)
        case PrinterState.NO_PAPER:
            return Word(translate("Frame", "Printer: no paper"), Tone.DANGER, Tone.DANGER)
        case PrinterState.TROUBLE:
            return Word(translate("Frame", "Printer: look at it"), Tone.DANGER, Tone.DANGER)
        case PrinterState.OFFLINE:
            return Word(translate("Frame", "Printer: off"), Tone.WARN, Tone.WARN)
        case PrinterState.UNKNOWN:
            return Word(translate("Frame", "Printer"), Tone.NEUTRAL, Tone.NEUTRAL)


def scanner_word(*, present: bool, camera: Position = Position.OFF) -> Word:
    """The gun first."""
    if not present:
        return Word(translate("Frame", "Scanner: gone"), Tone.WARN, Tone.WARN)
    if camera is Position.OFF:
        return Word(translate("Frame", "Scanner"), Tone.NEUTRAL, Tone.OK)
    if camera is Position.ON:
        return Word(translate("Frame", "Scanner, camera"), Tone.NEUTRAL, Tone.OK)
    return Word(translate("Frame", "Camera: not found"), Tone.WARN, Tone.WARN)
