"""The console's pages as values: tables, the two sides of a conflict, a code to enrol with. What an account may not do has
no button; that it may not is checked elsewhere too."""

from datetime import datetime
from typing import Final

from sync.hq.web.accounts import Who
from sync.hq.web.console_frame import ago, clock_time, number, pill, row_of, table_of
from sync.hq.web.console_reads import (
    CounterLine,
    FeedLine,
    OrderLine,
    StoreLine,
)
from sync.hq.web.counter_watch import since
from sync.hq.web.markup import Html, tag, together
from sync.hq.web.qr import qr_svg

ALIVE_SECONDS: Final = 120
CLOCK_SECONDS: Final = 60
"""From here on a counter warns of its clock too (protocol.md §4)."""
STATES: Final = {
    "paid": ("未到货", "warn"),
    "arrived": ("可取货", "ok"),
    "refunded": ("已退款", "bad"),
    "cancelled": ("已取消", "bad"),
    "expired": ("已过期", ""),
}


def stores(lines: list[StoreLine], who: Who, hidden: Html) -> Html:
    rows = [
        row_of(
            tag("b", line.row.name),
            together(line.row.address, tag("br"), tag("span", line.row.phone, class_="faint")),
            number(line.counters),
            number(line.orders),
            pill(str(line.conflicts), "bad" if line.conflicts else "ok"),
            _group_form(line, hidden) if who.admin else (line.group or "未设置"),
        )
        for line in lines
    ]
    return table_of(
        ("门店", "地址", "柜台", "在途单", "未关冲突", "拼团群二维码内容"), rows, "还没有门店"
    )


def counters(
    lines: list[CounterLine], places: list[StoreLine], who: Who, hidden: Html, now: datetime
) -> Html:
    rows = [
        row_of(
            tag("b", f"{line.store_name} {line.label} 号"),
            pill("已吊销", "bad") if line.revoked_at else _alive(line, now),
            ago(line.seen_at, now),
            number("—" if line.waiting is None else line.waiting),
            number(line.last_seq),
            _clock(line.ahead_ms),
            line.version or "—",
            tag("span", f"{line.counter} / 第 {line.incarnation} 代", class_="faint"),
            _counter_acts(line, who, hidden),
        )
        for line in lines
    ]
    heads = ("柜台", "状态", "最近联系", "待传", "已收事实", "时钟", "版本", "编号", "")
    return together(_new_counter(places, hidden), table_of(heads, rows, "还没有柜台"))


def enrol_code(code: str, name: str) -> Html:
    return tag(
        "section",
        tag("h2", f"{name}的注册码"),
        tag(
            "div",
            qr_svg(code, "注册码"),
            tag(
                "div",
                tag("p", f"{code[:4]} {code[4:]}", class_="secret mono"),
                tag("p", "在新柜台的开机画面上扫描或输入。10 分钟内有效,只能用一次。"),
                tag("p", "这个码只显示这一次。", class_="faint"),
                tag("p", tag("a", "回到柜台列表", href="/hq/counters")),
            ),
            class_="enrol",
        ),
        class_="card",
    )


def revoke_question(line: CounterLine, hidden: Html) -> Html:
    return tag(
        "section",
        tag("h2", f"吊销 {line.store_name} {line.label} 号柜台?"),
        tag(
            "p",
            "它立刻拿不到任何数据和授权,本机的会员资料会被清除;还没上传的事实 30 天内仍会收下,进隔离区。",
        ),
        tag(
            "p",
            f"它手里的自提单授权马上收回总部。待传 {'未知' if line.waiting is None else line.waiting}。",
        ),
        tag(
            "form",
            hidden,
            tag("input", type="hidden", name="sure", value="yes"),
            tag(
                "p",
                tag("button", "吊销", class_="danger"),
                " ",
                tag("a", "不吊销", href="/hq/counters", class_="button quiet"),
            ),
            method="post",
            action=f"/hq/counters/{line.counter}/revoke",
        ),
        class_="card",
    )


def orders(lines: list[OrderLine], places: list[StoreLine], store: int | None, words: str) -> Html:
    rows = [
        row_of(
            tag("a", line.row.order_no, href=f"/hq/orders/{line.row.pickup}", class_="mono"),
            tag("span", line.row.pickup_no, class_="mono"),
            line.store_name,
            surname(line.row.name),
            pill("等门店交回", "warn")
            if line.row.recall
            else pill(*STATES.get(line.row.state, (line.row.state, ""))),
            number(f"{line.left} / {sum(each.quantity for each in line.row.lines)}"),
            "总部" if line.row.holder == 0 else f"{line.holder_label or '?'} 号柜台",
            number(line.row.epoch),
        )
        for line in lines
    ]
    heads = ("订单号", "取货码", "门店", "会员", "状态", "未取 / 总件数", "授权在", "轮次")
    find = tag(
        "form",
        tag("div", tag("label", "门店", for_="store"), _store_choice(places, store, "全部门店")),
        tag(
            "div",
            tag("label", "订单号或取货码", for_="words"),
            tag("input", id="words", name="words", value=words, maxlength=40),
        ),
        tag("button", "查找"),
        method="get",
        action="/hq/orders",
        class_="line card",
    )
    return together(find, table_of(heads, rows, "没有符合的自提单"))


def feed(lines: list[FeedLine], now: datetime) -> Html:
    rows = [
        row_of(
            tag("b", line.name),
            tag("span", line.scope, class_="mono"),
            number(line.last),
            number(line.live),
            number(line.gone),
            number(line.pruned),
            ago(line.newest, now),
        )
        for line in lines
    ]
    heads = ("范围", "编号", "最新序号", "有效行", "墓碑", "已清理到", "最近变更")
    return table_of(heads, rows, "还没有变更")


def messages(lines: list[tuple[str, str, datetime]]) -> Html:
    rows = [
        row_of(tag("span", phone, class_="mono"), text, clock_time(at)) for phone, text, at in lines
    ]
    note = tag(
        "p",
        "演示用:短信没有真的发出,内容只留半小时。接入短信网关后这里是空的。",
        class_="note warn",
    )
    return together(note, table_of(("手机号", "内容", "时间"), rows, "没有短信"))


def _group_form(line: StoreLine, hidden: Html) -> Html:
    return tag(
        "form",
        hidden,
        tag(
            "input",
            name="link",
            value=line.group,
            maxlength=300,
            placeholder="https://…",
            aria_label="拼团群二维码内容",
        ),
        tag("button", "保存", class_="quiet"),
        method="post",
        action=f"/hq/stores/{line.row.store}/group",
        class_="line",
    )


def _new_counter(places: list[StoreLine], hidden: Html) -> Html:
    return tag(
        "form",
        hidden,
        tag("div", tag("label", "门店", for_="store"), _store_choice(places, None, None)),
        tag(
            "div",
            tag("label", "几号柜台(空 = 下一号)", for_="label"),
            tag("input", id="label", name="label", inputmode="numeric", maxlength=4),
        ),
        tag("button", "生成注册码"),
        method="post",
        action="/hq/counters/enrol",
        class_="line card",
    )


def _store_choice(places: list[StoreLine], chosen: int | None, everything: str | None) -> Html:
    options = [
        tag("option", line.row.name, value=line.row.store, selected=line.row.store == chosen)
        for line in places
    ]
    first = None if everything is None else tag("option", everything, value="")
    return tag("select", first, *options, id="store", name="store")


def _counter_acts(line: CounterLine, who: Who, hidden: Html) -> Html | None:
    again = tag(
        "form",
        hidden,
        tag("input", type="hidden", name="store", value=line.store),
        tag("input", type="hidden", name="label", value=line.label),
        tag("button", "重新注册", class_="quiet"),
        method="post",
        action="/hq/counters/enrol",
    )
    if line.revoked_at or not who.admin:
        return again
    stop = tag("a", "吊销", href=f"/hq/counters/{line.counter}/revoke")
    return together(again, " ", stop)


def _alive(line: CounterLine, now: datetime) -> Html:
    seconds = since(line.seen_at, now)
    if seconds is None:
        return pill("未联系过", "warn")
    return pill("在线", "ok") if seconds <= ALIVE_SECONDS else pill("离线", "warn")


def _clock(ahead_ms: int | None) -> Html:
    """How wrong a counter's clock is; what a line takes is no fault of the clock."""
    if ahead_ms is None:
        return tag("span", "—")
    seconds = round(abs(ahead_ms) / 1000)
    if seconds < CLOCK_SECONDS:
        return pill("准", "ok")
    size = f"{seconds // 60} 分" if seconds >= 120 else f"{seconds} 秒"
    return pill(f"{'快' if ahead_ms > 0 else '慢'} {size}", "warn" if seconds < 600 else "bad")


def surname(name: str) -> str:
    """`王女士` as it is, a full name without its given name."""
    return name if name[1:] in {"女士", "先生"} else f"{name[:1]}**"
