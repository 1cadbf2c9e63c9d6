"""Look-ups walk indexes: no statement of a verb scans a table that grows with the shop."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from app.actions.ports import Room
from app.actions.reading import outcome_of, prompt_for
from app.domain.codes import CodeLine, PickupCode
from app.domain.identity import (
    MemberId,
    PickupId,
    ProductNo,
    PromptId,
    ReceiptNo,
    RedemptionId,
    StaffId,
    StoreId,
)
from app.domain.pickups import Units
from app.store.opening import SqlStore, open_store
from sync import wire
from tests.bench import filling
from tests.builders import NOW
from tests.rows import enrol_answer
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem, undo

GROWING = (
    "pickup|pickup_alias|member|member_alias|redemption|problem|points|coupon|journal|receipt|"
    "print_job|prompt_answer|product|barcode|stock"
)
SHORT = (
    "pickup_open_by_name|pickup_open_by_initials|pickup_open_by_member|pickup_open_by_goods|"
    "pickup_waiting|pickup_not_arrived|pickup_done|pickup_problem|journal_attention|"
    "print_job_queued|print_job_troubled|product_by_margin"
)
"""Partial indexes over what is open or in trouble, and one that is left after fifty rows."""
SCAN = re.compile(rf"SCAN (?:{GROWING})\b(?! USING (?:COVERING )?INDEX (?:{SHORT})\b)")
NEWEST_ONLY = re.compile(r"^SELECT [^?]* FROM \w+ ORDER BY [\w.]+ DESC LIMIT \?")
"""Walks the key from its end and stops: no condition, nothing sorted."""
ORDERS, LIVE = 3000, 200


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    store = open_store(Path(tmp_path_factory.mktemp("full")) / "tuangui.db", KEY)
    store.enrolled(enrol_answer(), "https://hq.example")
    filling.fill(store, members=5000, orders=ORDERS, now=NOW, live=LIVE)
    yield store
    store.close()


NEWEST = filling.pickup_id(ORDERS - 1)
SOMEBODY = MemberId(filling.member_id(ORDERS - 1))
BLIND = PickupCode(
    store=StoreId(1),
    pickup=PickupId(999_999_999),
    valid_until=NOW,
    lines=(CodeLine(ProductNo(7), 2),),
    text="TPA",
)


def scan(room: Room) -> object:
    found = room.pickups.get(PickupId(NEWEST))
    assert found is not None
    tuple(room.about.code_keys())
    return outcome_of(room, found, None, NOW)


LOOKUPS: dict[str, Callable[[Room], object]] = {
    "scan": scan,
    "blind": lambda room: room.pickups.blind(BLIND),
    "pickup number": lambda room: room.pickups.by_pickup_no(filling.pickup_no(5)),
    "alias": lambda room: room.pickups.by_alias("t-100005"),
    "orders by phone": lambda room: room.pickups.by_phone(filling.phone(5)),
    "orders by last four": lambda room: room.pickups.by_last4("0005"),
    "orders by name": lambda room: room.pickups.by_name("王"),
    "orders by initials": lambda room: room.pickups.by_name("wf"),
    "waiting": lambda room: room.pickups.waiting(NOW, 200),
    "overdue": lambda room: room.pickups.overdue(NOW, 200),
    "not arrived": lambda room: room.pickups.not_arrived(200),
    "done": lambda room: room.pickups.done(200),
    "problem": lambda room: room.pickups.problem(200),
    "search": lambda room: room.pickups.search("土鸡蛋", 200),
    "search digits": lambda room: room.pickups.search("0005", 200),
    "counts": lambda room: room.pickups.counts(NOW, 24),
    "redemption": lambda room: room.pickups.redemption(RedemptionId("a" * 32)),
    "last redemption": lambda room: room.pickups.last_redemption(),
    "member": lambda room: room.members.get(SOMEBODY),
    "member by phone": lambda room: room.members.by_phone(filling.phone(5)),
    "members by last four": lambda room: room.members.by_last4("0005"),
    "members by name": lambda room: room.members.by_name("王"),
    "member by alias": lambda room: room.members.by_alias("card"),
    "sentence": lambda room: prompt_for(room, room.members.get(SOMEBODY), None, NOW),
    "declined": lambda room: room.prompts.declined(SOMEBODY, NOW - timedelta(days=7)),
    "bought": lambda room: room.prompts.bought_categories(SOMEBODY),
    "barcode": lambda room: room.catalogue.by_barcode("6900000000007"),
    "products": lambda room: room.catalogue.many([ProductNo(1), ProductNo(2)]),
    "margin": lambda room: room.catalogue.special_products(),
    "journal": lambda room: (room.journal.recent(200), room.journal.needing_attention(200)),
    "settled": lambda room: room.journal.settled(20),
    "pending": lambda room: room.journal.pending(),
    "receipt": lambda room: (room.receipts.last(), room.receipts.get(ReceiptNo(1))),
    "receipt of": lambda room: room.receipts.of_redemption(RedemptionId("a" * 32)),
    "prints": lambda room: room.print_jobs.troubled(),
    "print of": lambda room: room.print_jobs.of_receipt(ReceiptNo(5)),
    "badge": lambda room: (room.staff.get(StaffId(1)), room.staff.badge_revoked(5)),
}


@contextmanager
def overheard(store: SqlStore) -> Iterator[list[tuple[str, object]]]:
    """Every statement that reaches SQLite meanwhile, with its values."""
    said: list[tuple[str, object]] = []

    def hear(_c: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        said.append((sql, values))

    with store.read() as room:
        engine = room.connection.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def scans(store: SqlStore, said: list[tuple[str, object]]) -> list[str]:
    """Steps of the plans of these statements that walk a whole growing table."""
    found: list[str] = []
    with store.write() as room:
        raw = room.connection.connection.driver_connection
        assert raw is not None
        for sql, values in said:
            if sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                one = values[0] if isinstance(values, list) else values
                steps = [step[3] for step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", one)]
                plain = " ".join(sql.split())
                if NEWEST_ONLY.search(plain) and not any("TEMP" in step for step in steps):
                    continue
                found.extend(f"{step}: {plain}" for step in steps if SCAN.search(step))
    return found


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_look_up_scans_no_growing_table(full: SqlStore, name: str) -> None:
    with overheard(full) as said, full.read() as room:
        LOOKUPS[name](room)
    assert len(said) > 2, "the statements were not overheard"
    assert scans(full, said) == []


def test_the_deeds_of_a_clerk_scan_no_growing_table(full: SqlStore) -> None:
    record = record_of("d" * 32, Units(1, 1), pickup=PickupId(NEWEST - 1), points=3)
    with overheard(full) as said:
        redeem(full, record)
        undo(full, record)
        with full.write() as room:
            room.pickups.record_problem(PickupId(NEWEST), Units(1, 1), "quality", None, 1)
            room.prompts.record_answer(PromptId(1), SOMEBODY, "declined", NOW, 1)
            room.print_jobs.next(NOW, 600)
            room.print_jobs.after_restart()
        answer = wire.PushAnswer(
            acked_through=1,
            results=(wire.FactResult(seq=1, outcome="conflict"),),
            server_epoch="epoch-1",
            now=NOW,
        )
        full.sync_store().record_push(answer, NOW)
        full.sync_store().outbox(0, 10)
    assert scans(full, said) == []


def test_a_scan_of_everything_would_be_noticed(full: SqlStore) -> None:
    with overheard(full) as said, full.read() as room:
        room.connection.exec_driver_sql("SELECT id FROM pickup WHERE zone IS NOT name")
        room.connection.exec_driver_sql("SELECT count(*) FROM member WHERE name LIKE '%x%'")
        room.connection.exec_driver_sql("SELECT id FROM member ORDER BY seen DESC LIMIT 1")
    assert len(scans(full, said)) == 3


def test_an_untouched_pickup_is_one_statement(full: SqlStore) -> None:
    with overheard(full) as said, full.read() as room:
        assert room.pickups.get(PickupId(filling.pickup_id(3))) is not None
    assert len([sql for sql, _ in said if sql.startswith("SELECT")]) <= 2


def test_a_scan_is_quick(full: SqlStore) -> None:
    """A bound far above what it takes (about 1 ms), far below what any walk through the tables would."""
    times = []
    with full.read() as room:
        for _ in range(50):
            start = time.perf_counter()
            scan(room)
            times.append(time.perf_counter() - start)
    assert sorted(times)[25] < 0.010
