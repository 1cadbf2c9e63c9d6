"""Reprint (补打): the same receipt with its count, as a fact, through the same queue."""

from dataclasses import replace

from app.actions.hand_over import signed_in
from app.actions.outcomes import NothingToReprint, Reprinting, ReprintOutcome
from app.actions.ports import Clock, Store, Wake
from app.domain.facts import ReceiptReprinted
from app.domain.identity import ReceiptNo


class ReprintReceipt:
    def __init__(self, *, store: Store, clock: Clock, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed

    def __call__(self, receipt_no: ReceiptNo | None) -> ReprintOutcome:
        """None = the last receipt of this counter."""
        now = self._clock.now()
        with self._store.write() as room:
            known = room.receipts.last() if receipt_no is None else room.receipts.get(receipt_no)
            if known is None:
                return NothingToReprint()
            count = room.receipts.count_reprint(known.receipt_no)
            fact = ReceiptReprinted(receipt_no=known.receipt_no, count=count)
            room.journal.append(fact, at=now, mono_ms=self._clock.mono_ms(), by=signed_in(room).id)
            room.print_jobs.add(replace(known, reprint=count), now)
        self._committed()
        return Reprinting(known.receipt_no, count)
