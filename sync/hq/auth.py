"""Enrolment, challenges and sessions (protocol.md §4). Tokens are sealed, not stored: a revoked or re-enrolled counter
is found out by its row at each request."""

import hashlib
import hmac
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, bindparam, select

from sync import wire
from sync.hq import problems
from sync.hq.store import tables as t

SESSION_SECONDS: Final = 900
CHALLENGE_SECONDS: Final = 60
_MAC_BYTES: Final = 16
_SALT_BYTES: Final = 8
_TOKEN: Final = struct.Struct(">QQQQ")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a session token says it is. A counter never leaves its store."""

    counter: int
    incarnation: int
    store: int


@dataclass(frozen=True, slots=True)
class Caller:
    """A counter as its row stands now."""

    counter: int
    incarnation: int
    store: int
    last_seq: int
    revoked: bool


class Sessions:
    """Makes and reads sealed challenges and bearer tokens; works the same in every process of one HQ."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def challenge(self, counter: int, now: datetime) -> bytes:
        """What the device key must sign within a minute. Given for any number: it tells nobody who is enrolled."""
        until = int(now.timestamp()) + CHALLENGE_SECONDS
        return self._sealed(
            b"challenge", struct.pack(">QQ", counter, until) + secrets.token_bytes(8)
        )

    def check_challenge(self, challenge: bytes, counter: int, now: datetime) -> None:
        plain = self._opened(b"challenge", challenge)
        whose, until = struct.unpack_from(">QQ", plain)
        if whose != counter or until < now.timestamp():
            raise problems.unauthorized()

    def token(self, bearer: Bearer, now: datetime) -> str:
        until = int(now.timestamp()) + SESSION_SECONDS
        plain = _TOKEN.pack(bearer.counter, bearer.incarnation, bearer.store, until)
        return urlsafe_b64encode(
            self._sealed(b"session", plain + secrets.token_bytes(_SALT_BYTES))
        ).decode()

    def bearer(self, header: str, now: datetime) -> Bearer:
        """From an Authorization header. Raises Refused(unauthorized), also for the session of an HQ before this one: the
        counter signs in again, as it does every quarter of an hour."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise problems.unauthorized()
        try:
            sealed = urlsafe_b64decode(token.strip().encode())
        except ValueError:
            raise problems.unauthorized() from None
        plain = self._opened(b"session", sealed)
        if len(plain) != _TOKEN.size + _SALT_BYTES:
            raise problems.unauthorized()
        counter, incarnation, store, until = _TOKEN.unpack_from(plain)
        if until < now.timestamp():
            raise problems.unauthorized()
        return Bearer(counter, incarnation, store)

    def _sealed(self, purpose: bytes, plain: bytes) -> bytes:
        return self._mac(purpose, plain) + plain

    def _opened(self, purpose: bytes, sealed: bytes) -> bytes:
        mac, plain = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(purpose, plain)):
            raise problems.unauthorized()
        return plain

    def _mac(self, purpose: bytes, plain: bytes) -> bytes:
        return hmac.new(self._key, purpose + b"\0" + plain, hashlib.sha256).digest()[:_MAC_BYTES]


def prove(connection: Connection, request: wire.SessionRequest) -> Bearer:
    """The device key signed the challenge. A revoked counter may still get a session: its queue is taken."""
    row = connection.execute(
        select(t.counter.c.store, t.counter.c.incarnation).where(
            t.counter.c.counter == request.counter
        )
    ).one_or_none()
    if row is None:
        raise problems.unauthorized()
    public_key = connection.execute(
        select(t.incarnation.c.public_key).where(
            t.incarnation.c.store == row.store,
            t.incarnation.c.counter == request.counter,
            t.incarnation.c.incarnation == row.incarnation,
        )
    ).scalar_one()
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            request.signature, wire.SESSION_PREFIX + request.challenge
        )
    except InvalidSignature:
        raise problems.unauthorized() from None
    return Bearer(request.counter, row.incarnation, row.store)


_CALLERS: Final = (
    select(
        t.counter.c.counter,
        t.counter.c.incarnation,
        t.counter.c.store,
        t.counter.c.revoked_at,
        t.incarnation.c.last_seq,
    )
    .join(
        t.incarnation,
        (t.counter.c.store == t.incarnation.c.store)
        & (t.counter.c.counter == t.incarnation.c.counter)
        & (t.counter.c.incarnation == t.incarnation.c.incarnation),
    )
    .where(
        t.incarnation.c.store.in_(bindparam("stores", expanding=True)),
        t.counter.c.counter.in_(bindparam("counters", expanding=True)),
    )
)


def callers(connection: Connection, bearers: Iterable[Bearer]) -> dict[Bearer, Caller]:
    """The counters behind these sessions, read in the caller's transaction; one that was enrolled anew since is
    missing."""
    wanted = set(bearers)
    asked = {
        "stores": sorted({bearer.store for bearer in wanted}),
        "counters": sorted({bearer.counter for bearer in wanted}),
    }
    found = connection.execute(_CALLERS, asked)
    return {
        Bearer(row.counter, row.incarnation, row.store): Caller(
            row.counter, row.incarnation, row.store, row.last_seq, row.revoked_at is not None
        )
        for row in found
    }


def check_proto(proto: int) -> None:
    """Raises Refused: too_old below OLDEST, too_new above PROTOCOL."""
    if proto < wire.OLDEST:
        raise problems.too_old(wire.OLDEST)
    if proto > wire.PROTOCOL:
        raise problems.too_new(wire.PROTOCOL)
