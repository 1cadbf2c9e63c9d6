"""The bytes of a POS: whatever comes, torn anyhow, goes out as it came, and a receipt's end is found where it is."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.devices.bridge.stream import TEAR_FEED, Piece, ReceiptEnd, ReceiptStream, Through

DOTS = 384
BLOCK = b"<QR>"
CUT_LOOKALIKES = b"\x1dV\x00\x1bi\x1bm\x1dVA\x05"


def raster(data: bytes, rows: int = 1) -> bytes:
    width = len(data) // rows
    return b"\x1dv0\x00" + width.to_bytes(2, "little") + rows.to_bytes(2, "little") + data


def whole(pieces: list[Piece]) -> bytes:
    return b"".join(piece.data for piece in pieces if isinstance(piece, Through))


def with_block(pieces: list[Piece]) -> bytes:
    out = b""
    for piece in pieces:
        match piece:
            case Through(data=data):
                out += data
            case ReceiptEnd(before=before, after=after, room=True):
                out += before + BLOCK + after
            case ReceiptEnd():
                pass
    return out


def ends(pieces: list[Piece]) -> list[ReceiptEnd]:
    return [piece for piece in pieces if isinstance(piece, ReceiptEnd)]


def through(job: bytes) -> list[Piece]:
    stream = ReceiptStream(DOTS)
    return stream.feed(job) + stream.finish()


commands = st.sampled_from(
    [
        b"\x1b@",
        b"\x1ba\x01",
        b"\x1b!\x30",
        b"\x1d!\x11",
        b"\x1bE\x01",
        b"\x1c&",
        b"\x1c.",
        b"\x1b2",
        b"\x1b3\x10",
        b"\x1bd\x05",
        b"\x1bJ\x40",
        b"\x10\x04\x01",
        b"\x10\x14\x01\x00\x05",
        b"\x1bp\x00\x19\xfa",
        b"\x1bi",
        b"\x1bm",
        b"\x1dV\x00",
        b"\x1dVB\x00",
        b"\x1bL",
        b"\x1bS",
        b"\x0c",
        b"\x1b=\x02",
        b"\x1b=\x01",
        raster(CUT_LOOKALIKES),
        b"\x1b*\x21" + len(CUT_LOOKALIKES).to_bytes(2, "little") + CUT_LOOKALIKES * 3,
        b"\x1d(k\x0a\x00" + CUT_LOOKALIKES,
        b"\x1dk\x04" + b"1234\x1bi" + b"\x00",
        b"\x1dkI\x04{B\x1bi",
        b"\x1d*\x01\x01" + b"\x1dV\x00\x1bi\x1bm\x00",
        b"\x1d8L\x0a\x00\x00\x00" + CUT_LOOKALIKES,
        b"\x1cq\x02\x01\x00\x01\x00" + CUT_LOOKALIKES[:8] + b"\x01\x00\x01\x00\x1bi\x1bi\x1bi\x1bi",
        b"\x1b&\x03\x41\x42" + b"\x02\x1bi\x1bi\x1bi" + b"\x01\x1bi\x00",
        b"\x1bD\x08\x1b\x10\x69\x00",
        "合计 35.60\n".encode("gb18030"),
        b"total 1\n",
        b"\n",
    ]
)
anything = st.one_of(st.binary(max_size=40), commands)
jobs = st.lists(anything, max_size=30).map(b"".join)


@st.composite
def torn(draw: st.DrawFn) -> list[bytes]:
    job = draw(jobs)
    places = draw(st.lists(st.integers(0, len(job)), max_size=12).map(sorted))
    edges = [0, *places, len(job)]
    return [job[a:b] for a, b in pairwise(edges)]


@settings(max_examples=600, deadline=None)
@given(torn(), st.lists(st.sampled_from(["", "release", "silence"]), min_size=1, max_size=20))
@example([b"text\x1d", b"V", b"\x00"], ["release"])
@example([b"text\n\x1d", b"V", b"\x42\x00"], [""])
def test_what_comes_out_without_our_block_is_exactly_what_went_in(
    parts: list[bytes], pauses: list[str]
) -> None:
    stream = ReceiptStream(DOTS)
    out, fed = b"", b""
    for place, part in enumerate(parts):
        out += whole(stream.feed(part))
        fed += part
        match pauses[place % len(pauses)]:
            case "release":
                out += whole(stream.release())
            case "silence":
                out += whole(stream.silence())
            case _:
                pass
        held = fed[len(out) :]
        assert out == fed[: len(out)]
        assert held in {b"", b"\x1b", b"\x1d", b"\x1dV"}, "nothing else is ever held back"
        assert stream.holding is bool(held)
    assert out + whole(stream.finish()) == fed
    assert not stream.holding


@settings(max_examples=300, deadline=None)
@given(torn())
def test_how_the_bytes_are_torn_changes_nothing(parts: list[bytes]) -> None:
    stream = ReceiptStream(DOTS)
    pieces = [piece for part in parts for piece in stream.feed(part)] + stream.finish()
    at_once = through(b"".join(parts))
    assert with_block(pieces) == with_block(at_once)
    assert ends(pieces) == ends(at_once)


@pytest.mark.parametrize(
    ("cut", "feed"),
    [
        (b"\x1dV\x00", TEAR_FEED),
        (b"\x1dV1", TEAR_FEED),
        (b"\x1dVA\x00", b""),
        (b"\x1dVB\x28", b""),
        (b"\x1dVh\x00", b""),
        (b"\x1bi", TEAR_FEED),
        (b"\x1bm", TEAR_FEED),
    ],
)
def test_the_block_stands_before_the_cut_and_is_not_cut_through(cut: bytes, feed: bytes) -> None:
    """A cut that feeds nothing cuts 12 to 15 mm above the head: the block has to be past it first."""
    job = b"\x1b@receipt\n" + cut
    out = with_block(through(job))
    assert out == b"\x1b@receipt\n" + BLOCK + feed + b"\x1ba\x00" + cut


def test_without_a_cut_it_is_appended_at_the_end() -> None:
    assert with_block(through(b"receipt\n")) == b"receipt\n" + BLOCK + TEAR_FEED + b"\x1ba\x00"


def test_a_line_not_yet_printed_is_printed_first() -> None:
    assert with_block(through(b"receipt\x1bi")).startswith(b"receipt\n" + BLOCK)


@pytest.mark.parametrize(
    "job",
    [
        b"",
        b"\x1bp\x00\x19\xfa",
        b"\x1b@\x10\x04\x01",
        b"\n\n  \n\x1dV\x00",
        b"\x1b=\x02WELCOME\x1b=\x01",
    ],
    ids=["nothing", "drawer", "a question", "blank paper", "customer display"],
)
def test_what_is_no_receipt_gets_no_block(job: bytes) -> None:
    assert ends(through(job)) == []


def test_each_receipt_of_a_job_gets_one_block_and_its_own_text() -> None:
    found = through(b"one\n\x1bi\x1bitwo\n\x1dVA\x00\x1b@next head\n")
    assert [end.text for end in ends(found)] == [b"one\n", b"two\n"]


def test_a_picture_is_a_receipt_too() -> None:
    """Windows drivers print receipts as dots."""
    (end,) = ends(through(raster(CUT_LOOKALIKES) + b"\x1dV\x00"))
    assert end.room


@pytest.mark.parametrize("command", [b"\x1bL", b"\x1bLtext"])
def test_nothing_is_put_into_page_mode(command: bytes) -> None:
    found = ends(through(b"text\n" + command + b"\x1dV\x00"))
    assert [end.room for end in found] == [False]


def test_a_job_that_ends_inside_a_picture_gets_no_block() -> None:
    (end,) = ends(through(b"text\n" + raster(b"\x00" * 40)[:-1]))
    assert not end.room


def test_a_cut_let_go_too_early_leaves_its_receipt_without_a_block() -> None:
    stream = ReceiptStream(DOTS)
    pieces = stream.feed(b"one\n\x1b") + stream.release() + stream.feed(b"itwo\n\x1bi")
    assert [(end.text, end.room) for end in ends(pieces)] == [(b"one\n", False), (b"two\n", True)]


def test_a_pause_in_the_middle_of_a_job_is_no_end_for_a_pos_that_cuts() -> None:
    stream = ReceiptStream(DOTS)
    assert not ends(stream.feed(b"one\n\x1bi")[2:] + stream.feed(b"two\n") + stream.silence())


def test_a_pause_is_no_end_in_the_middle_of_a_picture() -> None:
    stream = ReceiptStream(DOTS)
    assert not ends(stream.feed(b"one\n" + raster(b"\x00" * 40)[:-1]) + stream.silence())


@pytest.mark.parametrize(
    ("pos", "plain", "restored"),
    [
        (b"\x1ba\x02", b"\x1ba\x00", b"\x1ba\x02"),
        (b"\x1b!\x38", b"\x1b!\x00", b"\x1b!\x38"),
        (b"\x1d!\x11\x1bE\x01", b"\x1d!\x00\x1bE\x00", b"\x1d!\x11\x1bE\x01"),
        (b"\x1bE\x01\x1b!\x08\x1bE\x00", b"\x1b!\x00", b"\x1b!\x08\x1bE\x00"),
        (b"\x1c.", b"\x1c&", b"\x1c."),
        (b"\x1c&", b"", b"\x1c&"),
        (b"\x1b3\x08\x1b2", b"", b"\x1b2"),
        (b"\x1b2\x1b3\x08", b"\x1b2", b"\x1b3\x08"),
        (b"\x1dL\x10\x00", b"\x1dL\x00\x00", b"\x1dL\x10\x00"),
        (b"\x1dW\x00\x01", b"\x1dW\x80\x01", b"\x1dW\x00\x01"),
        (b"\x1d!\x11\x1b@", b"", b""),
    ],
)
def test_the_block_prints_plainly_and_the_pos_finds_its_settings_again(
    pos: bytes, plain: bytes, restored: bytes
) -> None:
    (end,) = ends(through(b"\x1b@" + pos + b"x\n\x1dVA\x00"))
    left = b"" if b"\x1ba" in restored else b"\x1ba\x00"
    assert (end.before, end.after) == (plain, left + restored)


def test_the_text_kept_for_reading_has_an_end() -> None:
    (end,) = ends(through(b"x" * 100 + b"9 columns wide\n" * 20_000 + b"total 9.99\n\x1bi"))
    assert len(end.text) < 100_000
    assert end.text.endswith(b"total 9.99\n")
