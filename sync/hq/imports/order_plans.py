"""What taking the orders of a file would change: new orders, changed ones, the same, and those that may not be taken. The
rules of an import; no database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec.structs import replace as changed

from sync import wire
from sync.hq.accept import CLOSED
from sync.hq.imports.books import Books
from sync.hq.imports.order_differences import differences
from sync.hq.imports.orders import FileOrder, Standing
from sync.hq.imports.placing import store_of
from sync.hq.imports.plans import Change, Difference, Fate, Heap, Refused, Wrong
from sync.hq.seed_files import initials

SOMEBODY: Final = "顾客"
_REFUSED: Final = {
    Standing.NOT_PAID: Wrong.NOT_PAID,
    Standing.PARTLY_REFUNDED: Wrong.PARTLY_REFUNDED,
}
_ENDS: Final = {Standing.REFUNDED: "refunded", Standing.CANCELLED: "cancelled"}
Number = Callable[[], tuple[int, str]]
"""A fresh order: (pickup id, pickup number)."""
Newcomer = Callable[[str, str, int], wire.MemberRow]
"""(phone, name, home store)"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the person chose beside the file, and who makes what an order needs. `store` None = the file says it;
    `arrived` = all these goods are in the store."""

    store: int | None
    arrived: bool
    number: Number
    newcomer: Newcomer
    now: datetime


def plan_orders(orders: list[FileOrder], books: Books, desk: Desk) -> Heap:
    heap = Heap()
    for order in orders:
        change = _plan(order, books, desk)
        if isinstance(change, Wrong):
            heap.refused.append(Refused(order.row, order.order_no, change, order.store))
        else:
            heap.changes.append(change)
    return heap


def _plan(order: FileOrder, books: Books, desk: Desk) -> Change | Wrong:
    store = store_of(books, order.store, desk.store)
    old = books.orders.get(order.order_no)
    if isinstance(store, Wrong):
        return store
    if old is not None and old.store not in books.stores:
        return Wrong.NOT_YOUR_STORE
    refused = _not_taken(order, old)
    if refused is not None:
        return refused
    rows: list[wire.Struct] = []
    member = books.members.get(order.phone) if order.phone else None
    if member is None and order.phone:
        member = desk.newcomer(order.phone, order.name or SOMEBODY, store)
        rows.append(member)
    lines, named = _lines(order, books)
    if old is None:
        row = _new(order, store, member, lines, books, desk)
        known = None
    else:
        merged = _merged(old, order, store, member, lines, desk)
        if isinstance(merged, Wrong):
            return merged
        row, known = merged, old
    if order.phone and member is not None:
        books.members[order.phone] = member
    books.orders[order.order_no] = row
    if known == row:
        return Change(order.order_no, row.name, order.row, store, Fate.SAME, (), ())
    told = differences(known, row, books.stores)
    if rows:
        told = (*told, Difference("会员", "", "新会员"))
    fate = Fate.NEW if known is None else Fate.CHANGED
    return Change(order.order_no, row.name, order.row, store, fate, told, (*rows, row), named=named)


def _not_taken(order: FileOrder, old: wire.PickupRow | None) -> Wrong | None:
    standing = order.standing
    if standing in _REFUSED:
        return _REFUSED[standing]
    if standing is Standing.COLLECTED and (old is None or _left(old)):
        return Wrong.COLLECTED
    if old is not None and old.state in CLOSED and standing not in {*_ENDS, Standing.COLLECTED}:
        return Wrong.ENDED
    return None


def _new(
    order: FileOrder,
    store: int,
    member: wire.MemberRow | None,
    lines: tuple[wire.PickupLineRow, ...],
    books: Books,
    desk: Desk,
) -> wire.PickupRow:
    pickup, number = desk.number()
    name = order.name or (member.name if member is not None else SOMEBODY)
    here = desk.arrived or order.standing is Standing.ARRIVED
    end = _ENDS.get(order.standing) if order.standing else None
    return wire.PickupRow(
        pickup=pickup,
        order_no=order.order_no,
        pickup_no=number,
        store=store,
        member=None if member is None else member.member,
        name=name,
        initials=initials(name),
        phone=order.phone,
        ordered_at=order.ordered_at,
        arrived_at=desk.now if here and end is None else None,
        expected_at=order.expected_at,
        expires_at=order.expires_at,
        state=end or ("arrived" if here else "paid"),
        holder=0,
        epoch=0,
        leader=order.leader or books.stores[store],
        lines=_arrived(lines) if here and end is None else lines,
        aliases=tuple(code for code in order.codes if code != order.order_no),
        ended_at=desk.now if end else None,
        refunded=_worth(order, lines) if end == "refunded" else 0,
    )


def _merged(
    old: wire.PickupRow,
    order: FileOrder,
    store: int,
    member: wire.MemberRow | None,
    lines: tuple[wire.PickupLineRow, ...],
    desk: Desk,
) -> wire.PickupRow | Wrong:
    """What the file says in place of what HQ has; where it says nothing HQ's word stays. An order that was ended, is
    being asked back or is collected is left as it is."""
    if old.state in CLOSED or old.recall or order.standing is Standing.COLLECTED:
        return old
    kept = _kept_lines(old, lines)
    if kept is None:
        return Wrong.LINES_TAKEN
    name = order.name or old.name
    row = changed(
        old,
        store=store,
        name=name,
        initials=old.initials if name == old.name else initials(name),
        phone=order.phone or old.phone,
        member=member.member if member is not None else old.member,
        ordered_at=order.ordered_at or old.ordered_at,
        expected_at=order.expected_at or old.expected_at,
        expires_at=order.expires_at or old.expires_at,
        leader=order.leader or old.leader,
        lines=kept,
        aliases=tuple(
            dict.fromkeys((*old.aliases, *(c for c in order.codes if c != old.order_no)))
        ),
    )
    end = _ENDS.get(order.standing) if order.standing else None
    if end is not None:
        refunded = _worth(order, lines) if end == "refunded" else 0
        return changed(row, state=end, ended_at=desk.now, refunded=refunded)
    if desk.arrived or order.standing is Standing.ARRIVED:
        return changed(
            row,
            lines=_arrived(row.lines),
            state="arrived",
            arrived_at=old.arrived_at or desk.now,
        )
    return row


def _lines(
    order: FileOrder, books: Books
) -> tuple[tuple[wire.PickupLineRow, ...], tuple[tuple[str, int], ...]]:
    """Lines with product numbers; an amount nobody said is the catalogue's price."""
    made, named = [], []
    for line_no, line in enumerate(order.lines, start=1):
        number, said = books.goods.number_of(line.number, line.name)
        if said:
            named.append((said, number))
        product = books.goods.by_number.get(number)
        amount = line.amount
        if amount is None:
            amount = product.price * line.quantity if product is not None else 0
        made.append(
            wire.PickupLineRow(
                line_no=line_no,
                product_no=number,
                name=line.name,
                quantity=line.quantity,
                arrived=0,
                amount=amount,
                zone="ambient",
                slot="",
            )
        )
    return tuple(made), tuple(named)


def _kept_lines(
    old: wire.PickupRow, lines: tuple[wire.PickupLineRow, ...]
) -> tuple[wire.PickupLineRow, ...] | None:
    """The old lines where goods and counts are the same, with the new words and amounts; None = they differ, and some
    of the order was handed over already."""
    goods = [(line.product_no, line.quantity) for line in lines]
    if goods == [(line.product_no, line.quantity) for line in old.lines]:
        return tuple(
            changed(before, name=after.name, amount=after.amount or before.amount)
            for before, after in zip(old.lines, lines, strict=True)
        )
    if any(not redemption.undone for redemption in old.redemptions):
        return None
    return lines


def _arrived(lines: tuple[wire.PickupLineRow, ...]) -> tuple[wire.PickupLineRow, ...]:
    return tuple(changed(line, arrived=line.quantity) for line in lines)


def _worth(order: FileOrder, lines: tuple[wire.PickupLineRow, ...]) -> int:
    return order.total if order.total is not None else sum(line.amount for line in lines)


def _left(row: wire.PickupRow) -> bool:
    taken = sum(
        unit.quantity
        for redemption in row.redemptions
        if not redemption.undone
        for unit in redemption.units
    )
    return taken < sum(line.quantity for line in row.lines)
