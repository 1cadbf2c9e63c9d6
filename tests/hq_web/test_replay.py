"""Quarantine at the console: the missing order comes, somebody presses the button, and everything counts once."""

import msgspec
from sqlalchemy import select

from sync import wire
from sync.hq.store.tables import feed_row
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq_web.console import signed_in
from tests.hq_web.phones import Browser

ORDER = 77001


def row_like(hq: RunningHq, counter: Counter) -> wire.PickupRow:
    known = counter.pickup("T-20462")
    return msgspec.structs.replace(
        known, pickup=ORDER, order_no="T-77001", pickup_no="77001009", holder=0, epoch=0, aliases=()
    )


def press(browser: Browser, counter: Counter, seq: int) -> str:
    path = f"/hq/quarantine/{counter.identity.counter}/{counter.identity.incarnation}/{seq}"
    answer = browser.post(path, browser.get("/hq/quarantine"))
    assert answer.status_code == 200
    return answer.text


def standing(hq: RunningHq) -> list[dict[str, object]]:
    rows = hq.operator.look("redemptions")
    return [row for row in rows if row["pickup"] == ORDER and not row["undone"]]


def handed_over_unknown(hq: RunningHq, counter: Counter) -> wire.PickupRow:
    """Two hand-overs and one undo of an order HQ does not know; all in quarantine."""
    row = msgspec.structs.replace(row_like(hq, counter), holder=counter.identity.counter, epoch=1)
    lines = [line for line in row.lines if line.quantity]
    first = counter.redeem(row, {lines[0].line_no: 1})
    counter.redeem(row, {lines[1].line_no: 1})
    counter.undo(first)
    assert set(counter.outcomes()) == {"quarantined"}
    return row


def test_the_order_comes_and_its_facts_count_in_their_order_once(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    hq.office.public_url = hq.url
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    row = handed_over_unknown(hq, counter)
    assert "总部没有这张单" in browser.get("/hq/quarantine").text
    assert "还在隔离区" in press(browser, counter, 1), "nothing has changed yet"
    assert standing(hq) == []
    hq.operator.put(msgspec.structs.replace(row, holder=0, epoch=0), store=1)
    page = press(browser, counter, 1)
    assert "已生效" in page
    assert "还在隔离区" not in page
    assert hq.operator.look("quarantine") == []
    once = standing(hq)
    assert len(once) == 1, "of two hand-overs one was taken back"
    assert "没有再做什么" in press(browser, counter, 1)
    assert standing(hq) == once
    with hq.office.database.read() as connection:
        raw = connection.execute(
            select(feed_row.c.row).where(
                feed_row.c.entity == "pickup", feed_row.c.key == str(ORDER)
            )
        ).scalar_one()
    told = msgspec.json.decode(raw, type=wire.PickupRow)
    assert len([each for each in told.redemptions if not each.undone]) == len(once)
    assert set(counter.outcomes()) <= {"duplicate"}, "the counter hears that HQ has them"


def test_what_nobody_can_read_stays(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    counter.write(b"[]", kind="pickup.redeemed")
    counter.push()
    assert "还在隔离区" in press(browser, counter, 1)
    (kept,) = hq.operator.look("quarantine")
    assert kept["why"] == "unreadable"


def test_a_revoked_counters_queue_counts_when_somebody_says_so(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    row = counter.pickup("T-20462")
    counter.redeem(row, {row.lines[0].line_no: 1})
    hq.operator.act("revoke", counter=counter.identity.counter)
    assert counter.outcomes() == ["quarantined"]
    page = press(browser, counter, 1)
    assert "冲突" in page or "已生效" in page
    assert hq.operator.look("quarantine") == []


def test_an_operator_of_another_store_presses_nothing(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator", 2)
    counter.write(b"[]", kind="pickup.redeemed")
    counter.push()
    path = f"/hq/quarantine/{counter.identity.counter}/1/1"
    assert browser.post(path, browser.get("/hq/quarantine")).status_code == 404
    for odd in ("/hq/quarantine/999/1/1", f"/hq/quarantine/{'9' * 20}/1/1"):
        assert browser.post(odd, browser.get("/hq")).status_code == 404
