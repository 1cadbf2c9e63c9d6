"""The page of one order: what it is, who may redeem it, its forms, what HQ asked for and how that ended."""

from collections.abc import Mapping
from typing import Final

from sync import wire
from sync.hq.accept import open_units
from sync.hq.recalls import Ended, Verb
from sync.hq.web.accounts import Who
from sync.hq.web.console_conflicts import WHY
from sync.hq.web.console_frame import clock_time, number, pill, row_of, table_of
from sync.hq.web.console_pages import STATES, surname
from sync.hq.web.markup import Html, Part, tag, together
from sync.hq.web.order_forms import acts, order_form, total
from sync.hq.web.order_reads import OrderSheet, WishLine
from sync.hq.web.phones import without_phones

ENDS: Final = {
    Ended.WAITING: ("等门店交回", "warn"),
    Ended.DONE: ("已生效", "ok"),
    Ended.REDEEMED: ("货先取走了,没有生效", ""),
    Ended.FORCED: ("强制生效", "bad"),
    Ended.WITHDRAWN: ("已撤回", ""),
    Ended.REPLACED: ("被新的请求代替", ""),
}


def order(
    sheet: OrderSheet, who: Who, hidden: Html, problem: str, typed: Mapping[str, str]
) -> Html:
    """All of it, the forms below the goods; after a problem they hold what was typed."""
    return together(
        tag("p", tag("a", "← 在途自提单", href="/hq/orders")),
        tag("p", problem, class_="note bad", role="alert") if problem else None,
        tag("div", _facts(sheet), _grant(sheet, hidden), class_="sides"),
        _lines(sheet.row),
        acts(sheet, who, hidden, typed if problem else {}),
        _redemptions(sheet.row),
        _wishes(sheet),
        _conflicts(sheet),
    )


def _facts(sheet: OrderSheet) -> Html:
    row = sheet.row
    refunded = f" · 退款 ¥{row.refunded / 100:.2f}" if row.refunded else ""
    facts: tuple[tuple[str, Part], ...] = (
        ("状态", together(pill(*STATES.get(row.state, (row.state, ""))), refunded)),
        ("门店", sheet.names.get(row.store, "")),
        ("会员", surname(row.name)),
        ("取货码", tag("span", row.pickup_no, class_="mono")),
        ("金额", f"¥{total(row) / 100:.2f}"),
        ("下单", clock_time(row.ordered_at) if row.ordered_at else "—"),
    )
    return tag("section", tag("h2", "订单"), _list(facts), class_="card")


def _grant(sheet: OrderSheet, hidden: Html) -> Html:
    """Who may redeem, and what waits for the grant."""
    row, wish = sheet.row, sheet.pending
    facts: tuple[tuple[str, Part], ...] = (
        ("核销授权在", sheet.holder or "总部"),
        ("轮次", f"第 {row.epoch} 轮"),
    )
    pending: Part = None
    if row.recall:
        said = "总部要收回授权" if wish is None else f"{_wanted(wish, sheet)} · {_asked(wish)}"
        pending = together(
            tag("p", pill("等门店交回", "warn"), " ", said, class_="wish"),
            tag("p", "柜台交回后才生效。货先被取完,就不再生效。", class_="faint"),
            order_form(
                sheet,
                hidden,
                "withdraw",
                tag("button", "撤回请求", class_="quiet"),
                tag("span", "撤回后照常核销。", class_="faint"),
            ),
        )
    return tag("section", tag("h2", "授权"), _list(facts), pending, class_="card")


def _lines(row: wire.PickupRow) -> Html:
    owed = open_units(row)
    rows = [
        row_of(
            tag("b", line.name),
            number(line.quantity),
            number(line.arrived),
            number(line.short),
            number(line.quantity - line.short - owed.get(line.line_no, 0)),
            number(f"¥{line.amount / 100:.2f}"),
        )
        for line in row.lines
    ]
    return table_of(("商品", "件数", "到货", "缺货", "已取", "金额"), rows, "这张单没有商品")


def _redemptions(row: wire.PickupRow) -> Html:
    goods = {line.line_no: line.name for line in row.lines}
    rows = [
        row_of(
            clock_time(each.at),
            f"{each.store_name} {each.counter_label} 号",
            each.by_name,
            number(each.receipt_no or "—"),
            "、".join(
                f"{goods.get(unit.line_no, f'第 {unit.line_no} 行')}×{unit.quantity}"
                for unit in each.units
            ),
            pill("已撤销", "warn")
            if each.undone
            else pill("店长放行" if each.override else "核销", "ok")
            if each.receipt_no
            else pill("占用", "warn"),
        )
        for each in row.redemptions
    ]
    heads = ("时间", "柜台", "店员", "小票", "件数", "方式")
    return together(tag("h2", "核销", class_="part"), table_of(heads, rows, "还没有核销"))


def _wishes(sheet: OrderSheet) -> Html | None:
    if not sheet.wishes:
        return None
    rows = [
        row_of(
            tag("b", _wanted(wish, sheet)),
            _asked(wish),
            without_phones(wish.reason) or "—",
            pill(*ENDS[wish.ended]),
            clock_time(wish.ended_at) if wish.ended_at else "—",
        )
        for wish in sheet.wishes
    ]
    heads = ("要做什么", "谁,什么时候", "原因", "结果", "结束")
    return together(tag("h2", "总部的请求", class_="part"), table_of(heads, rows, ""))


def _conflicts(sheet: OrderSheet) -> Html | None:
    if not sheet.conflicts:
        return None
    rows = [
        row_of(
            clock_time(at),
            WHY.get(why, why),
            tag(
                "a",
                "看两边",
                href=f"/hq/conflicts/{place.counter}/{place.incarnation}/{place.seq}",
            ),
        )
        for place, why, at in sheet.conflicts
    ]
    heads = ("什么时候", "为什么", "")
    return together(tag("h2", "冲突", class_="part"), table_of(heads, rows, ""))


def _wanted(wish: WishLine, sheet: OrderSheet) -> str:
    match wish.verb:
        case Verb.REFUND:
            return f"退款 ¥{wish.amount / 100:.2f}"
        case Verb.MOVE:
            return f"转到 {sheet.names.get(wish.store or 0, '别的门店')}"
        case Verb.CANCEL:
            return "取消"


def _asked(wish: WishLine) -> str:
    return f"{wish.account or '导入'} · {clock_time(wish.asked_at)}"


def _list(facts: tuple[tuple[str, Part], ...]) -> Html:
    return tag("dl", *[together(tag("dt", name), tag("dd", value)) for name, value in facts])
