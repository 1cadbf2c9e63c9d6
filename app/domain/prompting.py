"""Choosing the one sentence: gather nothing, decide everything, from values only (product.md, The sentence)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from app.domain.catalogue import Product, Special
from app.domain.identity import ProductNo, PromptId
from app.domain.members import Coupon, Member
from app.domain.money import Fen, yuan
from app.domain.pickups import Pickup
from app.domain.prompts import Prompt, PromptRule, Reason, Variant

COUPON_HORIZON = timedelta(hours=36)
"""A coupon ending sooner than this is about to expire."""
_ORDER = {reason: rank for rank, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a choice depends on. `products` holds every product a rule, a special, a usual product or a line
    of the pickup may name; what is missing is treated as out of stock."""

    now: datetime
    member: Member | None
    pickup: Pickup | None
    rules: tuple[PromptRule, ...]
    products: Mapping[ProductNo, Product]
    specials: tuple[Special, ...] = ()
    declined: frozenset[PromptId] = frozenset()
    bought_categories: frozenset[str] = field(default_factory=frozenset)
    margin_min_percent: int = 50


@dataclass(frozen=True, slots=True)
class _Find:
    """What a rule found: a product to offer, or a coupon to remind of."""

    product: Product | None
    coupon: Coupon | None = None
    special: Special | None = None

    def ends_at(self, rule: PromptRule) -> datetime:
        """When there is nothing left to offer."""
        ends = [rule.ends_at]
        if self.special is not None:
            ends.append(self.special.ends_at)
        if self.coupon is not None:
            ends.append(self.coupon.valid_until)
        return min(ends)


def choose_prompt(situation: Situation) -> Prompt | None:
    """The first rule, by reason and then by id, that has something honest to say; None says nothing."""
    running = [
        rule
        for rule in situation.rules
        if rule.variants
        and rule.starts_at <= situation.now < rule.ends_at
        and rule.id not in situation.declined
    ]
    for rule in sorted(running, key=lambda rule: (_ORDER[rule.reason], rule.id)):
        for find in _finds(rule, situation):
            return _say(rule, find, situation)
    return None


def variant_for(rule: PromptRule, subject: str) -> Variant:
    """The same subject always hears the same variant, whatever counter asks."""
    digest = hashlib.sha256(f"{rule.id}:{subject}".encode()).digest()
    return rule.variants[int.from_bytes(digest[:4]) % len(rule.variants)]


def product_numbers(
    rules: tuple[PromptRule, ...],
    specials: tuple[Special, ...],
    member: Member | None,
) -> set[ProductNo]:
    """Which products `Situation.products` must hold, besides those the pickup's own products go with."""
    wanted = {rule.product_no for rule in rules if rule.product_no is not None}
    wanted.update(special.product_no for special in specials)
    if member is not None:
        wanted.update(usual.product_no for usual in member.usual)
    return wanted


def _finds(rule: PromptRule, situation: Situation) -> Iterator[_Find]:
    match rule.reason:
        case Reason.USUAL:
            yield from _usual(rule, situation)
        case Reason.SPECIAL:
            yield from _special(rule, situation)
        case Reason.COUPON:
            yield from _coupon(situation)
        case Reason.GOES_WITH:
            yield from _goes_with(rule, situation)
        case Reason.NEW_CATEGORY:
            yield from _new_category(rule, situation)
        case Reason.GIFT:
            if situation.pickup is not None:
                yield from _offer(rule.product_no, rule, situation)
        case _:
            assert_never(rule.reason)


def _usual(rule: PromptRule, situation: Situation) -> Iterator[_Find]:
    """A usual product with an offer today: the rule's own offer, or a special on it."""
    usual = situation.member.usual if situation.member else ()
    cut = {special.product_no: special for special in _running(situation)}
    for product_no in (product.product_no for product in usual):
        if rule.product_no not in (None, product_no):
            continue
        if rule.offer_price is None and product_no not in cut:
            continue
        yield from _offer(product_no, rule, situation, cut.get(product_no))


def _special(rule: PromptRule, situation: Situation) -> Iterator[_Find]:
    for special in _running(situation):
        if rule.product_no in (None, special.product_no):
            yield from _offer(special.product_no, rule, situation, special)


def _coupon(situation: Situation) -> Iterator[_Find]:
    coupons = situation.member.coupons if situation.member else ()
    for coupon in sorted(coupons, key=lambda coupon: coupon.valid_until):
        if situation.now < coupon.valid_until <= situation.now + COUPON_HORIZON:
            yield _Find(product=None, coupon=coupon)


def _goes_with(rule: PromptRule, situation: Situation) -> Iterator[_Find]:
    lines = situation.pickup.lines if situation.pickup else ()
    for line in lines:
        product = situation.products.get(line.product_no)
        for partner in product.goes_with if product else ():
            if rule.product_no in (None, partner):
                yield from _offer(partner, rule, situation)


def _new_category(rule: PromptRule, situation: Situation) -> Iterator[_Find]:
    if situation.member is None or rule.product_no is None:
        return
    product = situation.products.get(rule.product_no)
    if (
        product is not None
        and product.category not in situation.bought_categories
        and product.margin_percent >= situation.margin_min_percent
    ):
        yield from _offer(product.no, rule, situation)


def _offer(
    product_no: ProductNo | None,
    rule: PromptRule,
    situation: Situation,
    special: Special | None = None,
) -> Iterator[_Find]:
    """In stock for all units of the offer and not already in the customer's bag."""
    product = situation.products.get(product_no) if product_no is not None else None
    in_bag = situation.pickup is not None and any(
        line.product_no == product_no for line in situation.pickup.lines
    )
    if product is not None and product.on_hand >= rule.units and not in_bag:
        yield _Find(product=product, special=special)


def _running(situation: Situation) -> list[Special]:
    return [
        special
        for special in situation.specials
        if special.starts_at <= situation.now < special.ends_at
    ]


def _say(rule: PromptRule, find: _Find, situation: Situation) -> Prompt:
    subject = situation.member.id if situation.member else ""
    if not subject and situation.pickup is not None:
        subject = str(situation.pickup.id)
    variant = variant_for(rule, subject)
    product = find.product
    offer_price = rule.offer_price
    if offer_price is None and find.special is not None:
        offer_price = Fen(find.special.price * rule.units)
    list_price = Fen(product.price * rule.units) if product else None
    shown_price = offer_price if offer_price is not None else list_price
    words = {
        "{name}": situation.member.name if situation.member else "您好",
        "{product}": product.name if product else "",
        "{price}": yuan(shown_price) if shown_price is not None else "",
        "{coupon}": find.coupon.title if find.coupon else "",
        "{left}": str(product.on_hand) if product else "",
    }
    text = variant.text
    for mark, word in words.items():
        text = text.replace(mark, word)
    return Prompt(
        rule=rule.id,
        reason=rule.reason,
        variant=variant.name,
        text=text,
        product_no=product.no if product else None,
        product_name=product.name if product else "",
        units=rule.units,
        list_price=list_price,
        offer_price=offer_price,
        on_hand=product.on_hand if product else None,
        left_percent=_left_percent(product),
        coupon=find.coupon.id if find.coupon else None,
        ends_at=find.ends_at(rule),
    )


def _left_percent(product: Product | None) -> int | None:
    if product is None or product.received_today <= 0:
        return None
    return min(100, 100 * product.on_hand // product.received_today)
