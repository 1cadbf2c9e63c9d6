"""The feed under attack: open transactions, cursors that were changed or belong elsewhere, small pages, old tombstones."""

import base64
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sync import wire
from sync.hq.feed import CHAIN, TOMBSTONES, Cursor, Put, Reading, Seal, prune, publish, read_page
from sync.hq.integrity import scope_sums, without_scope
from sync.hq.problems import Refused
from sync.hq.store.engine import Database
from tests.hq.counter import Said, heard
from tests.hq.running import RunningHq

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EPOCH = "e1"
_scopes = count(1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    database.create()
    yield database
    database.close()


def put(database: Database, *puts: Put, at: datetime = NOW) -> None:
    with database.write() as connection:
        publish(connection, puts, at)


def row(scope: str, key: str, value: str = "1") -> Put:
    return Put(scope, "thing", key, value.encode())


def page(
    database: Database, cursor: Cursor, *scopes: str, limit: int = wire.PULL_CHANGES
) -> tuple[list[tuple[str, int, str]], Cursor, bool]:
    with database.read() as connection:
        found = read_page(connection, cursor, scopes, 0, limit)
    return [(c.key, c.seq, c.op) for c in found.changes], found.cursor, found.more


def test_a_later_row_of_a_key_replaces_the_earlier_and_numbers_stay_dense(
    database: Database,
) -> None:
    put(database, row("s", "a"), row("s", "b"))
    put(database, row("s", "a", "2"), row("s", "c"), row("s", "c", "3"))
    rows, cursor, more = page(database, Cursor(EPOCH, 1), "s")
    assert rows == [("b", 2, "put"), ("a", 3, "put"), ("c", 4, "put")]
    assert not more
    put(database, Put("s", "thing", "b", None))
    rows, cursor, _ = page(database, cursor, "s")
    assert rows == [("b", 5, "del")]
    assert cursor.at == {"s": 5}


def test_a_lower_number_of_an_open_transaction_is_never_passed(postgres_database: Database) -> None:
    """With a plain sequence the second writer would commit first and the reader would pass the first for ever."""
    database = postgres_database
    put(database, row("s", "start"))
    _, cursor, _ = page(database, Cursor(EPOCH, 1), "s")
    with database.engine.connect() as first:
        first.begin()
        publish(first, [row("s", "first")], NOW)
        second = threading.Thread(target=put, args=(database, row("s", "second")))
        second.start()
        _wait_for_lock(database, second)
        rows, cursor, _ = page(database, cursor, "s")
        assert rows == []
        first.commit()
    second.join(timeout=20)
    rows, cursor, _ = page(database, cursor, "s")
    assert [(key, seq) for key, seq, _ in rows] == [("first", 2), ("second", 3)]


def _wait_for_lock(database: Database, writer: threading.Thread) -> None:
    """Until some backend waits for another's lock, or the writer got through."""
    pause = threading.Event()
    for _ in range(2000):
        with database.engine.connect() as connection:
            waiting = connection.execute(
                text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            ).scalar_one()
        if waiting or not writer.is_alive():
            return
        pause.wait(0.005)
    raise AssertionError("nobody waits")


@pytest.fixture
def postgres_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    database = Database(request.getfixturevalue("empty_postgres"))
    database.create()
    yield database
    database.close()


def test_writers_of_two_scopes_never_deadlock(database: Database) -> None:
    put(database, row("a", "0"), row("b", "0"))

    def write(first: str, second: str) -> None:
        for turn in range(20):
            put(database, row(first, f"{first}{turn}"), row(second, f"{first}{turn}"))

    threads = [
        threading.Thread(target=write, args=pair) for pair in (("a", "b"), ("b", "a"), ("a", "b"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    rows, cursor, _ = page(database, Cursor(EPOCH, 1), "a", "b")
    assert cursor.at == {"a": 61, "b": 61}
    assert len(rows) == 2 * 41


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["put", "del"]), st.sampled_from("pq"), st.sampled_from("abcde")),
        st.tuples(st.just("read"), st.integers(1, 4)),
    ),
    max_size=30,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_a_reader_ends_with_what_was_published(
    database: Database, steps: list[tuple[str, str, str] | tuple[str, int]]
) -> None:
    number = next(_scopes)
    scopes = (f"p{number}", f"q{number}")
    model: dict[tuple[str, str], int] = {}
    mirror: dict[tuple[str, str], int] = {}
    cursor = Cursor(EPOCH, 1)

    def read(limit: int) -> bool:
        nonlocal cursor
        with database.read() as connection:
            found = read_page(connection, cursor, scopes, 0, limit)
        assert len(found.changes) <= limit
        cursor = found.cursor
        for change in found.changes:
            if change.op == "del":
                mirror.pop((change.scope, change.key), None)
            else:
                mirror[change.scope, change.key] = int(bytes(change.row))
        return found.more

    for version, step in enumerate(steps):
        match step:
            case ("read", int(limit)):
                read(limit)
            case (str(op), str(scope), str(key)):
                where = (f"{scope}{number}", key)
                value = None if op == "del" else str(version).encode()
                put(database, Put(where[0], "thing", key, value))
                model.pop(where, None)
                if value is not None:
                    model[where] = version
    while read(3):
        pass
    assert mirror == model


def test_old_tombstones_go_and_who_never_saw_them_starts_over(database: Database) -> None:
    put(database, row("s", "a"), row("s", "b"))
    _, early, _ = page(database, Cursor(EPOCH, 1), "s", limit=1)
    put(database, Put("s", "thing", "a", None))
    _, late, _ = page(database, Cursor(EPOCH, 1), "s")
    put(database, Put("s", "thing", "b", None), at=NOW + timedelta(days=1))
    with database.write() as connection:
        assert prune(connection, NOW + TOMBSTONES) == 0
        assert prune(connection, NOW + TOMBSTONES + timedelta(hours=1)) == 1
    assert page(database, late, "s")[0] == [("b", 4, "del")]
    with pytest.raises(Refused) as refused:
        page(database, early, "s")
    assert refused.value.refusal.code == "reset"
    assert page(database, Cursor(EPOCH, 1), "s")[0] == [("b", 4, "del")]


def test_many_tombstones_go_little_by_little_and_the_last_number_thrown_away_never_falls(
    database: Database,
) -> None:
    for scope in ("s", "t"):
        put(database, *(row(scope, f"k{n}") for n in range(30)))
        put(database, *(Put(scope, "thing", f"k{n}", None) for n in range(29)))
    later, gone = NOW + TOMBSTONES + timedelta(hours=1), []
    with database.write() as connection:
        before = {scope: Reading(connection).head(scope)[1] for scope in ("s", "t")}
        while count := prune(connection, later, most=10):
            gone.append(count)
            now = {scope: Reading(connection).head(scope)[1] for scope in ("s", "t")}
            assert all(now[scope] >= before[scope] for scope in now)
            before = now
    assert gone == [10, 10, 10, 10, 10, 8]
    assert before == {"s": 59, "t": 59}
    assert [key for key, *_ in page(database, Cursor(EPOCH, 1), "s", "t")[0]] == ["k29", "k29"]


def test_a_cursor_from_a_later_point_than_hq_has_is_a_reset(database: Database) -> None:
    put(database, row("s", "a"))
    with pytest.raises(Refused):
        page(database, Cursor(EPOCH, 1, 0, {"s": 2}), "s")


@given(st.data())
def test_a_changed_cursor_is_a_reset(data: st.DataObject) -> None:
    seal = Seal(b"k" * 32)
    text_ = seal.close(Cursor(EPOCH, 7, 3, {CHAIN: 10, "store:1": 99}))
    assert seal.open(text_, server_epoch=EPOCH, counter=7).at == {CHAIN: 10, "store:1": 99}
    raw = bytearray(base64.urlsafe_b64decode(text_))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    for bad in (
        base64.urlsafe_b64encode(raw).decode(),
        text_[: data.draw(st.integers(1, len(text_) - 1))],
        data.draw(st.text(min_size=1, max_size=200)),
    ):
        with pytest.raises(Refused) as refused:
            seal.open(bad, server_epoch=EPOCH, counter=7)
        assert refused.value.refusal.status == 410


def test_a_cursor_of_another_counter_or_epoch_is_a_reset(hq: RunningHq) -> None:
    one, two = hq.enrolled(), hq.enrolled()
    one.pull_all()
    with pytest.raises(Said) as said:
        two.pull(cursor=one.cursor)
    assert (said.value.status, said.value.code) == (410, "reset")
    elsewhere = Seal(hq.office.keys.cursor).close(Cursor("another epoch", one.identity.counter))
    with pytest.raises(Said, match="reset"):
        one.pull(cursor=elsewhere)


def test_sums_are_those_of_the_live_rows_where_the_reader_is_at_the_newest(
    database: Database,
) -> None:
    put(database, *(row("s", f"k{n}") for n in range(50)), row("t", "a"), row("t", "b"))
    _, early, _ = page(database, Cursor(EPOCH, 1), "s", "t", limit=3)
    put(database, row("s", "k3", "2"), Put("s", "thing", "k4", None))
    rows, late, _ = page(database, Cursor(EPOCH, 1), "s", "t")
    seqs = [seq for key, seq, op in rows if op == "put" and key.startswith("k")]
    with database.read() as connection:
        found = scope_sums(connection, late, ("s", "t"))
        assert scope_sums(connection, early, ("s", "t")) == ()
        again = page(database, without_scope(late, "t"), "s", "t")[0]
    assert [each.scope for each in found] == ["s", "t"]
    assert found[0].entities == (
        wire.EntitySum(
            entity="thing",
            count=49,
            total=sum(seqs),
            mix=sum(seq * seq % wire.SUM_MODULUS for seq in seqs),
        ),
    )
    assert [key for key, _, _ in again] == ["a", "b"]


def test_a_scope_whose_rows_are_gone_is_named_and_fetched_anew_alone(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.pull_all()
    stale = counter.cursor
    hq.operator.act("delete", entity="stock", key="101", store=1)
    with hq.database.write() as connection:
        assert prune(connection, datetime.now(UTC) + TOMBSTONES + timedelta(days=1)) == 1
    hq.operator.put(wire.StockRow(product_no=102, on_hand=1, received_today=1), store=1)
    with pytest.raises(Said) as said:
        counter.pull(cursor=stale)
    assert (said.value.code, said.value.scope) == ("reset", "store:1")
    reply = counter.http.get(
        "/v1/anew", params={"cursor": stale, "scope": "store:1"}, headers=counter.headers
    )
    counter.cursor = heard(reply, wire.AnewAnswer).cursor
    changes = counter.pull_all()
    assert {change.scope for change in changes} == {"store:1"}
    assert len(changes) > 50
    reply = counter.http.get("/v1/sums", params={"cursor": counter.cursor}, headers=counter.headers)
    sums = heard(reply, wire.SumsAnswer).scopes
    (stock,) = [each for each in sums[1].entities if each.entity == "stock"]
    assert stock.count == len([each for each in changes if each.entity == "stock"])
    hq.operator.act("revoke", counter=counter.identity.counter)
    for path in ("/v1/sums", "/v1/anew"):
        reply = counter.http.get(path, params={"cursor": stale}, headers=counter.headers)
        with pytest.raises(Said, match="revoked"):
            heard(reply, wire.SumsAnswer)
