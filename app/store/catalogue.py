"""Products, their stock here, barcodes and specials. Reads only; inbox.py writes them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from app.domain.catalogue import Product, Special
from app.domain.identity import ProductNo
from app.domain.money import Fen
from app.store.tables import AnyRow, barcode, product, special, stock

_numbers = msgspec.json.Decoder(tuple[int, ...]).decode
_PRODUCT = select(
    product.c.no,
    product.c.name,
    product.c.price,
    product.c.category,
    product.c.margin_percent,
    product.c.goes_with,
    func.coalesce(stock.c.on_hand, 0).label("on_hand"),
    func.coalesce(stock.c.received_today, 0).label("received_today"),
).select_from(product.outerjoin(stock, stock.c.product == product.c.no))
_MANY = _PRODUCT.where(
    product.c.no.in_(select(func.json_each(bindparam("numbers")).table_valued("value").c.value))
)
_BY_BARCODE = _PRODUCT.where(
    product.c.no.in_(select(barcode.c.product).where(barcode.c.ean == bindparam("ean")))
).limit(1)
_SPECIALS = select(
    special.c.product, special.c.price, special.c.starts_at, special.c.ends_at
).where(special.c.ends_at > bindparam("now"), special.c.starts_at <= bindparam("now"))
_BY_MARGIN = (
    select(product.c.no)
    .join(stock, stock.c.product == product.c.no)
    .where(stock.c.on_hand > 0)
    .order_by(product.c.margin_percent.desc())
    .limit(50)
)


class SqlCatalogue:
    """`Catalogue` of the ports, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, product: ProductNo) -> Product | None:
        return next(iter(self.many([product])), None)

    def by_barcode(self, ean: str) -> Product | None:
        row = self._connection.execute(_BY_BARCODE, {"ean": plain_ean(ean)}).first()
        return _product(row) if row is not None else None

    def many(self, products: Sequence[ProductNo]) -> Sequence[Product]:
        if not products:
            return ()
        asked = {"numbers": msgspec.json.encode(products).decode()}
        return tuple(_product(row) for row in self._connection.execute(_MANY, asked))

    def specials(self, now: datetime) -> Sequence[Special]:
        return tuple(
            Special(row.product, row.price, row.starts_at, row.ends_at)
            for row in self._connection.execute(_SPECIALS, {"now": now})
        )

    def special_products(self) -> Sequence[ProductNo]:
        return tuple(no for (no,) in self._connection.execute(_BY_MARGIN))


def plain_ean(ean: str) -> str:
    """UPC-A (12 digits) is the EAN-13 with a leading zero."""
    return f"0{ean}" if len(ean) == 12 else ean


def _product(row: AnyRow) -> Product:
    return Product(
        no=row.no,
        name=row.name,
        price=Fen(row.price),
        category=row.category,
        margin_percent=row.margin_percent,
        on_hand=row.on_hand,
        received_today=row.received_today,
        goes_with=tuple(ProductNo(no) for no in _numbers(row.goes_with)),
    )
