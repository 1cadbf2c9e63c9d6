"""Conflicts and quarantine as pages: both sides next to each other, the reason in words, what a counter sent as it came."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from sync import wire
from sync.hq.web.console_frame import clock_time, pill, row_of, table_of
from sync.hq.web.console_reads import ConflictLine, QuarantineLine
from sync.hq.web.markup import Html, tag, together
from sync.hq.web.phones import without_phones

WHY: Final = {
    "refunded": "订单已退款",
    "cancelled": "订单已取消",
    "other_store": "是别的门店的单",
    "units_taken": "这些件数之前已被取走",
    "grant_elsewhere": "当时的核销授权不在这个柜台",
    "id_reused": "核销编号被用过",
    "unreadable": "内容读不出",
    "hash_mismatch": "校验值对不上",
    "unknown_pickup": "总部没有这张单",
    "unknown_redemption": "总部没有这次核销",
    "other_counter": "是别的柜台的核销",
    "bad_units": "件数不合理",
    "bad_code": "取货码不对",
    "joined": "同一张单前面有隔离的事实",
    "revoked": "柜台已被吊销",
    "stale_epoch": "柜台没看到订单的最新状态",
}
OUTCOMES: Final = {
    "applied": ("已生效", "ok"),
    "duplicate": ("早就有", ""),
    "conflict": ("冲突", "bad"),
    "quarantined": ("还在隔离区", "warn"),
}


def conflicts(lines: list[ConflictLine], *, closed: bool) -> Html:
    rows = [
        row_of(
            tag("a", tag("b", line.order_no), href=conflict_path(line)),
            f"{line.store_name} {line.label} 号",
            WHY.get(line.why, line.why),
            clock_time(line.at),
            _conflict_state(line),
        )
        for line in lines
    ]
    other = (
        tag("a", "看未关闭的", href="/hq/conflicts")
        if closed
        else tag("a", "看已关闭的", href="/hq/conflicts?closed=1")
    )
    none = "没有已关闭的冲突" if closed else "没有未关闭的冲突"
    return together(
        tag("p", other), table_of(("订单", "柜台", "为什么", "什么时候", "状态"), rows, none)
    )


def conflict(line: ConflictLine, hidden: Html, problem: str) -> Html:
    """Both sides next to each other, and how it was or is to be closed."""
    theirs = [_side(row, line.goods) for row in line.theirs] or [
        tag("p", "总部没有这张单的核销记录。")
    ]
    sides = tag(
        "div",
        tag("section", tag("h2", "柜台说"), _side(line.ours, line.goods), class_="card"),
        tag("section", tag("h2", "总部已有"), *theirs, class_="card"),
        class_="sides",
    )
    head = tag(
        "p",
        f"{WHY.get(line.why, line.why)} · {line.store_name} {line.label} 号 · ",
        _conflict_state(line),
    )
    if line.closed is not None:
        name, reason, at = line.closed
        end = tag(
            "section",
            tag("h2", "处理结果"),
            tag("p", without_phones(reason)),
            tag("p", f"{name} · {clock_time(at)}", class_="faint"),
            class_="card",
        )
    else:
        end = tag(
            "section",
            tag("h2", "关闭这个冲突"),
            tag("p", problem, class_="note bad", role="alert") if problem else None,
            tag(
                "form",
                hidden,
                tag("label", "怎么处理的(必填)", for_="reason"),
                tag("textarea", id="reason", name="reason", required=True, maxlength=500),
                tag("p", tag("button", "关闭")),
                method="post",
                action=conflict_path(line),
            ),
            class_="card",
        )
    return together(head, sides, end)


def conflict_path(line: ConflictLine) -> str:
    place = line.place
    return f"/hq/conflicts/{place.counter}/{place.incarnation}/{place.seq}"


def quarantine(lines: list[QuarantineLine], hidden: Html) -> Html:
    """Each with its button: judged again, with what follows it on the same order."""
    rows = [
        row_of(
            f"{line.store_name} {line.label} 号 · 第 {line.place.seq} 条",
            WHY.get(line.why, line.why),
            clock_time(line.at),
            str(line.pickup or "—"),
            tag("details", tag("summary", "看内容"), tag("pre", _pretty(line.raw))),
            _again(line, hidden),
        )
        for line in lines
    ]
    words = tag(
        "p",
        "总部没看懂或对不上的记录先放在这里,一条不丢。缺的订单补上以后,点“再核对”,同一张单后面的记录会按顺序一起核对。",
    )
    heads = ("事实", "为什么", "收到", "订单", "内容", "")
    return together(words, table_of(heads, rows, "隔离区是空的"))


def replayed(again: Sequence[tuple[int, str, str]]) -> Html:
    """What became of them: (seq, outcome, why)."""
    rows = [
        row_of(
            f"第 {seq} 条",
            pill(*OUTCOMES.get(outcome, (outcome, ""))),
            WHY.get(why, why) if outcome in {"conflict", "quarantined"} else "",
        )
        for seq, outcome, why in again
    ]
    none = "这一条已经不在隔离区了,没有再做什么。"
    back = tag("p", tag("a", "回到隔离区", href="/hq/quarantine"))
    return together(table_of(("事实", "结果", "为什么"), rows, none), back)


def _again(line: QuarantineLine, hidden: Html) -> Html:
    place = line.place
    return tag(
        "form",
        hidden,
        tag("button", "再核对", class_="quiet"),
        method="post",
        action=f"/hq/quarantine/{place.counter}/{place.incarnation}/{place.seq}",
    )


def _side(row: wire.RedemptionRow, goods: Mapping[int, str]) -> Html:
    units = "、".join(
        f"{goods.get(unit.line_no, f'第 {unit.line_no} 行')}×{unit.quantity}" for unit in row.units
    )
    facts = (
        ("时间", clock_time(row.at)),
        ("门店", row.store_name),
        ("柜台", f"{row.counter_label} 号"),
        ("店员", row.by_name),
        ("小票", str(row.receipt_no)),
        ("件数", units),
        ("方式", "店长放行" if row.override else "核销"),
        ("撤销", "已撤销" if row.undone else "没有"),
    )
    return tag("dl", *[together(tag("dt", name), tag("dd", value)) for name, value in facts])


def _conflict_state(line: ConflictLine) -> Html:
    if line.closed is not None:
        return pill("已关闭", "ok")
    return pill("柜台已撤销", "warn") if line.undone else pill("未关闭", "bad")


def _pretty(raw: bytes) -> str:
    """Readable when it is JSON; no phone is shown either way."""
    try:
        text = msgspec.json.format(raw, indent=2).decode()
    except (msgspec.MsgspecError, UnicodeError):
        text = raw.decode(errors="replace")
    return without_phones(text[:4000])
