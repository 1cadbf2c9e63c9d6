"""Writes sync/golden/codes.json from what HQ mints under fixed keys: `python -m tests.sync.make_golden`.

A test holds the committed file to what this makes, so that no change of a byte goes unseen.
"""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.devices.signatures import HmacReceiptTokens
from app.domain.identity import CounterId, ReceiptNo
from sync.hq.codes import CodeMint
from tests.sync.make_golden_hub import hub_vectors

FILE: Final = Path(__file__).parents[2] / "sync" / "golden" / "codes.json"
SEEDS: Final = {1: bytes(range(32)), 2: bytes(range(100, 132))}
UNKNOWN: Final = 9
RECEIPT_KEYS: Final = {7: bytes(range(200, 232)), 4_294_967_295: b"\x5a" * 32}
MEMBER: Final = "0190a1b2c3d47e8f9a0b1c2d3e4f5061"
COUPON: Final = "0190ffffeeeeddddccccbbbbaaaa9999"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def good() -> list[dict[str, Any]]:
    """Codes both ends must agree on, each with the fields it carries."""
    made: list[dict[str, Any]] = []

    def add(name: str, text: str, key: int, **fields: object) -> None:
        raw = _raw(text)
        tail = 10 if text.startswith("TR") else 64
        made.append(
            {
                "name": name,
                "prefix": text[:2],
                "key": key,
                "fields": fields,
                "payload": raw[:-tail].hex(),
                "check": raw[-tail:].hex(),
                "text": text,
            }
        )

    for name, key, store, pickup, until, lines in (
        ("pickup of two lines", 1, 12, 9_000_000_001, "2026-01-31T15:59:59", [[101, 2], [4711, 1]]),
        ("smallest pickup", 2, 1, 1, "1970-01-01T00:00:00", [[1, 1]]),
        ("varint edges", 1, 128, 2**63 - 1, "2106-02-07T06:28:15", [[127, 128], [16384, 16383]]),
        ("largest numbers", 1, 2**32 - 1, 2**32, "2026-01-31T00:00:00", [[2**32 - 1, 2**32 - 1]]),
        ("forty lines", 2, 12, 77, "2026-01-31T00:00:00", [[n, n % 9 + 1] for n in range(1, 41)]),
    ):
        text = CodeMint(key, SEEDS[key]).pickup(
            store, pickup, _at(until), [(product, quantity) for product, quantity in lines]
        )
        add(name, text, key, store=store, pickup=pickup, valid_until=until + "Z", lines=lines)
    mint = CodeMint(1, SEEDS[1])
    issued = "2026-01-15T08:30:00"
    add(
        "member",
        mint.member(MEMBER, _at(issued), bytes.fromhex("deadbeef")),
        1,
        member=MEMBER,
        issued_at=issued + "Z",
        nonce="deadbeef",
    )
    add("card", mint.card(MEMBER, 20_260_001), 1, member=MEMBER, serial=20_260_001)
    add("coupon", mint.coupon(COUPON), 1, coupon=COUPON)
    add("badge", mint.badge(31, 4), 1, staff=31, serial=4)
    for counter, receipt_no, purpose in ((7, 1, 1), (7, 250_000, 2), (4_294_967_295, 2**32 - 1, 1)):
        until = "2026-01-22T08:30:00"
        tokens = HmacReceiptTokens(
            key=RECEIPT_KEYS[counter], counter=CounterId(counter), receipt_url="https://hq.example"
        )
        add(
            f"receipt token {counter}/{receipt_no}",
            tokens.token(ReceiptNo(receipt_no), purpose, _at(until)),
            0,
            counter=counter,
            receipt_no=receipt_no,
            purpose=purpose,
            expires_at=until + "Z",
        )
    return made


def bad(codes: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Texts that must be refused, each with the one classification both ends give."""
    whole: dict[str, str] = {code["name"]: code["text"] for code in codes}
    pickup, member, token = (
        whole["pickup of two lines"],
        whole["member"],
        whole["receipt token 7/1"],
    )
    flipped = bytearray(_raw(pickup))
    flipped[9] ^= 1
    worn = bytearray(_raw(member))
    worn[-1] ^= 0x80
    spare = pickup[:-1] + chr(ord(pickup[-1]) + 1)
    other_key = CodeMint(UNKNOWN, SEEDS[1])
    until = _at("2026-01-31T15:59:59")
    impostor = CodeMint(1, b"\x13" * 32).pickup(12, 5, until, [(101, 2)])
    return [
        {"name": name, "text": text, "fault": fault}
        for name, text, fault in (
            ("pickup cut inside its signature", pickup[:-24], "damaged"),
            ("member cut by one character", member[:-1], "damaged"),
            ("token cut by one character", token[:-1], "damaged"),
            ("member with a character too many", member + "A", "damaged"),
            ("not base32", pickup[:40] + "1" + pickup[41:], "damaged"),
            ("spare bits set", spare, "damaged"),
            ("one payload bit flipped", _text("TP", bytes(flipped)), "forged"),
            ("one signature bit flipped", _text("TM", bytes(worn)), "forged"),
            ("signed by another key under our key id", impostor, "forged"),
            ("card read as coupon", "TC" + whole["card"][2:], "damaged"),
            ("signature moved to another prefix", _resigned("TS", "TK", 1, bytes(20)), "forged"),
            ("unknown key", other_key.badge(31, 4), "unknown_key"),
            ("version 2", _signed("TS", bytes((2, 1)) + bytes(8)), "damaged"),
            ("version 0", _signed("TS", bytes((0, 1)) + bytes(8)), "damaged"),
            ("badge one byte long", _signed("TS", bytes((1, 1)) + bytes(9)), "damaged"),
            ("card one byte short", _signed("TK", bytes((1, 1)) + bytes(19)), "damaged"),
            ("pickup without lines", _signed("TP", _head(12, 5)), "damaged"),
            ("pickup with no quantity", _signed("TP", _head(12, 5) + b"\x01\x00"), "damaged"),
            ("pickup with half a line", _signed("TP", _head(12, 5) + b"\x01"), "damaged"),
            (
                "varint not in its shortest form",
                _signed("TP", _head(12, 5) + b"\x81\x00\x01"),
                "damaged",
            ),
            (
                "varint over 32 bits",
                _signed("TP", _head(12, 5) + b"\xff\xff\xff\xff\x7f\x01"),
                "damaged",
            ),
            ("pickup number of 64 bits", _signed("TP", _head(12, 2**63) + b"\x01\x01"), "damaged"),
            ("forty-one lines", _signed("TP", _head(12, 5) + b"\x01\x01" * 41), "damaged"),
            (
                "token of an unknown purpose",
                _text("TR", bytes((1, *bytes(8), 3)) + bytes(14)),
                "damaged",
            ),
        )
    ]


def document() -> dict[str, Any]:
    codes = good()
    return {
        "keys": [
            {
                "key_id": key_id,
                "private_key": seed.hex(),
                "public_key": CodeMint(key_id, seed).public_key.hex(),
            }
            for key_id, seed in SEEDS.items()
        ],
        "receipt_keys": [
            {"counter": counter, "key": key.hex()} for counter, key in RECEIPT_KEYS.items()
        ],
        "good": codes,
        "bad": bad(codes),
        "hub": hub_vectors(),
    }


def _raw(text: str) -> bytes:
    body = text[2:]
    return base64.b32decode(body + "=" * (-len(body) % 8))


def _text(prefix: str, raw: bytes) -> str:
    return prefix + base64.b32encode(raw).decode().rstrip("=")


def _head(store: int, pickup: int) -> bytes:
    return bytes((1, 1, store)) + pickup.to_bytes(8, "big") + bytes(4)


def _signed(prefix: str, payload: bytes) -> str:
    """A genuine signature over a payload no mint would make: only the layout is wrong."""
    signature = Ed25519PrivateKey.from_private_bytes(SEEDS[1]).sign(prefix.encode() + payload)
    return _text(prefix, payload + signature)


def _resigned(signed_as: str, shown_as: str, key_id: int, body: bytes) -> str:
    payload = bytes((1, key_id)) + body
    signature = Ed25519PrivateKey.from_private_bytes(SEEDS[1]).sign(signed_as.encode() + payload)
    return _text(shown_as, payload + signature)


if __name__ == "__main__":
    FILE.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
