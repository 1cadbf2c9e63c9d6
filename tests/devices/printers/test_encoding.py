"""Any text becomes one- and two-byte characters of a known width, and no line is wider than it may be."""

import logging
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.devices.printers import encoding
from app.devices.printers.encoding import (
    at_both_ends,
    centred,
    columns,
    gbk,
    paper_text,
    split_at,
    wrap,
)
from tests.devices.printers.receipts import any_text

widths = st.integers(2, 60)


def whole_characters(raw: bytes) -> list[bytes]:
    """Read as the printer does: a byte ≥ 81 takes the next one with it."""
    found, at = [], 0
    while at < len(raw):
        step = 2 if raw[at] >= 0x81 else 1
        found.append(raw[at : at + step])
        at += step
    return found


@given(any_text)
@example("¥12.50：（）①")
@example("\ud800\udfff\ue000\uffff")
@example("👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣")
def test_only_one_and_two_byte_characters_reach_the_printer(text: str) -> None:
    raw = gbk(paper_text(text))
    for char in whole_characters(raw):
        if len(char) == 1:
            assert 0x20 <= char[0] <= 0x7E
        else:
            assert 0x81 <= char[0] <= 0xFE
            assert 0x40 <= char[1] <= 0xFE
            assert char[1] != 0x7F
            assert unicodedata.category(char.decode("gb18030")) not in {"Co", "Cn", "Cc"}
    assert columns(paper_text(text)) == len(raw)
    assert paper_text(paper_text(text)) == paper_text(text)


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("¥12.50", "￥12.50"),
        ("18\u00a0号", "18 号"),
        ("9–12 点", "9-12 点"),
        ("A • B", "A · B"),
        ("½ 只", "1/2 只"),
        ("1½ 斤", "1 1/2 斤"),
        ("cafe\u0301", "café"),
        ("Ångström", "Angstrom"),
        ("500㎖", "500ml"),
        ("草莓🍓", "草莓〓"),
        ("行\n二\t三", "行 二 三"),
        ("零\u200b宽\ufe0f", "零宽"),
        ("㐂\U00020000", "㐂〓" if len("㐂".encode("gb18030")) == 2 else "〓〓"),
        ("——“…”①℃±×", "——“…”①℃±×"),
    ],
)
def test_what_is_written_for_what(text: str, on_paper: str) -> None:
    assert paper_text(text) == on_paper


def test_a_missing_glyph_is_logged_once_by_code_point_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    encoding._paper_form.cache_clear()
    with caplog.at_level(logging.WARNING):
        paper_text("王女士 🍓🍓")
        paper_text("🍓")
    assert [record.getMessage() for record in caplog.records] == ["no glyph for U+1F353 on paper"]


@given(any_text, widths)
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text: str, width: int) -> None:
    clean = paper_text(text)
    lines = wrap(clean, width)
    assert all(0 < columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == clean.replace(" ", "")


def test_a_latin_word_is_broken_only_where_it_must() -> None:
    assert wrap(paper_text("云南 avocado 牛油果"), 10) == ("云南", "avocado 牛", "油果")
    assert wrap(paper_text("abcdefgh"), 3) == ("abc", "def", "gh")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("好的，谢谢。", 4, ("好", "的，", "谢", "谢。")),
        ("打开“扫码枪”再扫", 6, ("打开", "“扫码", "枪”再", "扫")),
        ("合计 ￥12.50", 7, ("合计", "￥12.50")),
        ("一 （二）", 6, ("一", "（二）")),
        ("，。、；", 4, ("，。", "、；")),
    ],
)
def test_no_bracket_or_stop_stands_alone_at_a_break(
    text: str, width: int, lines: tuple[str, ...]
) -> None:
    """Unless there is nothing else."""
    assert wrap(paper_text(text), width) == lines


@given(any_text, widths)
def test_split_never_halves_a_character(text: str, width: int) -> None:
    clean = paper_text(text)
    head, rest = split_at(clean, width)
    assert head + rest == clean
    assert columns(head) <= width
    assert not rest or columns(head) >= width - 1


@given(any_text, any_text, widths)
def test_both_ends_fit_and_the_right_part_ends_at_the_edge(
    left: str, right: str, width: int
) -> None:
    one, other = paper_text(left), paper_text(right)
    lines = at_both_ends(one, other, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == (one + other).replace(" ", "")
    if wrap(other, width):
        assert columns(lines[-1]) == width
        assert not lines[-1].endswith(" ")


@given(any_text, widths)
def test_centred_text_has_as_much_air_on_both_sides(text: str, width: int) -> None:
    for line in wrap(paper_text(text), width):
        padded = centred(line, width)
        before = len(padded) - len(padded.lstrip(" "))
        after = len(padded) - len(padded.rstrip(" "))
        assert columns(padded) == width
        assert after - before in {0, 1}


def test_two_ends_that_would_touch_stand_on_two_lines() -> None:
    assert at_both_ends(paper_text("草莓"), paper_text("×1"), 8) == ("草莓 ×1",)
    assert at_both_ends(paper_text("草莓"), paper_text("×1"), 7) == ("草莓", "    ×1")
