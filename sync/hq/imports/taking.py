"""An import from its bytes to HQ's tables: the same plan is made for the dry run and, piece by piece and under lock, for the
real one. Taking a file twice changes nothing the second time."""

import asyncio
import functools
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from sync import wire
from sync.hq import problems
from sync.hq.imports.arrivals import FileArrival, plan_arrivals, read_arrivals
from sync.hq.imports.books import open_books
from sync.hq.imports.file_rows import FileMember, FileProduct, read_members, read_products
from sync.hq.imports.headings import Columns, Headed, Kind, headed, missing
from sync.hq.imports.member_plans import MemberDesk, plan_goods, plan_members
from sync.hq.imports.order_plans import Desk, plan_orders
from sync.hq.imports.orders import FileOrder, read_orders
from sync.hq.imports.plans import Change, Fate, Heap, Refused
from sync.hq.imports.sheets import BadFile, read_table
from sync.hq.pickup_numbers import with_check_digit
from sync.hq.publishing import take_for_stores
from sync.hq.store import tables as t
from sync.hq.store.engine import Busy, upsert
from sync.hq.store.orders import one_at_a_time
from sync.hq.store.web_tables import import_done, member_card, named_goods
from sync.hq.web.accounts import Who
from sync.hq.web.members import newcomer
from sync.hq.web.seals import Seals

PIECE: Final = 100
"""Orders, members or products in one transaction: counters' facts come in between."""
PAUSES: Final = (0.2, 1.0, 3.0)
"""Seconds before a piece is tried again."""
FIRST_ID: Final = 2**40
LAST_ID: Final = 2**53 - 1
"""Ids of imported orders: far from those of seeds, exact in every JSON reader."""
Entry = FileOrder | FileMember | FileProduct | FileArrival
Taken = tuple[tuple[Change, ...], tuple[Refused, ...]]
Work = Callable[[Connection], tuple[Taken, frozenset[str]]]
Write = Callable[[Work], Awaitable[Taken]]
"""One transaction that answers and names the scopes with news: `Office.write`."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person says beside the file. `store` None = the file names it; `arrived` = these goods are in the store;
    `columns` None = the guess."""

    kind: Kind
    store: int | None = None
    arrived: bool = False
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read: its entries in order, and the rows that were refused by what stands in them."""

    chosen: Chosen
    table: Headed
    columns: Columns
    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def may_import(who: Who, kind: Kind) -> bool:
    """The catalogue is every store's: it takes somebody who sees them all and may do everything."""
    return kind is not Kind.GOODS or (who.admin and not who.stores)


def open_file(content: bytes, chosen: Chosen, now: datetime) -> Opened:
    """Raises BadFile: no table, or no column for what is needed."""
    table = headed(read_table(content), chosen.kind)
    columns = chosen.columns if chosen.columns is not None else table.columns
    lacking = missing(columns, chosen.kind)
    if lacking:
        names = "、".join(meaning.label for meaning in lacking)
        raise BadFile(f"找不到这些列:{names}。请选一下哪一列是它。")
    entries: Sequence[Entry]
    match chosen.kind:
        case Kind.ORDERS:
            entries, refused = read_orders(table, columns, now)
        case Kind.MEMBERS:
            entries, refused = read_members(table, columns)
        case Kind.GOODS:
            entries, refused = read_products(table, columns)
        case Kind.ARRIVALS:
            entries, refused = read_arrivals(table, columns)
    return Opened(chosen, table, columns, tuple(entries), tuple(refused))


def look(connection: Connection, who: Who, seals: Seals, opened: Opened, now: datetime) -> Taken:
    """The dry run: what would change and what would be refused. Nothing is written."""
    heap = _planned(connection, who, seals, opened.chosen, opened.entries, lambda: (0, ""), now)
    refused = sorted((*opened.refused, *heap.refused), key=lambda each: each.row)
    return tuple(heap.changes), tuple(refused)


def pieces(opened: Opened) -> Iterator[tuple[Entry, ...]]:
    for at in range(0, len(opened.entries), PIECE):
        yield opened.entries[at : at + PIECE]


def take(
    connection: Connection,
    who: Who,
    seals: Seals,
    chosen: Chosen,
    entries: Sequence[Entry],
    now: datetime,
) -> tuple[Taken, frozenset[str]]:
    """One piece, planned again with everything locked, and written; what became of it, and the scopes with news."""
    if not may_import(who, chosen.kind):
        raise problems.not_found("no such import")
    one_at_a_time(connection)
    heap = _planned(connection, who, seals, chosen, entries, Numbers(connection), now)
    upsert(
        connection,
        named_goods,
        [
            {"said": said, "product_no": number}
            for change in heap.changes
            for said, number in change.named
        ],
        keep=True,
    )
    upsert(
        connection,
        member_card,
        [
            {"card": card, "member": member}
            for change in heap.changes
            for card, member in change.cards
        ],
        keep=True,
    )
    brought: dict[int, list[wire.Struct]] = {}
    for change in heap.changes:
        brought.setdefault(change.store, []).extend(change.rows)
    scopes = take_for_stores(connection, brought, now=now)
    return (tuple(heap.changes), tuple(heap.refused)), scopes


async def take_all(
    write: Write,
    who: Who,
    seals: Seals,
    opened: Opened,
    *,
    by: str,
    name: str,
    now: datetime,
) -> Taken:
    """All pieces of a file, each in a transaction of its own, and a note of it. Broken off in the middle, the same file
    is simply taken again."""
    changes: list[Change] = []
    refused = list(opened.refused)
    for piece in pieces(opened):
        work = functools.partial(_piece, who, seals, opened.chosen, piece, now)
        some, wrong = await _patiently(write, work)
        changes += some
        refused += wrong
    refused.sort(key=lambda each: each.row)

    def noted(connection: Connection) -> tuple[Taken, frozenset[str]]:
        note_done(
            connection,
            by=by,
            kind=opened.chosen.kind,
            name=name,
            changes=changes,
            refused=refused,
            now=now,
        )
        return (tuple(changes), tuple(refused)), frozenset()

    return await write(noted)


async def _patiently(write: Write, work: Work) -> Taken:
    """Counters come first: a piece the database has no room for, or that stood in a push's way, is tried again."""
    for pause in PAUSES:
        try:
            return await write(work)
        except Busy:
            await asyncio.sleep(pause)
        except problems.Refused as refused:
            if refused.refusal.status != problems.busy().refusal.status:
                raise
            await asyncio.sleep(pause)
    return await write(work)


def _piece(
    who: Who,
    seals: Seals,
    chosen: Chosen,
    entries: Sequence[Entry],
    now: datetime,
    connection: Connection,
) -> tuple[Taken, frozenset[str]]:
    return take(connection, who, seals, chosen, entries, now)


def note_done(
    connection: Connection,
    *,
    by: str,
    kind: Kind,
    name: str,
    changes: Sequence[Change],
    refused: Sequence[Refused],
    now: datetime,
) -> None:
    """Who took in what, for the console."""
    counts = {fate: sum(change.fate is fate for change in changes) for fate in Fate}
    connection.execute(
        insert(import_done).values(
            by=by[:60],
            kind=kind,
            name=name[:120],
            fresh=counts[Fate.NEW],
            changed=counts[Fate.CHANGED],
            same=counts[Fate.SAME],
            refused=len(refused),
            at=now,
        )
    )


class Numbers:
    """Ids and pickup numbers no order has; each is given once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._given: set[str] = set()

    def __call__(self) -> tuple[int, str]:
        while True:
            pickup = FIRST_ID + secrets.randbelow(LAST_ID - FIRST_ID)
            number = with_check_digit(f"{secrets.randbelow(9_000_000) + 1_000_000}")
            taken = self._connection.execute(
                select(t.pickup.c.pickup).where(
                    (t.pickup.c.pickup == pickup) | (t.pickup.c.pickup_no == number)
                )
            ).first()
            if taken is None and number not in self._given:
                self._given.add(number)
                return pickup, number


def _planned(
    connection: Connection,
    who: Who,
    seals: Seals,
    chosen: Chosen,
    entries: Sequence[Entry],
    number: Callable[[], tuple[int, str]],
    now: datetime,
) -> Heap:
    orders = [each for each in entries if isinstance(each, FileOrder)]
    members = [each for each in entries if isinstance(each, FileMember)]
    products = [each for each in entries if isinstance(each, FileProduct)]
    arrivals = [each for each in entries if isinstance(each, FileArrival)]
    books = open_books(
        connection,
        who,
        orders=[order.order_no for order in orders] + [each.order_no for each in arrivals],
        phones=[*(order.phone for order in orders), *(member.phone for member in members)],
        cards=[member.card for member in members],
        stock=bool(products),
    )

    def made(phone: str, name: str, store: int) -> wire.MemberRow:
        return newcomer(seals, phone=phone, name=name, store=store)

    match chosen.kind:
        case Kind.ORDERS:
            desk = Desk(chosen.store, chosen.arrived, number, made, now)
            return plan_orders(orders, books, desk)
        case Kind.MEMBERS:
            return plan_members(members, books, MemberDesk(chosen.store, made))
        case Kind.GOODS:
            store = chosen.store if chosen.store in books.stores else None
            return plan_goods(products, books, store)
        case Kind.ARRIVALS:
            return plan_arrivals(arrivals, books, now)
