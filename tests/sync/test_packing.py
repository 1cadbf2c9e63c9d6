"""zstd and connections at the counter's door: packed both ways once HQ has said so, bombs found before they are allocated, and
another network used over new connections."""

import io
import threading

import pytest
import zstandard

from sync.errors import Retry
from sync.packing import PIECE_BYTES, unpacked
from sync.ports import Position
from tests.sync.scripted_hq import make_facts
from tests.sync.test_http_hq import ENTER, POSITION, hq_at
from tests.sync.web_stub import Reply, WebStub, page, push_answer


def zstd(reply: Reply) -> Reply:
    return Reply(200, zstandard.compress(reply.body), {"Content-Encoding": "zstd"})


TAKES = {"Accept-Encoding": "zstd"}


def test_answers_come_packed_and_requests_go_packed_once_hq_has_said_so() -> None:
    facts = make_facts(30)
    position = Position(7, 1, 0, 30, "h" * 64, "", "e1")
    said = Reply(200, push_answer(30).body, TAKES)
    with WebStub(*ENTER, said, said, zstd(page(cursor="packed"))) as web:
        hq = hq_at(web.url)
        hq.push(position, facts)
        hq.push(position, facts)
        assert hq.pull("", 0).cursor == "packed"
    first, second = web.requests[2:4]
    assert [first.headers.get("Content-Encoding"), second.headers.get("Content-Encoding")] == [
        None,
        "zstd",
    ]
    assert zstandard.decompress(second.body) == first.body
    assert len(second.body) < len(first.body) / 2
    assert all(request.headers["Accept-Encoding"] == "zstd" for request in web.requests)


def test_something_between_that_takes_no_zstd_after_all_gets_it_plain() -> None:
    facts = make_facts(30)
    position = Position(7, 1, 0, 30, "h" * 64, "", "e1")
    said = Reply(200, push_answer(30).body, TAKES)
    with WebStub(*ENTER, said, Reply(415, b"?"), push_answer(30), push_answer(30)) as web:
        hq = hq_at(web.url)
        for _ in range(3):
            assert hq.push(position, facts).acked_through == 30
    packed = [request.headers.get("Content-Encoding") for request in web.requests[2:]]
    assert packed == [None, "zstd", None, None]


def test_short_requests_stay_as_they_are() -> None:
    with WebStub(*ENTER, Reply(200, page().body, TAKES), push_answer(4)) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        hq.push(POSITION, [])
    assert web.requests[3].headers.get("Content-Encoding") is None


def test_an_answer_that_unpacks_into_too_much_is_refused() -> None:
    """32 MB are allowed; the bomb is a gigabyte, and what is unpacked of it is a little more than what is allowed."""
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    bomb = b"".join([*(packer.compress(bytes(1 << 24)) for _ in range(64)), packer.flush()])
    assert len(bomb) < 100_000
    reply = Reply(200, bomb, {"Content-Encoding": "zstd"})
    with WebStub(*ENTER, reply) as web, pytest.raises(Retry, match="answer_too_big"):
        hq_at(web.url).pull("", 0)
    pieces = unpacked(io.BytesIO(bomb), "zstd")
    assert max(len(next(pieces)) for _ in range(100)) <= PIECE_BYTES


def test_a_sender_cannot_make_us_keep_a_huge_window() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    reply = Reply(200, packer.compress(b"{}") + packer.flush(), {"Content-Encoding": "zstd"})
    with WebStub(*ENTER, reply) as web, pytest.raises(Retry, match="unreadable_answer"):
        hq_at(web.url).pull("", 0)


def test_the_network_changed_and_the_next_call_is_over_a_new_connection() -> None:
    with WebStub(*ENTER, Reply(hang=True), page(cursor="c2")) as web:
        hq = hq_at(web.url)
        ended: list[str] = []

        def poll() -> None:
            with pytest.raises(Retry, match="line_down"):
                hq.pull("", 25)
            ended.append(hq.pull("", 0).cursor)

        thread = threading.Thread(target=poll)
        thread.start()
        for _ in range(3):
            assert web.arrived.acquire(timeout=5)
        hq.cut()
        thread.join(10)
        assert ended == ["c2"]
