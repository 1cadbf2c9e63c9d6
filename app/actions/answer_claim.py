"""Answer a claim (占用) of another counter as the hub of the store: decided and written in one transaction, before anybody
hears of it. The same claim again gets the same answer, for ever."""

from dataclasses import dataclass

from app.actions.ports import Clock, RedemptionRecord, Wake
from app.actions.reading import place_of
from app.actions.sibling_ports import SiblingRoom, SiblingStore
from app.domain.facts import ClaimGranted, ClaimReturned
from app.domain.grants import ClaimAnswer, Granted, NotGranted
from app.domain.identity import ReceiptNo
from app.domain.pickups import Redemption
from app.domain.siblings import (
    GIVEN_BACK,
    LOST,
    REUSED,
    Sibling,
    SiblingClaim,
    ahead_of_hq,
    answer_to,
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """No counter of this store that may ask, as HQ last told: nothing is answered."""


class AnswerClaim:
    def __init__(self, *, store: SiblingStore, clock: Clock, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed

    def __call__(self, asked: SiblingClaim) -> ClaimAnswer | Stranger:
        with self._store.write() as room:
            asker = _asker(room, asked)
            if asker is None:
                return Stranger()
            before = room.siblings.answered(asked.id)
            if before is not None:
                if before.asked != asked:
                    return NotGranted(REUSED)
                return NotGranted(GIVEN_BACK) if before.taken_back else before.answer
            answer = self._decided(room, asked)
            if isinstance(answer, Granted):
                self._allow(room, asked, asker, answer)
            else:
                room.siblings.keep(asked, answer, self._clock.now())
        self._committed()
        return answer

    def give_back(self, asked: SiblingClaim) -> Stranger | None:
        """What was granted counts as handed over no more. What this counter never granted is no matter."""
        with self._store.write() as room:
            if _asker(room, asked) is None:
                return Stranger()
            before = room.siblings.answered(asked.id)
            if before is None or before.asked != asked or before.taken_back:
                return None
            if not isinstance(before.answer, Granted):
                return None
            fact = ClaimReturned(claim=asked.id, pickup=asked.pickup, counter=asked.counter)
            written = room.journal.append(
                fact, at=self._clock.now(), mono_ms=self._clock.mono_ms(), by=asked.by
            )
            room.siblings.take_back(asked.id, asked.pickup, written.seq)
        self._committed()
        return None

    def _decided(self, room: SiblingRoom, asked: SiblingClaim) -> ClaimAnswer:
        """A claim HQ knows to stand for the asker was granted before this PC lost its memory of it."""
        if room.about.revoked():
            return NotGranted(LOST)
        pickup = room.pickups.get(asked.pickup)
        for each in pickup.redemptions if pickup is not None else ():
            if each.id == asked.id and pickup is not None:
                ours = each.counter == asked.counter and each.units == asked.units
                stands = ours and not each.undone and each.receipt_no == 0
                return Granted(pickup.grant.epoch) if stands else NotGranted(REUSED)
        answer = answer_to(pickup, place_of(room, self._clock.now()), asked)
        if isinstance(answer, Granted) and pickup is not None:
            unheard = room.siblings.unheard(asked.pickup, asked.counter)
            if unheard and ahead_of_hq(pickup, asked, unheard):
                return NotGranted("grant_elsewhere", holder=pickup.grant.counter)
        return answer

    def _allow(
        self, room: SiblingRoom, asked: SiblingClaim, asker: Sibling, answer: Granted
    ) -> None:
        now = self._clock.now()
        fact = ClaimGranted(
            claim=asked.id,
            pickup=asked.pickup,
            units=asked.units,
            epoch=answer.epoch,
            counter=asked.counter,
            incarnation=asked.incarnation,
            by=asked.by,
        )
        written = room.journal.append(fact, at=now, mono_ms=self._clock.mono_ms(), by=asked.by)
        clerk = room.staff.get(asked.by)
        record = RedemptionRecord(
            redemption=Redemption(
                id=asked.id,
                at=now,
                counter=asked.counter,
                counter_label=asker.label,
                store_name=room.about.identity().store.name,
                by_name=clerk.name if clerk is not None else "",
                receipt_no=ReceiptNo(0),
                units=asked.units,
            ),
            pickup=asked.pickup,
            member=None,
            points=0,
            by=asked.by,
        )
        room.siblings.keep(asked, answer, now, (record, written.seq))


def _asker(room: SiblingRoom, asked: SiblingClaim) -> Sibling | None:
    own = room.about.identity().id
    return next(
        (
            each
            for each in room.siblings.everyone()
            if (each.id, each.incarnation) == (asked.counter, asked.incarnation)
            and not each.revoked
            and each.id != own
        ),
        None,
    )
