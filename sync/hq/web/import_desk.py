"""Taking files in at the console: kept for an hour while somebody looks, then taken piece by piece. Each step asks again who
this is and what they may touch."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy import Connection, delete, insert, select

from sync.hq.exchange import AnyRequest
from sync.hq.imports.headings import MEANINGS, Columns, Kind, headed
from sync.hq.imports.plans import Change, Refused
from sync.hq.imports.sheets import BadFile, read_table
from sync.hq.imports.taking import Chosen, Opened, look, may_import, open_file, take_all
from sync.hq.store.web_tables import import_done, import_file
from sync.hq.web import console_reads, import_pages
from sync.hq.web.accounts import FILE_LIFE, Who, forget_files
from sync.hq.web.console_desk import Desk
from sync.hq.web.console_frame import Done, Glance, Shown
from sync.hq.web.import_pages import DoneLine, Trial
from sync.hq.web.page import apology, form_of
from sync.hq.web.uploads import MOST_UPLOAD, Upload, upload_of

HERE: Final = "/hq/import"
TITLE: Final = "导入"
NO_FILE: Final = "请先选一个文件。"
GONE: Final = "这个文件放得太久了,请重新打开。"


def routes(desk: Desk) -> list[Any]:
    @get(HERE)
    async def page(request: AnyRequest) -> Response[str]:
        return await desk.show(request, _choose)

    @post(HERE, status_code=200, request_max_body_size=MOST_UPLOAD)
    async def upload(request: AnyRequest) -> Response[str]:
        fields, file = await upload_of(request)
        return await desk.act(request, lambda glance: _kept(glance, file), fields)

    @get(f"{HERE}/{{import_id:str}}")
    async def trial(request: AnyRequest, import_id: FromPath[str]) -> Response[str]:
        return await desk.show(request, lambda glance: _tried(desk, glance, import_id))

    @post(f"{HERE}/{{import_id:str}}", status_code=200)
    async def apply(request: AnyRequest, import_id: FromPath[str]) -> Response[str]:
        return await _apply(desk, request, import_id)

    return [page, upload, trial, apply]


def kinds_of(who: Who) -> list[Kind]:
    return [kind for kind in Kind if may_import(who, kind)]


def _choose(glance: Glance, problem: str = "") -> Shown:
    query = select(import_done).order_by(import_done.c.done.desc()).limit(20)
    if glance.who.stores:
        query = query.where(import_done.c.by == glance.who.name)
    done = [
        DoneLine(
            row.by, row.kind, row.name, (row.fresh, row.changed, row.same, row.refused), row.at
        )
        for row in glance.connection.execute(query)
    ]
    body = import_pages.choose(kinds_of(glance.who), done, glance.hidden, problem)
    return Shown(HERE, TITLE, body, status=422 if problem else 200)


def _kept(glance: Glance, file: Upload | None) -> Done:
    """A file that is no table is not kept."""
    kind = glance.asked.get("kind", "")
    if kind not in set(Kind) or not may_import(glance.who, Kind(kind)):
        return Done(None)
    if file is None:
        return Done(_choose(glance, NO_FILE))
    try:
        read_table(file.content)
    except BadFile as wrong:
        return Done(_choose(glance, str(wrong)))
    forget_files(glance.connection, glance.now)
    import_id = secrets.token_hex(16)
    glance.connection.execute(
        insert(import_file).values(
            import_id=import_id,
            account=glance.who.name,
            kind=kind,
            name=file.name or "文件",
            content=file.content,
            made_at=glance.now,
        )
    )
    return Done(Shown(go=f"{HERE}/{import_id}"))


def _tried(desk: Desk, glance: Glance, import_id: str) -> Shown | None:
    found = _file(glance.connection, glance.who, import_id, glance.now)
    if found is None:
        return None
    kind, name, content = found
    places = console_reads.stores(glance.connection, glance.who)
    asked = chosen_of(kind, glance.asked, [line.row.store for line in places])
    trial = _trial(desk, glance, import_id, name, content, asked)
    body = import_pages.trial(trial, places, glance.hidden)
    return Shown(HERE, TITLE, body, status=422 if trial.problem else 200)


def _trial(
    desk: Desk, glance: Glance, import_id: str, name: str, content: bytes, asked: Chosen
) -> Trial:
    try:
        table = headed(read_table(content), asked.kind)
    except BadFile as wrong:
        return Trial(import_id, asked.kind, name, None, {}, None, arrived=False, problem=str(wrong))
    columns = asked.columns if asked.columns is not None else table.columns
    changes: Sequence[Change] = ()
    refused: Sequence[Refused] = ()
    problem = ""
    try:
        opened = open_file(content, asked, glance.now)
    except BadFile as wrong:
        problem = str(wrong)
    else:
        changes, refused = look(glance.connection, glance.who, desk.web.seals, opened, glance.now)
    return Trial(
        import_id, asked.kind, name, table, columns, asked.store, asked.arrived, changes, refused, problem
    )  # fmt: skip


async def _apply(desk: Desk, request: AnyRequest, import_id: str) -> Response[str]:
    """Checked as every act is, then taken piece by piece, each in a transaction of its own."""
    fields = await form_of(request)
    who = await desk.visitor(request)
    if who is None or not desk.own(request, fields):
        return await desk.act(request, lambda _glance: Done(None), fields)
    office, now = desk.web.office, desk.web.office.clock()
    found = await office.read(lambda connection: _file(connection, who, import_id, now))
    if found is None:
        return await desk.show(request, lambda _glance: None)
    kind, name, content = found

    def opened(connection: Connection) -> Opened:
        stores = [line.row.store for line in console_reads.stores(connection, who)]
        return open_file(content, chosen_of(kind, fields, stores), now)

    try:
        file = await office.read(opened)
    except BadFile as wrong:
        return apology(422, "没有导入", str(wrong))
    changes, refused = await take_all(
        office.write, who, desk.web.seals, file, by=who.name, name=name, now=now
    )
    await office.write(lambda connection: _thrown_away(connection, import_id))
    return await desk.show(
        request, lambda _glance: Shown(HERE, TITLE, import_pages.taken(changes, refused, name))
    )


def chosen_of(kind: Kind, asked: Mapping[str, str], stores: Sequence[int]) -> Chosen:
    """What the form says beside the file; columns only when it says any. One store alone is chosen from the start."""
    columns: dict[Any, int] = {}
    said = False
    for meaning in MEANINGS[kind]:
        text = asked.get(f"f_{meaning.field.value}")
        said = said or text is not None
        if text and text.isascii() and text.isdigit() and len(text) < 4:
            columns[meaning.field] = int(text)
    text = asked.get("store", "")
    store = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
    if store is None and not said and len(stores) == 1:
        store = stores[0]
    chosen: Columns | None = columns if said else None
    return Chosen(kind, store, arrived=asked.get("arrived") == "1", columns=chosen)


def _thrown_away(connection: Connection, import_id: str) -> tuple[None, frozenset[str]]:
    """A file is full of phones: once it is taken it is not kept a minute longer."""
    connection.execute(delete(import_file).where(import_file.c.import_id == import_id))
    return None, frozenset()


def _file(
    connection: Connection, who: Who, import_id: str, now: datetime
) -> tuple[Kind, str, bytes] | None:
    """Only for the account that brought it, and only for a while."""
    if len(import_id) > 32:
        return None
    row = connection.execute(
        select(import_file).where(
            import_file.c.import_id == import_id,
            import_file.c.account == who.name,
            import_file.c.made_at > now - FILE_LIFE,
        )
    ).one_or_none()
    if row is None or not may_import(who, Kind(row.kind)):
        return None
    return Kind(row.kind), row.name, bytes(row.content)
