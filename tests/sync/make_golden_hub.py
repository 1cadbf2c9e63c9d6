"""The golden vectors of what counters of one store say to each other: a question, its answer with its ticket, and the facts
that carry them. Part of codes.json; see sync/golden/README.md."""

from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import wire
from sync.hub.seals import Own, Peer, ask_of, digest_of, sealed_answer, sealed_ask, signed_ticket
from sync.wire.hub import HubAnswer

HUB_SEED, ASKER_SEED = b"\x31" * 32, b"\x32" * 32
HUB, ASKER = 7, 8
CLAIM = "0198f2a1c0de7a11b2c3d4e5f6071829"


def hub_vectors() -> dict[str, Any]:
    hub, asker = _key(HUB_SEED), _key(ASKER_SEED)
    claim = wire.ClaimRequest(
        proto=1,
        claim_id=CLAIM,
        pickup_id=9_000_000_001,
        units=(wire.Units(line_no=1, quantity=2), wire.Units(line_no=4, quantity=1)),
        epoch=3,
        by=11,
    )
    here = Own(12, HUB, 2, hub.sign)
    there = Own(12, ASKER, 1, asker.sign)
    ask = ask_of(there, Peer(HUB, 2, hub.public_key().public_bytes_raw()), claim, give_back=False)
    ticket = signed_ticket(here, ask, 3)
    answer = HubAnswer(asked=digest_of(ask), outcome="granted", epoch=3, ticket=ticket)
    granted = wire.ClaimGranted(
        claim=CLAIM,
        pickup=claim.pickup_id,
        units=claim.units,
        epoch=3,
        counter=ASKER,
        incarnation=1,
        by=11,
    )
    returned = wire.ClaimReturned(claim=CLAIM, pickup=claim.pickup_id, counter=ASKER)
    return {
        "hub": {"counter": HUB, "private_key": HUB_SEED.hex()},
        "asker": {"counter": ASKER, "private_key": ASKER_SEED.hex()},
        "ask": sealed_ask(there, ask).decode(),
        "answer": sealed_answer(here, answer).decode(),
        "ticket": ticket,
        "claim.granted": msgspec.json.encode(granted).decode(),
        "claim.returned": msgspec.json.encode(returned).decode(),
    }


def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
