"""A counter of a shop with others in it: asks the store's hub over the shop's network or is that hub, as bootstrap wires
it, without sockets and threads."""

import hashlib
import shutil
from dataclasses import replace
from typing import Any

from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.bootstrap.opening import Enrolled
from app.bootstrap.siblings_side import SiblingsSide
from app.devices.secrets import Keys, KeyStrength
from app.devices.signatures import device_signer, public_key
from app.domain.facts import PickupRedeemed
from app.domain.identity import PickupId
from app.domain.pickups import Pickup, Units
from app.settings import HubSettings
from sync import wire
from sync.hub.seals import Own
from sync.wire.hub import TICKET_PREFIX, Ticket, ticket_payload, ticket_text
from tests.faults.sim.machine import CASHIER, KEY, Machine
from tests.faults.sim.shop_line import AtOnce, Network, ShopLine

NO_SOCKET = HubSettings(listen="off")
AS_SHIPPED = HubSettings()


class Neighbour(Machine):
    def __init__(self, *, network: Network, **of_machine: Any) -> None:
        super().__init__(**of_machine)
        self.network = network
        self.off_the_network = False
        self._pcs = 0
        self._seed = b""
        self._another_key()

    # -- the machine -------------------------------------------------------------------------------------------

    def enrol(self, store: int, label: int | None) -> None:
        if not self.file.exists():
            self.boot(fresh=True)
        answer = self._hq.enrolled(store, label, public_key(self._seed))
        self.store.enrolled(answer, "https://hq")
        self.boot()

    def boot(self, *, fresh: bool = False) -> None:
        super().boot(fresh=fresh)
        if fresh:
            return
        self.side = SiblingsSide(
            Enrolled(self.store, Keys(KEY, self._seed), KeyStrength.WEAK),
            self.verbs,
            lane=AtOnce(),
            settings=lambda: NO_SOCKET,
            open_hq=lambda: self.line,
        )
        self.line.key = public_key(self._seed)
        own = Own(*_place(self), device_signer(self._seed))
        near: Any = self.side.claiming._near
        near._line = ShopLine(own, self, self.network)
        self.side.claiming._thread.shutdown()
        self.side.claiming._thread = AtOnce()  # type: ignore[assignment]
        self.verbs = replace(self.verbs, desk=self.side.desk)
        self.side.door.look()

    def is_known(self) -> bool:
        return super().is_known() and self._hq.key_of(self.bearer) == self.line.key

    def copied_to(self, twin: "Neighbour") -> None:
        """The disk and the place of the keys."""
        shutil.copy(self.image, twin.file)
        twin._seed = self._seed

    def new_pc(self) -> None:
        """The old one is gone with all it knew; this counter is enrolled anew."""
        store, label = self.place
        self.store.close()
        for left in self.file.parent.glob(f"{self.file.name}*"):
            left.unlink()
        self._another_key()
        self.enrol(store, label)

    def _another_key(self) -> None:
        self._pcs += 1
        self._seed = hashlib.sha256(f"{self.name}/{self._pcs}".encode()).digest()

    # -- as the others find it ---------------------------------------------------------------------------------

    @property
    def counter(self) -> int:
        return self.bearer.counter

    @property
    def listens(self) -> bool:
        """Its door would stand open."""
        return self.side.door._wanted(self.side.everyone(), AS_SHIPPED) is not None

    def answer(self, body: bytes) -> bytes | None:
        return self.side.door._answered(body)

    def may_die(self, moments: int) -> None:
        if moments:
            self.fuse.arm(moments)
        else:
            self.die_after_commit()

    def clerk_leaves(self) -> None:
        for asked in self.side.claiming._asks:
            asked.leave()

    # -- what people do here -----------------------------------------------------------------------------------

    def _asked(self, request: RedeemRequest) -> str:
        with self.store.read() as room:
            if room.staff.get(CASHIER) is None:
                return "nobody can sign in yet"
        done = self.side.claiming.ask(request).answer.result()
        return f"{type(done).__name__}{getattr(done, 'why', '')}"

    def settle_claims(self) -> str:
        self.side.claiming.settle_abandoned().result()
        return "settled"

    def report_short(self, pickup: int) -> str:
        """Alone, or beside goods that are handed over."""
        found = self.known(pickup)
        line = next((line for line in found.lines if line.ready), None) if found else None
        if line is None:
            return "nothing ready"
        given = (Units(line.line_no, 1),) if line.ready > 1 else ()
        problem = LineProblem(line.line_no, 1, Problem.SHORTAGE)
        return self._asked(RedeemRequest(PickupId(pickup), given, (problem,)))

    def forge(self, pickup: int) -> str:
        """Somebody at this counter writes the hub's ticket themselves, without the hub's key."""
        found = self.known(pickup)
        hub = found.grant.counter if found else 0
        if found is None or not hub or hub == self.counter:
            return "nothing to forge"
        claim, units = self.new(), (Units(found.lines[0].line_no, 1),)
        told = PickupRedeemed(
            claim, found.id, found.grant.epoch, units, 1, None, 0, None, self._false(found, claim)
        )
        with self.store.write() as room:
            room.journal.append(told, at=self.now(), mono_ms=self.mono_ms(), by=CASHIER)
        return "forged"

    def _false(self, found: Pickup, claim: str) -> str:
        with self.store.read() as room:
            hub = next(
                (each for each in room.siblings.everyone() if each.id == found.grant.counter), None
            )
        store, counter, incarnation = _place(self)
        payload = ticket_payload(
            Ticket(
                store=store,
                hub=found.grant.counter,
                hub_incarnation=hub.incarnation if hub else 1,
                counter=counter,
                incarnation=incarnation,
                claim=claim,
                pickup=found.id,
                epoch=found.grant.epoch,
                units=(wire.Units(line_no=found.lines[0].line_no, quantity=1),),
            )
        )
        return ticket_text(payload, device_signer(self._seed)(TICKET_PREFIX + payload))

    def waits(self) -> bool:
        """Something is still to be told to the hub."""
        return bool(self.verbs.claim.due_back())

    def pull(self) -> str:
        told = super().pull()
        self.side.door.look()
        return told


def _place(machine: Machine) -> tuple[int, int, int]:
    return machine.bearer.store, machine.bearer.counter, machine.bearer.incarnation
