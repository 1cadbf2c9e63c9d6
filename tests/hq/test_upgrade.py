"""A database of the version before, with everything a chain leaves in it, becomes one of this version without losing or
changing a row; so does a backup of it. On both databases."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select

from sync import wire
from sync.hq.auth import Bearer
from sync.hq.store import archive, migrations
from sync.hq.store.archive import backup, restore
from sync.hq.store.engine import Database
from sync.hq.store.schema import build, migrate, whole
from sync.hq.store.tables import Moment
from sync.hq.store.web_tables import conflict_closed, member_card
from sync.hq.web.counter_watch import CounterWatch
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq.test_archive import contents
from tests.hq.test_claims import asking, claim
from tests.hq.test_recall import ask, give_back
from tests.hq.test_replay import again, too_early

BEFORE = "0004"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
UNTOUCHED = {"import_done", "import_file", "named_goods", "api_key", "account", "account_visit"} | {
    "phone_ask",
    "phone_message",
    "tried",
    "receipt_gift",
    "group_link",
    "enrol_failure",
}
"""Tables this step leaves alone, empty here."""
LATER = {"claim_release", "upkeep"}
"""Tables the version before did not have."""
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def lived_in(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """What an HQ of two stores keeps after a day on which everything happened."""
    file = shutil.copy(seeded_file, tmp_path_factory.mktemp("lived-in") / "hq.db")
    hq = RunningHq(f"sqlite:///{file}")
    one, two = hq.enrolled(1), hq.enrolled(2)
    _a_day(hq, one, two)
    hq.stop()
    database = Database(hq.database_url)
    yield database
    database.close()


def _a_day(hq: RunningHq, one: Counter, two: Counter) -> None:
    row = one.pickup("T-20462")
    one.undo(one.redeem(row, {1: 1}, points=7))
    one.redeem(row, {1: 1}, points=7)
    one.override(row, {1: 1})
    one.push()
    three = hq.enrolled(1)
    row = too_early(hq, three)
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    assert again(hq, three, 1) != []
    three.redeem(replace(row, pickup=779), {1: 1})
    assert three.outcomes(5) == ["quarantined"]
    asked = one.pickup("T-20473")
    ask(hq, asked, amount=100)
    ask(hq, asked, "withdraw")
    ask(hq, asked, "move", store=2)
    give_back(one, asked)
    one.push()
    one.redeem(asked, {1: 1})
    assert one.outcomes(len(one.facts)) == ["conflict"]
    claim(two, asking(two.pickup("T-20473"), {2: 1}))
    hq.enrolled(1, label=one.identity.label)
    watch = CounterWatch(hq.office)
    said = {"tuangui-waiting": "3", "tuangui-clock": "1700000000000", "user-agent": "tuangui/1"}
    watch.note(Bearer(one.identity.counter, 1, 1), said)
    asyncio.run(watch.write())
    two.write(wire.SignedIn(staff=21, way="pin"), kind="staff.signed_in")
    with hq.database.write() as connection:
        place = {"store": 1, "counter": one.identity.counter, "incarnation": 1, "seq": 5}
        closed = {"account": "lin", "reason": "已退款", "at": NOW}
        connection.execute(insert(conflict_closed).values(**place, **closed))
        connection.execute(insert(member_card).values(member="m" * 32, card="K-1"))


def _as_before(lived_in: Database, old: Connection) -> None:
    """The rows as the version before kept them: without the store of their counter or order."""
    build(old, BEFORE)
    there = MetaData()
    there.reflect(old)
    with lived_in.read() as connection:
        for table in whole().sorted_tables:
            if table.name not in there.tables:
                continue
            into = there.tables[table.name]
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            _insert(old, table, into, rows)


def _insert(old: Connection, table: Table, into: Table, rows: list[dict[str, Any]]) -> None:
    if table.name == "recall":
        rows.sort(key=lambda row: (row["asked_at"], row["recall"]))
        rows = [row | {"recall": n} for n, row in enumerate(rows, 1)]
    kept = [column for column in table.c if column.name in into.c]
    for row in rows:
        told = {
            column.name: Moment.text(value) if isinstance(value, datetime) else value
            for column in kept
            for value in [row[column.name]]
        }
        old.execute(insert(into).values(told))


def _all(database: Database) -> Rows:
    with database.read() as connection:
        every = contents(connection)
    return {name: rows for name, rows in every.items() if name not in LATER}


def _complete(rows: Rows) -> None:
    """The day left something in every table the step writes anew."""
    assert {name for name, kept in rows.items() if not kept} <= UNTOUCHED


def test_a_database_of_the_version_before_keeps_every_row(
    lived_in: Database, database_url: str
) -> None:
    database = Database(database_url)
    with database.write() as connection:
        _as_before(lived_in, connection)
    with database.write() as connection:
        assert migrate(connection) == (BEFORE, migrations.newest())
    expected = _all(lived_in)
    _complete(expected)
    assert _all(database) == expected
    with database.read() as connection:
        names = inspect(connection).get_table_names()
        assert [name for name in names if name.startswith("new_")] == []
    database.close()


def test_a_backup_of_the_version_before_is_restored_as_this_one(
    lived_in: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    with old.write() as connection:
        _as_before(lived_in, connection)
    with old.read() as connection:
        there = MetaData()
        there.reflect(connection)
    there.remove(there.tables["alembic_version"])
    with monkeypatch.context() as before:
        before.setattr(archive, "whole", lambda: there)
        before.setattr(migrations, "newest", lambda: BEFORE)
        count = backup(old, tmp_path / "old.backup", NOW)
    old.close()
    new = Database(database_url)
    assert restore(new, tmp_path / "old.backup") == count
    restored, expected = _all(new), _all(lived_in)
    assert restored == expected
    new.close()
