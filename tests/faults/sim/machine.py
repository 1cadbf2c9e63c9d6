"""One PC at a counter: a real encrypted file, the real verbs and engine, a wrong clock, a full disk, a power switch."""

import random
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.actions.outcomes import HandedOver, PickupFound, Undone
from app.actions.requests import LineProblem, OverrideRequest, Problem, RedeemRequest
from app.bootstrap.claims import answer_of, request_of
from app.bootstrap.verbs import Verbs, build_verbs
from app.domain.codes import PickupCode
from app.domain.facts import AfterSaleReported
from app.domain.grants import Claim
from app.domain.identity import PickupId, StaffId
from app.domain.pickups import Pickup, Units
from app.store.opening import SqlStore, open_store
from app.store.sync_store import SqlSyncStore
from sync import wire
from sync.engine import Engine
from sync.errors import Retry, Stop, SyncError
from sync.hq.auth import Bearer
from tests.fakes import PinIsTheHash, PlainTokens
from tests.faults.sim.fuse import Died, Fuse, cut_short
from tests.faults.sim.headquarters import Headquarters
from tests.faults.sim.line import LineToHq, Weather

KEY = b"k" * 32
CASHIER, MANAGER, MANAGER_PIN = StaffId(1), StaffId(9), "999999"
NO_LIMIT = 2**30


class Compared(SqlSyncStore):
    """No fault here takes rows away behind the program's back: a difference is a row that was never delivered."""

    def differs(self, sums: Sequence[wire.ScopeSum], at: datetime) -> str | None:
        found = super().differs(sums, at)
        assert found is None, f"{found} is not here as it is at HQ"
        return found


class Machine:
    """`name` is also what its ids begin with, so that two clones never make the same one."""

    def __init__(
        self,
        *,
        name: str,
        folder: Path,
        hq: Headquarters,
        weather: Weather,
        now: Callable[[], datetime],
        chance: random.Random,
    ) -> None:
        self.name = name
        self.file = folder / f"{name}.db"
        self.image = folder / f"{name}.image"
        self._hq = hq
        self._weather = weather
        self._true_now = now
        self._chance = chance
        self._ids = 0
        self.clock_off = timedelta()
        self.stopped = ""
        self.revoked = False
        self.disk_full = False
        self.cut = False
        self.clone = False
        self._commits_to_live = 0
        self._boots = 0

    # -- the machine -------------------------------------------------------------------------------------------

    def enrol(self, store: int, label: int | None) -> None:
        """Answer the enrolment dialogue; the next incarnation with the label of a counter that stands there."""
        if not self.file.exists():
            self.boot(fresh=True)
        self.store.enrolled(self._hq.enrolled(store, label), "https://hq")
        self.boot()

    def boot(self, *, fresh: bool = False) -> None:
        """Start the program; what was only in memory is gone."""
        if hasattr(self, "store"):
            self.store.close()
        self.store: SqlStore = open_store(self.file, KEY)
        self.fuse = Fuse(self.store._engine)
        self._boots += 1
        self.stopped = ""
        if fresh:
            return
        with self.store.read() as room:
            known = room.meta.enrolled()
        self.place = (known.store.store, known.label)
        self.bearer = Bearer(known.counter, known.incarnation, known.store.store)
        self.line = LineToHq(self._hq, self._weather, self.bearer, self.name)
        self.line.is_cut = self.cut
        self.engines()
        self.verbs: Verbs = build_verbs(
            store=self.store,
            clock=self,
            hq_now=self._true_now,
            ids=self,
            tokens=PlainTokens(),
            pins=PinIsTheHash(),
            print_age_limit_s=600,
            committed=self._committed,
        )
        with self.store.write() as room:
            room.staff.sign_in(CASHIER, self.now())
        self.fuse.begin = self._limit_disk

    def die(self) -> None:
        """The power goes, and comes again."""
        cut_short(self.file, self.store.close)
        self.boot()

    def engines(self) -> None:
        """As the worker has them: one for each direction. New ones have forgotten how often HQ made them start over."""
        self.pusher = Engine(self.store.sync_store(), self.line, self.now)
        self.puller = Engine(Compared(self.store._transactions), self.line, self.now)
        self.puller.pages_a_check = 5

    @property
    def stamp(self) -> tuple[int, int]:
        """Another one when something may have been written here."""
        return self._boots, self.fuse.commits

    def is_known(self) -> bool:
        """HQ has this enrolment of it."""
        return self._hq.knows(self.bearer)

    def copy_disk(self) -> None:
        self.store.close()
        shutil.copy(self.file, self.image)
        self.boot()

    def from_image(self) -> None:
        """The disk is as it was when it was copied."""
        self.store.close()
        for left in self.file.parent.glob(f"{self.file.name}-*"):
            left.unlink()
        shutil.copy(self.image, self.file)
        self.boot()

    def cut_off(self, cut: bool) -> None:
        self.cut = self.line.is_cut = cut

    def _limit_disk(self, raw: Any) -> None:
        most = raw.execute("PRAGMA page_count").fetchone()[0] if self.disk_full else NO_LIMIT
        raw.execute(f"PRAGMA max_page_count = {most}")

    def die_after_commit(self) -> None:
        self._commits_to_live = 1

    def safe(self) -> None:
        """Nobody dies any more."""
        self.fuse.safe()
        self._commits_to_live = 0

    def _committed(self) -> None:
        if self._commits_to_live:
            self._commits_to_live = 0
            raise Died

    # -- Clock and Ids of the verbs ------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self._true_now() + self.clock_off

    def mono_ms(self) -> int:
        return int(self._true_now().timestamp() * 1000)

    def new(self) -> str:
        self._ids += 1
        return f"{self.name.encode().hex():0>8}{self._chance.getrandbits(32):08x}{self._ids:016x}"

    # -- what people do here -------------------------------------------------------------------------------------

    def known(self, pickup: int) -> Pickup | None:
        with self.store.read() as room:
            return room.pickups.get(PickupId(pickup))

    def holds(self, pickup: int) -> bool:
        """Whether it may hand the order over without asking, as far as it knows."""
        found = self.known(pickup)
        return found is not None and found.grant.counter == self.bearer.counter

    def redeem(self, pickup: int, quantity: int) -> str:
        """Some units of one line of an order this counter has; asks HQ for it when it holds no grant."""
        found = self.known(pickup)
        line = next((line for line in found.lines if line.ready), None) if found else None
        if found is None or line is None:
            return "nothing ready"
        units = (Units(line.line_no, min(quantity, line.ready)),)
        return self._asked(RedeemRequest(PickupId(pickup), units))

    def scan(self, code: str, quantity: int) -> str:
        """As `redeem`, by the customer's code: blind when the order is not here."""
        found = self.verbs.desk.scan_code(code)
        if not isinstance(found, PickupFound):
            return type(found).__name__
        unit = found.ready.units[0]
        units = (Units(unit.line_no, min(quantity, unit.quantity)),)
        blind: PickupCode | None = found.code
        return self._asked(RedeemRequest(found.pickup.id, units, code=blind))

    def _asked(self, request: RedeemRequest) -> str:
        prepared = self.verbs.claim.prepare(request)
        if not isinstance(prepared, Claim):
            done = self.verbs.desk.redeem_pickup(request)
            return type(done).__name__
        try:
            answer = answer_of(self.line.claim(request_of(prepared)))
        except SyncError as fault:
            return f"HQ not reached: {fault}"
        return type(self.verbs.claim.finish(prepared, answer)).__name__

    def settle_claims(self) -> str:
        """What nobody waits for any more."""
        for claim in self.verbs.claim.abandoned():
            try:
                answer = answer_of(self.line.claim(request_of(claim)))
            except SyncError as fault:
                return f"HQ not reached: {fault}"
            self.verbs.claim.settle(claim, answer)
        return "settled"

    def undo(self, *, manager: bool) -> str:
        undo = self.verbs.desk.undo_redemption
        done = undo(MANAGER, MANAGER_PIN) if manager else undo(None, "")
        return type(done).__name__ if not isinstance(done, Undone) else "undone"

    def override(self, pickup: int) -> str:
        if self.known(pickup) is None:
            return "not here"
        done = self.verbs.desk.override_refusal(
            OverrideRequest(PickupId(pickup), MANAGER, MANAGER_PIN)
        )
        return type(done).__name__ if not isinstance(done, HandedOver) else "overridden"

    def report_short(self, pickup: int) -> str:
        found = self.known(pickup)
        line = next((line for line in found.lines if line.open), None) if found else None
        if line is None:
            return "nothing open"
        problem = LineProblem(line.line_no, 1, Problem.SHORTAGE)
        done = self.verbs.desk.redeem_pickup(RedeemRequest(PickupId(pickup), (), (problem,)))
        return type(done).__name__

    def report_strange(self, pickup: int) -> str:
        """As a newer version might: a kind of problem this HQ has never heard of."""
        found = self.known(pickup)
        if found is None:
            return "not here"
        told = AfterSaleReported(found.id, found.lines[0].line_no, 1, "wrong_item", None)
        with self.store.write() as room:
            room.journal.append(told, at=self.now(), mono_ms=self.mono_ms(), by=CASHIER)
        return "reported"

    def waits(self) -> bool:
        """Something is still to be told to another counter."""
        return False

    # -- sync ----------------------------------------------------------------------------------------------------

    def push(self) -> str:
        return self._round(lambda: self.pusher.push(probe=True))

    def pull(self) -> str:
        return self._round(lambda: self.puller.pull(0))

    def _round(self, work: Callable[[], object]) -> str:
        if self.stopped and self.stopped != "revoked":
            return f"stopped: {self.stopped}"
        try:
            work()
        except Retry as fault:
            return f"later: {fault}"
        except Stop as fault:
            if self.stopped != "revoked":
                self.stopped = fault.code
            return f"STOP {fault.code}: {fault}"
        return "done"
