"""The member beside the order: who it is (phone masked), points, coupons, what they usually buy."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.identity import StoreId
from app.domain.members import Coupon, Member, UsualProduct, masked
from app.domain.money import Fen, yuan
from app.ui import words
from app.ui.counter.rows import tag
from app.ui.counter.state import Did
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter


_KEYS = (("Ctrl+T", Did.ASKED_PHONE), ("Ctrl+E", Did.ASKED_DATA))
LEAST_FOR_FOOT = 130
FOOT = 48
"""The keys of the card; touched as well."""


class MemberCard(Painted):
    """One painted widget; what does not fit at the bottom is left out whole, never cut. `did` carries a Did."""

    did = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._member: Member | None = None
        self._now: datetime | None = None
        self._home: StoreId | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def render_member(self, member: Member, now: datetime, home: StoreId | None) -> None:
        """`home` is the store this counter stands in."""
        self._member, self._now, self._home = member, now, home
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, 300)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 80)

    def draw(self, ink: Ink) -> None:
        member, now = self._member, self._now
        if member is None or now is None:
            return
        area = self.box()
        ink.card(area)
        left, right, bottom = 18.0, area.width() - 18, area.height() - 12
        if self._has_foot():
            bottom = area.height() - FOOT
            self._draw_keys(ink, QRectF(left, bottom, right - left, FOOT))
        ink.dot(left + 23, 39, 23, "accent_soft")
        ink.text(QRectF(left, 16, 46, 46), member.name[:1], "number", "accent_deep", _CENTRE)
        start = left + 58
        at = start + ink.text(QRectF(start, 15, right - start, 26), member.name, "strong") + 8
        for value in member.tags:
            word, tone = tag(value)
            width = ink.pill_width(word)
            if at + width <= right:
                ink.pill(at, 15, word, tone, height=24)
                at += width + 6
        ink.parts(QRectF(start, 41, right - start, 20), self._who(member), "caption", "ink_soft")
        top = 78.0
        if top + 60 <= bottom:
            self._draw_numbers(ink, member, QRectF(left, top, right - left, 60))
            top += 72
        top = self._draw_usual(ink, member, now, QRectF(left, top, right - left, bottom - top))
        room = QRectF(left, top, right - left, bottom - top)
        self._draw_coupons(ink, member.coupons, now, room)

    def _has_foot(self) -> bool:
        return self.height() >= LEAST_FOR_FOOT

    def _draw_keys(self, ink: Ink, area: QRectF) -> None:
        ink.rule(area.left(), area.right(), area.top())
        room = area.width() / len(_KEYS)
        for place, (key, did) in enumerate(_KEYS):
            at = area.left() + place * room
            at += ink.key(at, area.center().y(), key) + 8
            ink.text(QRectF(at, area.top(), room, FOOT), _key_word(did), "body", "ink_soft")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        at = event.position()
        if self._member is None or not self._has_foot() or at.y() < self.height() - FOOT:
            return
        place = min(len(_KEYS) - 1, int(at.x() * len(_KEYS) // self.width()))
        self.did.emit(_KEYS[place][1])

    def _who(self, member: Member) -> list[str]:
        home = ""
        if member.home_store is not None:
            home = (
                translate("Member", "home store here")
                if member.home_store == self._home
                else translate("Member", "home store elsewhere")
            )
        visits = translate("Member", "visit no. {count}").format(count=member.visits)
        return [masked(member.phone), home, visits if member.visits else ""]

    def _draw_numbers(self, ink: Ink, member: Member, area: QRectF) -> None:
        ink.box(area, "well", 10)
        columns = (
            (f"{member.points:,}", translate("Member", "points")),
            (str(len(member.coupons)), translate("Member", "coupons")),
            (words.whole_price(member.month_spend), translate("Member", "this month")),
        )
        width = area.width() / len(columns)
        for index, (figure, label) in enumerate(columns):
            x = area.left() + index * width
            ink.text(QRectF(x, area.top() + 8, width, 26), figure, "number", "ink", _CENTRE)
            ink.text(QRectF(x, area.top() + 34, width, 20), label, "caption", "ink_soft", _CENTRE)

    def _draw_usual(self, ink: Ink, member: Member, now: datetime, area: QRectF) -> float:
        """Returns where the next thing may start."""
        left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
        reserve = 36 if member.coupons else 0
        if not member.usual or top + 52 + reserve > bottom:
            return top
        title = translate("Member", "Usually buys")
        ink.text(QRectF(left, top, right - left, 24), title, "body_bold", "ink_soft")
        top += 26
        for product in member.usual[:4]:
            if top + 26 + reserve > bottom:
                break
            name = _usual_name(product)
            taken = ink.text(QRectF(left, top, (right - left) * 0.7, 26), name, "body")
            when = translate("Member", "last {day}").format(
                day=product.last_bought.strftime("%m-%d")
            )
            if product.last_bought == words.local(now).date():
                when = translate("Member", "bought today")
            rest = QRectF(left + taken + 8, top, right - left - taken - 8, 26)
            ink.text(rest, when, "caption", "ink_soft")
            top += 26
        return top + 6

    def _draw_coupons(
        self, ink: Ink, coupons: tuple[Coupon, ...], now: datetime, area: QRectF
    ) -> None:
        left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
        at = left
        for coupon in coupons:
            text = words.joined(_coupon_name(coupon), _left(coupon, now))
            width = min(ink.pill_width(text), right - left)
            if at + width > right and at > left:
                at = left
                top += 34
            if top + 28 > bottom:
                return
            ink.pill(at, top, text, Tone.WARN, most=width)
            at += width + 8


def _key_word(did: Did) -> str:
    if did is Did.ASKED_PHONE:
        return translate("Member", "full number")
    return translate("Member", "their data")


def _usual_name(product: UsualProduct) -> str:
    if product.weekday is None:
        return product.name
    return words.joined(words.weekday(product.weekday), product.name)


def _coupon_name(coupon: Coupon) -> str:
    if coupon.title:
        return coupon.title
    amount, threshold = _short(coupon.amount), _short(coupon.threshold)
    if coupon.threshold:
        return translate("Member", "¥{amount} off ¥{threshold}").format(
            amount=amount, threshold=threshold
        )
    return translate("Member", "¥{amount} off").format(amount=amount)


def _short(amount: Fen) -> str:
    return str(amount // 100) if amount % 100 == 0 else yuan(amount)


def _left(coupon: Coupon, now: datetime) -> str:
    days = (words.local(coupon.valid_until).date() - words.local(now).date()).days
    if days < 0:
        return translate("Member", "over")
    if days == 0:
        return translate("Member", "ends today")
    return words.counted(
        days, translate("Member", "1 day left"), translate("Member", "{count} days left")
    )
