"""Claims nobody told the end of, as pages: the list with what is known of their counters, one with its form, and those given
back."""

from datetime import datetime
from typing import Final

from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON
from sync.hq.web.claim_reads import ClaimLine, ReleaseLine
from sync.hq.web.console_frame import ago, clock_time, pill, row_of, table_of
from sync.hq.web.markup import Html, Part, tag, together
from sync.hq.web.phones import without_phones

HERE: Final = "/hq/claims"
AFTER: Final = {
    "": ("件数已放回", ""),
    "stands": ("记录后来到了,算核销", "ok"),
    "conflict": ("记录后来到了,冲突", "bad"),
}


def claims(lines: list[ClaimLine], given: list[ReleaseLine], now: datetime) -> Html:
    words = tag(
        "p",
        "柜台占用了件数,15 分钟以上没有说交了还是没交,在这里列出来。多半是断网,联网后会自己传来;硬盘坏了、柜台换了,就要由人放回。",
    )
    rows = [
        row_of(
            tag("a", tag("b", line.order_no), href=f"{HERE}/{line.claim}"),
            f"{line.store_name} {line.row.counter_label} 号",
            _goods(line),
            together(clock_time(line.row.at), " ", _faint(ago(line.row.at, now))),
            ago(line.seen_at, now),
            _counter(line),
        )
        for line in lines
    ]
    heads = ("订单", "柜台", "占用的件数", "什么时候占用", "柜台最近联系", "那台柜台现在")
    return together(words, table_of(heads, rows, "没有占用太久的"), _given(given))


def claim(line: ClaimLine, hidden: Html, now: datetime, problem: str, reason: str) -> Html:
    facts: tuple[tuple[str, Part], ...] = (
        ("订单", tag("a", line.order_no, href=f"/hq/orders/{line.pickup}")),
        ("柜台", f"{line.store_name} {line.row.counter_label} 号"),
        ("店员", line.row.by_name or "—"),
        ("件数", _goods(line)),
        ("占用", together(clock_time(line.row.at), " ", _faint(ago(line.row.at, now)))),
        ("柜台最近联系", ago(line.seen_at, now)),
        ("柜台待传", "—" if line.waiting is None else f"{line.waiting} 条"),
        ("柜台现在", _counter(line)),
    )
    sheet = tag("dl", *[together(tag("dt", name), tag("dd", value)) for name, value in facts])
    form = tag(
        "form",
        hidden,
        tag("label", f"为什么放回(必填,至少 {LEAST_REASON} 个字)", for_="reason"),
        tag(
            "textarea",
            reason,
            id="reason",
            name="reason",
            required=True,
            minlength=LEAST_REASON,
            maxlength=LONGEST_REASON,
        ),
        tag("p", tag("button", "放回", class_="danger")),
        method="post",
        action=f"{HERE}/{line.claim}",
    )
    return together(
        tag("p", tag("a", "← 未完成占用", href=HERE)),
        tag(
            "div",
            tag("section", tag("h2", "占用"), sheet, class_="card"),
            tag(
                "section",
                tag("h2", "放回这些件数"),
                tag("p", problem, class_="note bad", role="alert") if problem else None,
                tag(
                    "p",
                    "放回后,顾客可以再来取。先打电话问门店货交了没有。",
                    class_="note warn",
                ),
                tag(
                    "p",
                    "那台柜台的记录以后要是传来:件数还在,就算核销;已被取走,就成为冲突,两边都留着。",
                    class_="faint",
                ),
                form,
                class_="card",
            ),
            class_="sides",
        ),
    )


def _given(given: list[ReleaseLine]) -> Html | None:
    if not given:
        return None
    rows = [
        row_of(
            tag("a", line.order_no, href=f"/hq/orders/{line.pickup}"),
            f"{line.store_name} {line.label} 号",
            f"{line.account} · {clock_time(line.at)}",
            without_phones(line.reason),
            pill(*AFTER[line.after]),
        )
        for line in given
    ]
    heads = ("订单", "柜台", "谁,什么时候", "为什么", "后来")
    return together(tag("h2", "已放回", class_="part"), table_of(heads, rows, ""))


def _goods(line: ClaimLine) -> str:
    return "、".join(
        f"{line.goods.get(unit.line_no, f'第 {unit.line_no} 行')}×{unit.quantity}"
        for unit in line.row.units
    )


def _counter(line: ClaimLine) -> Html:
    if line.anew_at is not None:
        return together(pill("已重新注册", "warn"), " ", _faint(clock_time(line.anew_at)))
    if line.revoked_at is not None:
        return together(pill("已吊销", "bad"), " ", _faint(clock_time(line.revoked_at)))
    return pill("还是那一台", "")


def _faint(words: str) -> Html:
    return tag("span", words, class_="faint")
