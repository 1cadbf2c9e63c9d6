"""The print lane: one job after the other on one thread, woken and stopped at any moment, and never dead."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.actions.ports import PrintJob, PrintResult
from app.devices.printers.lane import PrintLane
from app.domain.identity import PrintJobId, ReceiptNo
from app.domain.receipts import JobState, PickupReceipt, PrinterState, PrintFault
from tests.devices.printers.receipts import receipt

OK = PrintResult(JobState.CONFIRMED)


class Desk:
    """Queue, printer and watcher in one, so that a test can wait for what happened."""

    def __init__(self) -> None:
        self.queue: deque[PrintJob] = deque()
        self.settled: list[tuple[int, PrintResult]] = []
        self.states: list[PrinterState] = []
        self.threads: set[str] = set()
        self.probes = 0
        self.takes = 0
        self.busy = False
        self.result: Callable[[PickupReceipt], PrintResult] = lambda _: OK
        self.changed = threading.Condition()

    def put(self, *numbers: int) -> None:
        for number in numbers:
            self.queue.append(
                PrintJob(
                    id=PrintJobId(number),
                    receipt_no=ReceiptNo(number),
                    state=JobState.SENDING,
                    created_at=datetime(2026, 11, 22, tzinfo=UTC),
                    receipt=receipt(receipt_no=ReceiptNo(number)),
                )
            )

    def take(self) -> PrintJob | None:
        self.takes += 1
        return self.queue.popleft() if self.queue else None

    def settle(self, job: PrintJob, result: PrintResult) -> None:
        with self.changed:
            self.settled.append((job.id, result))
            self.changed.notify_all()

    def print_receipt(self, receipt: PickupReceipt) -> PrintResult:
        self.threads.add(threading.current_thread().name)
        assert not self.busy
        self.busy = True
        try:
            return self.result(receipt)
        finally:
            self.busy = False

    def probe(self) -> PrinterState:
        assert not self.busy
        with self.changed:
            self.probes += 1
            self.changed.notify_all()
        return PrinterState.OK

    def on_state(self, state: PrinterState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def wait(self, met: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(met, 10)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def lane_of(desk: Desk, **changes: object) -> PrintLane:
    parts: dict[str, object] = {
        "take": desk.take,
        "printer": desk,
        "settle": desk.settle,
        "on_state": desk.on_state,
    }
    return PrintLane(**(parts | changes))  # type: ignore[arg-type]


def test_what_was_queued_before_the_start_prints_in_order_on_one_thread(desk: Desk) -> None:
    desk.put(1, 2, 3)
    lane = lane_of(desk)
    lane.start()
    desk.wait(lambda: len(desk.settled) == 3)
    assert lane.stop()
    assert desk.settled == [(1, OK), (2, OK), (3, OK)]
    assert desk.threads == {"print-lane"}
    assert desk.states == [PrinterState.OK]


def test_a_wake_from_any_thread_is_never_lost(desk: Desk) -> None:
    lane = lane_of(desk)
    lane.start()

    def many(start: int) -> None:
        for number in range(start, start + 50):
            desk.put(number)
            lane.wake()

    wakers = [threading.Thread(target=many, args=(base,)) for base in (0, 1000, 2000)]
    for waker in wakers:
        waker.start()
    desk.wait(lambda: len(desk.settled) == 150)
    assert lane.stop()
    assert len({job for job, _ in desk.settled}) == 150


def test_stop_lets_the_job_end_and_takes_no_other(desk: Desk) -> None:
    printing, go_on = threading.Event(), threading.Event()

    def slow(_: PickupReceipt) -> PrintResult:
        printing.set()
        go_on.wait(10)
        return OK

    desk.result = slow
    desk.put(1, 2)
    lane = lane_of(desk)
    lane.start()
    assert printing.wait(10)
    assert not lane.stop(seconds=0.01)
    go_on.set()
    assert lane.stop()
    assert desk.settled == [(1, OK)]
    assert len(desk.queue) == 1


def test_a_mistake_in_settling_is_loud_and_the_lane_lives(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = threading.Event()

    def settle(job: PrintJob, result: PrintResult) -> None:
        if job.id == 1:
            broken.set()
            raise RuntimeError("database gone")
        desk.settle(job, result)

    lane = lane_of(desk, settle=settle)
    desk.put(1)
    lane.start()
    assert broken.wait(10)
    desk.put(2)
    lane.wake()
    desk.wait(lambda: desk.settled == [(2, OK)])
    assert lane.stop()
    assert "database gone" in caplog.text


def test_a_watcher_that_fails_stops_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def on_state(_: PrinterState) -> None:
        raise RuntimeError("window closed")

    desk.put(1, 2)
    lane = lane_of(desk, on_state=on_state)
    lane.start()
    desk.wait(lambda: len(desk.settled) == 2)
    assert lane.stop()
    assert "window closed" in caplog.text


def test_probing_goes_on_between_jobs_and_tells_changes_only(desk: Desk) -> None:
    lane = lane_of(desk, probe=desk.probe, probe_seconds=0.01)
    lane.start()
    desk.wait(lambda: desk.probes >= 3)
    desk.result = lambda _: PrintResult(JobState.FAILED, PrintFault.NO_PAPER)
    desk.put(1)
    lane.wake()
    desk.wait(lambda: desk.states[-2:] == [PrinterState.NO_PAPER, PrinterState.OK])
    assert lane.stop()
    assert desk.states == [PrinterState.OK, PrinterState.NO_PAPER, PrinterState.OK]
    assert desk.takes == 3, "asked for jobs without having been woken"


def test_a_job_saves_the_probe_after_it(desk: Desk) -> None:
    lane = lane_of(desk, probe=desk.probe, probe_seconds=3600)
    desk.put(1)
    lane.start()
    desk.wait(lambda: bool(desk.settled))
    lane.wake()
    assert lane.stop()
    assert desk.probes == 0
    assert desk.states == [PrinterState.OK]


def test_a_lane_that_never_started_stops(desk: Desk) -> None:
    assert lane_of(desk).stop()
