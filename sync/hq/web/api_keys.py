"""Keys of other programs for HQ's import API: made and revoked at the console, shown once, kept as hashes, for some stores or
all. Knows no page and no route."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from sync.hq import problems
from sync.hq.store.web_tables import api_key
from sync.hq.web.accounts import Who
from sync.hq.web.limits import Limit, count_try, wait_seconds
from sync.hq.web.seals import Seals

PREFIX: Final = "tgk_"
A_MINUTE: Final = 60
"""Questions of one key within a minute."""
WRONG_KEYS: Final = 30
"""Of one origin within a quarter of an hour."""
USED_EVERY: Final = timedelta(minutes=1)
_NAME: Final = re.compile(r"[\w.@ -]{1,40}")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as the console shows it, never the key itself."""

    name: str
    stores: frozenset[int]
    made_by: str
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def good_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name == name.strip()


def make_key(
    connection: Connection, *, name: str, stores: frozenset[int], by: str, now: datetime
) -> str | None:
    """The new key, 256 random bits; None = the name is taken."""
    taken = connection.execute(select(api_key.c.name).where(api_key.c.name == name)).first()
    if taken is not None:
        return None
    key = PREFIX + secrets.token_urlsafe(32)
    connection.execute(
        insert(api_key).values(
            key_hash=_hash(key),
            name=name,
            stores=",".join(str(store) for store in sorted(stores)),
            made_by=by,
            made_at=now,
        )
    )
    return key


def keys_of(connection: Connection, who: Who) -> list[KeyLine]:
    """Those for nothing but stores this account sees, newest first."""
    rows = connection.execute(select(api_key).order_by(api_key.c.made_at.desc()))
    lines = [
        KeyLine(
            row.name, _stores(row.stores), row.made_by, row.made_at, row.used_at, row.revoked_at
        )
        for row in rows
    ]
    return [line for line in lines if within(line.stores, who)]


def within(stores: frozenset[int], who: Who) -> bool:
    """May this account hand out so much? All stores only by who sees all."""
    return not who.stores or (bool(stores) and stores <= who.stores)


def revoke_key(connection: Connection, who: Who, name: str, now: datetime) -> bool:
    """False = no such key for this account. The first end stays."""
    if name not in {line.name for line in keys_of(connection, who)}:
        return False
    connection.execute(
        update(api_key)
        .where(api_key.c.name == name, api_key.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return True


def holder(
    connection: Connection, seals: Seals, *, bearer: str, origin: str, now: datetime
) -> Who | None:
    """Whose key this is; None = nobody's, and the try is counted: commit it. Raises Refused(rate_limited)."""
    wrong = (Limit("api-wrong", seals.hidden("origin", origin), WRONG_KEYS, timedelta(minutes=15)),)
    if seconds := wait_seconds(connection, wrong, now):
        raise problems.rate_limited(seconds)
    row = None
    if bearer.startswith(PREFIX) and len(bearer) < 100:
        row = connection.execute(
            select(api_key).where(
                api_key.c.key_hash == _hash(bearer), api_key.c.revoked_at.is_(None)
            )
        ).one_or_none()
    if row is None:
        count_try(connection, wrong, now)
        return None
    often = (Limit("api-key", row.key_hash, A_MINUTE, timedelta(minutes=1)),)
    if seconds := wait_seconds(connection, often, now):
        raise problems.rate_limited(seconds)
    count_try(connection, often, now)
    if row.used_at is None or now - row.used_at > USED_EVERY:
        connection.execute(
            update(api_key).where(api_key.c.key_hash == row.key_hash).values(used_at=now)
        )
    stores = _stores(row.stores)
    return Who(f"key {row.name}", "operator" if stores else "admin", stores)


def _stores(text: str) -> frozenset[int]:
    return frozenset(int(store) for store in text.split(",") if store)


def _hash(key: str) -> str:
    """A key is random through and through: nothing slower than SHA-256 is needed."""
    return hashlib.sha256(key.encode()).hexdigest()
