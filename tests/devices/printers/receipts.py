"""Receipts for these tests: one as on the design picture, and any receipt at all."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.paper import MM_58, MM_80, MM_80_NARROW, PaperWidth
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.transports import TcpLimits, TcpTransport
from app.domain.identity import ReceiptNo
from app.domain.money import Fen
from app.domain.receipts import LineNote, PickupReceipt, ReceiptCode, ReceiptLine

SHOP_TIME = ZoneInfo("Asia/Shanghai")
WIDTHS = (MM_58, MM_80, MM_80_NARROW)
REFERRAL_URL = "HTTPS://HQ.EXAMPLE.COM/R/TRAEAAAAABAAAAAKYBNEDQ7GYPXS3KJ5T2MWLQC4A"
JOIN_URL = "HTTPS://HQ.EXAMPLE.COM/R/TRAEAAAAABAAAAAKYCNEDQ7GYPXS3KJ5T2MWLQC4B"


def receipt(**changes: object) -> PickupReceipt:
    """The receipt of ui/receipt.png."""
    values: dict[str, object] = {
        "store_name": "翠湖路店",
        "store_address": "翠湖路 18 号",
        "store_phone": "0571-8800 0000",
        "receipt_no": ReceiptNo(43),
        "counter_label": 1,
        "clerk": "小周",
        "at": datetime(2026, 11, 22, 9, 42, tzinfo=UTC),
        "order_no": "T-20462",
        "pickup_no": "48270136",
        "lines": (
            ReceiptLine("红颜草莓 500g", 1),
            ReceiptLine("活鲈鱼 约 600g", 1),
            ReceiptLine("土鸡蛋 15 枚", 1),
            ReceiptLine("云南小瓜 400g", 1, LineNote.SHORT, Fen(490)),
        ),
        "phone": "138****1234",
        "points_earned": 181,
        "points_balance": 1467,
        "codes": (
            ReceiptCode("referral", REFERRAL_URL, "TR4K7Q-2MXA", Fen(500)),
            ReceiptCode("join_group", JOIN_URL, "TR4K7Q-7BZD", Fen(300)),
        ),
        "codes_valid_days": 7,
    }
    return PickupReceipt(**(values | changes))  # type: ignore[arg-type]


def printer(
    port: int, *, width: PaperWidth = MM_58, limits: TcpLimits | None = None
) -> EscposPrinter:
    """Prints on loopback, where no paper has to move."""
    return EscposPrinter(
        TcpTransport("127.0.0.1", port, limits=limits or TcpLimits(close=2.0)),
        setup=PrinterSetup(width=width),
        tz=SHOP_TIME,
        paper_seconds=0.02,
    )


def on_paper(of: PickupReceipt, width: PaperWidth = MM_58, *, cut: bool = True) -> bytes:
    """The bytes of a receipt, without a printer."""
    return EscposPrinter(
        TcpTransport("127.0.0.1"), setup=PrinterSetup(width=width, cut=cut), tz=SHOP_TIME
    ).job(of)


any_text = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="翠湖路红颜草莓（）·—…￥¥½℃🍓👩‍🍳éß \n\t\x1b\x10\x04g", max_size=60),
)
_amounts = st.integers(-(10**12), 10**12).map(Fen)
any_receipt = st.builds(
    PickupReceipt,
    store_name=any_text,
    store_address=any_text,
    store_phone=any_text,
    receipt_no=st.integers(1, 10**9).map(ReceiptNo),
    counter_label=st.integers(1, 10**6),
    clerk=any_text,
    at=st.datetimes(
        min_value=datetime(2000, 1, 1),  # noqa: DTZ001  the strategy adds the zone
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    order_no=any_text,
    pickup_no=st.one_of(st.just(""), st.from_regex(r"\A[0-9]{8}\Z")),
    lines=st.lists(
        st.builds(
            ReceiptLine, any_text, st.integers(0, 10**9), st.sampled_from(LineNote), _amounts
        ),
        max_size=40,
    ).map(tuple),
    phone=st.sampled_from(["", "138****1234", "****"]),
    points_earned=st.none() | st.integers(-(10**9), 10**12),
    points_balance=st.none() | st.integers(-(10**9), 10**12),
    codes=st.lists(
        st.builds(
            ReceiptCode,
            st.sampled_from(["referral", "join_group", "gift"]),
            st.one_of(st.just(REFERRAL_URL), st.text(min_size=1, max_size=3000)),
            any_text,
            _amounts,
        ),
        max_size=3,
    ).map(tuple),
    codes_valid_days=st.integers(0, 10**6),
    override=st.booleans(),
    reprint=st.integers(0, 10**6),
)
