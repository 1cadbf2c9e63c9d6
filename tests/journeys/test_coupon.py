"""From the paper in the customer's hand to the counter's screen: the coupon of a receipt's QR, and the group's three yuan."""

import re

import httpx
from PySide6.QtCore import Qt

from app.actions.outcomes import MemberFound, PickupFound
from app.domain.identity import MemberId
from app.domain.members import Coupon
from app.ui.counter.state import DoneShown, PickupOpen
from tests.journeys.conftest import Day
from tests.ui.conftest import text_of

Key = Qt.Key
ACTION = re.compile(r'action="([^"]+)"')
FORM = re.compile(r'name="form" value="([0-9a-f]{64})"')


class Phone:
    """A customer's browser at the real HQ."""

    def __init__(self, day: Day, number: str) -> None:
        self._day = day
        self._number = number
        self._http = httpx.Client(base_url=day.shop.hq.address, timeout=20, follow_redirects=True)

    def take(self, path: str) -> httpx.Response:
        """Scan, type the number, type the code that was sent; the page after it. Once proven, one press is enough."""
        page = self.see(path)
        if "/take" in page.text:
            return self._send(page)
        typed = self._send(page, phone=self._number)
        (code,) = re.findall(r"验证码 (\d{6})", self._day.shop.hq.look("messages")[-1]["text"])
        return self._send(typed, code=code)

    def see(self, path: str) -> httpx.Response:
        return self._http.get(path)

    def _send(self, seen: httpx.Response, **fields: str) -> httpx.Response:
        """The first form of a page."""
        return self._http.post(
            ACTION.findall(seen.text)[0], data={"form": FORM.findall(seen.text)[0], **fields}
        )


def known_coupons(day: Day, member: str) -> tuple[Coupon, ...]:
    """As the counter has them, asked on its own lane."""
    counter = day.desktop.counter
    assert counter is not None
    found = day.desktop._lane.submit(counter.desk.open_member, MemberId(member)).result(10)
    assert isinstance(found, MemberFound | PickupFound)
    assert found.member is not None
    return tuple(found.member.coupons)


def test_the_coupons_of_a_receipt_are_on_the_counter_at_once(day: Day) -> None:
    day.hands.scan(day.shop.pickup_code("T-20480"))
    day.see(PickupOpen)
    day.hands.press(Key.Key_Return)
    day.see(DoneShown)
    card = day.card
    assert isinstance(card, DoneShown)
    referral, group = (f"/{place}/{code.url.rpartition('/')[2]}" for place, code in zip("rj", card.handed.receipt.codes, strict=True))  # fmt: skip
    day.online()
    customer = day.shop.order("T-20463")
    member = str(customer["member"])
    before = len(known_coupons(day, member))
    phone = Phone(day, str(customer["phone"]))
    assert "领到了" in phone.take(referral).text
    day.hands.wait(
        lambda: len(known_coupons(day, member)) == before + 1, "the coupon to be here", 5
    )
    assert "立减 3 元" in phone.take(group).text
    day.hands.wait(lambda: len(known_coupons(day, member)) == before + 2, "the three yuan", 5)
    day.hands.press(Key.Key_Escape)
    day.hands.scan(day.shop.pickup_code("T-20463"))
    day.see(PickupOpen)
    shown = text_of(day.window.counter.member)
    assert "¥5 无门槛" in shown
    assert "¥3" in shown
    someone = Phone(day, "13900007777")
    assert "已被领取" in someone.see(referral).text, "once for a receipt"
