"""Codes sent to phones: asked for, counted, checked. A code belongs to the browser that asked for it, lives five
minutes and stands five wrong tries. Nothing here sends and nothing raises on a wrong code: the count must be kept."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from sync.hq.store.web_tables import phone_ask
from sync.hq.web.limits import EVERYBODY, Limit, count_try, wait_seconds
from sync.hq.web.seals import Seals

LIFE: Final = timedelta(minutes=5)
WRONG_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """`ask` goes to the browser, `code` to the phone."""

    ask: str
    code: str


@dataclass(frozen=True, slots=True)
class TooOften:
    seconds: int


class Wrong(Enum):
    """Why a code does not count."""

    CODE = "code"
    OVER = "over"


def ask_code(
    connection: Connection, seals: Seals, *, phone: str, origin: str, now: datetime
) -> Asked | TooOften:
    """A fresh code for a phone. At most one a minute, five an hour and ten a day for a phone, thirty an hour for an
    origin (a shop's own network stands behind one), and a thousand an hour in all."""
    phone_key, origin_key = seals.hidden("phone", phone), seals.hidden("origin", origin)
    limits = (
        Limit("code", phone_key, 1, timedelta(minutes=1)),
        Limit("code", phone_key, 5, timedelta(hours=1)),
        Limit("code", phone_key, 10, timedelta(days=1)),
        Limit("code", origin_key, 30, timedelta(hours=1)),
        Limit("code", EVERYBODY, 1000, timedelta(hours=1)),
    )
    if seconds := wait_seconds(connection, limits, now):
        return TooOften(seconds)
    count_try(connection, limits, now)
    connection.execute(delete(phone_ask).where(phone_ask.c.expires_at < now))
    made = Asked(secrets.token_hex(16), f"{secrets.randbelow(1_000_000):06d}")
    connection.execute(
        insert(phone_ask).values(
            ask=made.ask,
            phone=phone,
            code_mac=_mac(seals, made.ask, made.code),
            expires_at=now + LIFE,
            wrong=0,
        )
    )
    return made


def asked_phone(connection: Connection, ask: str, now: datetime) -> str | None:
    """The phone a code was sent to, while the code lives."""
    return connection.execute(
        select(phone_ask.c.phone).where(phone_ask.c.ask == ask, phone_ask.c.expires_at >= now)
    ).scalar_one_or_none()


def check_code(
    connection: Connection, seals: Seals, *, ask: str, code: str, now: datetime
) -> str | Wrong:
    """The phone that is proven, or why not. The same code from the same browser counts again while it lives, for a
    finger taps twice and an answer gets lost."""
    row = connection.execute(
        select(phone_ask).where(phone_ask.c.ask == ask).with_for_update()
    ).one_or_none()
    if row is None or row.expires_at < now or row.wrong >= WRONG_TRIES:
        return Wrong.OVER
    if not hmac.compare_digest(row.code_mac, _mac(seals, ask, code)):
        connection.execute(
            update(phone_ask).where(phone_ask.c.ask == ask).values(wrong=row.wrong + 1)
        )
        return Wrong.CODE
    return str(row.phone)


def _mac(seals: Seals, ask: str, code: str) -> str:
    return seals.hidden("phone code", f"{ask}:{code}")
