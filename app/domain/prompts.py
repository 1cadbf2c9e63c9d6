"""The sentence (话术): which one to say after a scan, chosen offline. Pure; a member always gets the same variant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identity import CouponId, ProductNo, PromptId
from app.domain.money import Fen


class Reason(StrEnum):
    """Why a prompt exists; also the order in which they are preferred (product.md, The sentence)."""

    USUAL = "usual"
    SPECIAL = "special"
    COUPON = "coupon"
    GOES_WITH = "goes_with"
    NEW_CATEGORY = "new_category"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording; `name` is A, B … and `text` may hold {name} {product} {price} {coupon} {left}."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PromptRule:
    """What HQ publishes. `product_no` None means: any product the reason finds. `units` are sold together for
    `offer_price` in all (second one half price: units 2)."""

    id: PromptId
    reason: Reason
    product_no: ProductNo | None
    variants: tuple[Variant, ...]
    starts_at: datetime
    ends_at: datetime
    units: int = 1
    offer_price: Fen | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """The one sentence on screen. `list_price`/`offer_price` are for `units` units together, fen."""

    rule: PromptId
    reason: Reason
    variant: str
    text: str
    product_no: ProductNo | None
    product_name: str
    units: int
    list_price: Fen | None
    offer_price: Fen | None
    on_hand: int | None
    left_percent: int | None
    coupon: CouponId | None = None
    ends_at: datetime | None = None
    """When what it offers is over."""


class Answer(StrEnum):
    TAKEN = "taken"
    DECLINED = "declined"
    UNSAID = "unsaid"
