"""What taking the members or goods of a file would change. Points and visits of a member HQ knows stay HQ's. No database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace as changed

from sync import wire
from sync.hq.imports.books import Books
from sync.hq.imports.file_rows import FileMember, FileProduct
from sync.hq.imports.placing import store_of
from sync.hq.imports.plans import Change, Difference, Fate, Heap, Refused, Wrong
from sync.hq.seed_files import initials
from sync.hq.web.phones import masked

NAMELESS: Final = "新会员"
NO_CATEGORY: Final = "其他"
Newcomer = Callable[[str, str, int], wire.MemberRow]


@dataclass(frozen=True, slots=True)
class MemberDesk:
    """`store`: where members are at home whose file does not say it."""

    store: int | None
    newcomer: Newcomer


def plan_members(members: list[FileMember], books: Books, desk: MemberDesk) -> Heap:
    heap = Heap()
    for member in members:
        change = _member(member, books, desk)
        if isinstance(change, Wrong):
            shown = member.card if change is Wrong.CARD_TAKEN else member.store
            heap.refused.append(Refused(member.row, masked(member.phone), change, shown))
        else:
            heap.changes.append(change)
    return heap


def _member(said: FileMember, books: Books, desk: MemberDesk) -> Change | Wrong:
    old = books.members.get(said.phone)
    store = store_of(books, said.store, desk.store)
    if isinstance(store, Wrong):
        return store
    if old is not None and old.home_store is not None and old.home_store not in books.stores:
        return Wrong.NOT_YOUR_STORE
    home = store if old is None or old.home_store is None else old.home_store
    row = old if old is not None else desk.newcomer(said.phone, said.name or NAMELESS, store)
    if said.card and books.cards.setdefault(said.card, row.member) != row.member:
        return Wrong.CARD_TAKEN
    name = said.name or row.name
    row = changed(
        row,
        name=name,
        initials=row.initials if name == row.name else initials(name),
        home_store=home,
        points=row.points if old is not None else said.points or 0,
        aliases=tuple(dict.fromkeys((*row.aliases, *([said.card] if said.card else [])))),
    )
    phone = masked(said.phone)
    if row == old:
        return Change(phone, row.name, said.row, home, Fate.SAME, (), ())
    books.members[said.phone] = row
    return Change(
        phone,
        row.name,
        said.row,
        home,
        Fate.NEW if old is None else Fate.CHANGED,
        _differences(_words(old, books) if old is not None else {}, _words(row, books)),
        (row,),
        cards=((said.card, row.member),) if said.card else (),
    )


def plan_goods(products: list[FileProduct], books: Books, store: int | None) -> Heap:
    """`store`: whose stock the file tells; None = stock is left alone."""
    heap = Heap()
    for product in products:
        heap.changes.append(_product(product, books, store))
    return heap


def _product(said: FileProduct, books: Books, store: int | None) -> Change:
    number, named = _own_number(said, books)
    old = books.goods.by_number.get(number)
    margin = 0 if old is None else old.margin_percent
    if said.cost is not None and said.price:
        margin = max(0, min(100, round((said.price - said.cost) * 100 / said.price)))
    barcodes = () if old is None else old.barcodes
    row = wire.ProductRow(
        product_no=number,
        name=said.name,
        price=said.price,
        category=said.category or (NO_CATEGORY if old is None else old.category),
        margin_percent=margin,
        barcodes=tuple(dict.fromkeys((*barcodes, *([said.barcode] if said.barcode else [])))),
        goes_with=() if old is None else old.goes_with,
    )
    rows: list[wire.Struct] = [] if row == old else [row]
    before, after = ({} if old is None else _goods_words(old)), _goods_words(row)
    if store is not None and said.stock is not None:
        had = books.stock.get((store, number))
        today = said.stock if had is None else had.received_today
        stock = wire.StockRow(product_no=number, on_hand=said.stock, received_today=today)
        after |= {"库存": str(said.stock)}
        before |= {} if had is None else {"库存": str(had.on_hand)}
        rows += [] if stock == had else [stock]
    books.goods.by_number[number] = row
    books.goods.by_name.setdefault(row.name, number)
    fate = Fate.SAME if not rows else Fate.NEW if old is None else Fate.CHANGED
    return Change(
        str(number),
        row.name,
        said.row,
        store or 0,
        fate,
        _differences(before, after) if rows else (),
        tuple(rows),
        named=((named, number),) if named else (),
    )


def _own_number(said: FileProduct, books: Books) -> tuple[int, str]:
    """A number of digits is the product's own, new or known."""
    digits = said.number.isascii() and said.number.isdigit() and len(said.number) < 9
    if digits and int(said.number) > 0:
        return int(said.number), ""
    return books.goods.number_of(said.number, said.name)


def _words(row: wire.MemberRow, books: Books) -> dict[str, str]:
    home = "" if row.home_store is None else books.stores.get(row.home_store, "")
    return {
        "姓名": row.name,
        "归属门店": home,
        "积分": str(row.points),
        "会员卡号": "、".join(row.aliases),
    }


def _goods_words(row: wire.ProductRow) -> dict[str, str]:
    return {
        "名称": row.name,
        "售价": f"¥{row.price / 100:.2f}",
        "分类": row.category,
        "毛利": f"{row.margin_percent}%",
        "条码": "、".join(row.barcodes),
    }


def _differences(before: dict[str, str], after: dict[str, str]) -> tuple[Difference, ...]:
    return tuple(
        Difference(what, before.get(what, ""), now)
        for what, now in after.items()
        if now != before.get(what, "")
    )
