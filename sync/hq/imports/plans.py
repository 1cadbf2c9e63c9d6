"""What an import would do, as frozen values: what is new, changed or the same, and each row that is refused and why. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sync import wire
from sync.hq.imports.headings import Kind


class Wrong(StrEnum):
    """Why a row is not taken: a stable word for the API; people get the sentence."""

    NO_ORDER_NO = "no_order_no"
    BAD_ORDER_NO = "bad_order_no"
    NO_PHONE = "no_phone"
    BAD_PHONE = "bad_phone"
    MASKED_PHONE = "masked_phone"
    PHONES_DIFFER = "phones_differ"
    TWICE_IN_FILE = "twice_in_file"
    NO_STORE = "no_store"
    UNKNOWN_STORE = "unknown_store"
    NOT_YOUR_STORE = "not_your_store"
    UNKNOWN_STATE = "unknown_state"
    NOT_PAID = "not_paid"
    PARTLY_REFUNDED = "partly_refunded"
    COLLECTED = "collected"
    ENDED = "ended"
    NO_PRODUCT = "no_product"
    BAD_QUANTITY = "bad_quantity"
    BAD_MONEY = "bad_money"
    BAD_TIME = "bad_time"
    BAD_CODE = "bad_code"
    TOO_MANY_LINES = "too_many_lines"
    LINES_TAKEN = "lines_taken"
    TOO_LONG = "too_long"
    CARD_TAKEN = "card_taken"
    BAD_POINTS = "bad_points"
    BAD_STOCK = "bad_stock"
    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_LINE = "unknown_line"
    BAD_ARRIVED = "bad_arrived"
    ARRIVED_BEFORE = "arrived_before"
    SIBLING = "sibling"


SENTENCES: Final[dict[Wrong, str]] = {
    Wrong.NO_ORDER_NO: "没有订单号。",
    Wrong.BAD_ORDER_NO: "订单号只能是 1 到 40 个字母、数字和符号,中间没有空格。",
    Wrong.NO_PHONE: "没有手机号。",
    Wrong.BAD_PHONE: "不是能用的手机号;如果显示成 1.38E+10,请把这一列设为文本再导出。",
    Wrong.MASKED_PHONE: "手机号被隐藏了,请在导出时选完整手机号。",
    Wrong.PHONES_DIFFER: "同一张单里的手机号、自提点或状态前后不一样。",
    Wrong.TWICE_IN_FILE: "文件里有两行是同一个,只看第一行。",
    Wrong.NO_STORE: "没写自提点,也没有选默认门店。",
    Wrong.UNKNOWN_STORE: "没有叫这个名字的门店。",
    Wrong.NOT_YOUR_STORE: "这家门店不归这个账号管。",
    Wrong.UNKNOWN_STATE: "看不懂这个订单状态。",
    Wrong.NOT_PAID: "还没有付款。",
    Wrong.PARTLY_REFUNDED: "部分退款的单请人工处理。",
    Wrong.COLLECTED: "已经在别处提货,不用再导入。",
    Wrong.ENDED: "总部已经关了这张单(退款、取消或过期),不会再打开。",
    Wrong.NO_PRODUCT: "没有商品名称。",
    Wrong.BAD_QUANTITY: "数量不是 1 到 9999 的整数。",
    Wrong.BAD_MONEY: "金额看不懂;应该像 29.90 或 ¥1,234.50。",
    Wrong.BAD_TIME: "时间看不懂;应该像 2026-11-24 20:42。",
    Wrong.BAD_CODE: "码只能是 1 到 40 个字母、数字和符号。",
    Wrong.TOO_MANY_LINES: "一张单的商品行太多。",
    Wrong.LINES_TAKEN: "已经有人取过货,商品不再改。",
    Wrong.TOO_LONG: "文字太长。",
    Wrong.CARD_TAKEN: "这个卡号是另一位会员的。",
    Wrong.BAD_POINTS: "积分不是 0 到 1000 万的整数。",
    Wrong.BAD_STOCK: "库存不是 0 到 100 万的整数。",
    Wrong.UNKNOWN_ORDER: "总部没有这张单。",
    Wrong.UNKNOWN_LINE: "这张单里没有这件商品,或者有好几行都是它。",
    Wrong.BAD_ARRIVED: "到货数量不是整数,或者比下单的多。",
    Wrong.ARRIVED_BEFORE: "总部记的到货比这里多,不会改少。",
    Wrong.SIBLING: "同一张单的另一行有问题,整张单都没有导入。",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """One row of the file that is not taken. `shown` is what stands there, phones masked."""

    row: int
    subject: str
    why: Wrong
    shown: str = ""


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would change; `before` is empty for what is new."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One order, member or product. `rows` are what is published to the feed of `store`; `named` the numbers given to
    goods the catalogue does not have, `cards` the card numbers of a member."""

    subject: str
    title: str
    file_row: int
    store: int
    fate: Fate
    differences: tuple[Difference, ...]
    rows: tuple[wire.Struct, ...]
    named: tuple[tuple[str, int], ...] = ()
    cards: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a file. Nothing has been done."""

    kind: Kind
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(change.fate is fate for change in self.changes)


@dataclass(slots=True)
class Heap:
    """Where a plan gathers while a file is worked through."""

    changes: list[Change] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
