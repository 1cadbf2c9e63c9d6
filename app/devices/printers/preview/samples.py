"""One made-up paper of each kind, with something in every field, for the preview. No real shop, person or number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from app.devices.printers.template import Kind
from app.devices.scanners.makers import maker_of
from app.domain.check_codes import DIGITS, LENGTH, LETTERS
from app.domain.identity import ReceiptNo
from app.domain.money import Fen
from app.domain.receipts import (
    LineNote,
    Paper,
    PickupReceipt,
    ReceiptCode,
    ReceiptLine,
    SaleLine,
    SaleReceipt,
    ScannerSheet,
    ShelfLabel,
    ShiftReport,
    Tendered,
    TestPage,
)

_AT = datetime(2026, 3, 14, 9, 42, tzinfo=UTC)
_SHOP = ("翠湖路店", "翠湖路 18 号", "0571-8800 0000")
_URL = "HTTPS://HQ.EXAMPLE.COM/R/TRAEAAAAABAAAAAKYBNEDQ7GYPXS3KJ5T2MWLQC4"
_CODES = (
    ReceiptCode("referral", _URL + "A", "TR4K7Q-2MXA", Fen(500)),
    ReceiptCode("join_group", _URL + "B", "TR4K7Q-7BZD", Fen(300)),
)
_TENDERS = (Tendered("wechat", Fen(3000)), Tendered("cash", Fen(2000)))

_PICKUP = PickupReceipt(
    *_SHOP,
    receipt_no=ReceiptNo(43),
    counter_label=1,
    clerk="小周",
    at=_AT,
    order_no="T-20462",
    pickup_no="48270136",
    lines=(
        ReceiptLine("红颜草莓 500g", 1),
        ReceiptLine("活鲈鱼 约 600g", 1),
        ReceiptLine("土鸡蛋 15 枚", 2, LineNote.LATER),
        ReceiptLine("云南小瓜 400g", 1, LineNote.SHORT, Fen(490)),
    ),
    phone="138****1234",
    points_earned=181,
    points_balance=1467,
    codes=_CODES,
    codes_valid_days=7,
    override=True,
)
_SALE = SaleReceipt(
    *_SHOP,
    receipt_no=ReceiptNo(44),
    counter_label=1,
    clerk="小周",
    at=_AT,
    lines=(
        SaleLine("炖汤药材包", 1, Fen(1290)),
        SaleLine("上海青", 1, Fen(172), grams=486, why="晚市特惠"),
        SaleLine("原味酸奶 一提", 2, Fen(2980), why="会员价"),
    ),
    total=Fen(4442),
    saved=Fen(692),
    tenders=_TENDERS,
    change=Fen(558),
    phone="138****1234",
    points_earned=44,
    points_balance=1511,
    codes=_CODES,
    codes_valid_days=7,
)
_LABEL = ShelfLabel(
    store_name=_SHOP[0],
    name="上海青",
    unit="500g",
    regular=Fen(598),
    special=Fen(299),
    starts_at=_AT,
    ends_at=_AT + timedelta(hours=4),
    reason="晚市特惠",
)
_TEST_PAGE = TestPage(
    store_name=_SHOP[0],
    printer="收银小票",
    place="192.168.1.50:9100",
    columns=32,
    dots=384,
    mode="gbk",
    at=_AT,
)
_SHIFT = ShiftReport(
    store_name=_SHOP[0],
    counter_label=1,
    clerk="小周",
    opened_at=_AT - timedelta(hours=8),
    closed_at=_AT,
    pickups=86,
    units=241,
    after_sales=4,
    overrides=2,
    undone=1,
    sales=31,
    sales_total=Fen(128650),
    tenders=(
        Tendered("cash", Fen(21400)),
        Tendered("wechat", Fen(80250)),
        Tendered("alipay", Fen(27000)),
    ),
    cash_expected=Fen(51400),
    cash_counted=Fen(51350),
    known_members=102,
    prompts_said=74,
    prompts_taken=33,
    reprints=1,
    waiting_facts=3,
)

CHECK_CODES = (
    ReceiptCode("digits", DIGITS, "", Fen(0)),
    ReceiptCode("letters", LETTERS, "", Fen(0)),
    ReceiptCode("ours", LENGTH, "", Fen(0)),
)
"""What a scanner is checked with: digits a Chinese input method would eat, letters Caps Lock would turn, our length."""


def sample(kind: Kind) -> Paper:
    """The paper of a kind, as the preview shows it."""
    match kind:
        case Kind.PICKUP:
            return _PICKUP
        case Kind.REPRINT:
            return replace(_PICKUP, reprint=2)
        case Kind.SALE:
            return _SALE
        case Kind.LABEL:
            return _LABEL
        case Kind.TEST_PAGE:
            return _TEST_PAGE
        case Kind.SCANNER_SHEET:
            return ScannerSheet(_SHOP[0], maker_of("datalogic"), CHECK_CODES)
        case Kind.END_OF_SHIFT:
            return _SHIFT
        case _:
            assert_never(kind)
