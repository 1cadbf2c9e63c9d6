"""An order's own page at the console: what HQ wants waits for the counter, and only an admin with a reason does not wait."""

import httpx
import pytest

from sync import wire
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq_web.console import signed_in
from tests.hq_web.phones import Browser

ORDER = "T-20473"
FORCED = {"force": "yes", "sure": "yes", "reason": "门店停电三天,13900001234 在等"}


def page_of(row: wire.PickupRow) -> str:
    return f"/hq/orders/{row.pickup}"


def ask(browser: Browser, row: wire.PickupRow, verb: str, **fields: str) -> httpx.Response:
    """Send a form of the page that shows the order as `row`."""
    seen = browser.get("/hq/orders")
    return browser.post(page_of(row), seen, verb=verb, **({"epoch": str(row.epoch)} | fields))


def give_back(counter: Counter, row: wire.PickupRow) -> None:
    counter.write(wire.GrantReturned(pickup=row.pickup, epoch=row.epoch))
    assert counter.outcomes(len(counter.facts)) == ["applied"]


def recalls(hq: RunningHq) -> list[tuple[object, ...]]:
    told = hq.operator.look("recalls")
    return [(each["verb"], each["amount"], each["state"], each["account"]) for each in told]


def test_the_page_says_what_the_order_is_and_what_will_happen(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq, "he", "operator")
    row = counter.pickup(ORDER)
    counter.redeem(row, {1: 1})
    counter.push()
    assert f'href="{page_of(row)}"' in browser.get("/hq/orders").text
    page = browser.get(page_of(row)).text
    for words in (ORDER, row.pickup_no, "翠湖路店 1 号柜台", f"第 {row.epoch} 轮", "小周"):
        assert words in page
    assert f"{row.lines[0].name}×1" in page
    assert "柜台交回后才生效" in page
    assert row.phone not in page
    assert "强制" not in page, "an operator forces nothing"
    assert "强制" in signed_in(hq, "lin").get(page_of(row)).text
    for wrong in ("0", "9" * 30, "x", str(row.pickup + 10**9)):
        assert browser.get(f"/hq/orders/{wrong}").status_code == 404


def test_a_refund_waits_for_the_counter_and_is_done_when_it_gave_back(
    hq_on_both: RunningHq,
) -> None:
    hq = hq_on_both
    hq.office.public_url = hq.url
    counter, browser = hq.enrolled(), signed_in(hq, "he", "operator")
    row = counter.pickup(ORDER)
    page = ask(browser, row, "refund", amount="9.9")
    assert (page.status_code, page.url.path) == (200, page_of(row))
    assert "等门店交回" in page.text
    assert "退款 ¥9.90" in page.text
    asked = counter.pickup(ORDER)
    assert (asked.recall, asked.state, asked.holder) == (True, row.state, row.holder)
    assert recalls(hq) == [("refund", 990, "waiting", "he")]
    give_back(counter, row)
    after = counter.pickup(ORDER)
    assert (after.state, after.refunded, after.holder) == ("refunded", 990, 0)
    page = browser.get(page_of(row))
    for words in ("已退款", "退款 ¥9.90", "已生效", "已经结束"):
        assert words in page.text
    assert "等门店交回" not in page.text
    assert ask(browser, after, "cancel").status_code == 422
    assert recalls(hq) == [("refund", 990, "done", "he")]


def test_force_ends_it_at_once_and_what_the_counter_says_later_is_a_conflict(
    hq: RunningHq,
) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup(ORDER)
    ask(browser, row, "refund", amount="5")
    page = browser.get(page_of(row)).text
    assert "立即生效" in page
    assert '<option value="refund" selected>' in page, "the form holds what waits already"
    done = ask(browser, row, "refund", amount="5.00", **FORCED)
    assert "强制生效" in done.text
    assert "门店停电三天,139****1234 在等" in done.text
    after = counter.pickup(ORDER)
    assert (after.state, after.holder, after.epoch) == ("refunded", 0, row.epoch + 1)
    assert recalls(hq) == [("refund", 500, "replaced", "lin"), ("refund", 500, "forced", "lin")]
    assert "被新的请求代替" in browser.get(page_of(row)).text
    counter.redeem(row, {1: 1})
    assert counter.outcomes() == ["conflict"]
    path = f"/hq/conflicts/{counter.identity.counter}/1/1"
    assert path in browser.get(page_of(row)).text
    assert "订单已退款" in browser.get(path).text


@pytest.mark.parametrize(
    "less",
    [{"sure": ""}, {"reason": "停"}, {"reason": "    "}, {"reason": "停" * 501}],
)
def test_force_needs_a_reason_and_a_sure_hand(hq: RunningHq, less: dict[str, str]) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup(ORDER)
    refused = ask(browser, row, "move", amount="1.20", store="2", **(FORCED | less))
    assert refused.status_code == 422
    typed = (FORCED | less)["reason"].strip()[:500]
    for kept in (f"{typed}</textarea>", 'value="1.20"', '<option value="move" selected>'):
        assert kept in refused.text, "what was typed is still there"
    assert '<option value="2" selected>' in refused.text
    assert counter.pickup(ORDER) == row
    assert recalls(hq) == []


def test_an_operator_forces_nothing(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq, "he", "operator")
    row = counter.pickup(ORDER)
    for verb in ("refund", "cancel", "move"):
        said = ask(browser, row, verb, amount="1", store="2", **FORCED)
        assert said.status_code == 404
    assert counter.pickup(ORDER) == row
    assert recalls(hq) == []


def test_an_order_moves_when_the_counter_let_go_or_is_kept_when_withdrawn(hq: RunningHq) -> None:
    here, there, browser = hq.enrolled(1), hq.enrolled(2), signed_in(hq)
    row = here.pickup(ORDER)
    assert "转到 湖滨店" in ask(browser, row, "move", store="2").text
    assert "已撤回" in ask(browser, row, "withdraw").text
    assert not here.pickup(ORDER).recall
    assert ask(browser, row, "withdraw").status_code == 422
    ask(browser, row, "move", store="2")
    give_back(here, row)
    moved = there.pickup(ORDER)
    assert (moved.store, moved.holder) == (2, there.identity.counter)
    assert "湖滨店 1 号柜台" in browser.get(page_of(row)).text


def test_an_order_goes_only_to_a_store_the_account_sees(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator", 1)
    row = counter.pickup(ORDER)
    assert "转到别的门店" not in browser.get(page_of(row)).text
    for store in ("2", "1", "99", "", "x"):
        assert ask(browser, row, "move", store=store).status_code == 422
    assert recalls(hq) == []


def test_an_order_that_changed_since_it_was_looked_at_is_left_alone(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup(ORDER)
    ask(browser, row, "cancel")
    ask(browser, row, "withdraw")
    give_back(counter, row)
    assert counter.pickup(ORDER).epoch == row.epoch + 1
    said = ask(browser, row, "cancel", **FORCED)
    assert said.status_code == 422
    assert "刚刚变了" in said.text
    assert counter.pickup(ORDER).state == row.state


def test_goods_that_are_all_gone_are_neither_asked_back_nor_forced(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup(ORDER)
    ask(browser, row, "refund", amount="5")
    counter.redeem(row, {line.line_no: line.quantity for line in row.lines})
    counter.push()
    page = browser.get(page_of(row)).text
    assert "货先取走了,没有生效" in page
    assert "全部交给顾客" in page
    assert "强制" not in page
    assert ask(browser, row, "cancel", **FORCED).status_code == 422
    after = counter.pickup(ORDER)
    assert (after.state, after.epoch) == (row.state, row.epoch)


def test_what_hq_holds_itself_ends_at_once(hq: RunningHq) -> None:
    browser = signed_in(hq)
    (kept,) = [each for each in hq.operator.look("pickups") if each["order_no"] == ORDER]
    path = f"/hq/orders/{kept['pickup']}"
    seen = browser.get(path)
    assert "授权在总部:下面的操作立即生效" in seen.text
    assert "强制" not in seen.text
    done = browser.post(path, seen, verb="cancel", epoch=str(kept["epoch"]))
    assert "已取消" in done.text
    assert "已生效" in done.text


@pytest.mark.parametrize("amount", ["", "0", "-1", "1.234", "x", "１", "999999", "1e3"])
def test_an_amount_that_is_none_refunds_nothing(hq: RunningHq, amount: str) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup(ORDER)
    said = ask(browser, row, "refund", amount=amount)
    assert said.status_code == 422
    assert "退款金额" in said.text
    assert recalls(hq) == []
