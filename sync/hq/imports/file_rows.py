"""Members and goods of a file as the file says them. Knows no database."""

from dataclasses import dataclass
from typing import Final

from sync.hq.imports.fields import Fields, Unreadable, refused_for
from sync.hq.imports.headings import Columns, Field, Headed
from sync.hq.imports.plans import Refused, Wrong

MOST_POINTS: Final = 10_000_000
MOST_STOCK: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FileMember:
    row: int
    phone: str
    name: str
    card: str
    points: int | None
    store: str


@dataclass(frozen=True, slots=True)
class FileProduct:
    """`number` is the tool's own code, "" = none; None = the file does not say."""

    row: int
    name: str
    number: str
    price: int
    cost: int | None
    category: str
    barcode: str
    stock: int | None

    @property
    def key(self) -> str:
        """What makes two rows the same product."""
        return f"number {self.number}" if self.number else f"name {self.name}"


def read_members(table: Headed, columns: Columns) -> tuple[list[FileMember], list[Refused]]:
    members: list[FileMember] = []
    refused: list[Refused] = []
    phones: set[str] = set()
    for row in table.rows:
        fields = Fields(row, columns)
        try:
            member = _member(fields, phones)
        except Unreadable as fault:
            refused.append(refused_for(row, fields.cell(Field.PHONE), fault))
        else:
            phones.add(member.phone)
            members.append(member)
    return members, refused


def read_products(table: Headed, columns: Columns) -> tuple[list[FileProduct], list[Refused]]:
    products: list[FileProduct] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for row in table.rows:
        fields = Fields(row, columns)
        try:
            product = _product(fields, seen)
        except Unreadable as fault:
            refused.append(refused_for(row, fields.cell(Field.PRODUCT), fault))
        else:
            seen.add(product.key)
            products.append(product)
    return products, refused


def _member(fields: Fields, phones: set[str]) -> FileMember:
    phone = fields.phone(Field.PHONE)
    if not phone:
        raise Unreadable(Wrong.NO_PHONE)
    if phone in phones:
        raise Unreadable(Wrong.TWICE_IN_FILE, phone)
    return FileMember(
        row=fields.row.number,
        phone=phone,
        name=fields.text(Field.NAME, most=40),
        card=fields.code(Field.CARD),
        points=fields.number(Field.POINTS, MOST_POINTS, Wrong.BAD_POINTS),
        store=fields.text(Field.STORE),
    )


def _product(fields: Fields, seen: set[str]) -> FileProduct:
    name, spec = fields.text(Field.PRODUCT), fields.text(Field.SPEC)
    if not name:
        raise Unreadable(Wrong.NO_PRODUCT)
    named = name if not spec or spec in name else f"{name} {spec}"
    if len(named) > 80:
        raise Unreadable(Wrong.TOO_LONG, named)
    price = fields.money(Field.PRICE)
    if price is None:
        raise Unreadable(Wrong.BAD_MONEY, fields.cell(Field.PRICE))
    barcode = fields.cell(Field.BARCODE)
    if barcode and not (barcode.isascii() and barcode.isdigit() and 8 <= len(barcode) <= 14):
        raise Unreadable(Wrong.BAD_CODE, barcode)
    product = FileProduct(
        row=fields.row.number,
        name=named,
        number=fields.code(Field.PRODUCT_NO),
        price=price,
        cost=fields.money(Field.COST),
        category=fields.text(Field.CATEGORY, most=40),
        barcode=barcode,
        stock=fields.number(Field.STOCK, MOST_STOCK, Wrong.BAD_STOCK),
    )
    if product.key in seen:
        raise Unreadable(Wrong.TWICE_IN_FILE, product.number or product.name)
    return product
