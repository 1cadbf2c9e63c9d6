"""HQ's tables spread as the README says, by partitions: PostgreSQL refuses keys that lack what they are spread by, the real
code works on them, and the hot paths of one store leave every other store's partition alone."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from sqlalchemy import Connection, MetaData, Table, UniqueConstraint, event, text

from sync import wire
from sync.hq import auth, enrolment
from sync.hq.auth import Bearer
from sync.hq.office import Office
from sync.hq.store import migrations
from sync.hq.store.engine import Database
from sync.hq.store.schema import version, whole
from sync.hq.web.counter_watch import CounterWatch
from tests.hq import test_claims, test_enrolment, test_push, test_recall, test_replay
from tests.hq.conftest import _admin, _database, _load
from tests.hq.counter import Counter, plain_http
from tests.hq.running import RunningHq
from tests.hq.test_claims import desks
from tests.hq_imports import test_taking
from tests.hq_imports.test_taking import tool
from tests.hq_web import test_gifts

__all__ = ["desks", "tool"]
PARTS = 7
"""So that the demo's two stores, and their feeds, have partitions of their own."""
README = Path(__file__).parents[2] / "README.md"
_ROW = re.compile(r"^\| (`(?P<column>\w+)`|nothing)[^|]*\| (?P<tables>`[^|]*) \|$", re.MULTILINE)


def spread_by() -> dict[str, str]:
    """Table → column, "" = not spread; as the README says it."""
    page = README.read_text(encoding="utf-8").partition("### On a PostgreSQL cluster")[2]
    return {
        table: found["column"] or ""
        for found in _ROW.finditer(page.partition("\n## ")[0])
        for table in re.findall(r"`(\w+)`", found["tables"])
    }


def spread(connection: Connection) -> None:
    """The tables of this HQ, spread; a row never changes what it is spread by."""
    there = MetaData()
    column_of = spread_by()
    for table in whole().sorted_tables:
        made = table.to_metadata(there)
        if column_of[table.name]:
            made.dialect_options["postgresql"]["partition_by"] = f"HASH ({column_of[table.name]})"
    there.create_all(connection)
    for name, column in column_of.items():
        for part in range(PARTS if column else 0):
            values = f"WITH (MODULUS {PARTS}, REMAINDER {part})"
            connection.exec_driver_sql(
                f'CREATE TABLE "{name}_{part}" PARTITION OF "{name}" FOR VALUES {values}'
            )
        if column:
            _pin(connection, name, column)
    version.create(connection)
    connection.execute(version.insert().values(version_num=migrations.newest()))


def _pin(connection: Connection, name: str, column: str) -> None:
    connection.exec_driver_sql(
        f"CREATE FUNCTION stays_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NEW.{column} <> OLD.{column} THEN RAISE EXCEPTION 'a row of {name} went elsewhere';"
        " END IF; RETURN NEW; END $$"
    )
    connection.exec_driver_sql(
        f'CREATE TRIGGER stays BEFORE UPDATE ON "{name}" FOR EACH ROW EXECUTE FUNCTION stays_{name}()'
    )


@pytest.fixture(scope="session")
def spread_template(postgres: str) -> str:
    """The name of a database with the demo store, its tables spread."""
    with _admin(postgres) as admin:
        admin.exec_driver_sql("CREATE DATABASE spread")
    url = postgres.replace("/postgres?", "/spread?")
    database = Database(url)
    with database.write() as connection:
        spread(connection)
    database.close()
    _load(url)
    return "spread"


@pytest.fixture
def seeded(postgres: str, spread_template: str) -> Iterator[str]:
    """In place of the ordinary one: every test of this file, and those taken from others, runs on spread tables."""
    with _database(postgres, spread_template) as url:
        yield url


@pytest.fixture
def hq(seeded: str) -> Iterator[RunningHq]:
    """Its public address is where it listens, as for the tests of the web pages."""
    running = RunningHq(seeded)
    running.office.public_url = running.url
    yield running
    running.stop()


@pytest.fixture
def hq_on_both(hq: RunningHq) -> RunningHq:
    return hq


AGAIN: tuple[Callable[..., None], ...] = (
    test_push.test_the_same_batch_in_eight_races_counts_once,
    test_push.test_an_edited_fact_goes_to_quarantine_and_its_order_with_it,
    test_push.test_two_counters_racing_blind_for_one_order,
    test_push.test_an_override_beyond_the_order_is_shown_and_not_counted_twice,
    test_push.test_a_revoked_counter_gets_nothing_but_its_queue_is_kept,
    test_claims.test_eight_connections_race_and_one_is_granted,
    test_claims.test_the_same_claim_in_eight_races_is_granted_once_with_one_answer,
    test_claims.test_the_fact_of_a_claim_takes_its_place_and_brings_the_points,
    test_claims.test_what_is_refused_and_why,
    test_recall.test_taken_back_at_the_counter_and_given_up_in_one_batch_the_refund_happens,
    test_recall.test_force_takes_it_at_once_with_a_reason_on_record,
    test_recall.test_an_order_moves_when_its_holder_let_go_and_only_then,
    test_replay.test_after_the_missing_order_came_all_of_it_is_judged_in_order_and_once,
    test_replay.test_facts_carried_into_a_new_incarnation_count_once,
    test_enrolment.test_enrolling_a_label_again_replaces_the_journal,
    test_taking.test_the_same_file_again_changes_nothing_even_after_a_hand_over,
    test_taking.test_members_and_their_cards,
    test_gifts.test_the_clerk_is_tied_when_the_fact_is_here,
)
globals().update({each.__name__: each for each in AGAIN})


def test_the_readme_places_every_table_and_its_keys_start_with_what_it_is_spread_by() -> None:
    places = spread_by()
    tables = {table.name: table for table in whole().sorted_tables}
    assert sorted(places) == sorted(tables)
    for name, column in places.items():
        assert not column or all(key[0] == column for key in _unique(tables[name])), name


def _unique(table: Table) -> list[list[str]]:
    """The columns of each key."""
    keys = [[column.name for column in table.primary_key]]
    keys += [
        [column.name for column in each.columns]
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    ]
    return keys + [
        [column.name for column in each.columns] for each in table.indexes if each.unique
    ]


@contextmanager
def counted(office: Office) -> Iterator[Callable[[], set[str]]]:
    """Gives the partitions that were read or written since the last time it was asked."""
    with _admin(office.database.engine.url.render_as_string(hide_password=False)) as admin:
        seen = _counts(admin)

        def touched() -> set[str]:
            nonlocal seen
            before, seen = seen, _counts(admin)
            return {name for name, count in seen.items() if count != before[name]}

        yield touched


def _counts(admin: Connection) -> dict[str, int]:
    rows = admin.execute(
        text(
            "SELECT s.relname, seq_scan + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del"
            " FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.relispartition"
        )
    )
    return {row[0]: row[1] for row in rows}


_TYPES = {"store": "int", "scope": "varchar", "member": "varchar"}


def parts_of(office: Office, column: str, value: int | str) -> set[str]:
    """The partitions that hold the rows with this value of what tables are spread by."""
    asked = f"SELECT satisfies_hash_partition(CAST(:name AS regclass), {PARTS}, :part, CAST(:value AS {_TYPES[column]}))"
    with office.database.read() as connection:
        return {
            f"{name}_{part}"
            for name, by in spread_by().items()
            for part in range(PARTS if by == column else 0)
            if connection.execute(
                text(asked), {"name": f'"{name}"', "part": part, "value": value}
            ).scalar_one()
        }


def enrolled(office: Office, store: int) -> Counter:
    """Without anything that listens, so that only what is asked below is counted."""
    key, now = Ed25519PrivateKey.generate(), office.clock()
    with office.database.write() as connection:
        code = enrolment.new_code(connection, office.keys, store=store, label=None, now=now)
        asked = wire.EnrolRequest(
            proto=1, code=code, public_key=key.public_key().public_bytes_raw()
        )
        made = enrolment.enrol(connection, office.keys, asked, origin="", public_url="", now=now)
    assert made is not None
    return Counter(plain_http("http://hq.invalid"), key, made[0])


@pytest.fixture
def office(seeded: str) -> Iterator[Office]:
    """Each of its transactions has told what it counted by the time it is over."""
    database = Database(seeded)

    @event.listens_for(database.engine, "begin")
    def tell_at_once(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")

    made = Office(database, public_url="https://hq.example")
    yield made
    made.close()


def test_what_a_counter_asks_all_day_stays_in_the_partition_of_its_store(office: Office) -> None:
    one, two = enrolled(office, 1), enrolled(office, 2)
    bearer = Bearer(one.identity.counter, 1, 1)
    own = parts_of(office, "store", 1)
    feed = parts_of(office, "scope", "store:1")
    chain = parts_of(office, "scope", "chain")
    others = parts_of(office, "store", 2) | parts_of(office, "scope", "store:2")
    assert len(own) == sum(by == "store" for by in spread_by().values()) > 10
    assert len(feed) == 2
    assert not others & (own | feed | chain)

    async def day(touched: Callable[[], set[str]]) -> None:
        page = await office.changes(bearer, "", 0, packing=False)
        assert touched() <= own | feed | chain
        changes = msgspec.json.decode(page.data, type=wire.ChangesAnswer).changes
        rows = [
            msgspec.json.decode(change.row, type=wire.PickupRow)
            for change in changes
            if change.entity == "pickup"
        ]
        row = next(each for each in rows if each.order_no == test_recall.ORDER)
        given = replace(row, member=None)
        one.undo(one.redeem(given, {1: 1}))
        one.redeem(given, {1: 1})
        one.override(given, {1: 99})
        one.write(wire.SignedIn(staff=11, way="pin"))
        answer = await office.take_facts(bearer, one.request())
        assert [each.outcome for each in answer.results] == ["applied"] * 3 + [
            "conflict",
            "applied",
        ]
        pushed = touched()
        assert pushed <= own | feed
        assert {name[:-2] for name in pushed} >= {"fact", "pickup", "redemption", "conflict"} | {
            "incarnation",
            "feed_row",
        }
        answer = await office.take_facts(bearer, one.request())
        assert touched() <= own
        asked = test_claims.asking(row, {2: 1})
        claimed = await office.claim(bearer, asked)
        assert claimed.outcome == "granted"
        at_claim = touched()
        assert at_claim <= own | feed
        assert {name[:-2] for name in at_claim} >= {"claim", "pickup", "redemption", "feed_row"}
        one.redeem(row, {3: 1}, points=7)
        assert row.member is not None
        answer = await office.take_facts(bearer, one.request(6))
        assert [each.outcome for each in answer.results] == ["applied"]
        assert touched() <= own | feed | parts_of(office, "member", row.member)
        challenge = office.sessions.challenge(bearer.counter, office.clock())
        proof = wire.SessionRequest(
            proto=1,
            counter=bearer.counter,
            challenge=challenge,
            signature=one.key.sign(wire.SESSION_PREFIX + challenge),
        )
        assert await office.read(lambda connection: auth.prove(connection, proof)) == bearer
        assert touched() <= own
        watch = CounterWatch(office)
        watch.note(bearer, {"tuangui-waiting": "1", "tuangui-clock": "1700000000000"})
        await watch.write()
        assert {name[:-2] for name in touched()} == {"counter_seen", "counter_clock"}
        elsewhere = replace(row, pickup=10088)
        one.redeem(elsewhere, {1: 1})
        answer = await office.take_facts(bearer, one.request(7))
        assert [each.detail for each in answer.results] == ["other_store"]
        assert touched() & others, "the counting sees what is looked for in every store"

    with counted(office) as touched:
        asyncio.run(day(touched))
    assert two.facts == []
