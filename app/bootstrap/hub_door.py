"""This counter as the hub of its store: when its door on the shop's network stands open, and what is answered there."""

import logging
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.actions.answer_claim import AnswerClaim, Stranger
from app.domain.grants import ClaimAnswer, Granted
from app.domain.identity import CounterId, PickupId, RedemptionId, StaffId
from app.domain.pickups import Redemption, Units
from app.domain.siblings import Sibling, SiblingClaim
from app.errors import CounterError
from app.settings import HubSettings
from sync.hub.seals import Heard, Own, Peer, opened_ask, sealed_answer, signed_ticket
from sync.wire import Units as WireUnits
from sync.wire.hub import HubAnswer, HubAsk, Taken

if TYPE_CHECKING:
    from sync.hub.server import HubServer

LANE_SECONDS: Final = 2.0
"""The asker waits three."""
_ID: Final = re.compile(r"[0-9a-f]{32}")
log = logging.getLogger(__name__)


class Door(StrEnum):
    """How the hub's door stands."""

    SHUT = "shut"
    OPEN = "open"
    NO_PORT = "no_port"
    """Another program has the port, or the address is not this PC's."""


@dataclass(frozen=True, slots=True)
class DoorState:
    door: Door = Door.SHUT
    port: int = 0


class HubDoor:
    """`look` whenever HQ told something or the settings changed, on any thread; `stop` for good. `own` is this counter,
    `siblings` reads those of the store."""

    def __init__(
        self,
        own: Own,
        *,
        verb: AnswerClaim,
        siblings: Callable[[], Sequence[Sibling]],
        staff: Callable[[], Mapping[StaffId, str]],
        settings: Callable[[], HubSettings],
        lane: Executor,
    ) -> None:
        self._own = own
        self._verb = verb
        self._siblings = siblings
        self._staff = staff
        self._settings = settings
        self._lane = lane
        self._peers: dict[int, Peer] = {}
        self._server: HubServer | None = None
        self._opened_as: tuple[str, int] | None = None
        self._turn = threading.Lock()
        self._stopped = False
        self.state = DoorState()
        self._several = False

    def look(self) -> None:
        """The door is as the newest word of HQ and the settings want it."""
        with self._turn:
            if self._stopped:
                return
            everyone, settings = tuple(self._siblings()), self._settings()
            others = [each for each in everyone if each.id != self._own.counter]
            self._peers = {
                each.id: Peer(each.id, each.incarnation, each.public_key)
                for each in others
                if not each.revoked
            }
            self._several = bool(others)
            wanted = self._wanted(everyone, settings)
            if wanted is not None and self.state.door is Door.NO_PORT:
                self._shut()
            if wanted != self._opened_as:
                self._shut()
                if wanted is not None:
                    self._open(wanted)

    def told(self) -> str | None:
        """Where this counter answers, for HQ to tell the others; None = there are no others."""
        if not self._several:
            return None
        return (
            ",".join(addresses_of(self._settings().host, self.state.port)) if self.is_open else ""
        )

    @property
    def is_open(self) -> bool:
        return self.state.door is Door.OPEN

    def stop(self) -> None:
        with self._turn:
            self._stopped = True
            self._shut()

    def _wanted(self, everyone: Sequence[Sibling], settings: HubSettings) -> tuple[str, int] | None:
        own = next((each for each in everyone if each.id == self._own.counter), None)
        hub = own is not None and own.hub and not own.revoked and bool(self._peers)
        open_ = settings.listen == "on" or (settings.listen == "auto" and hub)
        return (settings.host, settings.port) if open_ else None

    def _open(self, at: tuple[str, int]) -> None:
        from sync.hub.server import HubServer

        server = HubServer(self._answered)
        self._opened_as = at
        try:
            port = server.start(*at)
        except (OSError, OverflowError) as taken:
            self.state = DoorState(Door.NO_PORT, at[1])
            log.warning("other counters cannot ask here, port %s: %s", at[1], taken)
            return
        self._server = server
        self.state = DoorState(Door.OPEN, port)
        log.info("other counters of the store may ask on port %s", port)

    def _shut(self) -> None:
        server, self._server, self._opened_as = self._server, None, None
        self.state = DoorState()
        if server is not None:
            server.stop()

    # -- on the door's threads ------------------------------------------------------------------------------------

    def _answered(self, body: bytes) -> bytes | None:
        from sync.hub.server import Busy

        heard = opened_ask(body, self._own, self._peers)
        asked = claim_in(heard.ask) if heard is not None else None
        if heard is None or asked is None:
            return None
        try:
            waiting = self._lane.submit(self._decided, heard, asked)
        except RuntimeError as closing:
            raise Busy from closing
        try:
            answer = waiting.result(LANE_SECONDS)
        except (TimeoutError, CounterError) as fault:
            waiting.cancel()
            raise Busy from fault
        return sealed_answer(self._own, answer) if answer is not None else None

    def _decided(self, heard: Heard, asked: SiblingClaim) -> HubAnswer | None:
        if heard.ask.give_back:
            refused = self._verb.give_back(asked)
            return (
                None if refused is not None else HubAnswer(asked=heard.digest, outcome="returned")
            )
        answer = self._verb(asked)
        if isinstance(answer, Stranger):
            return None
        return self._said(heard, answer)

    def _said(self, heard: Heard, answer: ClaimAnswer) -> HubAnswer:
        if isinstance(answer, Granted):
            ticket = signed_ticket(self._own, heard.ask, answer.epoch)
            return HubAnswer(
                asked=heard.digest, outcome="granted", epoch=answer.epoch, ticket=ticket
            )
        numbers = {name: staff for staff, name in self._staff().items()} if answer.taken else {}
        return HubAnswer(
            asked=heard.digest,
            outcome="already_redeemed" if answer.detail == "units_taken" else "refused",
            detail=answer.detail,
            holder=answer.holder,
            taken=tuple(_taken(each, numbers.get(each.by_name, 0)) for each in answer.taken),
        )


def claim_in(ask: HubAsk) -> SiblingClaim | None:
    """The claim in a question; None where a number fits no column of ours."""
    claim = ask.claim
    numbers = [
        claim.epoch,
        claim.by,
        *(n for unit in claim.units for n in (unit.line_no, unit.quantity)),
    ]
    fits = all(0 <= number < 2**31 for number in numbers) and 0 < claim.pickup_id < 2**63
    if not fits or _ID.fullmatch(claim.claim_id) is None:
        return None
    return SiblingClaim(
        id=RedemptionId(claim.claim_id),
        pickup=PickupId(claim.pickup_id),
        units=tuple(Units(unit.line_no, unit.quantity) for unit in claim.units),
        epoch=claim.epoch,
        by=StaffId(claim.by),
        counter=CounterId(ask.counter),
        incarnation=ask.incarnation,
    )


def _taken(redemption: Redemption, by: int) -> Taken:
    return Taken(
        redemption=redemption.id,
        at=redemption.at,
        counter=redemption.counter,
        counter_label=redemption.counter_label,
        receipt_no=redemption.receipt_no,
        units=tuple(
            WireUnits(line_no=unit.line_no, quantity=unit.quantity) for unit in redemption.units
        ),
        by=by,
        override=redemption.override,
    )


def addresses_of(host: str, port: int) -> tuple[str, ...]:
    """Where others find what listens at `host`: itself, or this PC's addresses on its networks for "all"."""
    from app.devices.printers.neighbours import own_addresses

    hosts = own_addresses() if host in {"0.0.0.0", "::"} else (host,)  # noqa: S104 - compared, not bound
    return tuple(f"[{each}]:{port}" if ":" in each else f"{each}:{port}" for each in hosts)
