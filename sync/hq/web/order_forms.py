"""The forms of one order, each saying what will happen: now, when the counter has given back, or by force against it."""

from collections.abc import Mapping
from typing import Final

from sync import wire
from sync.hq.accept import CLOSED, open_units
from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON, Verb
from sync.hq.web.accounts import Who
from sync.hq.web.markup import Html, Part, tag, together
from sync.hq.web.order_reads import OrderSheet, WishLine

VERBS: Final = {Verb.REFUND: "退款", Verb.CANCEL: "取消", Verb.MOVE: "转店"}


def bad_amount(most: int) -> str:
    return f"退款金额是 0.01 到 {most / 100:.2f} 的数字,什么都没有做。"


def total(row: wire.PickupRow) -> int:
    """Fen of the whole order."""
    return sum(line.amount for line in row.lines)


def acts(sheet: OrderSheet, who: Who, hidden: Html, typed: Mapping[str, str]) -> Html:
    """`typed`: what a form that was refused held; it is still there."""
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
        _card(
            "退款",
            order_form(sheet, hidden, Verb.REFUND, _amount(row), tag("button", f"{ask}退款")),
        ),
        _card(
            "取消",
            order_form(
                sheet,
                hidden,
                Verb.CANCEL,
                tag("p", "不退钱,整张单作废。"),
                tag("button", f"{ask}取消这张单", class_="quiet"),
            ),
        ),
        _card(
            "转到别的门店",
            order_form(
                sheet, hidden, Verb.MOVE, _store(sheet), tag("button", f"{ask}转店", class_="quiet")
            ),
        )
        if sheet.stores
        else None,
        class_="acts",
    )
    forced = _force(sheet, hidden, typed) if who.admin and row.holder else None
    return together(tag("h2", "处理", class_="part"), words, forms, forced)


def _force(sheet: OrderSheet, hidden: Html, typed: Mapping[str, str]) -> Html:
    """What the counter is not asked for; filled in with what was typed, or what waits already."""
    wish = sheet.pending
    typed = typed if "force" in typed else {}
    chosen = typed.get("verb") or (wish.verb if wish is not None else None)
    options = [
        tag("option", name, value=verb, selected=verb == chosen)
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
        _amount(sheet.row, "force-", wish, typed.get("amount")),
        _store(sheet, "force-", wish, typed.get("store")) if sheet.stores else None,
        class_="fields",
    )
    form = order_form(
        sheet,
        hidden,
        None,
        tag("input", type="hidden", name="force", value="yes"),
        fields,
        tag("label", f"原因(必填,至少 {LEAST_REASON} 个字)", for_="reason"),
        tag(
            "textarea",
            typed.get("reason", "")[:LONGEST_REASON],
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
        open=bool(typed),
    )


def _amount(
    row: wire.PickupRow, prefix: str = "", wish: WishLine | None = None, typed: str | None = None
) -> Html:
    waits = f"{wish.amount / 100:.2f}" if wish and wish.verb is Verb.REFUND else None
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
            value=waits if typed is None else typed[:10],
            required=not prefix,
        ),
    )


def _store(
    sheet: OrderSheet, prefix: str = "", wish: WishLine | None = None, typed: str | None = None
) -> Html:
    chosen = typed or (str(wish.store) if wish is not None else "")
    options = [
        tag(
            "option",
            sheet.names[store],
            value=store,
            selected=str(store) == chosen,
        )
        for store in sheet.stores
    ]
    return tag(
        "div",
        tag("label", "转到", for_=f"{prefix}store"),
        tag("select", *options, id=f"{prefix}store", name="store"),
    )


def order_form(sheet: OrderSheet, hidden: Html, verb: str | None, *parts: Part) -> Html:
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
