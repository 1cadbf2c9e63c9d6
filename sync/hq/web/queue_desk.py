"""A queue that came on a stick: opened with HQ's key of that enrolment and taken as if the counter had pushed it. What
comes later over the line, or came before, counts once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from litestar import post
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.exchange import AnyRequest
from sync.hq.office import Office, counter_bell
from sync.hq.problems import Refused
from sync.hq.push import push
from sync.hq.store import tables as t
from sync.hq.web import console_reads
from sync.hq.web.accounts import Who
from sync.hq.web.console_desk import Desk, Page
from sync.hq.web.console_frame import Done, Shown, pill
from sync.hq.web.markup import Html, tag, together
from sync.hq.web.uploads import Upload, upload_of
from sync.wire.queue_file import BadQueueFile, open_queue

PATH: Final = "/hq/counters/queue"
MOST_QUEUE: Final = 64 * 1024 * 1024
"""Some 300,000 facts, packed."""
HERE: Final = "/hq/counters"
TITLE: Final = "补传文件"
NO_FILE: Final = "请先选一个 .tgq 文件。"
BAD: Final = "打不开:不是柜台导出的文件,或者已经损坏。请在柜台重新导出一份。"
WHY: Final = {
    "gap": "这份文件前面还缺一段。请先放进更早导出的文件,或等柜台联网。",
    "forked": "这个柜台已经重新注册过,或者硬盘被复制过;旧的记录要请技术支持处理。",
    "revoked": "这个柜台吊销已超过 30 天,不再收它的记录。",
}
OTHERWISE: Final = "总部没有收下这份文件。请联系技术支持。"
OUTCOMES: Final = {
    "applied": ("新收下", "ok"),
    "duplicate": ("早就有", ""),
    "conflict": ("冲突", "bad"),
    "quarantined": ("进隔离区", "warn"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file held and what HQ said to it; `problem` why it was not taken, or not all of it."""

    counter: str
    first: int
    last: int
    outcomes: Counter[str]
    problem: str = ""


def routes(desk: Desk) -> list[Any]:
    @post(PATH, status_code=200, request_max_body_size=MOST_QUEUE)
    async def take(request: AnyRequest) -> Page:
        fields, file = await upload_of(request, MOST_QUEUE)
        who = await desk.visitor(request)
        if who is None or not desk.own(request, fields):
            return await desk.act(request, lambda _glance: Done(None), fields)
        taken = await _taken(desk.web.office, who, file)
        status = 422 if taken.problem else 200
        return await desk.show(
            request, lambda _glance: Shown(HERE, TITLE, _page(taken), status=status)
        )

    return [take]


def form(hidden: Html) -> Html:
    """Below the list of counters."""
    return tag(
        "form",
        hidden,
        tag(
            "div",
            tag("label", "柜台的线一直不通?把它导出的 .tgq 文件放进来", for_="queue"),
            tag("input", id="queue", name="queue", type="file", accept=".tgq", required=True),
        ),
        tag("button", "收下", class_="quiet"),
        method="post",
        action=PATH,
        enctype="multipart/form-data",
        class_="line card queue",
    )


async def _taken(office: Office, who: Who, file: Upload | None) -> Taken:
    if file is None:
        return Taken("", 0, 0, Counter(), NO_FILE)
    keys = await office.read(lambda connection: _keys(connection, who))
    try:
        requests = await office.run(
            open_queue, file.content, lambda counter, incarnation: keys.get((counter, incarnation))
        )
    except BadQueueFile:
        return Taken("", 0, 0, Counter(), BAD)
    name = await office.read(lambda connection: _name(connection, who, requests[0].counter))
    first, last = requests[0].first_seq, requests[-1].facts[-1].seq if requests[-1].facts else 0
    outcomes: Counter[str] = Counter()
    for request in requests:
        try:
            answer = await office.write(_pushing(office, request, office.clock()))
        except Refused as refused:
            why = WHY.get(refused.refusal.code, OTHERWISE)
            return Taken(name, first, last, outcomes, why)
        outcomes.update(result.outcome for result in answer.results)
    return Taken(name, first, last, outcomes)


def _pushing(
    office: Office, request: wire.PushRequest, now: datetime
) -> Callable[[Connection], tuple[wire.PushAnswer, frozenset[str]]]:
    """The very same as over the line, in one transaction."""

    def work(connection: Connection) -> tuple[wire.PushAnswer, frozenset[str]]:
        pushed = push(
            connection,
            request,
            code_keys=office.keys.code_keys,
            server_epoch=office.keys.server_epoch,
            now=now,
        )
        return pushed.answer, pushed.scopes | {counter_bell(request.counter)}

    return work


def _keys(connection: Connection, who: Who) -> dict[tuple[int, int], bytes]:
    """The keys of every enrolment of the stores this account sees: a file of another store does not open."""
    rows = connection.execute(
        select(
            t.incarnation.c.counter,
            t.incarnation.c.incarnation,
            t.incarnation.c.receipt_key,
            t.counter.c.store,
        ).join(
            t.counter,
            (t.counter.c.store == t.incarnation.c.store)
            & (t.counter.c.counter == t.incarnation.c.counter),
        )
    )
    return {
        (row.counter, row.incarnation): bytes(row.receipt_key)
        for row in rows
        if who.sees(row.store)
    }


def _name(connection: Connection, who: Who, counter: int) -> str:
    lines = [line for line in console_reads.counters(connection, who) if line.counter == counter]
    return f"{lines[0].store_name} {lines[0].label} 号柜台" if lines else ""


def _page(taken: Taken) -> Html:
    back = tag("p", tag("a", "回到柜台列表", href=HERE))
    note = tag("p", taken.problem, class_="note bad", role="alert") if taken.problem else None
    if not taken.counter:
        return together(note, back)
    pills = [
        pill(f"{word} {taken.outcomes[outcome]} 条", kind)
        for outcome, (word, kind) in OUTCOMES.items()
        if taken.outcomes[outcome]
    ]
    card = tag(
        "section",
        tag("h2", taken.counter),
        tag("p", f"文件里是第 {taken.first} 到第 {taken.last} 条记录。"),
        tag("p", *[together(each, " ") for each in pills], class_="summary"),
        tag("p", "以后这些记录再从线路上传来,也只算一次。", class_="faint"),
        class_="card",
    )
    return together(note, card, back)
