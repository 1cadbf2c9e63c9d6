"""The other counters of the store: this one as their hub, and their hub for this one. Built once for a counter."""

import functools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from app.actions.desk import Desk, SyncPicture
from app.actions.outcomes import Undone, UndoOutcome
from app.bootstrap.claims import Claiming, ClaimingHq
from app.bootstrap.hub_door import Door, HubDoor
from app.bootstrap.near_hub import NearHub
from app.bootstrap.opening import Enrolled
from app.bootstrap.verbs import Verbs
from app.devices.signatures import device_signer
from app.domain.identity import StaffId
from app.domain.siblings import Sibling
from app.settings import HubSettings
from sync.hub.seals import Own


class SiblingsSide:
    """`door` answers the others; `claiming` asks their hub, or HQ; `desk` is that of the verbs, and the hub hears what is
    taken back. `settings` are the newest; `lane` is the store lane."""

    def __init__(
        self,
        data: Enrolled,
        verbs: Verbs,
        *,
        lane: Executor,
        settings: Callable[[], HubSettings],
        open_hq: Callable[[], ClaimingHq],
    ) -> None:
        self._store = data.store
        with data.store.read() as room:
            identity = room.about.identity()

        @functools.cache
        def signer() -> Callable[[bytes], bytes]:
            return device_signer(data.keys.device_seed)

        def sign(signed: bytes) -> bytes:
            return signer()(signed)

        own = Own(
            store=identity.store.id,
            counter=identity.id,
            incarnation=identity.incarnation,
            sign=sign,
        )
        self.door = HubDoor(
            own,
            verb=verbs.answer_claim,
            siblings=self.everyone,
            staff=self._names,
            settings=settings,
            lane=lane,
        )
        near = NearHub(
            own,
            by_hand=lambda: settings().address,
            names=self._names,
            lane=lane,
            store_name=identity.store.name,
        )
        self.claiming = Claiming(
            verb=verbs.claim,
            redeem=verbs.desk.redeem_pickup,
            lane=lane,
            open_hq=open_hq,
            near=near,
        )
        self._usual = verbs.desk
        self.desk: Desk = replace(
            verbs.desk, undo_redemption=self._undo, sync_picture=self._sync_picture
        )

    def stop(self) -> None:
        """Nobody is answered any more, and a question under way ends."""
        self.door.stop()
        self.claiming.close()

    def _undo(self, approver: StaffId | None, pin: str) -> UndoOutcome:
        outcome = self._usual.undo_redemption(approver, pin)
        if isinstance(outcome, Undone):
            self.claiming.give_back()
        return outcome

    def _sync_picture(self) -> SyncPicture:
        state = self.door.state
        taken = state.port if state.door is Door.NO_PORT else 0
        return replace(self._usual.sync_picture(), port_taken=taken)

    def everyone(self) -> Sequence[Sibling]:
        """The counters of the store, as HQ told of them."""
        with self._store.read() as room:
            return room.siblings.everyone()

    def _names(self) -> Mapping[StaffId, str]:
        with self._store.read() as room:
            return {clerk.id: clerk.name for clerk in room.staff.everyone()}
