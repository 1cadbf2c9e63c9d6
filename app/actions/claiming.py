"""What claiming (占用) needs of the store beside ports.py: the claims this counter made and what became of them; and how
a screen asks HQ, or the hub, without waiting for the line."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.actions.outcomes import ClaimOutcome
from app.actions.requests import RedeemRequest
from app.actions.sibling_ports import SiblingRoom
from app.domain.grants import Claim, ClaimState
from app.domain.identity import CounterId, PickupId, RedemptionId


class Claims(Protocol):
    """Kept before HQ is asked, so that no crash forgets what HQ may have granted."""

    def add(self, claim: Claim) -> None: ...

    def open_for(self, pickup: PickupId) -> Claim | None: ...

    def state(self, claim: RedemptionId) -> ClaimState | None: ...

    def open_outside(self, first: datetime, last: datetime) -> Sequence[Claim]:
        """Claims never answered and last asked outside this span of time, oldest first: long ago, or in a future that
        a wrong clock made up."""
        ...

    def asked_again(self, claim: RedemptionId, at: datetime) -> None: ...

    def close(self, claim: RedemptionId, state: ClaimState) -> None: ...

    def asked_of(self, claim: RedemptionId) -> CounterId:
        """The hub it was last sent to, perhaps; 0 = HQ, or nobody yet."""
        ...

    def ask_of(self, claim: RedemptionId, hub: CounterId) -> None: ...

    def due_back(self, limit: int) -> Sequence[tuple[Claim, CounterId]]:
        """What a hub granted, is not with a customer and the hub has not been told of, newest first."""
        ...

    def told_back(self, claim: RedemptionId) -> None: ...


class ClaimingRoom(SiblingRoom, Protocol):
    @property
    def claims(self) -> Claims: ...


class ClaimingStore(Protocol):
    def write(self) -> AbstractContextManager[ClaimingRoom]: ...

    def read(self) -> AbstractContextManager[ClaimingRoom]: ...


class Asking(Protocol):
    """One question to HQ or the hub under way."""

    @property
    def answer(self) -> Future[ClaimOutcome]: ...

    def leave(self) -> bool:
        """Nobody waits any more: what HQ may grant is not handed over but given back. False = too late, the hand-over
        is being written and its outcome must be shown."""
        ...


AskHq = Callable[[RedeemRequest], Asking]
