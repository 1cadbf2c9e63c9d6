"""The page of one order: what it is, who may redeem it, what HQ asked for, and the forms, each saying what will happen."""

from typing import Final

from sync import wire
from sync.hq.accept import CLOSED, open_units
from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON, Ended, Verb
from sync.hq.web.accounts import Who
from sync.hq.web.console_conflicts import WHY
from sync.hq.web.console_frame import clock_time, number, pill, row_of, table_of
from sync.hq.web.console_pages import STATES, surname
from sync.hq.web.markup import Html, Part, tag, together
from sync.hq.web.order_reads import OrderSheet, WishLine
from sync.hq.web.phones import without_phones

VERBS: Final = {Verb.REFUND: "退款", Verb.CANCEL: "取消", Verb.MOVE: "转店"}
ENDS: Final = {
    Ended.WAITING: ("等门店交回", "warn"),
    Ended.DONE: ("已生效", "ok"),
    Ended.REDEEMED: ("货先取走了,没有生效", ""),
    Ended.FORCED: ("强制生效", "bad"),
    Ended.WITHDRAWN: ("已撤回", ""),
}


def total(row: wire.PickupRow) -> int:
    """Fen of the whole order."""
    return sum(line.amount for line in row.lines)


def bad_amount(most: int) -> str:
    return f"退款金额是 0.01 到 {most / 100:.2f} 的数字,什么都没有做。"


def order(sheet: OrderSheet, who: Who, hidden: Html, problem: str) -> Html:
    """All of it, the forms below the goods."""
    return together(
        tag("p", tag("a", "← 在途自提单", href="/hq/orders")),
        tag("p", problem, class_="note bad", role="alert") if problem else None,
        tag("div", _facts(sheet), _grant(sheet, hidden), class_="sides"),
        _lines(sheet.row),
        _acts(sheet, who, hidden, opened=bool(problem)),
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
            _form(
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


def _acts(sheet: OrderSheet, who: Who, hidden: Html, *, opened: bool) -> Html:
    row = sheet.row
    if row.state in CLOSED:
        return tag("p", "这张单已经结束,没有可以做的了。", class_="note")
    if all(units <= 0 for units in open_units(row).values()):
        return tag("p", "货已经全部交给顾客,退款、取消和转店都不会再生效。", class_="note")
    if row.holder == 0:
        words = tag("p", "授权在总部:下面的操作立即生效。", class_="note warn")
    else:
        words = tag(
            "p",
            f"授权在 {sheet.holder}:下面的操作先向它要回授权,柜台交回后才生效;在那之前货被取完,就不再生效。",
            " 新的请求会代替还在等的那一个。" if row.recall else None,
            class_="note",
        )
    ask = "请求" if row.holder else ""
    forms = tag(
        "div",
        _card("退款", _form(sheet, hidden, Verb.REFUND, _amount(row), tag("button", f"{ask}退款"))),
        _card(
            "取消",
            _form(
                sheet,
                hidden,
                Verb.CANCEL,
                tag("p", "不退钱,整张单作废。"),
                tag("button", f"{ask}取消这张单", class_="quiet"),
            ),
        ),
        _card(
            "转到别的门店",
            _form(
                sheet, hidden, Verb.MOVE, _store(sheet), tag("button", f"{ask}转店", class_="quiet")
            ),
        )
        if sheet.stores
        else None,
        class_="acts",
    )
    forced = _force(sheet, hidden, opened=opened) if who.admin and row.holder else None
    return together(tag("h2", "处理", class_="part"), words, forms, forced)


def _force(sheet: OrderSheet, hidden: Html, *, opened: bool) -> Html:
    """What the counter is not asked for; filled in with what waits already."""
    wish = sheet.pending
    options = [
        tag("option", name, value=verb, selected=wish is not None and wish.verb is verb)
        for verb, name in VERBS.items()
        if verb is not Verb.MOVE or sheet.stores
    ]
    fields = tag(
        "div",
        tag(
            "div",
            tag("label", "做什么", for_="force-verb"),
            tag("select", *options, id="force-verb", name="verb"),
        ),
        _amount(sheet.row, "force-", wish),
        _store(sheet, "force-", wish) if sheet.stores else None,
        class_="fields",
    )
    form = _form(
        sheet,
        hidden,
        None,
        tag("input", type="hidden", name="force", value="yes"),
        fields,
        tag("label", f"原因(必填,至少 {LEAST_REASON} 个字)", for_="reason"),
        tag(
            "textarea",
            id="reason",
            name="reason",
            required=True,
            minlength=LEAST_REASON,
            maxlength=LONGEST_REASON,
        ),
        tag(
            "label",
            tag("input", type="checkbox", name="sure", value="yes", required=True),
            "我知道:立即生效,门店之后的核销会成为冲突",
            class_="check",
        ),
        tag("button", "强制执行", class_="danger"),
    )
    words = f"不等 {sheet.holder} 交回,立即生效。它断网时已经交出或之后交出的货,联网后会成为冲突,要人来处理。只在联系不上门店时用。"
    return tag(
        "details",
        tag("summary", "强制(不等门店)"),
        tag("p", words, class_="note bad"),
        form,
        class_="card",
        open=opened,
    )


def _redemptions(row: wire.PickupRow) -> Html:
    goods = {line.line_no: line.name for line in row.lines}
    rows = [
        row_of(
            clock_time(each.at),
            f"{each.store_name} {each.counter_label} 号",
            each.by_name,
            number(each.receipt_no),
            "、".join(
                f"{goods.get(unit.line_no, f'第 {unit.line_no} 行')}×{unit.quantity}"
                for unit in each.units
            ),
            pill("已撤销", "warn")
            if each.undone
            else pill("店长放行" if each.override else "核销", "ok"),
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


def _amount(row: wire.PickupRow, prefix: str = "", wish: WishLine | None = None) -> Html:
    most = f"(最多 {total(row) / 100:.2f})" if total(row) else ""
    return tag(
        "div",
        tag("label", f"退款金额,元{most}", for_=f"{prefix}amount"),
        tag(
            "input",
            id=f"{prefix}amount",
            name="amount",
            inputmode="decimal",
            maxlength=10,
            value=f"{wish.amount / 100:.2f}" if wish and wish.verb is Verb.REFUND else None,
            required=not prefix,
        ),
    )


def _store(sheet: OrderSheet, prefix: str = "", wish: WishLine | None = None) -> Html:
    options = [
        tag(
            "option",
            sheet.names[store],
            value=store,
            selected=wish is not None and wish.store == store,
        )
        for store in sheet.stores
    ]
    return tag(
        "div",
        tag("label", "转到", for_=f"{prefix}store"),
        tag("select", *options, id=f"{prefix}store", name="store"),
    )


def _form(sheet: OrderSheet, hidden: Html, verb: str | None, *parts: Part) -> Html:
    """A form about the order as it is shown here; `verb` None = one of its fields says it."""
    return tag(
        "form",
        hidden,
        tag("input", type="hidden", name="epoch", value=sheet.row.epoch),
        None if verb is None else tag("input", type="hidden", name="verb", value=verb),
        *parts,
        method="post",
        action=f"/hq/orders/{sheet.row.pickup}",
    )


def _card(title: str, form: Html) -> Html:
    return tag("section", tag("h2", title), form, class_="card")


def _list(facts: tuple[tuple[str, Part], ...]) -> Html:
    return tag("dl", *[together(tag("dt", name), tag("dd", value)) for name, value in facts])
