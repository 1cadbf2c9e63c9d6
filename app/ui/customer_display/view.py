"""The customer's window: paints one snapshot, large, on whatever screen it is put. It takes no key, no touch and no focus."""

from typing import assert_never

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent

from app.ui import words
from app.ui.customer_display.state import (
    DisplayState,
    Fate,
    Invitation,
    Offer,
    Serving,
    ShownLine,
    Welcome,
)
from app.ui.look import Look
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

DRAWN_FOR = (1024.0, 600.0)
"""Everything grows from here with the screen."""
QUIET = 4
"""Modules of white around a QR (ISO/IEC 18004)."""
EDGE = 44.0
SIDE = 336.0
ROW = 46.0
INVITING = ("heading", "number", "strong")
WELCOME = ("display_total", "display_title", "heading")
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CustomerWindow(Painted):
    """A window of its own. `render_state` repaints when something changed; `activated` = some system gave it the keys
    all the same."""

    activated = Signal()

    def __init__(self, look: Look, state: DisplayState) -> None:
        super().__init__(look)
        self._state = state
        self._painter: QPainter | None = None
        self.setWindowTitle("团柜")
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def render_state(self, state: DisplayState) -> None:
        if state != self._state:
            self._state = state
            self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        scale = min(self.width() / DRAWN_FOR[0], self.height() / DRAWN_FOR[1])
        painter.scale(scale, scale)
        ink = Ink(self, self.look, painter)
        room = QRectF(0, 0, self.width() / scale, self.height() / scale)
        try:
            self._draw(ink, painter, room)
        finally:
            ink.end()
        self.shown = tuple(ink.shown)

    def _draw(self, ink: Ink, painter: QPainter, room: QRectF) -> None:
        ink.fill(room, "display")
        match self._state:
            case Welcome() as welcome:
                _welcome(ink, painter, welcome, room)
            case Serving() as serving:
                _serving(ink, painter, serving, room)
            case _:
                assert_never(self._state)


def _welcome(ink: Ink, painter: QPainter, state: Welcome, room: QRectF) -> None:
    middle = room.height() / 2
    left = room if state.invitation is None else room.adjusted(0, 0, -SIDE - EDGE, 0)
    ink.text(
        QRectF(left.left() + EDGE, middle - 92, left.width() - 2 * EDGE, 84),
        state.store,
        ink.largest(state.store, left.width() - 2 * EDGE, WELCOME),
        "display_ink",
        _CENTRE,
    )
    ink.text(
        QRectF(left.left() + EDGE, middle - 4, left.width() - 2 * EDGE, 48),
        translate("Display", "Welcome! Please show your pickup code"),
        "display_lead",
        "display_soft",
        _CENTRE,
    )
    if state.invitation is not None:
        card = QRectF(room.right() - SIDE - EDGE, middle - 186, SIDE, 372)
        _invitation_card(ink, painter, state.invitation, card, gift="")


def _serving(ink: Ink, painter: QPainter, state: Serving, room: QRectF) -> None:
    beside = state.offer is not None or state.invitation is not None
    right = room.right() - EDGE - (SIDE + 32 if beside else 0)
    left = EDGE
    ink.text(
        QRectF(left, 30, right - left, 58), _greeting(state.person), "display_title", "display_ink"
    )
    ink.text(QRectF(left, 90, right - left, 32), _subtitle(state), "display_lead", "display_soft")
    bottom = room.bottom() - (116 if state.count else 30)
    top = _lines(ink, state.lines, QRectF(left, 140, right - left, bottom - 140))
    if state.count:
        _total(ink, state, QRectF(left, max(top, bottom), right - left, 92))
    if beside:
        _beside(ink, painter, state, QRectF(right + 32, 36, SIDE, room.height() - 72))


def _greeting(person: str) -> str:
    if not person:
        return translate("Display", "Hello")
    return translate("Display", "Hello, {person}").format(person=person)


def _subtitle(state: Serving) -> str:
    if state.done:
        return translate("Display", "All done. Thank you, see you soon!")
    if state.lines:
        return translate("Display", "Your order is being handed over. Please check it")
    return translate("Display", "Good to see you")


def _lines(ink: Ink, lines: tuple[ShownLine, ...], area: QRectF) -> float:
    """As many as there is room for, and how many more there are; returns where they end."""
    most = int(area.height() // ROW)
    shown = lines if len(lines) <= most else lines[: most - 1]
    top = area.top()
    for line in shown:
        word, role = _fate(line.fate)
        width = ink.width(word, "display_line") + 2
        ink.text(QRectF(area.right() - width, top, width, ROW), word, "display_line", role, _RIGHT)
        name = f"{line.name} ×{line.count}" if line.count > 1 else line.name
        ink.text(
            QRectF(area.left(), top, area.width() - width - 16, ROW),
            name,
            "display_line",
            "display_ink" if line.fate in {Fate.HERE, Fate.TAKEN} else "display_soft",
        )
        top += ROW
        ink.rule(area.left(), area.right(), top - 1, "display_hair")
    if len(shown) < len(lines):
        rest = len(lines) - len(shown)
        more = translate("Display", "and {count} more").format(count=rest)
        ink.text(QRectF(area.left(), top, area.width(), ROW), more, "display_line", "display_soft")
        top += ROW
    return top


def _fate(fate: Fate) -> tuple[str, str]:
    """(word, role)"""
    match fate:
        case Fate.HERE:
            return translate("Display", "now"), "display_ink"
        case Fate.TAKEN:
            return translate("Display", "taken"), "display_ink"
        case Fate.MISSING:
            return translate("Display", "missing, on record"), "display_warn"
        case Fate.BAD:
            return translate("Display", "not good, on record"), "display_warn"
        case Fate.LATER:
            return translate("Display", "another time"), "display_soft"
        case _:
            assert_never(fate)


def _total(ink: Ink, state: Serving, area: QRectF) -> None:
    count = words.items(state.count)
    ink.text(area, count, "display_total", "display_ink", _RIGHT)
    if state.paid:
        paid = translate("Display", "paid {price}").format(price=words.price(state.paid))
        room = area.width() - ink.width(count, "display_total") - 24
        ink.text(
            QRectF(area.left(), area.top(), room, area.height()),
            paid,
            "display_lead",
            "display_soft",
        )


def _beside(ink: Ink, painter: QPainter, state: Serving, area: QRectF) -> None:
    """The offer above, the group's code below."""
    code = QRectF(area)
    if state.offer is not None:
        offer = QRectF(area.left(), area.top(), area.width(), 156)
        _offer_card(ink, state.offer, offer)
        code.setTop(offer.bottom() + 20)
    if state.invitation is not None:
        code.setTop(max(code.top(), code.bottom() - 400))
        gift = words.price(state.invitation.gift).removesuffix(".00")
        _invitation_card(ink, painter, state.invitation, code, gift=gift)


def _offer_card(ink: Ink, offer: Offer, area: QRectF) -> None:
    ink.box(area, "display_raised", 16)
    inner = area.adjusted(22, 16, -22, -16)
    ink.text(
        QRectF(inner.left(), inner.top(), inner.width(), 24),
        translate("Display", "For you today"),
        "pill",
        "display_soft",
    )
    ink.text(
        QRectF(inner.left(), inner.top() + 28, inner.width(), 36),
        offer.name,
        "display_goods",
        "display_ink",
    )
    price = words.price(offer.price)
    if offer.units > 1:
        price = translate("Display", "{count} for {price}").format(count=offer.units, price=price)
    taken = ink.text(
        QRectF(inner.left(), inner.bottom() - 48, inner.width(), 48),
        price,
        "order",
        "display_price",
    )
    if offer.instead_of is not None:
        ink.text(
            QRectF(inner.left() + taken + 12, inner.bottom() - 42, inner.width() - taken - 12, 42),
            words.price(offer.instead_of),
            "lead",
            "display_soft",
            struck=True,
        )


def _invitation_card(
    ink: Ink, painter: QPainter, invitation: Invitation, area: QRectF, *, gift: str
) -> None:
    ink.box(area, "display_card", 16)
    lines = 2 if gift else 1
    side = min(area.width() - 40, area.height() - 40 - 36 * lines)
    square = QRectF(area.center().x() - side / 2, area.top() + 20, side, side)
    draw_code(painter, invitation.rows, square)
    top = square.bottom() + 8
    words_ = translate("Display", "Scan to join our group-buy chat")
    ink.text(
        QRectF(area.left() + 12, top, area.width() - 24, 34),
        words_,
        ink.largest(words_, area.width() - 24, INVITING),
        "display_card_ink",
        _CENTRE,
    )
    if gift:
        ink.text(
            QRectF(area.left() + 12, top + 34, area.width() - 24, 32),
            translate("Display", "{price} off your next order").format(price=gift),
            "display_lead",
            "display_card_ink",
            _CENTRE,
        )


def draw_code(painter: QPainter, rows: tuple[tuple[bool, ...], ...], area: QRectF) -> None:
    """Black on white with its quiet zone, each module a whole number of pixels, in the middle of `area`."""
    size = len(rows) + 2 * QUIET
    there = painter.transform().mapRect(area)
    module = max(1, int(min(there.width(), there.height()) // size))
    origin = QPointF(
        round(there.center().x() - size * module / 2), round(there.center().y() - size * module / 2)
    )
    painter.save()
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(
        QRectF(origin.x(), origin.y(), size * module, size * module), Qt.GlobalColor.white
    )
    for y, row in enumerate(rows, start=QUIET):
        for x, dark in enumerate(row, start=QUIET):
            if dark:
                left, top = origin.x() + x * module, origin.y() + y * module
                painter.fillRect(QRectF(left, top, module, module), Qt.GlobalColor.black)
    painter.restore()
