"""A counter's day as a program of its own, to be killed at any moment: scan, hand over one unit, undo, reprint, and
again. Says on standard output what it has committed, only after the commit.

    python -m tests.faults.day DATA_DIRECTORY FILE_WITH_CODES CLERK PIN [drain]

With `drain` it only sees its queue off.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.actions.outcomes import HandedOver, PickupFound, Undone
from app.actions.requests import PromptReply, RedeemRequest
from app.bootstrap.counter import Counter, Ears
from app.bootstrap.opening import Enrolled, open_data
from app.devices.secret_places import FileSecrets
from app.domain.pickups import Units
from app.paths import Paths
from app.settings import load_settings
from sync.status import Line, SyncStatus

PATIENCE_S = 30


class Day:
    """One run of the program."""

    def __init__(self, data: Path, codes: list[str], name: str, pin: str) -> None:
        paths = Paths(data)
        settings, _ = load_settings(paths.settings)
        self._lane = ThreadPoolExecutor(max_workers=1)
        opened = self._lane.submit(open_data, paths.database, FileSecrets(data / "key")).result()
        if not isinstance(opened, Enrolled):
            raise SystemExit(f"not a counter: {type(opened).__name__}")
        self._codes = codes
        self._who = (name, pin)
        self._status = SyncStatus()
        self._news = threading.Condition()
        self._counter = Counter(
            data=opened,
            settings=settings,
            lane=self._lane,
            ears=Ears(
                sync=self._heard,
                changed=self._changed,
                printer=lambda _: None,
                printed=lambda: None,
                scanner=lambda _: None,
                scanned=lambda _: None,
            ),
        )

    def run(self, *, work: bool = True) -> None:
        self._lane.submit(self._counter.prepare).result()
        self._counter.start()
        self._until(lambda: self._status.fresh_at is not None, "HQ's data")
        desk = self._counter.desk
        start = self._lane.submit(desk.start).result()
        if start.clerk is None:
            name, pin = self._who
            clerk = next(each for each in start.everyone if each.name == name)
            self._lane.submit(desk.sign_in, clerk.id, pin).result()
        said("begun", "-")
        turn = 0
        while work and self._hand_over_one_of_each(turn):
            turn += 1
        self._until(
            lambda: self._status.line is Line.ONLINE and self._status.pending == 0, "the queue"
        )
        said("drained", "-")
        self._counter.stop()

    def _hand_over_one_of_each(self, turn: int) -> bool:
        """One unit of every order that still has one; True when there was any."""
        any_left = False
        desk = self._counter.desk
        for place, code in enumerate(self._codes):
            found = self._lane.submit(desk.scan_code, code).result()
            if not isinstance(found, PickupFound):
                continue
            any_left = True
            first = found.ready.units[0]
            request = RedeemRequest(found.pickup.id, (Units(first.line_no, 1),), code=found.code)
            done = self._lane.submit(desk.redeem_pickup, request).result()
            if isinstance(done, HandedOver):
                said("redeemed", done.redemption)
            if found.prompt is not None:
                answer = PromptReply(
                    found.prompt.rule, found.prompt.variant, "taken", None, found.pickup.id, None
                )
                self._lane.submit(desk.answer_prompt, answer).result()
            if (place + turn) % 5 == 0 and isinstance(done, HandedOver):
                undone = self._lane.submit(desk.undo_redemption, None, "").result()
                if isinstance(undone, Undone):
                    said("undone", done.redemption)
                    self._lane.submit(desk.redeem_pickup, request).result()
            if (place + turn) % 7 == 0:
                self._lane.submit(desk.reprint_receipt, None).result()
        return any_left

    def _heard(self, status: SyncStatus) -> None:
        with self._news:
            self._status = status
            self._news.notify_all()

    def _changed(self) -> None:
        with self._news:
            self._news.notify_all()

    def _until(self, met: Callable[[], bool], what: str) -> None:
        with self._news:
            if not self._news.wait_for(met, PATIENCE_S):
                raise SystemExit(f"waited in vain for {what}: {self._status}")


def said(what: str, redemption: str) -> None:
    """One line, out of this process before anything else happens."""
    sys.stdout.write(f"{what} {redemption}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Day(
        Path(sys.argv[1]),
        Path(sys.argv[2]).read_text(encoding="ascii").split(),
        sys.argv[3],
        sys.argv[4],
    ).run(work=sys.argv[5:] != ["drain"])
