"""What counters of one store say to each other is believed from the right counter alone, and only as the answer to the very
question; whatever else comes is nothing."""

import hashlib
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sync import wire
from sync.hub.seals import (
    Heard,
    Own,
    Peer,
    ask_of,
    digest_of,
    opened_answer,
    opened_ask,
    sealed_answer,
    sealed_ask,
    signed_ticket,
)
from sync.wire.hub import (
    MOST_ASK_BYTES,
    HubAnswer,
    HubAsk,
    Sealed,
    Ticket,
    read_ticket,
    ticket_payload,
    ticket_text,
)

KEYS = {number: Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3)}


def own(number: int, store: int = 1) -> Own:
    return Own(store, number, 1, KEYS[number].sign)


def peer(number: int, *addresses: str) -> Peer:
    return Peer(number, 1, KEYS[number].public_key().public_bytes_raw(), addresses)


PEERS = {number: peer(number) for number in (2, 3)}
CLAIM = wire.ClaimRequest(
    proto=1,
    claim_id="c" * 32,
    pickup_id=20462,
    units=(wire.Units(line_no=1, quantity=2),),
    epoch=3,
    by=11,
)
ASK = ask_of(own(2), peer(1), CLAIM, give_back=False)
HEARD = Heard(ASK, digest_of(ASK))


def granted(ask: HubAsk = ASK, *, signer: int = 1, **changes: Any) -> HubAnswer:
    ticket = signed_ticket(own(signer), ask, 3)
    answer = HubAnswer(asked=digest_of(ask), outcome="granted", epoch=3, ticket=ticket)
    return replace(answer, **changes)


def test_what_is_said_is_heard() -> None:
    assert opened_ask(sealed_ask(own(2), ASK), own(1), PEERS) == HEARD
    answer = granted()
    assert opened_answer(sealed_answer(own(1), answer), ASK, peer(1)) == answer


@pytest.mark.parametrize(
    "ask",
    [
        replace(ASK, store=2),
        replace(ASK, hub=3),
        replace(ASK, hub_incarnation=2),
        replace(ASK, incarnation=2),
        replace(ASK, counter=3),
        replace(ASK, counter=1),
        replace(ASK, counter=9),
        replace(ASK, claim=replace(CLAIM, proto=2)),
    ],
)
def test_a_question_not_for_this_hub_or_not_by_this_counter_is_none(ask: HubAsk) -> None:
    assert opened_ask(sealed_ask(own(2), ask), own(1), PEERS) is None


def test_a_hub_of_before_answers_what_has_a_field_more() -> None:
    newer = msgspec.json.decode(wire.encode(ASK)) | {"weather": "rain"}
    payload = msgspec.json.encode(newer)
    sealed = Sealed(payload=payload, signature=KEYS[2].sign(b"tuangui hub ask 1\n" + payload))
    heard = opened_ask(wire.encode(sealed), own(1), PEERS)
    assert heard == Heard(ASK, hashlib.sha256(payload).digest())


def test_a_blocked_counter_is_not_among_those_that_may_ask() -> None:
    assert opened_ask(sealed_ask(own(2), ASK), own(1), {3: peer(3)}) is None


def test_a_question_is_no_answer_and_a_ticket_neither() -> None:
    """Each kind of message has its own prefix under the signature."""
    body = sealed_ask(own(2), ASK)
    sealed = msgspec.json.decode(body, type=Sealed)
    for prefix in (b"", b"tuangui hub answer 1\n", b"tuangui hub ticket 1\n"):
        forged = replace(sealed, signature=KEYS[2].sign(prefix + sealed.payload))
        assert opened_ask(wire.encode(forged), own(1), PEERS) is None


@pytest.mark.parametrize(
    "answer",
    [
        granted(replace(ASK, claim=replace(CLAIM, claim_id="d" * 32))),
        granted(replace(ASK, claim=replace(CLAIM, units=()))),
        granted(replace(ASK, counter=3)),
        granted(signer=2),
        granted(ticket=""),
        granted(epoch=4),
        granted(ticket=signed_ticket(own(1), replace(ASK, counter=3), 3)),
    ],
)
def test_an_answer_to_something_else_or_without_its_ticket_is_none(answer: HubAnswer) -> None:
    assert opened_answer(sealed_answer(own(1), answer), ASK, peer(1)) is None


def test_nobody_else_answers_for_the_hub() -> None:
    assert opened_answer(sealed_answer(own(3), granted()), ASK, peer(1)) is None


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 4000), st.integers(0, 7))
def test_one_bit_changed_is_none(place: int, bit: int) -> None:
    body = bytearray(sealed_ask(own(2), ASK))
    body[place % len(body)] ^= 1 << bit
    assert opened_ask(bytes(body), own(1), PEERS) in {None, HEARD}
    answer = bytearray(sealed_answer(own(1), granted()))
    answer[place % len(answer)] ^= 1 << bit
    assert opened_answer(bytes(answer), ASK, peer(1)) in {None, granted()}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_garbage_is_none(body: bytes) -> None:
    assert opened_ask(body, own(1), PEERS) is None
    assert opened_answer(body, ASK, peer(1)) is None


def test_deep_and_long_garbage_is_none() -> None:
    assert opened_ask(b"[" * 10_000, own(1), PEERS) is None
    assert opened_ask(b'{"payload":"' + b"A" * MOST_ASK_BYTES, own(1), PEERS) is None


@pytest.mark.parametrize("text", ["", "A", "=", "AAAA" * 30, "é", "\ud800", "WzJd" * 40])
def test_what_is_no_ticket_is_none(text: str) -> None:
    assert read_ticket(text) is None


def test_a_ticket_of_another_version_is_none() -> None:
    payload = ticket_payload(read_ticket(granted().ticket)[0])  # type: ignore[index]
    assert read_ticket(ticket_text(payload, bytes(64))) is not None
    assert read_ticket(ticket_text(b"[2" + payload[2:], bytes(64))) is None


def test_the_longest_ticket_fits_a_fact() -> None:
    units = tuple(wire.Units(line_no=900 + no, quantity=9999) for no in range(100))
    most = 2**31 - 1
    ticket = Ticket(
        store=most,
        hub=most,
        hub_incarnation=most,
        counter=most,
        incarnation=most,
        claim="c" * 32,
        pickup=2**63 - 1,
        epoch=most,
        units=units,
    )
    assert len(ticket_text(ticket_payload(ticket), bytes(64))) < 2000


def test_no_person_is_named_on_the_shops_network() -> None:
    """Neither message has a field for a name or a phone."""
    words = str([*wire.ClaimRequest.__struct_fields__, *HubAsk.__struct_fields__])
    words += str(HubAnswer.__struct_fields__)
    assert "name" not in words
    assert "phone" not in words
