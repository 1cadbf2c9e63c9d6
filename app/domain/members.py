"""Members (会员): one identity by phone number, what a clerk sees of them, and how a number is masked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.identity import CouponId, MemberId, ProductNo, StoreId
from app.domain.money import Fen


class Tag(StrEnum):
    """Labels HQ gives a member; shown as chips."""

    FREQUENT = "frequent"
    RECOMMENDER = "recommender"
    FIRST_GROUP = "first_group"
    LAPSED_7 = "lapsed_7"
    LAPSED_15 = "lapsed_15"
    LAPSED_30 = "lapsed_30"


@dataclass(frozen=True, slots=True)
class UsualProduct:
    """A product this member buys again and again; `weekday` 0 = Monday when they come for it, if there is a pattern."""

    product_no: ProductNo
    name: str
    last_bought: date
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Coupon:
    """`threshold` 0 means no threshold (无门槛); `amount` in fen."""

    id: CouponId
    title: str
    threshold: Fen
    amount: Fen
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """What this counter knows of a member. `phone` is the full number: mask it before anyone sees it."""

    id: MemberId
    name: str
    phone: str
    home_store: StoreId | None
    visits: int
    points: int
    month_spend: Fen
    tags: tuple[Tag, ...] = ()
    usual: tuple[UsualProduct, ...] = ()
    coupons: tuple[Coupon, ...] = ()


def masked(phone: str) -> str:
    """`13812341234` → `138****1234`; anything shorter than 7 characters becomes only stars."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "*" * len(phone)
