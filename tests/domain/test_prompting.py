"""One honest sentence: the right reason first, never out of stock, never what was declined, the same variant."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Product, Special
from app.domain.identity import CouponId, MemberId, ProductNo, PromptId
from app.domain.members import Coupon, Member, UsualProduct
from app.domain.money import Fen
from app.domain.prompting import Situation, choose_prompt, variant_for
from app.domain.prompts import Prompt, PromptRule, Reason, Variant
from tests.builders import NOW, line, pickup

DAY = timedelta(days=1)
YOGHURT, SPINACH, HERBS, DUCK = (ProductNo(no) for no in (2001, 2002, 2003, 2004))


def product(no: ProductNo, **changes: object) -> Product:
    values: dict[str, object] = {
        "no": no,
        "name": f"商品{no}",
        "price": Fen(1590),
        "category": "dairy",
        "margin_percent": 30,
        "on_hand": 14,
        "received_today": 30,
    }
    return Product(**(values | changes))  # type: ignore[arg-type]


def rule(
    no: int, reason: Reason, product_no: ProductNo | None = None, **changes: object
) -> PromptRule:
    values: dict[str, object] = {
        "id": PromptId(no),
        "reason": reason,
        "product_no": product_no,
        "variants": (
            Variant("A", "“{name},您常买的{product}今天 {price} 元,要不要带一提?”"),
            Variant("B", "{product} 今天有活动"),
        ),
        "starts_at": NOW - DAY,
        "ends_at": NOW + DAY,
    }
    return PromptRule(**(values | changes))  # type: ignore[arg-type]


WANG = Member(
    id=MemberId("1" * 32),
    name="王女士",
    phone="13800001234",
    home_store=None,
    visits=46,
    points=1286,
    month_spend=Fen(41200),
    usual=(UsualProduct(YOGHURT, "酸奶", date(2026, 11, 20)),),
    coupons=(Coupon(CouponId("c1"), "满 50 减 8", Fen(5000), Fen(800), NOW + timedelta(hours=5)),),
)
RULES: tuple[PromptRule, ...] = (
    rule(1, Reason.GIFT, DUCK),
    rule(2, Reason.NEW_CATEGORY, DUCK),
    rule(3, Reason.GOES_WITH),
    rule(4, Reason.COUPON),
    rule(5, Reason.SPECIAL),
    rule(6, Reason.USUAL, YOGHURT, units=2, offer_price=Fen(2385)),
)
SHELF = {
    YOGHURT: product(YOGHURT),
    SPINACH: product(SPINACH, price=Fen(450)),
    HERBS: product(HERBS),
    DUCK: product(DUCK, category="cooked", margin_percent=55),
    ProductNo(1001): product(ProductNo(1001), goes_with=(HERBS,)),
}
TONIGHT = (Special(SPINACH, Fen(225), NOW - DAY, NOW + timedelta(hours=3)),)


def choose(**changes: object) -> Prompt | None:
    values: dict[str, object] = {
        "now": NOW,
        "member": WANG,
        "pickup": pickup(),
        "rules": RULES,
        "products": SHELF,
        "specials": TONIGHT,
    }
    return choose_prompt(Situation(**(values | changes)))  # type: ignore[arg-type]


def test_the_reasons_are_tried_in_the_order_of_the_rules_book() -> None:
    order = (Reason.USUAL, Reason.SPECIAL, Reason.COUPON, Reason.GOES_WITH, Reason.NEW_CATEGORY)
    rules = RULES
    for reason in (*order, Reason.GIFT):
        prompt = choose(rules=rules)
        assert prompt is not None
        assert prompt.reason is reason
        rules = tuple(each for each in rules if each.reason is not reason)
    assert choose(rules=rules) is None


def test_the_usual_product_is_offered_as_in_the_picture() -> None:
    prompt = choose()
    assert prompt is not None
    assert (prompt.list_price, prompt.offer_price, prompt.units) == (3180, 2385, 2)
    assert (prompt.on_hand, prompt.left_percent) == (14, 46)
    assert "{" not in prompt.text


def test_what_is_out_of_stock_is_never_offered() -> None:
    empty = {no: product(no, on_hand=0) for no in SHELF}
    prompt = choose(products=empty)
    assert prompt is not None
    assert prompt.reason is Reason.COUPON


def test_one_left_is_not_enough_for_two() -> None:
    prompt = choose(products=SHELF | {YOGHURT: product(YOGHURT, on_hand=1)})
    assert prompt is not None
    assert prompt.reason is Reason.SPECIAL


def test_what_is_in_the_bag_already_is_not_offered() -> None:
    prompt = choose(pickup=pickup(line(product_no=YOGHURT)))
    assert prompt is not None
    assert prompt.product_no != YOGHURT


def test_a_special_that_ended_is_not_said() -> None:
    prompt = choose(rules=RULES[4:5], now=NOW + timedelta(hours=3))
    assert prompt is None


def test_somebody_without_a_name_is_greeted_politely() -> None:
    prompt = choose(member=None, rules=(rule(7, Reason.GIFT, DUCK),))
    assert prompt is not None
    assert "王" not in prompt.text
    assert "{" not in prompt.text


@given(st.sets(st.sampled_from([rule.id for rule in RULES])), st.integers(0, 60))
def test_a_declined_prompt_is_never_said_again_while_it_is_remembered(
    declined: set[PromptId], hours: int
) -> None:
    prompt = choose(declined=frozenset(declined), now=NOW + timedelta(hours=hours))
    assert prompt is None or prompt.rule not in declined


@given(st.uuids())
def test_a_member_always_hears_the_same_variant(member: object) -> None:
    offer = rule(6, Reason.USUAL, YOGHURT)
    assert variant_for(offer, str(member)) is variant_for(offer, str(member))


def test_variants_reach_about_half_of_the_members_each() -> None:
    offer = rule(6, Reason.USUAL, YOGHURT)
    heard = [variant_for(offer, f"{no:032x}").name for no in range(2000)]
    assert 900 < heard.count("A") < 1100


def test_nothing_is_said_before_a_rule_begins_or_after_it_ends() -> None:
    assert choose(now=datetime(2020, 1, 1, tzinfo=UTC)) is None
    assert choose(now=datetime(2040, 1, 1, tzinfo=UTC)) is None
