"""Enrolment, sessions, and the one shape of every answer that is not 2xx."""

from datetime import datetime
from typing import Final

from sync.wire.message import Struct
from sync.wire.rows import CodeKeyRow, StoreRow


class EnrolRequest(Struct, frozen=True, kw_only=True):
    """POST /v1/enrol: the one-time code and this counter's new Ed25519 public key (32 bytes)."""

    proto: int
    code: str
    public_key: bytes


class EnrolAnswer(Struct, frozen=True, kw_only=True):
    """Who this counter is. `receipt_key` (32 bytes) makes TR tokens; `pin_pepper` (32 bytes) checks PINs;
    `receipt_url` is what the QR on paper leads to (public address of HQ)."""

    counter: int
    incarnation: int
    label: int
    store: StoreRow
    code_keys: tuple[CodeKeyRow, ...]
    receipt_key: bytes
    pin_pepper: bytes
    receipt_url: str
    server_epoch: str
    now: datetime


class ChallengeRequest(Struct, frozen=True, kw_only=True):
    """POST /v1/challenge."""

    proto: int
    counter: int


class Challenge(Struct, frozen=True, kw_only=True):
    challenge: bytes
    now: datetime


class SessionRequest(Struct, frozen=True, kw_only=True):
    """POST /v1/session: `signature` is Ed25519 by the device key over b"tuangui session 1\\n" + challenge."""

    proto: int
    counter: int
    challenge: bytes
    signature: bytes


class Session(Struct, frozen=True, kw_only=True):
    """Bearer token for 15 minutes."""

    token: str
    expires_in: int
    now: datetime


class Problem(Struct, frozen=True, kw_only=True):
    """Every answer that is not 2xx. `code`: unauthorized | revoked | bad_request | too_old | too_new | gap | forked | reset |
    busy | bad_code | rate_limited | not_found | internal. `expected` is the seq HQ wants next (gap); `scope` the one to
    fetch anew (reset), "" = everything."""

    code: str
    message: str
    expected: int | None = None
    scope: str = ""


SESSION_PREFIX: Final = b"tuangui session 1\n"
