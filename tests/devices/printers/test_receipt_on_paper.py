"""A receipt as it stands on the virtual paper: what is said, in which order, and codes a phone can read."""

import re
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.devices.printers.escpos_bytes import PrinterSetup, job_bytes
from app.devices.printers.layout import lay_out
from app.devices.printers.paper import MM_58, MM_80, MM_80_NARROW, PaperWidth, QrRow
from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import (
    CutHere,
    Fed,
    Piece,
    PrintedLine,
    PrintedPicture,
    read_job,
)
from app.devices.printers.template import Kind
from app.devices.printers.templates import shipped_template
from app.domain.members import masked
from app.domain.money import Fen
from app.domain.receipts import LineNote, PickupReceipt, ReceiptCode, ReceiptLine
from tests.devices.printers.receipts import (
    JOIN_URL,
    REFERRAL_URL,
    SHOP_TIME,
    WIDTHS,
    any_receipt,
    on_paper,
    receipt,
)

FULL_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def pieces(of: PickupReceipt, width: PaperWidth = MM_58) -> tuple[Piece, ...]:
    return read_job(on_paper(of, width), width_dots=width.dots)


def texts(of: PickupReceipt, width: PaperWidth = MM_58) -> list[str]:
    return [piece.text for piece in pieces(of, width) if isinstance(piece, PrintedLine)]


def picture(of: PickupReceipt, width: PaperWidth) -> Image.Image:
    return draw(pieces(of, width), width_dots=width.dots)


def test_the_receipt_of_the_design_on_58_mm() -> None:
    rule = "-" * 32
    assert texts(receipt()) == [
        "翠湖路店",
        "翠湖路 18 号 · 0571-8800 0000",
        rule,
        "自提核销",
        "取货码 4827 0136       小票 0043",
        "订单 T-20462       1 号柜台 小周",
        "2026-11-22 17:42",
        rule,
        "红颜草莓 500g                ×1",
        "活鲈鱼 约 600g               ×1",
        "土鸡蛋 15 枚                 ×1",
        "云南小瓜 400g 缺货×1 已退￥4.90",
        rule,
        "会员                 138****1234",
        "自提积分                    +181",
        "积分余额                   1,467",
        rule,
        "    凭此码领    扫码进本店拼团群",
        "  5 元无门槛券     立减 3 元",
        "  TR4K7Q-2MXA     TR4K7Q-7BZD",
        "7 天内有效",
        "谢谢惠顾，欢迎再来",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("smaller", [1, 2])
def test_both_codes_are_read_from_paper(width: PaperWidth, smaller: int) -> None:
    paper = picture(receipt(), width).reduce(smaller)
    found = {code.text for code in zxingcpp.read_barcodes(paper)}
    assert found == {REFERRAL_URL, JOIN_URL}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("smaller", [1, 2])
@pytest.mark.parametrize("more", [0, 20, 60, 200, 330])
def test_longer_codes_move_below_each_other_and_are_read(
    width: PaperWidth, smaller: int, more: int
) -> None:
    urls = {"https://hq.example.com/r/TR" + letter * (39 + more) for letter in "AB"}
    codes = tuple(
        ReceiptCode(purpose, url, "TR4K7Q-2MXA", Fen(500))
        for purpose, url in zip(("referral", "join_group"), sorted(urls), strict=True)
    )
    paper = picture(receipt(codes=codes), width).reduce(smaller)
    assert {code.text for code in zxingcpp.read_barcodes(paper)} == urls


@pytest.mark.parametrize("width", WIDTHS)
def test_our_tokens_stand_side_by_side_with_room_around(width: PaperWidth) -> None:
    rows = [
        element
        for element in lay_out(receipt(), shipped_template(Kind.PICKUP), width=width, tz=SHOP_TIME)
        if isinstance(element, QrRow)
    ]
    assert [len(row.matrices) for row in rows] == [2]
    assert rows[0].module >= 4
    dots = [
        row
        for piece in pieces(receipt(), width)
        if isinstance(piece, PrintedPicture)
        for row in piece.rows
    ]
    quiet = 4 * rows[0].module
    assert not any(any(row) for row in dots[:quiet] + dots[-quiet:])
    columns = int.from_bytes(bytes(a | b for a, b in zip(*[_all(dots)] * 2, strict=True)), "big")
    line = f"{columns:0{len(dots[0]) * 8}b}"
    gaps = re.findall("0+", line.strip("0"))
    assert max(len(gap) for gap in gaps) >= 2 * quiet
    assert len(line) - len(line.lstrip("0")) >= quiet


def _all(rows: list[bytes]) -> bytes:
    """Every dot column that is black in any row."""
    black = 0
    for row in rows:
        black |= int.from_bytes(row, "big")
    return black.to_bytes(len(rows[0]), "big")


def test_a_code_too_long_for_any_qr_leaves_its_words() -> None:
    code = ReceiptCode("referral", "x" * 5000, "TR4K7Q-2MXA", Fen(500))
    said = texts(receipt(codes=(code,)))
    assert "5 元无门槛券" in said
    assert "TR4K7Q-2MXA" in said
    assert not [p for p in pieces(receipt(codes=(code,))) if isinstance(p, PrintedPicture)]


def test_a_reprint_says_so_first_and_an_override_under_the_title() -> None:
    said = texts(receipt(reprint=2, override=True))
    assert said[0] == "*** 补打 第 2 次 ***"
    assert said[said.index("自提核销") + 1] == "【店长放行】"
    assert not any("补打" in line or "放行" in line for line in texts(receipt()))


def test_every_note_of_a_line() -> None:
    lines = (
        ReceiptLine("活鲈鱼", 1, LineNote.QUALITY, Fen(2990)),
        ReceiptLine("土鸡蛋", 2, LineNote.LATER, Fen(1990)),
        ReceiptLine("小瓜", 3, LineNote.SHORT, Fen(123490)),
        ReceiptLine("小葱", 1, LineNote.SHORT, Fen(0)),
    )
    said = "\n".join(texts(receipt(lines=lines)))
    assert re.search(r"活鲈鱼 +质量问题×1$", said, re.MULTILINE)
    assert re.search(r"土鸡蛋 +待取×2$", said, re.MULTILINE)
    assert re.search(r"小瓜 +缺货×3 已退￥1,234.90$", said, re.MULTILINE)
    assert re.search(r"小葱 +缺货×1$", said, re.MULTILINE)


def test_what_is_not_known_is_left_out() -> None:
    said = texts(receipt(phone="", points_earned=None, points_balance=None, codes=()))
    assert not any(word in line for line in said for word in ("会员", "积分", "有效"))
    blind = texts(receipt(pickup_no="", order_no=""))
    assert not any("取货码" in line or "订单" in line for line in blind)
    assert any(line.endswith("小票 0043") for line in blind)


def test_a_phone_that_came_unmasked_is_masked_on_paper() -> None:
    said = "\n".join(texts(receipt(phone="13800001234")))
    assert "138****1234" in said
    assert not FULL_PHONE.search(said)


def test_a_printer_without_a_knife_feeds_to_its_edge() -> None:
    cut = read_job(on_paper(receipt()))
    torn = read_job(on_paper(receipt(), cut=False))
    assert isinstance(cut[-1], CutHere)
    assert isinstance(torn[-1], Fed)
    assert torn[-1].dots >= 96


def test_without_fs_amp_the_rest_is_the_same() -> None:
    elements = lay_out(receipt(), shipped_template(Kind.PICKUP), width=MM_58, tz=SHOP_TIME)
    with_it = job_bytes(elements, PrinterSetup())
    without = job_bytes(elements, PrinterSetup(fs_amp=False))
    assert with_it.replace(b"\x1c&", b"", 1) == without
    assert read_job(with_it) == read_job(without, chinese_at_start=True)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(any_receipt, st.sampled_from(WIDTHS))
def test_any_receipt_is_understood_and_fits(of: PickupReceipt, width: PaperWidth) -> None:
    job = on_paper(of, width)
    read = read_job(job, width_dots=width.dots)
    said = [piece.text for piece in read if isinstance(piece, PrintedLine)]
    goods = "".join(said).replace(" ", "")
    for line in of.lines:
        assert f"×{line.quantity}" in goods
    assert isinstance(read[-1], CutHere)
    for trap in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        assert trap not in job


@settings(deadline=None, max_examples=40)
@given(
    st.from_regex(r"\A1[3-9][0-9]{9}\Z"),
    st.sampled_from(["{}", "+86{}", "+86 {}"]),
    st.sampled_from(WIDTHS),
)
def test_no_full_phone_stands_on_paper(phone: str, form: str, width: PaperWidth) -> None:
    for given_phone in (masked(phone), form.format(phone)):
        said = "\n".join(texts(receipt(phone=given_phone), width))
        assert not FULL_PHONE.search(said)
        assert phone[3:7] + phone[7:] not in said
        assert f"****{phone[-4:]}" in said


@pytest.mark.parametrize(
    ("width", "most"), [(MM_58, 9_000), (MM_80_NARROW, 14_000), (MM_80, 16_000)]
)
def test_a_receipt_stays_small(width: PaperWidth, most: int) -> None:
    assert len(on_paper(receipt(), width)) <= most


def test_nothing_of_one_job_stays_in_the_printer_for_the_next() -> None:
    twice = on_paper(replace(receipt(), reprint=1)) + on_paper(receipt())
    assert read_job(twice)[-len(read_job(on_paper(receipt()))) :] == read_job(on_paper(receipt()))
