"""zstd at HQ's door: taken and given when asked for, and no bomb, broken frame or strange encoding gets further than it."""

import httpx
import pytest
import zstandard

from sync import wire
from sync.hq.exchange import MOST_BODY
from sync.hq.packing import MOST_WINDOW, packed, takes_zstd, unpacked
from sync.hq.problems import Refused
from tests.hq.counter import Counter
from tests.hq.running import RunningHq


def push(counter: Counter, body: bytes, **headers: str) -> httpx.Response:
    return counter.http.post("/v1/facts", content=body, headers={**counter.headers, **headers})


def test_packed_requests_are_taken_and_answers_packed_for_who_asks(hq: RunningHq) -> None:
    counter = hq.enrolled()
    for _ in range(40):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    body = wire.encode(counter.request())
    packed_body = zstandard.compress(body)
    assert len(packed_body) < len(body) / 2
    answer = push(counter, packed_body, **{"content-encoding": "zstd", "accept-encoding": "zstd"})
    assert (answer.status_code, answer.headers["accept-encoding"]) == (200, "zstd")
    assert counter.push().acked_through == 40
    page = counter.http.get("/v1/changes", headers={**counter.headers, "accept-encoding": "zstd"})
    assert page.headers["content-encoding"] == "zstd"
    plain = counter.http.get(
        "/v1/changes", headers={**counter.headers, "accept-encoding": "identity"}
    )
    assert "content-encoding" not in plain.headers
    assert page.json()["changes"] == plain.json()["changes"]


def test_what_is_too_much_broken_or_strange_is_refused_and_nothing_kept(hq: RunningHq) -> None:
    counter = hq.enrolled()
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    bomb = b"".join([*(packer.compress(bytes(1 << 24)) for _ in range(32)), packer.flush()])
    assert len(bomb) < MOST_BODY / 10
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    other = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    whole = zstandard.compress(b"{}" * 1000)
    tries = [
        (bomb, "zstd", 413),
        (bytes(MOST_BODY + 1), "identity", 413),
        (other.compress(b"{}") + other.flush(), "zstd", 400),
        (whole[:-4], "zstd", 400),
        (b"no zstd at all", "zstd", 400),
        (b"{}", "br", 415),
        (whole, "zstd, zstd", 415),
    ]
    for body, encoding, status in tries:
        answer = push(counter, body, **{"content-encoding": encoding})
        assert answer.status_code == status, encoding
        assert answer.json()["code"] == "bad_request"
    assert hq.operator.look("facts") == []


@pytest.mark.parametrize(
    ("offer", "taken"),
    [
        ("zstd", True),
        ("gzip, deflate, br, zstd", True),
        ("gzip, ZSTD;q=0.5", True),
        ("*", True),
        ("zstd;q=0", False),
        ("gzip", False),
        ("", False),
    ],
)
def test_who_takes_zstd(offer: str, taken: bool) -> None:
    assert takes_zstd(offer) is taken


def test_exactly_what_is_allowed_is_allowed() -> None:
    body = bytes(100_000)
    small = packed(body, packing=True)
    assert small.encoding == "zstd"
    assert unpacked(small.data, "zstd", most=100_000) == body
    with pytest.raises(Refused):
        unpacked(small.data, "zstd", most=99_999)
    assert packed(b"{}", packing=True).encoding == ""
    assert packed(body, packing=False).data is body
    assert MOST_WINDOW >= 8 * 1024 * 1024
