"""What a piece of paper has to say, as named texts, lists and codes that a template can call by name; the vocabulary of
each kind stands here. No wording, no order, no paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never

from app.devices.printers.template import Kind
from app.domain.check_codes import TEST_CODE
from app.domain.members import masked
from app.domain.money import Fen, yuan
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
from app.domain.scanner_makers import ScannerMaker, SetsTo, SetupCode


@dataclass(frozen=True, slots=True)
class Items:
    """The words of a list: the fields of an item, and its variants, each of which needs a row."""

    fields: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    fields: tuple[str, ...]
    lists: Mapping[str, Items]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    variant: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """Its names are those of the kind's vocabulary, all of them. A text is "" where there is nothing to say."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[Item, ...]]
    codes: tuple[ReceiptCode, ...] = ()
    setup: tuple[SetupCode, ...] = ()
    """Codes of a scanner's maker; their purpose is what they set it to."""


_SHOP = ("store_name", "store_address", "store_phone", "counter", "clerk", "time", "receipt_no")
_MEMBER = ("phone", "points_earned", "points_balance", "codes_valid_days", "reprint")
_GOODS = Items(("name", "quantity", "refund"), ("none", "short", "refunded", "quality", "later"))
_SOLD = Items(("name", "quantity", "amount", "why"), ("piece", "weight"))
_TENDERS = Items(("amount",), ("cash", "wechat", "alipay", "card", "balance", "other"))
_HAND_OVER = Vocabulary(
    (*_SHOP, *_MEMBER, "order_no", "pickup_no", "override"),
    {"lines": _GOODS},
    ("referral", "join_group", "recommender"),
)
VOCABULARY: Mapping[Kind, Vocabulary] = {
    Kind.PICKUP: _HAND_OVER,
    Kind.REPRINT: _HAND_OVER,
    Kind.SALE: Vocabulary(
        (*_SHOP, *_MEMBER, "total", "saved", "change"),
        {"lines": _SOLD, "tenders": _TENDERS},
        ("referral", "join_group", "recommender"),
    ),
    Kind.LABEL: Vocabulary(
        ("store_name", "name", "unit", "regular", "special", "starts", "ends", "reason"), {}
    ),
    Kind.TEST_PAGE: Vocabulary(
        ("store_name", "printer", "place", "columns", "dots", "mode", "time", "ruler"),
        {},
        ("test",),
    ),
    Kind.SCANNER_SHEET: Vocabulary(
        ("store_name", "maker", "models", *SetsTo),
        {"steps": Items(("number", "text", "name"), ("step",))},
        (*SetsTo, "digits", "letters", "ours"),
    ),
    Kind.END_OF_SHIFT: Vocabulary(
        (
            "store_name",
            "counter",
            "clerk",
            "opened",
            "closed",
            "pickups",
            "units",
            "after_sales",
            "overrides",
            "undone",
            "sales",
            "sales_total",
            "cash_expected",
            "cash_counted",
            "cash_difference",
            "known_members",
            "prompts_said",
            "prompts_taken",
            "reprints",
            "waiting_facts",
        ),
        {"tenders": _TENDERS},
    ),
}


def kind_of(paper: Paper) -> Kind:
    """Which template prints it."""
    match paper:
        case PickupReceipt():
            return Kind.REPRINT if paper.reprint > 0 else Kind.PICKUP
        case SaleReceipt():
            return Kind.SALE
        case ShelfLabel():
            return Kind.LABEL
        case TestPage():
            return Kind.TEST_PAGE
        case ScannerSheet():
            return Kind.SCANNER_SHEET
        case ShiftReport():
            return Kind.END_OF_SHIFT
        case _:
            assert_never(paper)


def whole_yuan(amount: Fen) -> str:
    """`500` → `5`, `450` → `4.50`: how an offer is said."""
    return yuan(amount).removesuffix(".00")


@dataclass(frozen=True, slots=True)
class Saying:
    """How moments are written: `time` and `clock` of the template, in `tz`, the shop's own."""

    tz: tzinfo
    time: str
    clock: str

    def moment(self, at: datetime) -> str:
        return at.astimezone(self.tz).strftime(self.time)

    def of_day(self, at: datetime) -> str:
        return at.astimezone(self.tz).strftime(self.clock)


def content_of(paper: Paper, saying: Saying, *, columns: int) -> Content:
    """Everything a template of its kind can name. A phone that came unmasked is masked here."""
    match paper:
        case PickupReceipt():
            return _hand_over(paper, saying)
        case SaleReceipt():
            return _sale(paper, saying)
        case ShelfLabel():
            return _label(paper, saying)
        case TestPage():
            return _test_page(paper, saying, columns)
        case ScannerSheet():
            return _scanner_sheet(paper)
        case ShiftReport():
            return _shift(paper, saying)
        case _:
            assert_never(paper)


def _shop(paper: PickupReceipt | SaleReceipt, saying: Saying) -> dict[str, str]:
    phone = paper.phone if "*" in paper.phone else masked(paper.phone)
    earned, balance = paper.points_earned, paper.points_balance
    return {
        "store_name": paper.store_name,
        "store_address": paper.store_address,
        "store_phone": paper.store_phone,
        "counter": str(paper.counter_label),
        "clerk": paper.clerk,
        "time": saying.moment(paper.at),
        "receipt_no": f"{paper.receipt_no:04d}",
        "phone": phone,
        "points_earned": "" if earned is None else f"{earned:+,}",
        "points_balance": "" if balance is None else f"{balance:,}",
        "codes_valid_days": str(paper.codes_valid_days) if paper.codes else "",
        "reprint": str(paper.reprint) if paper.reprint > 0 else "",
    }


def _hand_over(paper: PickupReceipt, saying: Saying) -> Content:
    number = paper.pickup_no
    texts = _shop(paper, saying) | {
        "order_no": paper.order_no,
        "pickup_no": f"{number[:4]} {number[4:]}" if number else "",
        "override": "1" if paper.override else "",
    }
    return Content(texts, {"lines": tuple(_goods(line) for line in paper.lines)}, paper.codes)


def _goods(line: ReceiptLine) -> Item:
    refunded = line.note is LineNote.SHORT and line.amount > 0
    texts = {
        "name": line.name,
        "quantity": str(line.quantity),
        "refund": yuan(line.amount) if refunded else "",
    }
    return Item("refunded" if refunded else line.note.value, texts)


def _sale(paper: SaleReceipt, saying: Saying) -> Content:
    texts = _shop(paper, saying) | {
        "total": yuan(paper.total),
        "saved": yuan(paper.saved) if paper.saved else "",
        "change": yuan(paper.change) if paper.change else "",
    }
    lists = {"lines": tuple(_sold(line) for line in paper.lines), "tenders": _paid(paper.tenders)}
    return Content(texts, lists, paper.codes)


def _sold(line: SaleLine) -> Item:
    weight = f"{line.grams // 1000}.{line.grams % 1000:03d}"
    texts = {
        "name": line.name,
        "quantity": weight if line.grams else str(line.quantity),
        "amount": yuan(line.amount),
        "why": line.why,
    }
    return Item("weight" if line.grams else "piece", texts)


def _paid(tenders: tuple[Tendered, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(each.way if each.way in _TENDERS.variants else "other", {"amount": yuan(each.amount)})
        for each in tenders
    )


def _label(paper: ShelfLabel, saying: Saying) -> Content:
    texts = {
        "store_name": paper.store_name,
        "name": paper.name,
        "unit": paper.unit,
        "regular": yuan(paper.regular),
        "special": yuan(paper.special),
        "starts": saying.of_day(paper.starts_at),
        "ends": saying.of_day(paper.ends_at),
        "reason": paper.reason,
    }
    return Content(texts, {})


def _test_page(paper: TestPage, saying: Saying, columns: int) -> Content:
    texts = {
        "store_name": paper.store_name,
        "printer": paper.printer,
        "place": paper.place,
        "columns": str(paper.columns),
        "dots": str(paper.dots),
        "mode": paper.mode,
        "time": saying.moment(paper.at),
        "ruler": ("1234567890" * (columns // 10 + 1))[:columns],
    }
    return Content(texts, {}, (ReceiptCode("test", TEST_CODE, "", Fen(0)),))


def _scanner_sheet(paper: ScannerSheet) -> Content:
    maker = paper.maker or ScannerMaker("", "", "")
    there = {code.sets_to for code in maker.codes}
    texts = {"store_name": paper.store_name, "maker": maker.name, "models": maker.models} | {
        each.value: "1" if each in there else "" for each in SetsTo
    }
    steps = tuple(
        Item("step", {"number": str(n), "text": step.text, "name": step.name})
        for n, step in enumerate(maker.steps, 1)
    )
    return Content(texts, {"steps": steps}, paper.codes, maker.codes)


def _shift(paper: ShiftReport, saying: Saying) -> Content:
    counted = paper.cash_counted
    numbers = {
        name: f"{getattr(paper, name):,}"
        for name in (
            "pickups",
            "units",
            "after_sales",
            "overrides",
            "undone",
            "sales",
            "known_members",
            "prompts_said",
            "prompts_taken",
            "reprints",
        )
    }
    texts = numbers | {
        "store_name": paper.store_name,
        "counter": str(paper.counter_label),
        "clerk": paper.clerk,
        "opened": saying.moment(paper.opened_at),
        "closed": saying.moment(paper.closed_at),
        "sales_total": yuan(paper.sales_total),
        "cash_expected": yuan(paper.cash_expected),
        "cash_counted": "" if counted is None else yuan(counted),
        "cash_difference": "" if counted is None else yuan(Fen(counted - paper.cash_expected)),
        "waiting_facts": str(paper.waiting_facts) if paper.waiting_facts else "",
    }
    return Content(texts, {"tenders": _paid(paper.tenders)})
