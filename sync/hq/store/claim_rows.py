"""What a round of claims reads and writes, all of it at once. On PostgreSQL in two ways to the database, commit included;
elsewhere a statement after the other. No rule stands here."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from psycopg import OperationalError
from psycopg.errors import UniqueViolation
from psycopg.rows import TupleRow
from sqlalchemy import Connection, bindparam, select, tuple_, update

from sync.hq.accept import Known
from sync.hq.feed import Put, by_scope_of, numbered, publish
from sync.hq.store import orders
from sync.hq.store import tables as t
from sync.hq.store.engine import Busy, insert_new
from sync.hq.store.journals import known_from, known_of
from sync.hq.store.postgres import PUBLISH_WITH, columns, driver, is_postgres, published
from sync.hq.store.tables import Moment


class Apart(Exception):
    """An id of this round stands already, in a table or twice in the round: each claim is to be answered alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim whose numbers fit their columns; `store` is the counter's."""

    store: int
    counter: int
    incarnation: int
    by: int
    claim: str
    pickup: int


@dataclass(frozen=True, slots=True)
class Claimant:
    """The counter behind a claim, and the clerk's name, "" = nobody of this store."""

    store: int
    label: int
    store_name: str
    by_name: str
    revoked: bool


Kept = tuple[bytes, bytes]
"""What was asked, and the answer it got."""


@dataclass(frozen=True, slots=True)
class Found:
    """`claimants` by counter, incarnation and clerk; `known` orders of the stores that claim are locked until commit;
    `kept` claims by store and id were read with the orders locked, so that a twin has committed; orders `elsewhere`
    stand in another store."""

    claimants: Mapping[tuple[int, int, int], Claimant]
    known: dict[int, Known]
    kept: dict[tuple[int, str], Kept]
    elsewhere: frozenset[int] = frozenset()


@dataclass(slots=True)
class ToSave:
    """Rows of the tables claim and redemption, and the orders as they stand afterwards."""

    at: datetime
    claims: list[dict[str, Any]] = field(default_factory=list)
    redemptions: list[dict[str, Any]] = field(default_factory=list)
    puts: dict[tuple[int, int], Put] = field(default_factory=dict)
    """By store and order."""

    def in_order(self) -> None:
        """So that two transactions with the same ids never wait for each other."""
        self.claims.sort(key=lambda row: (row["store"], str(row["claim"])))
        self.redemptions.sort(key=lambda row: (row["store"], str(row["redemption"])))
        self.puts = dict(sorted(self.puts.items()))


def read_claims(connection: Connection, wanted: Sequence[Wanted]) -> Found:
    """Locks the orders, in order. One that is not in its claimant's store is looked for in the others; it may have come
    into the store meanwhile."""
    if not wanted:
        return Found({}, {}, {})
    found = _read(connection, wanted)
    missing = {each.pickup: each.store for each in wanted if each.pickup not in found.known}
    if not missing:
        return found
    standing = orders.stores_of(connection, missing)
    if any(missing[pickup] == store for pickup, store in standing.items()):
        found = _read(connection, wanted)
    return replace(found, elsewhere=frozenset(standing))


def _read(connection: Connection, wanted: Sequence[Wanted]) -> Found:
    if is_postgres(connection):
        return _read_together(connection, wanted)
    known: dict[int, Known] = {}
    for store, pickups in _places(wanted).items():
        known |= known_of(connection, store, orders.hold_here(connection, store, pickups))
    kept = _kept(connection, sorted({(each.store, each.claim) for each in wanted}))
    return Found(_claimants(connection, wanted), known, kept)


def _places(wanted: Sequence[Wanted]) -> dict[int, list[int]]:
    """Stores and the orders claimed in each, in order."""
    places: dict[int, list[int]] = {}
    for store, pickup in sorted({(each.store, each.pickup) for each in wanted}):
        places.setdefault(store, []).append(pickup)
    return places


def save_claims(connection: Connection, to_save: ToSave) -> frozenset[str]:
    """The scopes with news. Nothing may follow in this transaction. Raises Apart."""
    to_save.in_order()
    if is_postgres(connection):
        return _save_together(connection, to_save)
    _insert(connection, to_save)
    if to_save.puts:
        rows = [
            {"at": store, "of": pickup, "now": put.row}
            for (store, pickup), put in to_save.puts.items()
        ]
        connection.execute(_PICKUP, rows)
    return publish(connection, list(to_save.puts.values()), to_save.at)


def _insert(connection: Connection, to_save: ToSave) -> None:
    for table, rows in ((t.redemption, to_save.redemptions), (t.claim, to_save.claims)):
        if len(insert_new(connection, table, rows)) != len(rows):
            raise Apart


# -- SQLAlchemy Core ----------------------------------------------------------------------------------------------

_CLAIMANTS: Final = (
    select(
        t.counter.c.counter,
        t.counter.c.incarnation,
        t.counter.c.store,
        t.counter.c.label,
        t.counter.c.revoked_at,
        t.store.c.name,
    )
    .join(t.store, t.store.c.store == t.counter.c.store)
    .where(t.counter.c.counter.in_(bindparam("counters", expanding=True)))
)
_CLERKS: Final = select(t.staff.c.store, t.staff.c.staff, t.staff.c.name).where(
    t.staff.c.store.in_(bindparam("stores", expanding=True)),
    t.staff.c.staff.in_(bindparam("clerks", expanding=True)),
)
_KEPT: Final = select(t.claim.c.store, t.claim.c.claim, t.claim.c.asked, t.claim.c.answer).where(
    tuple_(t.claim.c.store, t.claim.c.claim).in_(bindparam("ids", expanding=True))
)
_PICKUP: Final = (
    update(t.pickup)
    .where(t.pickup.c.store == bindparam("at"), t.pickup.c.pickup == bindparam("of"))
    .values(row=bindparam("now"))
)


def _claimants(
    connection: Connection, wanted: Sequence[Wanted]
) -> dict[tuple[int, int, int], Claimant]:
    counters = {
        (row.counter, row.incarnation): row
        for row in connection.execute(
            _CLAIMANTS, {"counters": sorted({each.counter for each in wanted})}
        )
    }
    clerks = {
        (row.store, row.staff): row.name
        for row in connection.execute(
            _CLERKS,
            {
                "stores": sorted({each.store for each in wanted}),
                "clerks": sorted({each.by for each in wanted}),
            },
        )
    }
    return {
        (each.counter, each.incarnation, each.by): Claimant(
            row.store,
            row.label,
            row.name,
            clerks.get((row.store, each.by), ""),
            row.revoked_at is not None,
        )
        for each in wanted
        if (row := counters.get((each.counter, each.incarnation))) is not None
    }


def _kept(connection: Connection, ids: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Kept]:
    rows = connection.execute(_KEPT, {"ids": list(ids)}) if ids else ()
    return {(row.store, row.claim): (row.asked, row.answer) for row in rows}


# -- PostgreSQL ---------------------------------------------------------------------------------------------------

_PG_CLAIMANTS: Final = """
SELECT c.counter, c.incarnation, asked.by, c.store, c.label, s.name, coalesce(f.name, ''), c.revoked_at IS NOT NULL
FROM unnest(%(stores)s::int[], %(counters)s::int[], %(by)s::int[]) AS asked (store, counter, by)
JOIN counter c ON c.counter = asked.counter AND c.store = asked.store
JOIN store s ON s.store = asked.store
LEFT JOIN staff f ON f.store = asked.store AND f.staff = asked.by
"""
# A LATERAL that is not flattened is looked up by its key for each row asked, however small the table was when this was
# planned.
_PG_LOCK: Final = """
SELECT p.pickup, p.row FROM unnest(%(places)s::int[], %(pickups)s::bigint[]) AS asked (store, pickup)
CROSS JOIN LATERAL (
  SELECT pickup, row FROM pickup WHERE store = asked.store AND pickup = asked.pickup FOR UPDATE
) p
"""
_PG_REST: Final = """
SELECT 'standing', r.pickup, r.redemption, r.member, r.points, r.seq, NULL::bytea, NULL::bytea
FROM unnest(%(places)s::int[], %(pickups)s::bigint[]) AS asked (store, pickup)
CROSS JOIN LATERAL (
  SELECT * FROM redemption WHERE store = asked.store AND pickup = asked.pickup OFFSET 0
) r
UNION ALL
SELECT 'contested', x.pickup, x.redemption, NULL, 0, 0, NULL, NULL
FROM unnest(%(places)s::int[], %(pickups)s::bigint[]) AS asked (store, pickup)
CROSS JOIN LATERAL (
  SELECT * FROM conflict WHERE store = asked.store AND pickup = asked.pickup OFFSET 0
) x
UNION ALL
SELECT 'kept', k.store, k.claim, NULL, 0, 0, k.asked, k.answer
FROM unnest(%(stores)s::int[], %(claims)s::text[]) AS asked (store, claim)
CROSS JOIN LATERAL (SELECT * FROM claim WHERE store = asked.store AND claim = asked.claim OFFSET 0) k
"""
_PG_SAVE: Final = (
    """
WITH redeemed AS (
  INSERT INTO redemption (store, redemption, pickup, counter, incarnation, seq, member, points, undone, row)
  SELECT store, redemption, pickup, counter, incarnation, seq, NULL, 0, FALSE, row
  FROM unnest(%(in_store)s::int[], %(redemption)s::text[], %(pickup)s::bigint[], %(counter)s::bigint[],
    %(incarnation)s::bigint[], %(seq)s::bigint[], %(row)s::bytea[])
    AS n (store, redemption, pickup, counter, incarnation, seq, row)
),
claimed AS (
  INSERT INTO claim (store, claim, asked, answer, at)
  SELECT store, claim, asked, answer, %(at)s
  FROM unnest(%(store)s::int[], %(claim)s::text[], %(asked)s::bytea[], %(answer)s::bytea[])
    AS n (store, claim, asked, answer)
),
handed AS (
  UPDATE pickup SET row = n.row
  FROM unnest(%(places)s::int[], %(pickups)s::bigint[], %(pickup_rows)s::bytea[]) AS n (store, pickup, row)
  WHERE pickup.store = n.store AND pickup.pickup = n.pickup
),
"""  # noqa: S608  both parts stand here, no stranger speaks
    + PUBLISH_WITH
)


def _read_together(connection: Connection, wanted: Sequence[Wanted]) -> Found:
    """One way there and back. The lock comes first and each statement sees what was committed before it."""
    places = [(store, pickup) for store, some in _places(wanted).items() for pickup in some]
    asked = {
        "stores": [each.store for each in wanted],
        "counters": [each.counter for each in wanted],
        "by": [each.by for each in wanted],
        "claims": [each.claim for each in wanted],
        "places": [store for store, _ in places],
        "pickups": [pickup for _, pickup in places],
    }
    lane = driver(connection)
    with _faults(), lane.pipeline():
        locked, claimants, rest = (
            lane.execute(statement, asked) for statement in (_PG_LOCK, _PG_CLAIMANTS, _PG_REST)
        )
    standing, contested, kept = list[TupleRow](), list[TupleRow](), dict[tuple[int, str], Kept]()
    for row in rest:
        match row[0]:
            case "standing":
                standing.append(row[1:6])
            case "contested":
                contested.append(row[1:3])
            case _:
                kept[row[1], row[2]] = (row[6], row[7])
    return Found(
        {(row[0], row[1], row[2]): Claimant(*row[3:]) for row in claimants},
        known_from(locked, standing, contested),
        kept,
    )


def _save_together(connection: Connection, to_save: ToSave) -> frozenset[str]:
    """One way there and back, commit included: an id that stands already fails it and everything with it."""
    puts = by_scope_of(list(to_save.puts.values()))
    rows = {
        **columns(
            to_save.redemptions,
            ("redemption", "pickup", "counter", "incarnation", "seq", "row"),
        ),
        "in_store": [row["store"] for row in to_save.redemptions],
        **columns(to_save.claims, ("store", "claim", "asked", "answer")),
        "places": [store for store, _ in to_save.puts],
        "pickups": [pickup for _, pickup in to_save.puts],
        "pickup_rows": [put.row for put in to_save.puts.values()],
        **published(numbered(puts), Moment.text(to_save.at)),
    }
    lane = driver(connection)
    with _faults(), lane.pipeline():
        lane.execute(_PG_SAVE, rows)
        lane.commit()
    return frozenset(puts)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except UniqueViolation as twice:
        raise Apart from twice
    except OperationalError as fault:
        raise Busy(type(fault).__name__) from fault
