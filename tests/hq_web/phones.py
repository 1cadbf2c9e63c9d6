"""A customer's phone as HQ meets it: a browser with cookies that fills in forms, and the messages it was sent."""

import base64
import hashlib
import hmac
import re
import struct
from datetime import datetime, timedelta

import httpx
import msgspec
from sqlalchemy import select

from sync import wire
from sync.hq.store.tables import feed_row
from sync.hq.store.web_tables import phone_message
from tests.hq.counter import Counter
from tests.hq.running import RunningHq

_HIDDEN = re.compile(r'name="form" value="([0-9a-f]{64})"')
REFERRAL, JOIN_GROUP = 1, 2


def paper(
    hq: RunningHq,
    counter: Counter,
    *,
    receipt_no: int = 42,
    purpose: int = REFERRAL,
    expires_at: datetime | None = None,
    key: bytes | None = None,
) -> str:
    """A token as a counter prints it (protocol.md §5, TR)."""
    until = expires_at or hq.clock() + timedelta(days=7)
    payload = struct.pack(
        ">BIIBI", 1, counter.identity.counter, receipt_no, purpose, int(until.timestamp())
    )
    secret = key or counter.identity.receipt_key
    mac = hmac.new(secret, b"TR" + payload, hashlib.sha256).digest()[:10]
    return "TR" + base64.b32encode(payload + mac).decode().rstrip("=")


class Browser:
    """Cookies, forms, redirects; no script, as our pages need none."""

    def __init__(self, hq: RunningHq) -> None:
        self.hq = hq
        self.http = httpx.Client(base_url=hq.url, timeout=20, verify=False, follow_redirects=True)  # noqa: S501  loopback

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def post(self, path: str, seen: httpx.Response, **fields: str) -> httpx.Response:
        """Send the form of a page that was seen."""
        (hidden,) = _HIDDEN.findall(seen.text)[:1]
        return self.http.post(path, data={"form": hidden, **fields})

    def ask_for_code(self, base: str, phone: str) -> httpx.Response:
        return self.post(f"{base}/phone", self.get(f"{base}?other=1"), phone=phone)

    def prove(self, base: str, phone: str) -> httpx.Response:
        """From the phone's number to the page after the right code."""
        typed = self.ask_for_code(base, phone)
        assert typed.url.path == f"{base}/code", typed.text
        return self.post(f"{base}/code", typed, code=newest_code(self.hq))

    def close(self) -> None:
        self.http.close()


def messages(hq: RunningHq) -> list[tuple[str, str]]:
    """(masked phone, text) of all that was sent, oldest first."""
    with hq.office.database.read() as connection:
        rows = connection.execute(select(phone_message).order_by(phone_message.c.message))
        return [(row.phone, row.text) for row in rows]


def newest_code(hq: RunningHq) -> str:
    (code,) = re.findall(r"验证码 (\d{6})", messages(hq)[-1][1])
    return str(code)


def coupons(hq: RunningHq, scope: str = "store:1") -> dict[str, wire.CouponRow]:
    """Every live coupon of a store's feed."""
    return {
        row.coupon: row
        for row in _rows(hq, scope, "coupon", wire.CouponRow)
        if isinstance(row, wire.CouponRow)
    }


def members(hq: RunningHq, phone: str, scope: str = "store:1") -> list[wire.MemberRow]:
    return [
        row
        for row in _rows(hq, scope, "member", wire.MemberRow)
        if isinstance(row, wire.MemberRow) and row.phone == phone
    ]


def _rows(hq: RunningHq, scope: str, entity: str, shape: type[wire.Struct]) -> list[wire.Struct]:
    with hq.office.database.read() as connection:
        found = connection.execute(
            select(feed_row.c.row).where(
                feed_row.c.scope == scope, feed_row.c.entity == entity, feed_row.c.op == "put"
            )
        ).scalars()
        return [msgspec.json.decode(raw, type=shape) for raw in found]
