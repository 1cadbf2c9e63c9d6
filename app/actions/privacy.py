"""What the verbs about personal data need of the store, beside ports.py: forgetting, stripping, telling, wiping."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.actions.ports import Room
from app.domain.identity import MemberId


class Privacy(Protocol):
    """Personal data inside one transaction. Facts are never changed: they name members by id only."""

    def unseen(self, before: datetime, limit: int) -> Sequence[MemberId]:
        """Members HQ had no news of and who collected and answered nothing here since; never one with an open order
        or with points HQ has not settled."""
        ...

    def open_orders(self, member: MemberId) -> Sequence[str]:
        """Order numbers still owed to this member."""
        ...

    def forget(self, members: Sequence[MemberId]) -> None:
        """The members go with their other names, coupons and points; their orders stay without name and phone."""
        ...

    def strip_orders(self, before: datetime, limit: int) -> int:
        """Takes name and phone off orders finished before; how many were found. What was handed over stays known."""
        ...

    def drop_facts(self, before: datetime, limit: int) -> int:
        """Facts HQ acknowledged before that moment leave, but never the newest, nor one that still needs a person; how
        many were looked at. What they did stays known."""
        ...

    def told(self, member: MemberId) -> dict[str, object] | None:
        """All this counter holds of one person, ready for JSON; None when it holds nothing."""
        ...

    def wipe(self, at: datetime) -> None:
        """A revoked counter: members, coupons and orders go, the rights to redeem with them; the queue, receipts
        (which are masked) and staff stay. HQ's data is asked for from the start should HQ ever give some again."""
        ...

    def tidied_at(self) -> datetime | None:
        """When the retention time was last seen to; `tidied` sets it."""
        ...

    def tidied(self, at: datetime) -> None: ...


class PrivateRoom(Room, Protocol):
    @property
    def privacy(self) -> Privacy: ...


class PrivateStore(Protocol):
    """The counter's database, for the verbs that forget."""

    def write(self) -> AbstractContextManager[PrivateRoom]: ...

    def read(self) -> AbstractContextManager[PrivateRoom]: ...

    def scrub(self) -> None:
        """Nothing that was deleted is left on the disk afterwards: free pages, the log, the backups. Slow. Raises
        DatabaseBusy when somebody reads for too long; then it is still due."""
        ...

    def scrub_due(self) -> bool:
        """A wipe whose traces on the disk are not gone yet."""
        ...

    def drop_backups(self, before: datetime) -> None:
        """Whole copies made before a migration live no longer than the retention time."""
        ...
