"""The queue as a file: HQ's key opens it whole, nothing else opens it at all, and nothing counts as sent by it."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.check_pin import CheckPin
from app.actions.export_unsent import (
    Exported,
    ExportOutcome,
    ExportRequest,
    ExportUnsent,
    NothingUnsent,
    NotWritten,
    SealedQueue,
    write_queue,
)
from app.actions.outcomes import NotAllowed, PinWrong
from app.domain.identity import StaffId
from app.store.opening import SqlStore
from sync import wire
from sync.wire.queue_file import BadQueueFile, _key, open_queue, seal_queue
from tests.builders import NOW, WANG
from tests.fakes import PinIsTheHash, StillClock
from tests.store.deeds import record_of, redeem, say

CASHIER, CASHIERS_PIN = StaffId(1), "111111"
MANAGER, MANAGERS_PIN = StaffId(9), "999999"
KEY = b"r" * 32
"""The receipt key of tests/rows.py's enrolment."""


def hqs_key(counter: int, incarnation: int) -> bytes | None:
    return KEY if (counter, incarnation) == (1, 1) else None


def tried(store: SqlStore, folder: Path, pin: str = MANAGERS_PIN) -> ExportOutcome:
    """As the screen does it: sealed on the lane, written beside it."""
    check = CheckPin(store=store, pins=PinIsTheHash(), clock=StillClock(NOW))
    sealed = ExportUnsent(store=store, check_pin=check).seal(ExportRequest(folder, MANAGER, pin))
    return write_queue(sealed, folder) if isinstance(sealed, SealedQueue) else sealed


def export(store: SqlStore, folder: Path) -> Exported:
    done = tried(store, folder)
    assert isinstance(done, Exported)
    return done


def test_only_a_manager_exports_and_tries_are_counted(shop: SqlStore, tmp_path: Path) -> None:
    with shop.write() as room:
        say(room)
    assert isinstance(tried(shop, tmp_path, "000000"), PinWrong)
    with shop.read() as room:
        assert room.staff.pin_tries(MANAGER)[0] == 1
    check = CheckPin(store=shop, pins=PinIsTheHash(), clock=StillClock(NOW))
    cashier = ExportRequest(tmp_path, CASHIER, CASHIERS_PIN)
    assert ExportUnsent(store=shop, check_pin=check).seal(cashier) == NotAllowed()
    assert list(tmp_path.glob("*.tgq")) == []
    assert MANAGERS_PIN not in repr(cashier)


def test_hq_reads_every_fact_as_it_was_hashed(shop: SqlStore, tmp_path: Path) -> None:
    redeem(shop, record_of("a" * 32))
    with shop.write() as room:
        for _ in range(1200):
            say(room)
    done = export(shop, tmp_path)
    assert (done.count, done.path.name) == (1201, "tuangui-1-1-1-1201.tgq")
    requests = open_queue(done.path.read_bytes(), hqs_key)
    facts = [fact for request in requests for fact in request.facts]
    assert facts == [*shop.sync_store().outbox(0, 2000)]
    assert all(wire.chain_hash(fact) == fact.sha256 for fact in facts)
    assert all(len(request.facts) <= wire.PUSH_FACTS for request in requests)
    assert [request.first_seq for request in requests] == [1, 501, 1001]
    assert not [left for left in tmp_path.iterdir() if left.suffix == ".part"]


def test_only_what_hq_has_not_acknowledged_is_in_it_and_stays_queued(
    shop: SqlStore, tmp_path: Path
) -> None:
    assert tried(shop, tmp_path) == NothingUnsent()
    with shop.write() as room:
        for _ in range(3):
            say(room)
    answer = wire.PushAnswer(acked_through=2, results=(), server_epoch="e", now=NOW)
    shop.sync_store().record_push(answer, NOW)
    done = export(shop, tmp_path)
    (request,) = open_queue(done.path.read_bytes(), hqs_key)
    assert [fact.seq for fact in request.facts] == [3]
    with shop.read() as room:
        assert room.journal.pending()[0] == 1


def test_the_file_shows_nothing(shop: SqlStore, tmp_path: Path) -> None:
    redeem(shop, record_of("a" * 32))
    content = export(shop, tmp_path).path.read_bytes()
    for secret in (b"pickup.redeemed", WANG.encode(), b"20462", b'"facts"'):
        assert secret not in content


def test_a_folder_that_takes_no_file_is_said(shop: SqlStore, tmp_path: Path) -> None:
    with shop.write() as room:
        say(room)
    assert tried(shop, tmp_path / "gone") == NotWritten()


def sample(counter: int = 1) -> wire.PushRequest:
    return wire.PushRequest(
        proto=1, counter=counter, incarnation=1, first_seq=1, facts=(), head=wire.CHAIN_START
    )


SEALED = seal_queue([sample()], receipt_key=KEY, nonce=b"n" * 12)


@given(at=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_found(at: int, bit: int) -> None:
    content = bytearray(SEALED)
    content[at] ^= 1 << bit
    with pytest.raises(BadQueueFile):
        open_queue(bytes(content), hqs_key)


@given(content=st.binary(max_size=200), magic=st.booleans())
def test_garbage_and_halves_are_refused(content: bytes, *, magic: bool) -> None:
    with pytest.raises(BadQueueFile):
        open_queue(SEALED[:28] + content if magic else content, hqs_key)
    with pytest.raises(BadQueueFile):
        open_queue(SEALED[: len(content) % len(SEALED)], hqs_key)


def test_another_counters_key_or_facts_are_refused() -> None:
    with pytest.raises(BadQueueFile):
        open_queue(SEALED, lambda *_: b"x" * 32)
    mixed = seal_queue([sample(), sample(counter=2)], receipt_key=KEY, nonce=b"n" * 12)
    with pytest.raises(BadQueueFile):
        open_queue(mixed, hqs_key)
    assert open_queue(SEALED, hqs_key) == (sample(),)


def test_the_key_is_the_written_one() -> None:
    page = Path(__file__).parents[2] / "sync" / "golden" / "README.md"
    assert _key(KEY).hex() in page.read_text(encoding="utf-8")
    assert msgspec.json.decode(msgspec.json.encode(sample()), type=wire.PushRequest) == sample()
