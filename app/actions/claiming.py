"""What claiming (占用) needs of the store beside ports.py: the claims this counter made and what became of them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.actions.ports import Room
from app.domain.grants import Claim, ClaimState
from app.domain.identity import PickupId, RedemptionId


class Claims(Protocol):
    """Kept before HQ is asked, so that no crash forgets what HQ may have granted."""

    def add(self, claim: Claim) -> None: ...

    def open_for(self, pickup: PickupId) -> Claim | None: ...

    def state(self, claim: RedemptionId) -> ClaimState | None: ...

    def open_since(self, before: datetime) -> Sequence[Claim]:
        """Claims last asked before that moment and never answered, oldest first."""
        ...

    def asked_again(self, claim: RedemptionId, at: datetime) -> None: ...

    def close(self, claim: RedemptionId, state: ClaimState) -> None: ...


class ClaimingRoom(Room, Protocol):
    @property
    def claims(self) -> Claims: ...


class ClaimingStore(Protocol):
    def write(self) -> AbstractContextManager[ClaimingRoom]: ...

    def read(self) -> AbstractContextManager[ClaimingRoom]: ...
