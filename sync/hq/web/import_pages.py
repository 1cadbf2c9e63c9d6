"""The console's pages for taking files in: choose one, say which column is what, see what would change and what is refused.
What is shown of a file is text, never a formula or markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sync.hq.imports.headings import MEANINGS, NEEDED, Columns, Headed, Kind
from sync.hq.imports.plans import SENTENCES, Change, Fate, Refused
from sync.hq.imports.sheets import MOST_BYTES, MOST_ROWS
from sync.hq.web.console_frame import clock_time, number, pill, row_of, table_of
from sync.hq.web.console_reads import StoreLine
from sync.hq.web.markup import Html, Part, tag, together
from sync.hq.web.phones import without_phones

KINDS: Final = {
    Kind.ORDERS: "自提单",
    Kind.MEMBERS: "会员",
    Kind.GOODS: "商品",
    Kind.ARRIVALS: "到货",
}
MOST_SHOWN: Final = 60
MOST_REFUSED: Final = 200
FATES: Final = {Fate.NEW: ("新增", "ok"), Fate.CHANGED: ("修改", "warn"), Fate.SAME: ("不变", "")}


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One import that was taken."""

    by: str
    kind: str
    name: str
    counts: tuple[int, int, int, int]
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """A file as it would be taken. `problem` = it cannot be; then there are no changes."""

    import_id: str
    kind: Kind
    name: str
    table: Headed | None
    columns: Columns
    store: int | None
    arrived: bool
    changes: Sequence[Change] = ()
    refused: Sequence[Refused] = ()
    problem: str = ""


def choose(
    kinds: Sequence[Kind], done: Sequence[DoneLine], hidden: Html, problem: str = ""
) -> Html:
    """What to take in, and what was taken before."""
    form = tag(
        "form",
        hidden,
        tag(
            "div",
            tag("label", "文件里是什么", for_="kind"),
            tag(
                "select",
                *[tag("option", KINDS[kind], value=kind.value) for kind in kinds],
                id="kind",
                name="kind",
            ),
        ),
        tag(
            "div",
            tag("label", "CSV 或 XLSX 文件", for_="file"),
            tag(
                "input",
                id="file",
                name="file",
                type="file",
                accept=".csv,.xlsx,.txt",
                required=True,
            ),
            class_="file",
        ),
        tag("button", "打开看看"),
        method="post",
        action="/hq/import",
        enctype="multipart/form-data",
        class_="line card",
    )
    words = tag(
        "p",
        f"快团团、有赞等工具导出的表格都可以直接放进来:先试算,看清会改什么、哪些行不收,再导入。同一个文件导两次不会重复。最多 {MOST_ROWS} 行、{MOST_BYTES // 1024 // 1024} MB。",
    )
    rows = [
        row_of(
            clock_time(line.at),
            line.by,
            KINDS[Kind(line.kind)],
            line.name,
            *[number(count) for count in line.counts],
        )
        for line in done
    ]
    heads = ("时间", "谁", "内容", "文件", "新增", "修改", "不变", "没收")
    return together(
        words,
        _problem(problem),
        form,
        tag("h2", "最近的导入", class_="part"),
        table_of(heads, rows, "还没有导入过"),
    )


def trial(trial: Trial, places: Sequence[StoreLine], hidden: Html) -> Html:
    """The columns at the top, then what would happen."""
    head = tag("p", f"{KINDS[trial.kind]} · {trial.name}")
    if trial.table is None:
        return together(head, _problem(trial.problem), _back())
    parts: list[Part] = [head, _problem(trial.problem), _columns(trial, trial.table, places)]
    if not trial.problem:
        parts += [
            _summary(trial.changes, trial.refused),
            _apply(trial, hidden),
            _refused(trial.refused),
            _changes(trial.changes),
        ]
    return together(*parts)


def taken(changes: Sequence[Change], refused: Sequence[Refused], name: str) -> Html:
    """After it was done."""
    fresh = sum(change.fate is Fate.NEW for change in changes)
    words = "这个文件里没有新东西,什么都没有改。" if not any(change.fate is not Fate.SAME for change in changes) else f"导入完成:新增 {fresh} 条。"  # fmt: skip
    return together(
        tag("p", name),
        tag("p", words, class_="note"),
        _summary(changes, refused),
        _refused(refused),
        _back(),
    )


def _columns(trial: Trial, table: Headed, places: Sequence[StoreLine]) -> Html:
    fields = []
    for meaning in MEANINGS[trial.kind]:
        chosen = trial.columns.get(meaning.field)
        needed = " *" if meaning.field in NEEDED[trial.kind] else ""
        options = [
            tag("option", heading or f"第 {place + 1} 列", value=place, selected=place == chosen)
            for place, heading in enumerate(table.headings)
        ]
        name = f"f_{meaning.field.value}"
        fields.append(
            tag(
                "div",
                tag("label", f"{meaning.label}{needed}", for_=name),
                tag("select", tag("option", "—", value=""), *options, id=name, name=name),
                tag("p", _sample(table, chosen), class_="faint sample"),
            )
        )
    return tag(
        "form",
        tag("h2", "哪一列是什么"),
        tag("div", *fields, class_="fields"),
        tag(
            "div",
            *_choices(trial, places),
            tag("button", "重新试算", class_="quiet"),
            class_="line",
        ),
        method="get",
        action=f"/hq/import/{trial.import_id}",
        class_="card",
    )


def _choices(trial: Trial, places: Sequence[StoreLine]) -> list[Html]:
    if trial.kind is Kind.ARRIVALS:
        return []
    stores = [
        tag("option", line.row.name, value=line.row.store, selected=line.row.store == trial.store)
        for line in places
    ]
    label = "没写门店的归到" if trial.kind is not Kind.GOODS else "库存是哪家店的"
    found = [
        tag(
            "div",
            tag("label", label, for_="store"),
            tag("select", tag("option", "不选", value=""), *stores, id="store", name="store"),
        )
    ]
    if trial.kind is Kind.ORDERS:
        box = tag("input", type="checkbox", name="arrived", value="1", checked=trial.arrived)
        found.append(tag("label", box, " 这些货都已经到店", class_="check"))
    return found


def _apply(trial: Trial, hidden: Html) -> Html | None:
    """The one button that writes; what was tried is what is done."""
    work = sum(change.fate is not Fate.SAME for change in trial.changes)
    if not work:
        return tag("p", "这个文件里没有要改的,不用导入。", class_="note")
    carried = {f"f_{field.value}": place for field, place in trial.columns.items()}
    carried |= {"store": trial.store} if trial.store is not None else {}
    carried |= {"arrived": 1} if trial.arrived else {}
    inputs = [
        tag("input", type="hidden", name=name, value=value) for name, value in carried.items()
    ]
    return tag(
        "form",
        hidden,
        *inputs,
        tag("button", f"导入这 {work} 条"),
        method="post",
        action=f"/hq/import/{trial.import_id}",
        class_="apply",
    )


def _summary(changes: Sequence[Change], refused: Sequence[Refused]) -> Html:
    pills: list[Part] = []
    for fate, (word, kind) in FATES.items():
        pills += [pill(f"{word} {sum(change.fate is fate for change in changes)}", kind), " "]
    pills.append(pill(f"不收 {len(refused)} 行", "bad" if refused else ""))
    return tag("p", *pills, class_="summary")


def _changes(changes: Sequence[Change]) -> Html | None:
    shown = [change for change in changes if change.fate is not Fate.SAME]
    if not shown:
        return None
    rows = [
        row_of(
            number(change.file_row),
            pill(*FATES[change.fate]),
            tag("b", without_phones(change.subject)),
            together(
                *[_difference(each.what, each.before, each.after) for each in change.differences]
            ),
        )
        for change in shown[:MOST_SHOWN]
    ]
    more = len(shown) - len(rows)
    return together(
        tag("h2", "会改什么", class_="part"),
        table_of(("行", "", "是谁", "改成"), rows, ""),
        tag("p", f"还有 {more} 条没有列出来。", class_="faint") if more > 0 else None,
    )


def _difference(what: str, before: str, after: str) -> Html:
    old = together(tag("s", before), " → ") if before else None
    return tag(
        "span", tag("span", f"{what} ", class_="faint"), old, after or "(空)", class_="change"
    )


def _refused(refused: Sequence[Refused]) -> Html | None:
    if not refused:
        return None
    rows = [
        row_of(number(each.row), tag("b", each.subject), SENTENCES[each.why], tag("span", each.shown, class_="faint"))
        for each in refused[:MOST_REFUSED]
    ]  # fmt: skip
    more = len(refused) - len(rows)
    return together(
        tag("h2", "不收的行", class_="part"),
        table_of(("行", "是谁", "为什么", "写的是"), rows, ""),
        tag("p", f"还有 {more} 行没有列出来。", class_="faint") if more > 0 else None,
    )


def _sample(table: Headed, column: int | None) -> str:
    """What stands in a column first, so that one sees whether it is the right one."""
    if column is None:
        return ""
    found = [row.cells[column] for row in table.rows[:20] if column < len(row.cells) and row.cells[column]]  # fmt: skip
    return without_phones("、".join(list(dict.fromkeys(found))[:2]))[:40]


def _problem(words: str) -> Html | None:
    return tag("p", words, class_="note bad", role="alert") if words else None


def _back() -> Html:
    return tag("p", tag("a", "导入别的文件", href="/hq/import"))
