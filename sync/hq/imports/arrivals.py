"""Which goods of known orders have come to the store, as a delivery's list says it: read, and what taking it would change. The
count is what has arrived in all, so that the same list twice changes nothing. No database."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace as changed

from sync import wire
from sync.hq.accept import CLOSED
from sync.hq.imports.books import Books
from sync.hq.imports.cells import read_code
from sync.hq.imports.fields import Fields, Unreadable, refused_for
from sync.hq.imports.headings import Columns, Field, Headed
from sync.hq.imports.plans import Change, Difference, Fate, Heap, Refused, Wrong

MOST_UNITS = 9999


@dataclass(frozen=True, slots=True)
class FileArrival:
    """`arrived` None = the file counts nothing: all of the line."""

    row: int
    order_no: str
    name: str
    number: str
    arrived: int | None


def read_arrivals(table: Headed, columns: Columns) -> tuple[list[FileArrival], list[Refused]]:
    arrivals: list[FileArrival] = []
    refused: list[Refused] = []
    for row in table.rows:
        fields = Fields(row, columns)
        try:
            arrivals.append(_arrival(fields))
        except Unreadable as fault:
            refused.append(refused_for(row, fields.cell(Field.ORDER_NO), fault))
    return arrivals, refused


def _arrival(fields: Fields) -> FileArrival:
    order_no = fields.cell(Field.ORDER_NO)
    if not order_no:
        raise Unreadable(Wrong.NO_ORDER_NO)
    if read_code(order_no) is None:
        raise Unreadable(Wrong.BAD_ORDER_NO, order_no)
    name, number = fields.text(Field.PRODUCT), fields.code(Field.PRODUCT_NO)
    if not name and not number:
        raise Unreadable(Wrong.NO_PRODUCT)
    spec = fields.text(Field.SPEC)
    return FileArrival(
        row=fields.row.number,
        order_no=order_no,
        name=name if not spec or spec in name else f"{name} {spec}",
        number=number,
        arrived=fields.number(Field.ARRIVED, MOST_UNITS, Wrong.BAD_ARRIVED),
    )


def plan_arrivals(arrivals: list[FileArrival], books: Books, now: datetime) -> Heap:
    """Row by row onto the orders; what one row says of a line the next one finds. One change an order."""
    heap = Heap()
    before: dict[str, tuple[FileArrival, wire.PickupRow]] = {}
    for each in arrivals:
        row = _with(each, books, now)
        if isinstance(row, Wrong):
            heap.refused.append(Refused(each.row, each.order_no, row, each.name))
            continue
        before.setdefault(each.order_no, (each, books.orders[each.order_no]))
        books.orders[each.order_no] = row
    for order_no, (first, old) in before.items():
        heap.changes.append(_change(first, old, books.orders[order_no]))
    return heap


def _with(said: FileArrival, books: Books, now: datetime) -> wire.PickupRow | Wrong:
    """The order with this line's goods in the store."""
    old = books.orders.get(said.order_no)
    if old is None:
        return Wrong.UNKNOWN_ORDER
    if old.store not in books.stores:
        return Wrong.NOT_YOUR_STORE
    if old.state in CLOSED:
        return Wrong.ENDED
    line = _line(said, old)
    if line is None:
        return Wrong.UNKNOWN_LINE
    arrived = line.quantity if said.arrived is None else said.arrived
    if arrived > line.quantity:
        return Wrong.BAD_ARRIVED
    if arrived < line.arrived:
        return Wrong.ARRIVED_BEFORE
    if arrived == line.arrived:
        return old
    lines = tuple(changed(each, arrived=arrived) if each is line else each for each in old.lines)
    return changed(old, lines=lines, state="arrived", arrived_at=old.arrived_at or now)


def _line(said: FileArrival, order: wire.PickupRow) -> wire.PickupLineRow | None:
    """The one line that is meant: by the number, else by the whole name. None = none, or several."""
    numbered = [line for line in order.lines if said.number == str(line.product_no)]
    found = numbered or [line for line in order.lines if said.name == line.name]
    return found[0] if len(found) == 1 else None


def _change(first: FileArrival, old: wire.PickupRow, row: wire.PickupRow) -> Change:
    told = tuple(
        Difference(f"{after.name} 到货", str(was.arrived), f"{after.arrived} / {after.quantity}")
        for was, after in zip(old.lines, row.lines, strict=True)
        if was.arrived != after.arrived
    )
    fate, rows = (Fate.CHANGED, (row,)) if told else (Fate.SAME, ())
    return Change(row.order_no, row.name, first.row, row.store, fate, told, rows)
