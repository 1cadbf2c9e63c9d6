"""Our own jobs and the POS's wait for each other, and never for ever."""

import threading
from collections.abc import Callable

from app.devices.bridge.turns import PrinterInTurn, PrinterTurns
from app.domain.receipts import JobState, PrinterState
from tests.devices.printers.receipts import printer as on_loopback
from tests.devices.printers.receipts import receipt
from tests.virtual_printer import VirtualPrinter

PATIENCE = 10


def in_background(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_our_job_waits_for_the_till_and_the_till_for_our_job() -> None:
    turns = PrinterTurns(own_job=PATIENCE, pos=PATIENCE)
    told: list[str] = []

    def own() -> None:
        with turns.of_own_job():
            told.append("own")

    def pos() -> None:
        with turns.of_pos():
            told.append("pos")

    with turns.of_pos():
        waiting = in_background(own)
        waiting.join(0.05)
        assert told == []
    waiting.join(PATIENCE)
    with turns.of_own_job():
        waiting = in_background(pos)
        waiting.join(0.05)
        assert told == ["own"]
    waiting.join(PATIENCE)
    assert told == ["own", "pos"]


def test_two_tills_do_not_wait_for_each_other() -> None:
    turns = PrinterTurns(own_job=PATIENCE, pos=PATIENCE)
    with turns.of_pos(), turns.of_pos():
        pass


def test_a_till_that_stays_connected_does_not_keep_us_from_printing() -> None:
    turns = PrinterTurns(own_job=0.02, pos=0.02)
    with VirtualPrinter() as printer, turns.of_pos():
        ours = on_loopback(printer.port)
        ours_in_turn = PrinterInTurn(ours, turns, ours.probe)
        assert ours_in_turn.print_receipt(receipt()).state is JobState.CONFIRMED
        assert ours_in_turn.probe is not None
        assert ours_in_turn.probe() is PrinterState.OK
        with turns.of_own_job(), turns.of_pos():
            pass
        assert len(printer.wait_for_jobs(1)) == 1
