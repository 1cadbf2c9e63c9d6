"""A conflict closed at the console reaches its counter with the reason; no phone travels or is shown with it."""

import msgspec
from sqlalchemy import select

from sync import wire
from sync.hq.store.tables import feed_row
from tests.hq.running import RunningHq
from tests.hq_web.console import make_conflict, signed_in


def told(hq: RunningHq) -> list[wire.VerdictRow]:
    with hq.office.database.read() as connection:
        rows = connection.execute(
            select(feed_row.c.row).where(
                feed_row.c.entity == "verdict", feed_row.c.scope == "store:1"
            )
        ).scalars()
        return [msgspec.json.decode(row, type=wire.VerdictRow) for row in rows]


def test_the_counter_hears_how_its_conflict_was_closed_and_the_first_word_stays(
    hq_on_both: RunningHq,
) -> None:
    hq = hq_on_both
    hq.office.public_url = hq.url
    path = make_conflict(hq, hq.enrolled())
    browser = signed_in(hq, "he", "operator")
    browser.post(path, browser.get(path), reason="短")
    assert told(hq) == [], "a reason too short closes nothing"
    reason = "已电话联系 13800001234,顾客补款"
    page = browser.post(path, browser.get(path), reason=reason)
    assert "138****1234,顾客补款" in page.text
    assert "13800001234" not in page.text
    (row,) = told(hq)
    assert (row.outcome, row.reason) == ("closed", "已电话联系 138****1234,顾客补款")
    assert row.fact in {each["id"] for each in hq.operator.look("facts")}
    browser.post(path, browser.get("/hq/conflicts"), reason="另一个原因写得很长")
    assert told(hq) == [row]
