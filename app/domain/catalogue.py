"""Products (商品) as a counter needs them: name, price, what they go with, how many are left."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import ProductNo
from app.domain.money import Fen


@dataclass(frozen=True, slots=True)
class Product:
    """`on_hand` / `received_today` are units in this store; `goes_with` are products that suit it (排骨 → 炖汤药材包)."""

    no: ProductNo
    name: str
    price: Fen
    category: str
    margin_percent: int
    on_hand: int
    received_today: int
    goes_with: tuple[ProductNo, ...] = ()


@dataclass(frozen=True, slots=True)
class Special:
    """A time-boxed price cut (特惠) on one product, `starts_at` ≤ now < `ends_at`."""

    product_no: ProductNo
    price: Fen
    starts_at: datetime
    ends_at: datetime
