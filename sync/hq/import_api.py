"""The import API of other programs: the same reading, dry run and taking as at the console, behind a key of its own."""

from datetime import datetime
from typing import Any, Final

import msgspec
from litestar import Response, post
from sqlalchemy import Connection

from sync import wire
from sync.hq import problems
from sync.hq.exchange import AnyRequest, answer
from sync.hq.imports.headings import MEANINGS, Field, Kind, headed
from sync.hq.imports.plans import SENTENCES, Change, Fate, Refused
from sync.hq.imports.sheets import BadFile, read_table
from sync.hq.imports.taking import Chosen, Opened, look, may_import, open_file, take_all
from sync.hq.office import Office
from sync.hq.web.accounts import Who
from sync.hq.web.api_keys import holder
from sync.hq.web.seals import Seals
from sync.hq.web.uploads import MOST_UPLOAD

PATH: Final = "/api/v1/imports"
MOST_LISTED: Final = 1000
_SWITCH: Final = {"": False, "0": False, "1": True}


class ImportRefused(wire.Struct, frozen=True, kw_only=True):
    """A row that is not taken. `row` counts from 1 in the file; `why` is a stable word, `message` Chinese."""

    row: int
    subject: str
    why: str
    message: str
    shown: str = ""


class ImportDifference(wire.Struct, frozen=True, kw_only=True):
    what: str
    before: str
    after: str


class ImportChange(wire.Struct, frozen=True, kw_only=True):
    """`fate`: new | changed."""

    row: int
    subject: str
    fate: str
    differences: tuple[ImportDifference, ...]


class ImportAnswer(wire.Struct, frozen=True, kw_only=True):
    """What an import did, or with `dry_run` would do. `changes` and `refused` list the first 1000; the counts are of
    all. `columns`: field → heading of the file, as it was understood."""

    kind: str
    dry_run: bool
    new: int
    changed: int
    same: int
    refused_rows: int
    columns: dict[str, str]
    changes: tuple[ImportChange, ...]
    refused: tuple[ImportRefused, ...]


def routes(office: Office) -> list[Any]:
    seals = Seals(office.keys.session)

    @post(PATH, status_code=200, request_max_body_size=MOST_UPLOAD)
    async def imports(request: AnyRequest) -> Response[bytes]:
        who = await _who(office, seals, request)
        dry_run, chosen, headings = _chosen(request)
        if not may_import(who, chosen.kind):
            raise problems.forbidden("goods are every store's: this key is for some stores only")
        content, now = await request.body(), office.clock()
        try:
            file = await office.run(_opened, content, chosen, headings, now)
        except BadFile as wrong:
            raise problems.unreadable(str(wrong)) from None
        if dry_run:
            changes, refused = await office.read(
                lambda connection: look(connection, who, seals, file, now)
            )
        else:
            name = request.query_params.get("name", "") or "API"
            changes, refused = await take_all(
                office.write, who, seals, file, by=who.name, name=name, now=now
            )
        return answer(_answer(file, changes, refused, dry_run=dry_run))

    return [imports]


async def _who(office: Office, seals: Seals, request: AnyRequest) -> Who:
    kind, _, bearer = request.headers.get("authorization", "").partition(" ")
    origin = request.client.host if request.client else ""

    def found(connection: Connection) -> tuple[Who | None, frozenset[str]]:
        key = bearer.strip() if kind.lower() == "bearer" else ""
        who = holder(connection, seals, bearer=key, origin=origin, now=office.clock())
        return who, frozenset()

    who = await office.write(found)
    if who is None:
        raise problems.unauthorized()
    return who


def _chosen(request: AnyRequest) -> tuple[bool, Chosen, dict[str, str] | None]:
    asked = request.query_params
    kind, store = asked.get("kind", ""), asked.get("store", "")
    if kind not in set(Kind):
        raise problems.bad_request(f"kind is one of {', '.join(Kind)}")
    if store and not (store.isascii() and store.isdigit() and len(store) < 9):
        raise problems.bad_request("store is a number")
    switches = {name: asked.get(name, "") for name in ("dry_run", "arrived")}
    if not all(said in _SWITCH for said in switches.values()):
        raise problems.bad_request("dry_run and arrived are 0 or 1")
    chosen = Chosen(
        Kind(kind),
        int(store) if store else None,
        arrived=_SWITCH[switches["arrived"]],
    )
    return _SWITCH[switches["dry_run"]], chosen, _headings(asked.get("columns", ""), Kind(kind))


def _headings(text: str, kind: Kind) -> dict[str, str] | None:
    """`columns`: {"order_no": "订单号", …} as JSON; nothing = guess."""
    if not text:
        return None
    try:
        said = msgspec.json.decode(text.encode(), type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeError):
        raise problems.bad_request("columns is a JSON object of field to heading") from None
    known = {meaning.field.value for meaning in MEANINGS[kind]}
    if not said or not said.keys() <= known:
        raise problems.bad_request(f"fields of {kind}: {', '.join(sorted(known))}")
    return said


def _opened(
    content: bytes, chosen: Chosen, headings: dict[str, str] | None, now: datetime
) -> Opened:
    """Raises BadFile."""
    if headings is None:
        return open_file(content, chosen, now)
    table = headed(read_table(content), chosen.kind)
    columns: dict[Field, int] = {}
    for name, heading in headings.items():
        if heading not in table.headings:
            raise BadFile(f"文件里没有“{heading[:40]}”这一列。")
        columns[Field(name)] = table.headings.index(heading)
    return open_file(content, Chosen(chosen.kind, chosen.store, chosen.arrived, columns), now)


def _answer(
    file: Opened, changes: tuple[Change, ...], refused: tuple[Refused, ...], *, dry_run: bool
) -> ImportAnswer:
    counts = {fate: sum(change.fate is fate for change in changes) for fate in Fate}
    listed = [change for change in changes if change.fate is not Fate.SAME][:MOST_LISTED]
    return ImportAnswer(
        kind=file.chosen.kind,
        dry_run=dry_run,
        new=counts[Fate.NEW],
        changed=counts[Fate.CHANGED],
        same=counts[Fate.SAME],
        refused_rows=len(refused),
        columns={
            field.value: file.table.headings[place]
            for field, place in file.columns.items()
            if place < len(file.table.headings)
        },
        changes=tuple(
            ImportChange(
                row=change.file_row,
                subject=change.subject,
                fate=change.fate,
                differences=tuple(
                    ImportDifference(what=each.what, before=each.before, after=each.after)
                    for each in change.differences
                ),
            )
            for change in listed
        ),
        refused=tuple(
            ImportRefused(
                row=each.row,
                subject=each.subject,
                why=each.why,
                message=SENTENCES[each.why],
                shown=each.shown,
            )
            for each in refused[:MOST_LISTED]
        ),
    )
