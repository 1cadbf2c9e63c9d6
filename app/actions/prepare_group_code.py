"""A code into the store's group for one person at the counter, on a screen and on no paper: numbered apart from the
receipts, its gift given once as theirs is."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

from app.actions.hand_over import JOIN_GROUP, short_form
from app.actions.ports import Clock, Receipts, ReceiptTokens, Room
from app.domain.identity import ReceiptNo
from app.domain.money import Fen
from app.domain.receipts import ReceiptCode


class CodeNumbers(Receipts, Protocol):
    def next_code_no(self) -> ReceiptNo:
        """A number no receipt of this counter has or will have."""
        ...


class CodesRoom(Room, Protocol):
    @property
    def receipts(self) -> CodeNumbers: ...


class CodesStore(Protocol):
    def write(self) -> AbstractContextManager[CodesRoom]: ...


class PrepareGroupCode:
    def __init__(self, *, store: CodesStore, clock: Clock, tokens: ReceiptTokens) -> None:
        self._store = store
        self._clock = clock
        self._tokens = tokens

    def __call__(self) -> ReceiptCode:
        with self._store.write() as room:
            number = room.receipts.next_code_no()
            policy = room.about.policy()
        expires = self._clock.now() + timedelta(days=policy.referral_days)
        url = self._tokens.url(number, JOIN_GROUP, expires)
        return ReceiptCode("join_group", url, short_form(url), Fen(policy.join_group_fen))
