"""The pages as people get them, in a real Chromium: nothing sticks out at 360 px, fingers find what they press, and the
whole way from the paper to the coupon is walked. TUANGUI_PICTURES=FOLDER keeps the pictures."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hq.web.claim_reads import TOO_LONG
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim
from tests.hq_imports.files import KTT_HEADS, KTT_ROWS, csv_file
from tests.hq_web.chromium import Chromium
from tests.hq_web.console import PASSWORD, account, make_conflict, note
from tests.hq_web.phones import JOIN_GROUP, Browser, newest_code, paper

FINGER = 44
"""Least height of what a finger presses, px (WCAG 2.2, 2.5.5)."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.stop()


def looked_at(chromium: Chromium, name: str) -> None:
    """Holds for every page; keeps its picture when somebody wants it."""
    folder = os.environ.get("TUANGUI_PICTURES")
    if folder:
        Path(folder, f"{name}.png").write_bytes(chromium.picture())
    assert chromium.overflow() <= 0, name
    assert chromium.js("getComputedStyle(document.body).backgroundColor") == "rgb(245, 244, 239)"
    assert chromium.js("document.title"), name


def low_buttons(chromium: Chromium) -> list[str]:
    found: list[str] = chromium.js(
        "[...document.querySelectorAll('button,.button,input:not([type=hidden])')]"
        f".filter(e => e.getBoundingClientRect().height < {FINGER}).map(e => e.outerHTML)"
    )
    return found


def test_a_customer_walks_from_the_paper_to_the_coupon(hq: RunningHq, chromium: Chromium) -> None:
    counter = hq.enrolled()
    chromium.size(360, 740, mobile=True)
    pages = {}
    chromium.open(f"{hq.url}/R/{paper(hq, counter)}")
    pages["receipt"] = low_buttons(chromium)
    looked_at(chromium, "receipt")
    chromium.submit("form button", {"phone": "139 0000 555"})
    assert "手机号" in chromium.js("document.querySelector('[role=alert]').innerText")
    looked_at(chromium, "receipt-bad-phone")
    chromium.open(f"{hq.url}/r/{paper(hq, counter)}")
    chromium.submit("form button", {"phone": "13900005555"})
    pages["code"] = low_buttons(chromium)
    looked_at(chromium, "code")
    chromium.submit("form button", {"code": newest_code(hq)})
    assert "领到了" in chromium.js("document.body.innerText")
    looked_at(chromium, "taken")
    group = f"{hq.url}/j/{paper(hq, counter, purpose=JOIN_GROUP)}"
    chromium.open(group)
    pages["group"] = low_buttons(chromium)
    looked_at(chromium, "group")
    chromium.submit("form button", {})
    assert "领到了" in chromium.js("document.body.innerText")
    chromium.open(f"{hq.url}/m")
    pages["own"] = low_buttons(chromium)
    looked_at(chromium, "own")
    chromium.submit("footer button", {})
    looked_at(chromium, "signed-out")
    chromium.open(group)
    assert "已被领取" in chromium.js("document.body.innerText")
    looked_at(chromium, "gone")
    chromium.open(f"{hq.url}/r/TRWRONG")
    looked_at(chromium, "not-ours")
    assert {name: low for name, low in pages.items() if low} == {}


def test_the_page_of_a_member_with_much_on_it(hq: RunningHq, chromium: Chromium) -> None:
    chromium.size(360, 740, mobile=True)
    chromium.open(f"{hq.url}/m")
    chromium.submit("form button", {"phone": "13800001234"})
    chromium.submit("form button", {"code": newest_code(hq)})
    looked_at(chromium, "own-full")
    square = chromium.js(
        "(() => { const r = document.querySelector('.qr').getBoundingClientRect();"
        " return [r.width, r.height, r.top] })()"
    )
    assert square[0] == square[1] >= 240
    assert square[2] + square[1] < 740


def test_the_console_from_the_gate_to_a_closed_conflict(hq: RunningHq, chromium: Chromium) -> None:
    first = hq.enrolled()
    conflict = make_conflict(hq, first)
    hq.enrolled(2)
    row = first.pickup("T-20473")
    order = f"/hq/orders/{row.pickup}"
    lost, given = asking(row, {1: 1}), asking(row, {1: 1})
    for asked in (lost, given):
        assert claim(first, asked).outcome == "granted"
    hq.operator.act("release", claim=given.claim_id, reason="门店说货没有交出")
    hq.clock.ahead += TOO_LONG
    first.sign_in()
    first.write(b'{"redemption":7,"pickup":20463}', kind="pickup.redeemed")
    first.push(len(first.facts))
    note(hq, first.identity.counter, tuangui_waiting="3", user_agent="tuangui/0.1.0")
    Browser(hq).ask_for_code("/m", "13900005555")
    account(hq)
    for width, height in ((1366, 768), (360, 740)):
        chromium.size(width, height, mobile=width < 500)
        chromium.open(f"{hq.url}/hq")
        looked_at(chromium, f"desk-gate-{width}")
        chromium.submit("form button", {"name": "lin", "password": PASSWORD})
        assert chromium.js("location.pathname") == "/hq"
        for page in (
            "",
            "/counters",
            "/orders",
            "/conflicts",
            "/quarantine",
            "/claims",
            "/feed",
            "/messages",
            "/import",
            "/keys",
        ):
            chromium.open(f"{hq.url}/hq{page}")
            looked_at(chromium, f"desk{page.replace('/', '-')}-{width}")
        chromium.open(f"{hq.url}{conflict}")
        looked_at(chromium, f"desk-conflict-{width}")
        chromium.open(f"{hq.url}/hq/claims/{lost.claim_id}")
        looked_at(chromium, f"desk-claim-{width}")
        chromium.open(f"{hq.url}/hq/counters/{first.identity.counter}/revoke")
        looked_at(chromium, f"desk-revoke-{width}")
        chromium.open(f"{hq.url}{order}")
        looked_at(chromium, f"desk-order-{width}")
        chromium.submit(".acts button", {"amount": "9.90"})
        assert "等门店交回" in chromium.js("document.body.innerText")
        chromium.js("document.querySelector('details').open = true")
        looked_at(chromium, f"desk-order-asked-{width}")
        chromium.open(f"{hq.url}/hq/counters")
        chromium.submit("form.card button", {"label": "7"})
        assert "注册码" in chromium.js("document.body.innerText")
        looked_at(chromium, f"desk-enrol-{width}")
        if width == 360:
            chromium.open(f"{hq.url}{conflict}")
            chromium.submit("main form button", {"reason": "顾客退回了一份"})
            assert "已关闭" in chromium.js("document.body.innerText")
            looked_at(chromium, f"desk-closed-{width}")
        chromium.submit("nav form button", {})
        assert chromium.js("location.pathname") == "/hq/login"


def test_a_file_of_a_group_buy_tool_from_the_dialog_to_the_order(
    hq: RunningHq, chromium: Chromium, tmp_path: Path
) -> None:
    account(hq)
    file = tmp_path / "快团团-周二海鲜团.csv"
    masked = (*KTT_ROWS[2][:11], "138****1234", *KTT_ROWS[2][12:])
    file.write_bytes(csv_file(KTT_HEADS, [*KTT_ROWS[:2], masked, KTT_ROWS[3]]))
    for width, height in ((360, 740), (1366, 768)):
        chromium.size(width, height, mobile=width < 500)
        chromium.open(f"{hq.url}/hq/login")
        chromium.submit("form button", {"name": "lin", "password": PASSWORD})
        chromium.open(f"{hq.url}/hq/import")
        chromium.choose_file("input[type=file]", file)
        chromium.submit("form.card button", {})
        assert "新增 2" in chromium.js("document.body.innerText")
        assert "手机号被隐藏了" in chromium.js("document.body.innerText")
        looked_at(chromium, f"desk-import-tried-{width}")
        if width == 1366:
            chromium.submit(".apply button", {})
            assert "导入完成" in chromium.js("document.body.innerText")
            looked_at(chromium, f"desk-import-done-{width}")
            chromium.open(f"{hq.url}/hq/orders?words=20261124-0001")
            assert "可取货" in chromium.js("document.body.innerText")
            chromium.open(f"{hq.url}/hq/keys")
            chromium.submit("form.card button", {"name": "快团团"})
            assert "tgk_" in chromium.js("document.body.innerText")
            looked_at(chromium, f"desk-key-{width}")
            chromium.open(f"{hq.url}/hq/keys")
            looked_at(chromium, f"desk-keys-{width}")
        chromium.submit("nav form button", {})
