"""What the verbs read in common: the member, the sentence and the judgement around one pickup. Reads only."""

from datetime import datetime, timedelta

from app.actions.outcomes import PickupFound, PickupRefused
from app.actions.ports import PickupSummary, Room
from app.domain.codes import PickupCode
from app.domain.grants import claimable
from app.domain.identity import MemberId
from app.domain.members import Member
from app.domain.pickups import (
    AlreadyRedeemed,
    Expired,
    HeldElsewhere,
    NotArrived,
    OtherStore,
    Pickup,
    Place,
    Ready,
    Redemption,
    Refusal,
    judge,
    overridable,
)
from app.domain.prompting import Situation, choose_prompt, product_numbers
from app.domain.prompts import Prompt


def place_of(room: Room, now: datetime) -> Place:
    """Where the question is asked: this store, this counter, now. A revoked counter hands over nothing."""
    identity = room.about.identity()
    return Place(
        store=identity.store.id,
        counter=identity.id,
        now=now,
        blind_pickup="refuse" if room.about.revoked() else room.about.policy().blind_pickup,
    )


def judged(room: Room, pickup: Pickup, code: PickupCode | None, place: Place) -> Ready | Refusal:
    """`judge`, plus the end of the signed code's own validity, and minus what HQ granted to a claim of this counter whose
    answer never came: that was not handed over, and may be asked for again."""
    verdict = judge(pickup, place)
    if isinstance(verdict, AlreadyRedeemed) and _only_granted(room, verdict.last, place):
        return HeldElsewhere(pickup.grant)
    if isinstance(verdict, OtherStore):
        return OtherStore(verdict.store_id, room.about.store(verdict.store_id))
    if isinstance(verdict, Ready) and code is not None and code.valid_until < place.now:
        return Expired(code.valid_until)
    return verdict


def _only_granted(room: Room, last: Redemption, place: Place) -> bool:
    """A redemption has a receipt; a claim HQ granted has none yet."""
    ours = last.counter == place.counter and last.receipt_no == 0
    return ours and room.pickups.redemption(last.id) is None


def outcome_of(
    room: Room,
    pickup: Pickup,
    code: PickupCode | None,
    now: datetime,
    whose: Member | None = None,
) -> PickupFound | PickupRefused:
    """The card a pickup deserves: ready with its member, sentence and further orders, or refused. `whose` is its member
    where somebody has read them already."""
    place = place_of(room, now)
    verdict = _near(pickup, code, place, judged(room, pickup, code, place))
    member = whose
    if member is None and pickup.member is not None:
        member = room.members.get(pickup.member)
    if not isinstance(verdict, Ready):
        return PickupRefused(pickup, verdict, member, overridable(verdict), code)
    return PickupFound(
        pickup=pickup,
        ready=verdict,
        member=member,
        prompt=prompt_for(room, member, pickup, now),
        others=further_orders(room, pickup.member, pickup),
        code=code,
    )


def _near(
    pickup: Pickup, code: PickupCode | None, place: Place, verdict: Ready | Refusal
) -> Ready | Refusal:
    """An order the store's hub holds is as good as ours: the hub is asked when it is handed over."""
    if not isinstance(verdict, HeldElsewhere) or not verdict.grant.near:
        return verdict
    wish = claimable(pickup, place, ())
    if isinstance(wish, Ready) and code is not None and code.valid_until < place.now:
        return Expired(code.valid_until)
    return wish if isinstance(wish, Ready | NotArrived) else verdict


def further_orders(
    room: Room, member: MemberId | None, pickup: Pickup | None
) -> tuple[PickupSummary, ...]:
    """This member's other orders that can be taken along now."""
    if member is None:
        return ()
    return tuple(
        summary
        for summary in room.pickups.open_of_member(member)
        if summary.ready and (pickup is None or summary.id != pickup.id)
    )


def prompt_for(
    room: Room, member: Member | None, pickup: Pickup | None, now: datetime
) -> Prompt | None:
    """The one sentence to say now, or None."""
    rules = tuple(room.prompts.rules(now))
    if not rules:
        return None
    policy = room.about.policy()
    specials = tuple(room.catalogue.specials(now))
    numbers = product_numbers(rules, specials, member)
    if pickup is not None:
        own = room.catalogue.many([line.product_no for line in pickup.lines])
        numbers.update(partner for product in own for partner in product.goes_with)
        numbers.update(line.product_no for line in pickup.lines)
    products = {product.no: product for product in room.catalogue.many(sorted(numbers))}
    return choose_prompt(
        Situation(
            now=now,
            member=member,
            pickup=pickup,
            rules=rules,
            products=products,
            specials=specials,
            declined=frozenset(
                room.prompts.declined(member.id, now - timedelta(days=policy.decline_days))
                if member
                else ()
            ),
            bought_categories=frozenset(
                room.prompts.bought_categories(member.id) if member else ()
            ),
            margin_min_percent=policy.margin_min_percent,
        )
    )
