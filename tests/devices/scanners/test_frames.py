"""Frames: however the bytes are cut, the same scans; garbage is bounded and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.scanners.frames import MAX_BYTES, Frames, decode

codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:/.豆腐排骨", min_size=1, max_size=60)
ends = st.sampled_from([b"\r", b"\n", b"\r\n", b"\n\r"])


@given(st.lists(st.tuples(codes, ends), max_size=8), st.data())
def test_any_cut_gives_the_same_scans(scans: list[tuple[str, bytes]], data: st.DataObject) -> None:
    stream = b"".join(text.encode() + end for text, end in scans)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    frames, found = Frames(), list[str]()
    for start, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += frames.feed(stream[start:stop])
    assert found == [text for text, _ in scans]
    assert not frames.pending
    assert frames.silence() == []


@given(codes)
def test_silence_ends_a_scan(text: str) -> None:
    frames = Frames()
    assert frames.feed(text.encode()) == []
    assert frames.pending
    assert frames.silence() == [text]
    assert not frames.pending


@given(st.lists(st.binary(max_size=3000), max_size=12))
def test_any_bytes_give_bounded_texts(parts: list[bytes]) -> None:
    frames, found = Frames(), list[str]()
    for part in parts:
        found += frames.feed(part)
    found += frames.silence()
    assert all(0 < len(text) <= MAX_BYTES for text in found)
    assert not frames.pending


def test_a_flood_without_end_is_cut_and_the_next_scan_is_whole() -> None:
    frames = Frames()
    assert [len(text) for text in frames.feed(b"x" * 70_000 + b"\rTPAB\r")] == [MAX_BYTES, 4]


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (b"TPAB23", "TPAB23"),
        (b"]Q1TPAB23", "TPAB23"),
        (b"]E06901234567892", "6901234567892"),
        (b"\x02]C10106901\x1d21A\x03", "0106901\x1d21A"),
        ("自提单".encode(), "自提单"),
        ("自提单".encode("gb18030"), "自提单"),
        ("㐀𠀀".encode("gb18030"), "㐀𠀀"),
        (b"\xff\xff\x00", "��"),
        (b"]", "]"),
        (b"A]Q1", "A]Q1"),
        (b"TPAB\t", "TPAB"),
        (b"]Q1", ""),
        (b"", ""),
    ],
)
def test_what_a_frame_says(frame: bytes, text: str) -> None:
    assert decode(frame) == text
