"""What the counters of one store need of each other's stores beside ports.py: who they are, and the hub's answers."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.actions.ports import RedemptionRecord, Room
from app.domain.grants import ClaimAnswer
from app.domain.identity import CounterId, PickupId, RedemptionId
from app.domain.siblings import Sibling, SiblingClaim


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim of another counter with the answer it gets for ever; `taken_back` = what was granted is over."""

    asked: SiblingClaim
    answer: ClaimAnswer
    taken_back: bool


class Siblings(Protocol):
    def everyone(self) -> Sequence[Sibling]:
        """All counters of the store HQ told of, this one among them."""
        ...

    def answered(self, claim: RedemptionId) -> Answered | None: ...

    def keep(
        self,
        asked: SiblingClaim,
        answer: ClaimAnswer,
        at: datetime,
        allowed: tuple[RedemptionRecord, int] | None = None,
    ) -> None:
        """`allowed`: the hand-over that counts from now on, and the seq of its fact."""
        ...

    def take_back(self, claim: RedemptionId, pickup: PickupId, seq: int) -> None:
        """It counts no more, by the fact `seq`."""
        ...

    def unheard(self, pickup: PickupId, asker: CounterId) -> Mapping[int, int]:
        """Units by line that were given and are free again, and HQ has not heard that they are; without what `asker`
        itself gave back."""
        ...


class SiblingRoom(Room, Protocol):
    @property
    def siblings(self) -> Siblings: ...


class SiblingStore(Protocol):
    def write(self) -> AbstractContextManager[SiblingRoom]: ...

    def read(self) -> AbstractContextManager[SiblingRoom]: ...
