"""Which column means what: the fields of each kind of file, the headings group-buy tools give them, and the best guess for
a file nobody has described. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sync.hq.imports.cells import plain
from sync.hq.imports.sheets import Row, Table


class Kind(StrEnum):
    """What a file holds."""

    ORDERS = "orders"
    MEMBERS = "members"
    GOODS = "goods"
    ARRIVALS = "arrivals"


class Field(StrEnum):
    """The stable names of columns, also those of the API."""

    ORDER_NO = "order_no"
    CODE = "code"
    NAME = "name"
    PHONE = "phone"
    STORE = "store"
    LEADER = "leader"
    STATE = "state"
    ORDERED_AT = "ordered_at"
    EXPECTED_AT = "expected_at"
    EXPIRES_AT = "expires_at"
    PRODUCT_NO = "product_no"
    PRODUCT = "product"
    SPEC = "spec"
    QUANTITY = "quantity"
    PRICE = "price"
    AMOUNT = "amount"
    TOTAL = "total"
    CARD = "card"
    POINTS = "points"
    CATEGORY = "category"
    COST = "cost"
    BARCODE = "barcode"
    STOCK = "stock"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One field of a kind: what people call it, and the headings that are it, a space between them."""

    field: Field
    label: str
    headings: str


_ORDERS: Final = (
    Meaning(Field.ORDER_NO, "订单号", "订单号 订单编号 订单id 单号 团单号 交易单号 接龙号 orderno"),
    Meaning(Field.CODE, "核销码", "核销码 提货码 自提码 取货码 券码 提货号 自提号 核销号"),
    Meaning(
        Field.PHONE,
        "手机号",
        "手机号 手机 电话 联系电话 收货人手机号 取货人手机号 提货人手机号 自提人手机号 收件人电话 联系方式 手机号码 买家手机号 收货人电话",
    ),
    Meaning(
        Field.NAME,
        "取货人",
        "取货人 提货人 自提人 收货人 收件人 姓名 买家姓名 联系人 收货人姓名 买家昵称 昵称 下单人 团员 客户名称 买家",
    ),
    Meaning(
        Field.STORE,
        "自提点",
        "自提点 自提点名称 提货点 取货点 门店 自提门店 取货门店 门店名称 店铺 店铺名称 归属网点 网点",
    ),
    Meaning(Field.LEADER, "团长", "团长 团长昵称 团长姓名 帮卖团长 跟团团长"),
    Meaning(Field.STATE, "订单状态", "订单状态 状态 交易状态 核销状态 发货状态 售后状态"),
    Meaning(
        Field.ORDERED_AT,
        "下单时间",
        "下单时间 支付时间 付款时间 订单创建时间 创建时间 成交时间 买家付款时间",
    ),
    Meaning(
        Field.EXPECTED_AT,
        "预计到货",
        "预计到货 预计到货时间 到货时间 预计提货时间 提货时间 自提时间 提货日期",
    ),
    Meaning(
        Field.EXPIRES_AT,
        "取货截止",
        "取货截止 提货截止时间 截止时间 核销截止时间 有效期至 过期时间",
    ),
    Meaning(
        Field.PRODUCT_NO,
        "商品编码",
        "商品编码 商品编号 商家编码 货号 sku编码 规格编码 商品id skuid 商品货号",
    ),
    Meaning(
        Field.PRODUCT, "商品", "商品 商品名称 商品标题 品名 货品名称 商品信息 团购商品 宝贝标题"
    ),
    Meaning(Field.SPEC, "规格", "规格 商品规格 规格名称 sku sku名称 型号"),
    Meaning(Field.QUANTITY, "数量", "数量 商品数量 购买数量 件数 份数 下单数量 宝贝总数量"),
    Meaning(Field.PRICE, "单价", "单价 商品单价 团购价 售价 商品价格 价格"),
    Meaning(
        Field.AMOUNT,
        "商品小计",
        "小计 商品金额 商品总价 金额 商品小计 商品实付 商品实际成交金额 实付小计",
    ),
    Meaning(
        Field.TOTAL,
        "订单实付",
        "实付 实付金额 订单金额 订单总额 订单实付金额 支付金额 实收金额 合计 应付金额 订单总价",
    ),
)
_MEMBERS: Final = (
    Meaning(
        Field.PHONE, "手机号", "手机号 手机 手机号码 电话 联系电话 会员手机号 联系方式 客户手机号"
    ),
    Meaning(Field.NAME, "姓名", "姓名 会员姓名 名称 会员名称 昵称 客户姓名 客户名称 微信昵称 称呼"),
    Meaning(Field.CARD, "会员卡号", "会员卡号 卡号 会员号 会员编号 实体卡号"),
    Meaning(Field.POINTS, "积分", "积分 可用积分 当前积分 会员积分 积分余额"),
    Meaning(Field.STORE, "归属门店", "归属门店 门店 所属门店 开卡门店 注册门店 归属网点 门店名称"),
)
_GOODS: Final = (
    Meaning(
        Field.PRODUCT_NO, "商品编码", "商品编码 商品编号 商家编码 货号 sku编码 商品货号 plu 编码"
    ),
    Meaning(Field.PRODUCT, "商品名称", "商品名称 商品 品名 名称 商品标题 货品名称"),
    Meaning(Field.SPEC, "规格", "规格 商品规格 规格名称 单位规格"),
    Meaning(Field.PRICE, "售价", "售价 价格 零售价 商品价格 单价 销售价 门店价 团购价"),
    Meaning(Field.COST, "成本价", "成本价 进价 成本 进货价 采购价"),
    Meaning(Field.CATEGORY, "分类", "分类 商品分类 类目 商品类目 品类 分组 商品分组"),
    Meaning(Field.BARCODE, "条码", "条码 商品条码 条形码 国际条码 69码 barcode"),
    Meaning(Field.STOCK, "库存", "库存 库存数量 可售库存 当前库存 剩余库存 总库存"),
)
_ARRIVALS: Final = (
    _ORDERS[0],
    next(meaning for meaning in _ORDERS if meaning.field is Field.PRODUCT_NO),
    next(meaning for meaning in _ORDERS if meaning.field is Field.PRODUCT),
    next(meaning for meaning in _ORDERS if meaning.field is Field.SPEC),
    Meaning(
        Field.ARRIVED,
        "到货数量",
        "到货数量 到货件数 到货数 实到数量 实到件数 已到货 已到数量 实收数量 入库数量 签收数量 到货",
    ),
)
MEANINGS: Final[Mapping[Kind, tuple[Meaning, ...]]] = {
    Kind.ORDERS: _ORDERS,
    Kind.MEMBERS: _MEMBERS,
    Kind.GOODS: _GOODS,
    Kind.ARRIVALS: _ARRIVALS,
}
NEEDED: Final[Mapping[Kind, frozenset[Field]]] = {
    Kind.ORDERS: frozenset({Field.ORDER_NO, Field.PRODUCT}),
    Kind.MEMBERS: frozenset({Field.PHONE}),
    Kind.GOODS: frozenset({Field.PRODUCT, Field.PRICE}),
    Kind.ARRIVALS: frozenset({Field.ORDER_NO, Field.PRODUCT}),
}
LOOKED_AT: Final = 15
"""Rows from the top among which the headings stand; tools put titles and notes above them."""
_EXTRA: Final = re.compile(r"[(\[【].*?[)\]】]|[:：*_\-/\\#\"']|必填|选填")
Columns = Mapping[Field, int]
"""Which column of the file is a field, from 0."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A table with its headings found: `columns` is the guess, `rows` what stands below."""

    headings: tuple[str, ...]
    columns: Columns
    rows: tuple[Row, ...]


def headed(table: Table, kind: Kind) -> Headed:
    """The row that looks most like headings of this kind, the first of equals."""
    best, found = 0, guess(table.rows[0].cells, kind)
    for place, row in enumerate(table.rows[:LOOKED_AT]):
        columns = guess(row.cells, kind)
        if len(columns) > len(found):
            best, found = place, columns
    return Headed(table.rows[best].cells, found, table.rows[best + 1 :])


def guess(headings: Sequence[str], kind: Kind) -> Columns:
    """Exact headings first, then those that contain one; a column is one field, a field one column."""
    bare = [_bare(heading) for heading in headings]
    columns: dict[Field, int] = {}
    for fits in (_is, _holds):
        for meaning in MEANINGS[kind]:
            if meaning.field in columns:
                continue
            taken = set(columns.values())
            found = [
                place
                for wanted in meaning.headings.split()
                for place, heading in enumerate(bare)
                if place not in taken and heading and fits(heading, wanted)
            ]
            if found:
                columns[meaning.field] = min(found, key=lambda place: len(bare[place]))
    return columns


def missing(columns: Columns, kind: Kind) -> tuple[Meaning, ...]:
    """Needed fields no column is."""
    return tuple(
        meaning
        for meaning in MEANINGS[kind]
        if meaning.field in NEEDED[kind] and meaning.field not in columns
    )


def _is(heading: str, wanted: str) -> bool:
    return heading == wanted


def _holds(heading: str, wanted: str) -> bool:
    return len(wanted) > 2 and wanted in heading


def _bare(heading: str) -> str:
    return _EXTRA.sub("", plain(heading)).lower()
