"""What the counter knows of itself: who it is, its secrets, where it stands with HQ. One small table read once a
transaction; a value is never remembered beyond it."""

from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from app.store import tables
from app.store.errors import NotEnrolled
from sync.wire import StoreRow

CURSOR: Final = "cursor"
SERVER_EPOCH: Final = "server_epoch"
SETTLED: Final = "settled"
ACKED: Final = "acked"
SWEEPING: Final = "sweeping"
"""The scope that is pulled anew, until that pull is complete; EVERYTHING for all."""
EVERYTHING: Final = "*"
REFETCHED: Final = "refetched"
"""When a comparison with HQ last differed, and the rows were fetched anew."""
CHAIN: Final = "chain"
"""Counts the enrolments of this PC: each has a journal of its own."""
PRUNED: Final = "pruned"
PRUNED_HEAD: Final = "pruned_head"
"""Facts of the chain up to this one may be gone from this PC; the head is its hash."""
NEXT_RECEIPT: Final = "next_receipt_no"
NEXT_CODE: Final = "next_code_no"
SIGNED_IN: Final = "signed_in"
LOCKED: Final = "locked"
"""1 while the counter is locked for who is signed in."""
REVOKED: Final = "revoked"
"""1 from the wipe of a revoked counter until HQ gives it data again."""
SCRUB: Final = "scrub"
"""1 while deleted rows may still be on the disk."""
TIDIED: Final = "tidied"
"""When the retention time was last seen to."""
_ENROLMENT: Final = "enrolment"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What HQ said at enrolment; `receipt_key` and `pin_pepper` are secrets of 32 bytes."""

    counter: int
    incarnation: int
    label: int
    store: StoreRow
    hq_url: str
    receipt_url: str
    receipt_key: bytes
    pin_pepper: bytes

    def __repr__(self) -> str:
        return f"Enrolment(counter={self.counter}, incarnation={self.incarnation})"


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Enrolment)
_ALL = select(tables.meta.c.key, tables.meta.c.value)
_PUT = insert(tables.meta).values(key=bindparam("key"), value=bindparam("value"))
_PUT = _PUT.on_conflict_do_update(index_elements=["key"], set_={"value": _PUT.excluded.value})


class Meta:
    """The values inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._values: dict[str, str] | None = None
        self._enrolment: Enrolment | None = None

    def text(self, key: str) -> str:
        """ "" when never written."""
        return self._all().get(key, "")

    def number(self, key: str, default: int = 0) -> int:
        value = self._all().get(key)
        return default if value is None else int(value)

    def put(self, key: str, value: str | int) -> None:
        self._connection.execute(_PUT, {"key": key, "value": str(value)})
        self._all()[key] = str(value)

    def enrolment(self) -> Enrolment | None:
        if self._enrolment is None and (text := self.text(_ENROLMENT)):
            self._enrolment = _DECODER.decode(text)
        return self._enrolment

    def chain(self) -> int:
        """The journal that is written to."""
        return self.number(CHAIN, 1)

    def enrolled(self) -> Enrolment:
        """Raises NotEnrolled."""
        enrolment = self.enrolment()
        if enrolment is None:
            raise NotEnrolled
        return enrolment

    def enrol(self, enrolment: Enrolment) -> None:
        self.put(_ENROLMENT, _ENCODER.encode(enrolment).decode())
        self._enrolment = enrolment

    def _all(self) -> dict[str, str]:
        if self._values is None:
            self._values = dict(iter(self._connection.execute(_ALL)))
        return self._values
