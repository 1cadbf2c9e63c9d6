"""HQ and a store with several counters, on both databases: the counters are told of each other, and what their hub grants is
taken from whoever is heard first."""

import msgspec
import pytest

from sync import wire
from sync.hq.siblings import addresses_in
from sync.hub.seals import Own, Peer, ask_of, signed_ticket
from tests.hq.counter import Counter, Said, new_id, units_of
from tests.hq.running import RunningHq
from tests.sync.test_with_real_hq import until

ORDER = "T-20473"


class Pair:
    """Two counters of store 1; the first is its hub."""

    def __init__(self, hq: RunningHq) -> None:
        self.hq = hq
        self.hub, self.second = hq.enrolled(), hq.enrolled()
        self.row = self.second.pickup(ORDER)
        assert self.row.holder == self.hub.identity.counter

    def own(self, counter: Counter) -> Own:
        who = counter.identity
        return Own(who.store.store, who.counter, who.incarnation, counter.key.sign)

    def ticket(self, claim: str, units: dict[int, int], *, signer: Counter | None = None) -> str:
        signer = signer or self.hub
        hub = Peer(self.hub.identity.counter, self.hub.identity.incarnation, b"")
        asked = wire.ClaimRequest(
            proto=1,
            claim_id=claim,
            pickup_id=self.row.pickup,
            units=units_of(units),
            epoch=self.row.epoch,
            by=11,
        )
        ask = ask_of(self.own(self.second), hub, asked, give_back=False)
        return signed_ticket(self.own(signer), ask, self.row.epoch)

    def grants(self, claim: str, units: dict[int, int], **changes: int) -> None:
        body = wire.ClaimGranted(
            claim=claim,
            pickup=self.row.pickup,
            units=units_of(units),
            epoch=self.row.epoch,
            counter=self.second.identity.counter,
            incarnation=1,
            by=11,
        )
        self.hub.write(msgspec.structs.replace(body, **changes))

    def redeems(self, claim: str, units: dict[int, int], ticket: str) -> None:
        self.second.write(
            wire.PickupRedeemed(
                redemption=claim,
                pickup=self.row.pickup,
                epoch=self.row.epoch,
                units=units_of(units),
                receipt_no=4,
                member=self.row.member,
                points=9,
                ticket=ticket,
            )
        )

    def standing(self) -> list[wire.RedemptionRow]:
        return [each for each in self.hub.pickup(ORDER).redemptions if not each.undone]

    def points(self) -> list[int]:
        return [row["points"] for row in self.hq.operator.look("points")]


@pytest.fixture
def pair(hq: RunningHq) -> Pair:
    return Pair(hq)


def counters(counter: Counter) -> dict[int, wire.CounterRow]:
    """As the feed tells this counter, by label."""
    counter.cursor = ""
    rows = [
        msgspec.json.decode(change.row, type=wire.CounterRow)
        for change in counter.pull_all()
        if change.entity == "counter"
    ]
    return {row.label: row for row in rows}


def told(change: list[wire.FactResult] | tuple[wire.FactResult, ...]) -> list[str]:
    return [f"{each.outcome} {each.detail}".strip() for each in change]


@pytest.mark.parametrize("first", ["hub", "second"])
def test_what_the_hub_granted_stands_once_whoever_is_heard_first(pair: Pair, first: str) -> None:
    claim = new_id()
    pair.grants(claim, {1: 2})
    pair.redeems(claim, {1: 1}, pair.ticket(claim, {1: 2}))
    if first == "hub":
        assert told(pair.hub.push().results) == ["applied"]
        (waiting,) = pair.standing()
        assert (waiting.receipt_no, waiting.counter_label, waiting.by_name) == (0, 2, "小周")
        assert told(pair.second.push().results) == ["applied"]
    else:
        assert told(pair.second.push().results) == ["applied"]
        assert told(pair.hub.push().results) == ["duplicate repeated"]
    (stands,) = pair.standing()
    assert (stands.redemption, stands.receipt_no, stands.units) == (claim, 4, units_of({1: 1}))
    assert pair.points() == [9]
    rows = [row for row in pair.hq.operator.look("redemptions") if row["redemption"] == claim]
    assert [(row["counter"], row["seq"], row["undone"]) for row in rows] == [
        (pair.second.identity.counter, 1, False)
    ]
    assert pair.hq.operator.look("conflicts") == []


@pytest.mark.parametrize("order", ["hub", "second", "between"])
def test_what_goes_back_leaves_nothing_behind_in_any_order(pair: Pair, order: str) -> None:
    """Handed over, taken back, the hub told, the hub hands over itself."""
    claim = new_id()
    pair.grants(claim, {1: 3})
    pair.redeems(claim, {1: 3}, pair.ticket(claim, {1: 3}))
    body = wire.RedemptionUndone(
        redemption=claim, pickup=pair.row.pickup, approved_by=None, member=None, points=9
    )
    pair.second.write(body)
    counter = pair.second.identity.counter
    pair.hub.write(wire.ClaimReturned(claim=claim, pickup=pair.row.pickup, counter=counter))
    pair.hub.redeem(pair.row, {1: 3}, points=5)
    match order:
        case "hub":
            pair.hub.push()
            pair.second.push()
        case "second":
            pair.second.push()
            pair.hub.push()
        case _:
            pair.second.push(1, 1)
            pair.hub.push()
            pair.second.push(2)
    (stands,) = pair.standing()
    assert stands.counter == pair.hub.identity.counter
    assert sum(pair.points()) == 5
    assert pair.hq.operator.look("conflicts") == []
    assert pair.hq.operator.look("quarantine") == []


def test_given_back_before_hq_heard_of_the_grant_is_over(pair: Pair) -> None:
    claim = new_id()
    pair.grants(claim, {1: 3})
    pair.second.write(
        wire.RedemptionUndone(
            redemption=claim,
            pickup=pair.row.pickup,
            approved_by=None,
            member=None,
            points=0,
            ticket=pair.ticket(claim, {1: 3}),
        )
    )
    assert told(pair.second.push().results) == ["applied"]
    assert told(pair.hub.push().results) == ["duplicate repeated"]
    assert pair.standing() == []


def test_a_ticket_nobody_of_the_store_signed_is_none(pair: Pair) -> None:
    claim = new_id()
    pair.redeems(claim, {1: 1}, pair.ticket(claim, {1: 1}, signer=pair.second))
    pair.redeems(new_id(), {1: 1}, "no ticket at all")
    pair.redeems(new_id(), {1: 1}, "AAAA" * 40)
    assert told(pair.second.push().results) == ["conflict grant_elsewhere"] * 3
    assert pair.standing() == []


def test_a_hub_enrolled_anew_is_believed_for_what_it_signed_before(pair: Pair) -> None:
    claim = new_id()
    ticket = pair.ticket(claim, {1: 1})
    label = pair.hub.identity.label
    pair.hq.enrolled(1, label)
    pair.redeems(claim, {1: 1}, ticket)
    assert told(pair.second.push().results) == ["applied"]


def test_taken_back_by_force_in_between_is_a_conflict_people_see(pair: Pair) -> None:
    claim = new_id()
    pair.hq.operator.act(
        "order", pickup=pair.row.pickup, verb="refund", amount=1, force=True, reason="顾客要求"
    )
    pair.redeems(claim, {1: 1}, pair.ticket(claim, {1: 1}))
    pair.grants(claim, {1: 1})
    assert told(pair.second.push().results) == ["conflict refunded"]
    assert told(pair.hub.push().results) == ["duplicate repeated"]
    (shown,) = pair.hq.operator.look("conflicts")
    assert shown["redemption"] == claim


def test_a_grant_to_a_counter_of_another_store_is_put_aside(pair: Pair) -> None:
    stranger = pair.hq.enrolled(store=2)
    pair.grants(new_id(), {1: 1}, counter=stranger.identity.counter)
    pair.grants(new_id(), {9: 1})
    pair.grants(new_id(), {2: 1})
    assert told(pair.hub.push().results) == [
        "quarantined other_counter",
        "quarantined joined",
        "quarantined joined",
    ]


def test_the_counters_of_a_store_are_told_of_each_other_and_of_nobody_else(pair: Pair) -> None:
    stranger = pair.hq.enrolled(store=2)
    known = counters(pair.second)
    assert [(each.label, each.hub, each.revoked) for each in known.values()] == [
        (1, True, False),
        (2, False, False),
    ]
    keys = [counter.key.public_key().public_bytes_raw() for counter in (pair.hub, pair.second)]
    assert [each.public_key for each in known.values()] == keys
    assert set(counters(stranger)) == {stranger.identity.label}
    pair.hq.operator.act("revoke", counter=pair.hub.identity.counter)
    gone = counters(pair.second)[1]
    assert (gone.hub, gone.revoked) == (False, True)
    again = pair.hq.enrolled(1, 1)
    back = counters(pair.second)[1]
    assert (back.hub, back.revoked, back.incarnation) == (True, False, 2)
    assert back.public_key == again.key.public_key().public_bytes_raw()


def test_where_the_hub_answers_is_told_to_the_others_at_once(pair: Pair) -> None:
    said = {"tuangui-lan": "192.168.1.5:8471, 8.8.8.8:8471, [fd00::5]:8471, nonsense"}
    pair.hub.http.get("/v1/changes", params={"cursor": ""}, headers=pair.hub.headers | said)
    expected = ("192.168.1.5:8471", "[fd00::5]:8471")
    until(lambda: counters(pair.second)[1].addresses == expected, 20)
    pair.hub.http.get(
        "/v1/changes", params={"cursor": ""}, headers=pair.hub.headers | {"tuangui-lan": ""}
    )
    until(lambda: counters(pair.second)[1].addresses == (), 20)


@pytest.mark.parametrize(
    "header",
    ["", ",", ":", "1.2.3.4", "192.168.1.5:0", "192.168.1.5:99999", "10.0.0.1:" + "9" * 50],
)
def test_what_is_no_address_of_a_shop_is_left_out(header: str) -> None:
    assert addresses_in(header) == ()


def test_nobody_else_says_who_the_counters_are(pair: Pair) -> None:
    row = wire.CounterRow(counter=1, label=1, incarnation=1, public_key=b"k" * 32, hub=True)
    with pytest.raises(Said, match="bad_request"):
        pair.hq.operator.put(row)
