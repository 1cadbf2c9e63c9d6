"""A claim nobody told the end of is listed with its counter, and given back by somebody of its store, with a reason."""

import re
from datetime import timedelta

from sync import wire
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim
from tests.hq.test_replay import enrolled_anew
from tests.hq_web.console import note, sign_in, signed_in
from tests.hq_web.phones import Browser

HERE = "/hq/claims"


def forgotten(hq: RunningHq) -> tuple[Counter, wire.PickupRow, wire.ClaimRequest]:
    """Granted, and then the disk was gone."""
    hq.office.public_url = hq.url
    first = hq.enrolled()
    hq.operator.act("revoke", counter=first.identity.counter)
    with hq.database.write() as connection:
        connection.exec_driver_sql("UPDATE store SET holder = 999999 WHERE store = 1")
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    asked = asking(row)
    assert claim(counter, asked).outcome == "granted"
    return counter, row, asked


def later(hq: RunningHq) -> None:
    hq.clock.ahead += timedelta(minutes=16)


def test_only_what_is_open_too_long_is_listed_with_its_counter(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    counter, row, asked = forgotten(hq)
    browser = signed_in(hq, "he", "operator", 1)
    assert "没有占用太久的" in browser.get(HERE).text
    later(hq)
    note(hq, counter.identity.counter, tuangui_waiting="3")
    page = browser.get(HERE).text
    for words in (
        row.order_no,
        "翠湖路店",
        f"{counter.identity.label} 号",
        "16 分钟前",
        "还是那一台",
    ):
        assert words in page
    enrolled_anew(hq, counter)
    assert "已重新注册" in browser.get(HERE).text
    assert browser.get(f"{HERE}/{asked.claim_id}").status_code == 200


def test_it_is_given_back_once_with_a_reason_and_stays_on_record(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    counter, row, asked = forgotten(hq)
    browser = signed_in(hq, "he", "operator", 1)
    later(hq)
    path = f"{HERE}/{asked.claim_id}"
    refused = browser.post(path, browser.get(path), reason="短<b")
    assert refused.status_code == 422
    assert "短&lt;b</textarea>" in refused.text, "what was typed is still there"
    assert len(hq.operator.look("releases")) == 0
    page = browser.post(path, browser.get(path), reason="硬盘坏了,已问过 13800001234")
    assert page.url.path == HERE
    assert "没有占用太久的" in page.text
    assert "件数已放回" in page.text
    assert "138****1234" in page.text
    assert "13800001234" not in page.text
    again = browser.post(path, browser.get(HERE), reason="再来一次也没有用")
    assert again.url.path == HERE
    (kept,) = hq.operator.look("releases")
    assert kept["account"] == "he"
    units = {unit.line_no: unit.quantity for unit in asked.units}
    counter.sign_in()
    counter.redeem(row, units, redemption=asked.claim_id)
    assert counter.outcomes() == ["applied"]
    assert "记录后来到了,算核销" in browser.get(HERE).text


def test_nobody_of_another_store_sees_or_touches_it(hq: RunningHq) -> None:
    _, row, asked = forgotten(hq)
    signed_in(hq)
    other = signed_in(hq, "wu", "operator", 2)
    hq.clock.ahead += timedelta(minutes=16)
    assert row.order_no not in other.get(HERE).text
    path = f"{HERE}/{asked.claim_id}"
    assert other.get(path).status_code == 404
    assert other.post(path, other.get(HERE), reason="这不是我的店").status_code == 404
    assert hq.operator.look("releases") == []
    admin = Browser(hq)
    sign_in(admin, "lin")
    assert row.order_no in admin.get(HERE).text


def test_strange_names_are_no_page(hq: RunningHq) -> None:
    browser = signed_in(hq)
    for wrong in ("0" * 32, "%00", "x" * 400, "../orders"):
        assert browser.get(f"{HERE}/{wrong}").status_code in {200, 404}
    assert not re.search("Traceback", browser.get(f"{HERE}/'--").text)
