"""A code for another system's receipt, made ahead: its own receipt number and the referral QR of it."""

from dataclasses import dataclass
from datetime import timedelta

from app.actions.hand_over import REFERRAL, short_form
from app.actions.ports import Clock, ReceiptTokens, Store
from app.domain.identity import ReceiptNo
from app.domain.money import Fen
from app.domain.receipts import ReceiptCode


@dataclass(frozen=True, slots=True)
class PosCode:
    """`receipt_no` is inside the code and stands for the paper it will be printed on; unused ones are never used again."""

    receipt_no: ReceiptNo
    code: ReceiptCode


class PreparePosCode:
    def __init__(self, *, store: Store, clock: Clock, tokens: ReceiptTokens) -> None:
        self._store = store
        self._clock = clock
        self._tokens = tokens

    def __call__(self) -> PosCode:
        """Takes the next receipt number of this counter."""
        with self._store.write() as room:
            number = room.receipts.next_no()
            policy = room.about.policy()
        expires = self._clock.now() + timedelta(days=policy.referral_days)
        url = self._tokens.url(number, REFERRAL, expires)
        code = ReceiptCode("referral", url, short_form(url), Fen(policy.referral_fen))
        return PosCode(number, code)
