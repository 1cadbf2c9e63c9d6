"""The sync page on screen: figures, journal, attention. Decides nothing."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.actions.desk import SyncPicture
from app.actions.ports import JournalRow
from app.ui import words
from app.ui.look import Look
from app.ui.pickups.view import Title
from app.ui.sync.agreement import KINDS, sameness_of, settled_of
from app.ui.sync.journal_words import age_words, detail_words, fact_words, row_of
from app.ui.sync.panels import Attention, AttentionCard, Journal, KnownLine, Metric, MetricRow
from app.ui.sync.place_dialog import PlaceDialog
from app.ui.sync.place_words import end_words
from app.ui.sync.state import Did, ExportPin, PlaceChosen, SyncState
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.pin_dialog import PinDialog
from app.ui.widgets.strips import Strip
from app.ui.words import translate
from sync.status import Line, SyncStatus


class SyncPage(QWidget):
    acted = Signal(object)

    def __init__(
        self, look: Look, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._state = SyncState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retry = ActionButton(look, big=False)
        self.retry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retry.clicked.connect(lambda: self.acted.emit(Did.RETRIED))
        self.export = ActionButton(look, big=False)
        self.export.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.export.clicked.connect(lambda: self.acted.emit(Did.ASKED_EXPORT))
        self.stopped = Strip(look)
        self.exported = Strip(look)
        self.door = Strip(look)
        self.metrics = MetricRow(look)
        self.journal = Journal(look)
        self.attention = AttentionCard(look)
        self.known = KnownLine(look)
        self.places = PlaceDialog(look, self)
        self.places.chose.connect(lambda at: self.acted.emit(PlaceChosen(at)))
        self.places.closed.connect(lambda: self.acted.emit(Did.CLOSED))
        self.pin = PinDialog(look, now=now, parent=self)
        self.pin.entered.connect(lambda staff, pin: self.acted.emit(ExportPin(staff, pin)))
        self.pin.closed.connect(lambda: self.acted.emit(Did.CLOSED))
        head = QHBoxLayout()
        head.addWidget(Title(look, lambda: translate("Sync", "Sync")), 1)
        head.addWidget(self.retry)
        head.addWidget(self.export)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.journal, 1)
        body.addWidget(self.attention)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.stopped)
        column.addWidget(self.exported)
        column.addWidget(self.door)
        column.addWidget(self.metrics)
        column.addLayout(body, 1)
        column.addWidget(self.known)
        self.render_state(self._state)

    def rest(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: SyncState) -> None:
        self._state = state
        now = self._now()
        status, picture = state.status, state.picture
        self.retry.say(
            translate("Sync", "Trying …") if state.asked else translate("Sync", "Retry now"), "R"
        )
        self.export.say(translate("Sync", "Export what is not sent"), "E")
        said, tone, icon = end_words(state.exported)
        self.exported.say(said, tone=tone, icon=icon)
        self.places.render_places(state.places)
        self.pin.render_pin(state.pin)
        self.known.show_facts(*known_of(picture, now))
        self.known.show_sameness(sameness_of(picture, now))
        self.stopped.say(
            _stopped(status, picture),
            tone=Tone.DANGER,
            icon="octagon-alert",
        )
        self.door.say(_door(picture), tone=Tone.WARN, icon="unplug")
        self.metrics.show_metrics(metrics_of(status, picture, now))
        rows = picture.rows if picture is not None else ()
        self.journal.show_rows([row_of(row, now) for row in rows])
        attention = picture.attention if picture is not None else ()
        troubles = [attention_of(row, now) for row in attention]
        self.attention.show_attention([*troubles, *settled_of(picture, now)])

    def tick(self) -> None:
        """The seconds to the next try."""
        now = self._now()
        self.metrics.show_metrics(metrics_of(self._state.status, self._state.picture, now))
        self.pin.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        match event.key():
            case Qt.Key.Key_R:
                self.acted.emit(Did.RETRIED)
            case Qt.Key.Key_E:
                self.acted.emit(Did.ASKED_EXPORT)
            case Qt.Key.Key_Right:
                self.attention.turn(1)
            case Qt.Key.Key_Left:
                self.attention.turn(-1)
            case Qt.Key.Key_Down:
                self.journal.scroll_by(1)
            case Qt.Key.Key_Up:
                self.journal.scroll_by(-1)
            case Qt.Key.Key_PageDown:
                self.journal.scroll_by(8)
            case Qt.Key.Key_PageUp:
                self.journal.scroll_by(-8)
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.render_state(self._state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.attention.setFixedWidth(max(280, round((self.width() - 48) * 0.36)))
        super().resizeEvent(event)


def known_of(
    picture: SyncPicture | None, now: datetime
) -> tuple[tuple[tuple[str, str], ...], str, Tone]:
    """(what HQ told us of each kind and when, whether the records are whole, how that sounds)"""
    if picture is None:
        return (), "", Tone.NEUTRAL
    ages = tuple(
        (age_words(entity), words.ago(now - picture.ages[entity]))
        for entity in KINDS
        if entity in picture.ages
    )
    if picture.broken is not None:
        broken = translate(
            "Sync", "Record no. {number} was changed on this disk: call headquarters"
        )
        return ages, broken.format(number=picture.broken), Tone.DANGER
    whole = words.counted(
        picture.checked,
        translate("Sync", "The newest record is as it was written"),
        translate("Sync", "The newest {count} records are as they were written"),
    )
    return ages, whole if picture.checked else "", Tone.OK


def _door(picture: SyncPicture | None) -> str:
    if picture is None or not picture.port_taken:
        return ""
    return translate(
        "Sync",
        "Other counters cannot ask here: another program has port {port}. F12, Counters: take another one.",
    ).format(port=picture.port_taken)


def _stopped(status: SyncStatus, picture: SyncPicture | None) -> str:
    """A revoked counter says so even while the line is down."""
    if status.line is Line.STOPPED:
        return stop_words(status.stopped_by)
    if status.line is Line.OFFLINE and status.why == "too_new":
        return translate(
            "Sync",
            "Headquarters is older than this program and must be updated first. Records are kept and sent then; work goes on.",
        )
    return stop_words("revoked") if picture is not None and picture.revoked else ""


def metrics_of(
    status: SyncStatus, picture: SyncPicture | None, now: datetime
) -> tuple[Metric, ...]:
    """Waiting facts, next try, age of HQ's data, what needs a person."""
    oldest = picture.oldest_pending if picture is not None else None
    attention = len(picture.attention) if picture is not None else 0
    return (
        Metric(
            translate("Sync", "To send"),
            words.counted(
                status.pending,
                translate("Sync", "{count} fact"),
                translate("Sync", "{count} facts"),
            ),
            translate("Sync", "oldest {time}").format(time=words.soon(oldest, now))
            if oldest is not None and status.pending
            else "",
        ),
        _next_try(status, now),
        _age(status, picture, now),
        Metric(
            translate("Sync", "Needs a person"),
            str(attention),
            "",
            Tone.DANGER if attention else None,
            translate("Sync", "conflict") if attention else "",
        ),
    )


def _next_try(status: SyncStatus, now: datetime) -> Metric:
    label = translate("Sync", "Next try")
    match status.line:
        case Line.ONLINE:
            return Metric(translate("Sync", "Line"), translate("Sync", "online"), "", Tone.OK)
        case Line.CONNECTING:
            return Metric(label, translate("Sync", "now"), "")
        case Line.STOPPED:
            return Metric(label, translate("Sync", "stopped"), "", Tone.DANGER)
        case Line.OFFLINE:
            beside = translate("Sync", "try no. {count}").format(count=status.attempt + 1)
            if status.retry_at is None or status.retry_at <= now:
                return Metric(label, translate("Sync", "now"), beside)
            return Metric(label, words.span(status.retry_at - now), beside)


def _age(status: SyncStatus, picture: SyncPicture | None, now: datetime) -> Metric:
    label = translate("Sync", "Data of headquarters")
    if status.fresh_at is None:
        return Metric(label, translate("Sync", "not yet"), "")
    ages = picture.ages if picture is not None else {}
    kinds = [age_words(entity) for entity in KINDS if entity in ages]
    return Metric(label, words.ago(now - status.fresh_at), words.joined(*kinds))


def attention_of(row: JournalRow, now: datetime) -> Attention:
    what, about = fact_words(row)
    conflict = row.outcome == "conflict"
    return Attention(
        label=translate("Sync", "Conflict · for the manager")
        if conflict
        else translate("Sync", "Put aside by headquarters"),
        title=(what, about),
        here=(
            words.joined(words.day_and_clock(row.at, now), row.by_name),
            translate("Sync", "record no. {number}").format(number=row.seq),
        ),
        advice=detail_words(row.detail),
    )


def stop_words(code: str) -> str:
    """Why sync stopped for good, and who helps. The queue is kept in every case."""
    match code:
        case "forked":
            return translate(
                "Sync",
                "This PC's disk was copied or restored. Headquarters must enrol it anew; nothing is lost.",
            )
        case "revoked":
            return translate(
                "Sync", "Headquarters blocked this counter. Records are kept; ask headquarters."
            )
        case "too_old":
            return translate(
                "Sync", "This program is too old for headquarters. Update it; records are kept."
            )
        case _:
            return translate(
                "Sync", "Sync has stopped and needs headquarters. Records are kept; work goes on."
            )
