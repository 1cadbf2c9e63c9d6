"""Enrolment: one-time codes, and the counter that comes out of one. Wrong tries are counted per origin and in all."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from sync import wire
from sync.hq import problems
from sync.hq.feed import publish
from sync.hq.grants import hand_store_to, take_back
from sync.hq.keys import Keys
from sync.hq.siblings import news_of
from sync.hq.store import tables as t

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which people confuse."""
CODE_LENGTH: Final = 8
CODE_LIFE: Final = timedelta(minutes=10)
TRIES: Final = 5
TRIES_IN_ALL: Final = 100
"""Wrong codes within CODE_LIFE, from one origin and from everywhere; 31^8 codes make guessing hopeless."""


def new_code(
    connection: Connection, keys: Keys, *, store: int, label: int | None, now: datetime
) -> str:
    """A fresh one-time code for a store. With the label of a counter that stands there already, the code enrols that
    counter anew (next incarnation)."""
    if connection.execute(select(t.store.c.store).where(t.store.c.store == store)).first() is None:
        raise problems.not_found("no such store")
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    connection.execute(
        insert(t.enrol_code).values(
            code_hash=_hash(keys, code), store=store, label=label, expires_at=now + CODE_LIFE
        )
    )
    return code


def enrol(
    connection: Connection,
    keys: Keys,
    request: wire.EnrolRequest,
    *,
    origin: str,
    public_url: str,
    now: datetime,
) -> tuple[wire.EnrolAnswer, frozenset[str]] | None:
    """Use a code once. None = wrong code, and the try is counted: commit it. The same code with the same key again
    gives the same answer, for the first reply may have been lost. Raises Refused: rate_limited, bad_request."""
    _check_tries(connection, origin, now)
    if len(request.public_key) != 32:
        raise problems.bad_request("a device key is 32 bytes")
    code = connection.execute(
        select(t.enrol_code)
        .where(t.enrol_code.c.code_hash == _hash(keys, request.code))
        .with_for_update()
    ).one_or_none()
    if code is None or code.expires_at < now:
        _count_wrong(connection, origin, now)
        return None
    if code.used_by is not None:
        had = _answer(connection, keys, code.used_by, public_url, now)
        if had is None or had[1] != request.public_key:
            _count_wrong(connection, origin, now)
            return None
        return had[0], frozenset()
    counter = _enrolled(connection, code.store, code.label, request.public_key, now)
    connection.execute(
        update(t.enrol_code)
        .where(t.enrol_code.c.code_hash == code.code_hash)
        .values(used_by=counter)
    )
    puts = hand_store_to(connection, code.store, counter)
    scopes = publish(connection, [*puts, *news_of(connection, [code.store])], now)
    made = _answer(connection, keys, counter, public_url, now)
    return None if made is None else (made[0], scopes)


def revoke(connection: Connection, counter: int, now: datetime) -> frozenset[str]:
    """No data and no grants from now on; its queue is still taken for a while, into quarantine."""
    store = connection.execute(
        select(t.store.c.store)
        .join(t.counter, t.counter.c.store == t.store.c.store)
        .where(t.counter.c.counter == counter)
        .with_for_update(of=t.store)
    ).scalar_one_or_none()
    if store is None:
        raise problems.not_found("no such counter")
    connection.execute(
        update(t.counter).where(t.counter.c.counter == counter).values(revoked_at=now)
    )
    puts = take_back(connection, store, counter, now)
    return publish(connection, [*puts, *news_of(connection, [store])], now)


def _hash(keys: Keys, code: str) -> str:
    """Codes are read out and typed: case, spaces and dashes do not count."""
    plain = "".join(code.upper().replace("-", " ").split())
    return hmac.new(keys.session, b"enrol\0" + plain.encode(), hashlib.sha256).hexdigest()


def _check_tries(connection: Connection, origin: str, now: datetime) -> None:
    since = now - CODE_LIFE
    connection.execute(delete(t.enrol_failure).where(t.enrol_failure.c.at < since))
    rows = connection.execute(
        select(t.enrol_failure.c.origin, func.count()).group_by(t.enrol_failure.c.origin)
    )
    tries: dict[str, int] = {row[0]: row[1] for row in rows}
    if tries.get(origin, 0) >= TRIES or sum(tries.values()) >= TRIES_IN_ALL:
        raise problems.rate_limited(int(CODE_LIFE.total_seconds()))


def _count_wrong(connection: Connection, origin: str, now: datetime) -> None:
    connection.execute(insert(t.enrol_failure).values(origin=origin[:64], at=now))


def _enrolled(
    connection: Connection, store: int, label: int | None, public_key: bytes, now: datetime
) -> int:
    """The counter's id: a new counter, or the one with this label under its next incarnation."""
    connection.execute(select(t.store.c.store).where(t.store.c.store == store).with_for_update())
    labels = {
        row.label: row
        for row in connection.execute(select(t.counter).where(t.counter.c.store == store))
    }
    before = labels.get(label) if label is not None else None
    if before is not None:
        counter, incarnation = before.counter, before.incarnation + 1
        connection.execute(
            update(t.counter)
            .where(t.counter.c.counter == counter)
            .values(incarnation=incarnation, revoked_at=None)
        )
    else:
        incarnation = 1
        counter = connection.execute(
            insert(t.counter)
            .values(
                store=store,
                label=label or max(labels, default=0) + 1,
                incarnation=incarnation,
                revoked_at=None,
            )
            .returning(t.counter.c.counter)
        ).scalar_one()
    connection.execute(
        insert(t.incarnation).values(
            store=store,
            counter=counter,
            incarnation=incarnation,
            public_key=public_key,
            receipt_key=secrets.token_bytes(32),
            enrolled_at=now,
            last_seq=0,
            head=wire.CHAIN_START,
        )
    )
    return int(counter)


def _answer(
    connection: Connection, keys: Keys, counter: int, public_url: str, now: datetime
) -> tuple[wire.EnrolAnswer, bytes] | None:
    row = connection.execute(
        select(
            t.counter.c.incarnation,
            t.counter.c.label,
            t.incarnation.c.public_key,
            t.incarnation.c.receipt_key,
            t.store.c.pin_pepper,
            t.store.c.row,
        )
        .join(
            t.incarnation,
            (t.counter.c.store == t.incarnation.c.store)
            & (t.counter.c.counter == t.incarnation.c.counter)
            & (t.counter.c.incarnation == t.incarnation.c.incarnation),
        )
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(t.counter.c.counter == counter)
    ).one_or_none()
    if row is None:
        return None
    answer = wire.EnrolAnswer(
        counter=counter,
        incarnation=row.incarnation,
        label=row.label,
        store=msgspec.json.decode(row.row, type=wire.StoreRow),
        code_keys=keys.code_key_rows,
        receipt_key=row.receipt_key,
        pin_pepper=row.pin_pepper,
        receipt_url=public_url,
        server_epoch=keys.server_epoch,
        now=now,
    )
    return answer, row.public_key
