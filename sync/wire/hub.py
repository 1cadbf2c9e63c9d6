"""Between the counters of one store, over its own network (protocol.md §1): a counter asks the one that holds the grants,
and what it hears. Both messages are sealed with a device key; a ticket is the hub's word for HQ. Bytes:
sync/golden/README.md. Whoever calls signs and checks: no key and no cryptography in here.
"""

import base64
from datetime import datetime
from typing import Any, Final

import msgspec

from sync.wire.claims import ClaimRequest
from sync.wire.facts import Units
from sync.wire.message import Struct

ASK_PREFIX: Final = b"tuangui hub ask 1\n"
ANSWER_PREFIX: Final = b"tuangui hub answer 1\n"
TICKET_PREFIX: Final = b"tuangui hub ticket 1\n"
SIGNATURE_BYTES: Final = 64
MOST_ASK_BYTES: Final = 16 * 1024
MOST_ANSWER_BYTES: Final = 256 * 1024
MOST_LINES: Final = 100
"""Of one claim: its ticket is still a short text then."""
_TICKET_VERSION: Final = 1


class Sealed(Struct, frozen=True, kw_only=True):
    """`signature`: Ed25519 by a device key over the prefix of the message's kind and the bytes of `payload`, its JSON."""

    payload: bytes
    signature: bytes


class HubAsk(Struct, frozen=True, kw_only=True):
    """POST /v1/claims at the hub, sealed by the asker. `give_back`: what was granted under this claim is not handed
    over, or was taken back, and a fact here says so. Both counters are named with their incarnation."""

    store: int
    hub: int
    hub_incarnation: int
    counter: int
    incarnation: int
    claim: ClaimRequest
    give_back: bool = False


class Taken(Struct, frozen=True, kw_only=True):
    """A hand-over that stands, for the card that refuses: people are named by number, 0 = not known."""

    redemption: str
    at: datetime
    counter: int
    counter_label: int
    receipt_no: int
    units: tuple[Units, ...]
    by: int = 0
    override: bool = False


class HubAnswer(Struct, frozen=True, kw_only=True):
    """Sealed by the hub; `asked` is the SHA-256 of the payload it answers. `outcome`: granted | already_redeemed | refused,
    for ever, or returned for a give-back. `epoch` and `ticket` of what is granted; `detail` as of a ClaimAnswer, and
    not_arrived | expired | given_back."""

    asked: bytes
    outcome: str
    detail: str = ""
    holder: int = 0
    epoch: int = 0
    ticket: str = ""
    taken: tuple[Taken, ...] = ()


class Ticket(Struct, frozen=True, kw_only=True):
    """What a hub granted, to whom. The second counter's facts carry it, so that HQ may hear of them first."""

    store: int
    hub: int
    hub_incarnation: int
    counter: int
    incarnation: int
    claim: str
    pickup: int
    epoch: int
    units: tuple[Units, ...]


def ticket_payload(ticket: Ticket) -> bytes:
    """What its signature is over, after TICKET_PREFIX."""
    units = [[unit.line_no, unit.quantity] for unit in ticket.units]
    named = [getattr(ticket, name) for name in _NAMES]
    return msgspec.json.encode([_TICKET_VERSION, *named, units])


def ticket_text(payload: bytes, signature: bytes) -> str:
    """As a fact carries it."""
    return base64.urlsafe_b64encode(payload + signature).decode()


def read_ticket(text: str) -> tuple[Ticket, bytes, bytes] | None:
    """(the ticket, its payload, its signature), nothing checked yet; None for what is no ticket of this version."""
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        payload, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
        version, *named, units = msgspec.json.decode(payload, type=_SHAPE)
    except (msgspec.MsgspecError, ValueError):
        return None
    if version != _TICKET_VERSION:
        return None
    values: dict[str, Any] = dict(zip(_NAMES, named, strict=True))
    each = tuple(Units(line_no=line_no, quantity=quantity) for line_no, quantity in units)
    return Ticket(**values, units=each), payload, signature


_NAMES: Final = (
    "store",
    "hub",
    "hub_incarnation",
    "counter",
    "incarnation",
    "claim",
    "pickup",
    "epoch",
)
_SHAPE: Final = tuple[int, int, int, int, int, int, str, int, int, list[tuple[int, int]]]
