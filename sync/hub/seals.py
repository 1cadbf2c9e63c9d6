"""Sealing and opening what counters of one store say to each other: who may ask whom, and that an answer is the one to this
question. Pure but for the signatures; whatever a stranger sends is None, never an error."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from sync.wire import OLDEST, PROTOCOL, ClaimRequest, Struct, encode
from sync.wire.hub import (
    ANSWER_PREFIX,
    ASK_PREFIX,
    MOST_ANSWER_BYTES,
    MOST_ASK_BYTES,
    TICKET_PREFIX,
    HubAnswer,
    HubAsk,
    Sealed,
    Ticket,
    read_ticket,
    ticket_payload,
    ticket_text,
)

Sign = Callable[[bytes], bytes]
Message = TypeVar("Message", bound=Struct)


@dataclass(frozen=True, slots=True)
class Peer:
    """A counter as another knows it. `addresses`: where it answers, if it is the hub."""

    counter: int
    incarnation: int
    public_key: bytes
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A question whose asker is known; `digest` of its bytes goes into the answer."""

    ask: HubAsk
    digest: bytes


@dataclass(frozen=True, slots=True)
class Own:
    """This counter."""

    store: int
    counter: int
    incarnation: int
    sign: Sign


def ask_of(own: Own, hub: Peer, claim: ClaimRequest, *, give_back: bool) -> HubAsk:
    return HubAsk(
        store=own.store,
        hub=hub.counter,
        hub_incarnation=hub.incarnation,
        counter=own.counter,
        incarnation=own.incarnation,
        claim=claim,
        give_back=give_back,
    )


def sealed_ask(own: Own, ask: HubAsk) -> bytes:
    return _sealed(ASK_PREFIX, ask, own.sign)


def digest_of(ask: HubAsk) -> bytes:
    """As its asker has sent it."""
    return hashlib.sha256(encode(ask)).digest()


def opened_ask(body: bytes, own: Own, peers: Mapping[int, Peer]) -> Heard | None:
    """A question to this very hub by a counter of its store; `peers` are those that may ask."""
    payload = _payload(body, MOST_ASK_BYTES)
    if payload is None:
        return None
    ask = _decoded(payload.payload, HubAsk)
    if ask is None or not OLDEST <= ask.claim.proto <= PROTOCOL:
        return None
    if (ask.store, ask.hub, ask.hub_incarnation) != (own.store, own.counter, own.incarnation):
        return None
    peer = peers.get(ask.counter)
    if peer is None or ask.counter == own.counter or ask.incarnation != peer.incarnation:
        return None
    good = is_signed(peer.public_key, ASK_PREFIX + payload.payload, payload.signature)
    return Heard(ask, hashlib.sha256(payload.payload).digest()) if good else None


def sealed_answer(own: Own, answer: HubAnswer) -> bytes:
    return _sealed(ANSWER_PREFIX, answer, own.sign)


def opened_answer(body: bytes, ask: HubAsk, hub: Peer) -> HubAnswer | None:
    """The hub's answer to exactly this question; one that grants bears a ticket for exactly this."""
    payload = _payload(body, MOST_ANSWER_BYTES)
    if payload is None:
        return None
    answer = _decoded(payload.payload, HubAnswer)
    if answer is None or answer.asked != digest_of(ask):
        return None
    if not is_signed(hub.public_key, ANSWER_PREFIX + payload.payload, payload.signature):
        return None
    if answer.outcome != "granted":
        return answer
    read = read_ticket(answer.ticket)
    if read is None or read[0] != ticket_of(ask, answer.epoch):
        return None
    _, signed, signature = read
    return answer if is_signed(hub.public_key, TICKET_PREFIX + signed, signature) else None


def ticket_of(ask: HubAsk, epoch: int) -> Ticket:
    """What granting this question says."""
    return Ticket(
        store=ask.store,
        hub=ask.hub,
        hub_incarnation=ask.hub_incarnation,
        counter=ask.counter,
        incarnation=ask.incarnation,
        claim=ask.claim.claim_id,
        pickup=ask.claim.pickup_id,
        epoch=epoch,
        units=ask.claim.units,
    )


def signed_ticket(own: Own, ask: HubAsk, epoch: int) -> str:
    payload = ticket_payload(ticket_of(ask, epoch))
    return ticket_text(payload, own.sign(TICKET_PREFIX + payload))


def is_signed(public_key: bytes, signed: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _sealed(prefix: bytes, message: Struct, sign: Sign) -> bytes:
    payload = encode(message)
    return encode(Sealed(payload=payload, signature=sign(prefix + payload)))


def _payload(body: bytes, most: int) -> Sealed | None:
    return _decoded(body, Sealed) if len(body) <= most else None


def _decoded(body: bytes, shape: type[Message]) -> Message | None:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
