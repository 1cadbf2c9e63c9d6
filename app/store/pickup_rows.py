"""From HQ's row and our own deeds to a `Pickup`, and from that to the columns lists are made of. Pure; no SQL.

What was handed over = HQ's redemptions ∪ our own, by id; HQ's version of one wins. Ours stay counted even when HQ
put their fact aside (quarantine), because the goods are gone. What HQ has not settled yet (seq > settled) is
applied on top of its row: undos and reported shortages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from app.actions.ports import RedemptionRecord
from app.domain.catalogue import Product
from app.domain.codes import PickupCode
from app.domain.grants import still_held
from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ProductNo,
    ReceiptNo,
    RedemptionId,
    StoreId,
)
from app.domain.money import Fen
from app.domain.pickups import HeldBy, Line, Pickup, Redemption, State, Units, Zone
from sync.wire import PickupLineRow, PickupRow, RedemptionRow

SHORTAGE = "shortage"
"""The only kind of problem that changes how many units are owed."""
_ENDED = frozenset({State.REFUNDED, State.CANCELLED, State.EXPIRED})

decode_row = msgspec.json.Decoder(PickupRow).decode
decode_record = msgspec.json.Decoder(RedemptionRecord).decode


@dataclass(frozen=True, slots=True)
class OwnRedemption:
    """Made at this counter; `undone_seq` is the fact that took it back."""

    record: RedemptionRecord
    undone_seq: int | None

    @property
    def redemption(self) -> Redemption:
        return replace(self.record.redemption, undone=self.undone_seq is not None)


@dataclass(frozen=True, slots=True)
class OwnProblem:
    """Reported at this counter by fact `seq`."""

    line_no: int
    quantity: int
    problem: str
    seq: int


@dataclass(frozen=True, slots=True)
class OwnDeeds:
    """All this counter did to one pickup."""

    redemptions: Sequence[OwnRedemption] = ()
    problems: Sequence[OwnProblem] = ()
    returned_epoch: int = 0
    """The newest epoch whose grant it gave back to HQ."""


NOTHING = OwnDeeds()


def to_pickup(row: PickupRow, own: OwnDeeds, settled: int) -> Pickup:
    """Raises ValueError for a state or zone this version does not know."""
    redemptions = _merged(row.redemptions, own.redemptions, settled)
    redeemed = _redeemed(redemptions)
    short = _short(problem for problem in own.problems if problem.seq > settled)
    return Pickup(
        id=PickupId(row.pickup),
        order_no=row.order_no,
        pickup_no=row.pickup_no,
        store=StoreId(row.store),
        member=MemberId(row.member) if row.member is not None else None,
        name=row.name,
        phone=row.phone,
        ordered_at=row.ordered_at,
        arrived_at=row.arrived_at,
        expected_at=row.expected_at,
        expires_at=row.expires_at,
        state=State(row.state),
        ended_at=row.ended_at,
        refunded=Fen(row.refunded),
        grant=still_held(HeldBy(CounterId(row.holder), row.epoch), own.returned_epoch),
        leader=row.leader,
        lines=tuple(_line(line, redeemed, short) for line in row.lines),
        redemptions=redemptions,
    )


def blind_pickup(code: PickupCode, products: Mapping[ProductNo, Product], own: OwnDeeds) -> Pickup:
    """An order known only from its signed code: all of it is taken as arrived, prices are the catalogue's."""
    redemptions = _merged((), own.redemptions, 0)
    redeemed, short = _redeemed(redemptions), _short(own.problems)
    lines = []
    for line_no, asked in enumerate(code.lines, start=1):
        product = products.get(asked.product_no)
        lines.append(
            Line(
                line_no=line_no,
                product_no=asked.product_no,
                name=product.name if product else f"商品 {asked.product_no}",
                quantity=asked.quantity,
                arrived=asked.quantity,
                redeemed=redeemed.get(line_no, 0),
                short=short.get(line_no, 0),
                amount=Fen(product.price * asked.quantity if product else 0),
                zone=Zone.AMBIENT,
                slot="",
            )
        )
    return Pickup(
        id=code.pickup,
        order_no=str(code.pickup),
        pickup_no="",
        store=code.store,
        member=None,
        name="",
        phone="",
        ordered_at=None,
        arrived_at=None,
        expected_at=None,
        expires_at=code.valid_until,
        state=State.ARRIVED,
        ended_at=None,
        refunded=Fen(0),
        grant=HeldBy(CounterId(0), 0),
        leader="",
        lines=tuple(lines),
        redemptions=redemptions,
        blind=True,
    )


def derived_columns(pickup: Pickup, own: OwnDeeds, own_store: int) -> dict[str, object]:
    """What lists and chips are made of. `open` and `ready` are 0 for orders that ended; `ready` also for other
    stores' orders. `stage`: waiting | not_arrived | done | ended | elsewhere."""
    here, ended = pickup.store == own_store, pickup.state in _ENDED
    ready = pickup.ready if here and not ended else 0
    owed = 0 if ended else pickup.open
    standing = [redemption for redemption in pickup.redemptions if not redemption.undone]
    shown = next((line for line in pickup.lines if line.open), None) or next(
        iter(pickup.lines), None
    )
    return {
        "units": sum(line.quantity for line in pickup.lines),
        "ready": ready,
        "open": owed,
        "slot": shown.slot if shown else "",
        "zone": shown.zone if shown else Zone.AMBIENT,
        "stage": _stage(here=here, ended=ended, ready=ready, owed=owed, given=bool(standing)),
        "problem": int(
            bool(own.problems)
            or any(line.short for line in pickup.lines)
            or any(redemption.override for redemption in standing)
        ),
        "last_redeemed_at": max((redemption.at for redemption in standing), default=None),
        "touched": int(own is not NOTHING),
    }


def _stage(*, here: bool, ended: bool, ready: int, owed: int, given: bool) -> str:
    if not here:
        return "elsewhere"
    if ready:
        return "waiting"
    if owed:
        return "not_arrived"
    return "done" if given and not ended else "ended"


def _line(line: PickupLineRow, redeemed: Mapping[int, int], short: Mapping[int, int]) -> Line:
    return Line(
        line_no=line.line_no,
        product_no=ProductNo(line.product_no),
        name=line.name,
        quantity=line.quantity,
        arrived=line.arrived,
        redeemed=redeemed.get(line.line_no, 0),
        short=line.short + short.get(line.line_no, 0),
        amount=Fen(line.amount),
        zone=Zone(line.zone),
        slot=line.slot,
    )


def _merged(
    theirs: Sequence[RedemptionRow], ours: Sequence[OwnRedemption], settled: int
) -> tuple[Redemption, ...]:
    if not theirs and not ours:
        return ()
    known = {row.redemption: _redemption(row) for row in theirs}
    for own in ours:
        mine = own.redemption
        at_hq = known.get(mine.id)
        if at_hq is None:
            known[mine.id] = mine
        elif own.undone_seq is not None and own.undone_seq > settled:
            known[mine.id] = replace(at_hq, undone=True)
    return tuple(sorted(known.values(), key=_when))


def _when(redemption: Redemption) -> datetime:
    return redemption.at


def _redemption(row: RedemptionRow) -> Redemption:
    return Redemption(
        id=RedemptionId(row.redemption),
        at=row.at,
        counter=CounterId(row.counter),
        counter_label=row.counter_label,
        store_name=row.store_name,
        by_name=row.by_name,
        receipt_no=ReceiptNo(row.receipt_no),
        units=tuple(Units(unit.line_no, unit.quantity) for unit in row.units),
        undone=row.undone,
        override=row.override,
    )


def _redeemed(redemptions: Iterable[Redemption]) -> dict[int, int]:
    """Units handed over and not taken back, by line."""
    totals: dict[int, int] = {}
    for redemption in redemptions:
        if not redemption.undone:
            for unit in redemption.units:
                totals[unit.line_no] = totals.get(unit.line_no, 0) + unit.quantity
    return totals


def _short(problems: Iterable[OwnProblem]) -> dict[int, int]:
    totals: dict[int, int] = {}
    for problem in problems:
        if problem.problem == SHORTAGE:
            totals[problem.line_no] = totals.get(problem.line_no, 0) + problem.quantity
    return totals
