"""The console: who gets in, who sees and does what, and that each page tells the truth about the counters."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sync import wire
from sync.hq.store.engine import Database
from sync.hq.store.web_tables import account as account_table
from sync.hq.store.web_tables import account_visit, conflict_closed, counter_seen
from sync.hq.web.accounts import check_password
from sync.http_hq import HttpHq
from sync.ports import Position
from tests.hq.counter import Counter, Said
from tests.hq.running import SEEDS, RunningHq
from tests.hq_web.console import (
    PASSWORD,
    account,
    enrolment_code,
    make_conflict,
    note,
    sign_in,
    signed_in,
)
from tests.hq_web.phones import Browser, paper

PAGES = (
    "/hq",
    "/hq/counters",
    "/hq/orders",
    "/hq/conflicts",
    "/hq/quarantine",
    "/hq/claims",
    "/hq/feed",
)
ACTS = (
    "/hq/counters/enrol",
    "/hq/counters/1/revoke",
    "/hq/stores/1/group",
    "/hq/conflicts/1/1/1",
    "/hq/orders/1",
    "/hq/logout",
)


def test_nobody_gets_in_without_signing_in(hq: RunningHq) -> None:
    browser = Browser(hq)
    for path in (*PAGES, "/hq/messages", "/hq/conflicts/1/1/1", "/hq/counters/1/revoke"):
        assert browser.get(path).url.path == "/hq/login"
    browser.http.cookies.set("tg_desk", "x" * 43)
    assert browser.get("/hq").url.path == "/hq/login"
    for path in ACTS:
        assert browser.http.post(path, data={"form": "0" * 64}).status_code == 403


def test_wrong_passwords_are_slow_few_and_all_alike(hq: RunningHq) -> None:
    account(hq)
    browser = Browser(hq)
    answers = {
        sign_in(browser, name, "wrong-password").text.count("账号或密码不对")
        for name in ("lin", "no")
    }
    assert answers == {1}
    statuses = [sign_in(browser, "lin", "wrong-password").status_code for _ in range(10)]
    assert statuses == [422] * 9 + [429]
    assert sign_in(browser, "lin").status_code == 429
    hq.clock.ahead += timedelta(minutes=16)
    assert sign_in(browser, "lin").url.path == "/hq"


def test_passwords_and_visits_are_kept_as_hashes(hq: RunningHq) -> None:
    browser = signed_in(hq)
    key = browser.http.cookies["tg_desk"]
    with hq.office.database.read() as connection:
        kept = str(connection.execute(select(account_table)).all())
        kept += str(connection.execute(select(account_visit)).all())
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in kept
    assert PASSWORD not in kept
    assert key not in kept


def test_a_visit_ends(hq: RunningHq) -> None:
    browser, other = signed_in(hq), Browser(hq)
    key = browser.http.cookies["tg_desk"]
    assert browser.post("/hq/logout", browser.get("/hq")).url.path == "/hq/login"
    other.http.cookies.set("tg_desk", key)
    assert other.get("/hq").url.path == "/hq/login"
    sign_in(browser, "lin")
    hq.clock.ahead += timedelta(hours=13)
    assert browser.get("/hq").url.path == "/hq/login"
    sign_in(browser, "lin")
    account(hq)
    assert browser.get("/hq").url.path == "/hq/login", "a new password ends old visits"


@pytest.mark.parametrize("path", ACTS)
def test_an_act_needs_the_form_of_this_visit(hq: RunningHq, path: str) -> None:
    browser, other = signed_in(hq), signed_in(hq, "wu")
    foreign = other.get("/hq")
    assert browser.post(path, foreign, store="1", sure="yes").status_code == 403
    browser.http.headers["sec-fetch-site"] = "cross-site"
    assert browser.post(path, browser.get("/hq"), store="1", sure="yes").status_code == 403
    assert [row["counter"] for row in hq.operator.look("counters") if row["revoked_at"]] == []


def test_every_page_on_both_databases(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    hq.office.public_url = hq.url
    counter = hq.enrolled()
    path = make_conflict(hq, counter)
    counter.write(b"[]", kind="pickup.redeemed")
    counter.push(len(counter.facts))
    note(hq, counter.identity.counter, tuangui_waiting="2")
    note(hq, counter.identity.counter, tuangui_waiting="3")
    browser = signed_in(hq)
    for page in (
        *PAGES,
        "/hq/messages",
        "/hq/conflicts?closed=1",
        path,
        "/hq/orders?words=T-20462",
        f"/hq/orders/{counter.pickup('T-20462').pickup}",
    ):
        assert browser.get(page).status_code == 200
    closed = browser.post(path, browser.get(path), reason="顾客退回了一份")
    assert "顾客退回了一份" in closed.text
    Browser(hq).prove(f"/r/{paper(hq, counter)}", "13900005555")
    browser.http.cookies.set("tg_ask", "%00")
    assert browser.get("/m/code").url.path == "/m"


def test_a_real_counter_is_seen(hq: RunningHq, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the counter's own client: it says how long its queue is after what it sends."""
    monkeypatch.setattr("sync.hq.web.counter_watch.EVERY_SECONDS", 0.02)
    counter, browser = hq.enrolled(), signed_in(hq)
    for _ in range(5):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    identity = counter.identity
    position = Position(
        counter=identity.counter,
        incarnation=1,
        acked=0,
        newest=5,
        head=counter.facts[-1].sha256,
        cursor="",
        server_epoch=identity.server_epoch,
    )
    line = HttpHq(hq.url, identity.counter, counter.key.sign)
    line.push(position, counter.facts[:2])
    pause = threading.Event()
    for _ in range(400):
        page = browser.get("/hq/counters").text
        if "在线" in page:
            break
        pause.wait(0.05)
    line.close()
    assert "在线" in page
    assert "<span>3</span>" in page


def test_what_an_operator_of_one_store_sees_and_may(hq: RunningHq) -> None:
    here, there = hq.enrolled(1), hq.enrolled(2)
    conflict = make_conflict(hq, here)
    number = there.identity.counter
    browser = signed_in(hq, "he", "operator", 2)
    for path in PAGES:
        page = browser.get(path)
        assert page.status_code == 200
        assert "翠湖路店" not in page.text
    assert "湖滨店" in browser.get("/hq").text
    assert "没有未关闭的冲突" in browser.get("/hq/conflicts").text
    seen = browser.get("/hq/counters")
    for path in (conflict, "/hq/messages", f"/hq/counters/{number}/revoke"):
        assert browser.get(path).status_code == 404
    refused = [
        browser.post(conflict, seen, reason="没有关系的店"),
        browser.post("/hq/counters/enrol", seen, store="1"),
        browser.post(f"/hq/counters/{number}/revoke", seen, sure="yes"),
        browser.post(f"/hq/counters/{here.identity.counter}/revoke", seen, sure="yes"),
        browser.post("/hq/stores/2/group", seen, link="https://group.example/x"),
    ]
    assert {answer.status_code for answer in refused} == {404}
    assert enrolment_code(browser.post("/hq/counters/enrol", seen, store="2"))
    assert there.pull_all()
    with hq.office.database.read() as connection:
        assert connection.execute(select(conflict_closed)).all() == []


def test_a_counter_is_enrolled_and_revoked_from_here(hq: RunningHq) -> None:
    browser = signed_in(hq)
    code = enrolment_code(
        browser.post("/hq/counters/enrol", browser.get("/hq/counters"), store="1", label="3")
    )
    counter = Counter.enrol(hq.url, code)
    number = counter.identity.counter
    assert counter.identity.label == 3
    assert "翠湖路店 3 号" in browser.get("/hq/counters").text
    question = browser.get(f"/hq/counters/{number}/revoke")
    assert "吊销 翠湖路店 3 号柜台?" in question.text
    assert browser.post(f"/hq/counters/{number}/revoke", browser.get("/hq")).status_code == 404
    assert "已吊销" in browser.post(f"/hq/counters/{number}/revoke", question, sure="yes").text
    with pytest.raises(Said, match="revoked"):
        counter.pull()
    again = browser.post("/hq/counters/enrol", browser.get("/hq/counters"), store="1", label="3")
    assert Counter.enrol(hq.url, enrolment_code(again)).identity.incarnation == 2
    for wrong in ("0", "x", "-1", "1000"):
        answer = browser.post(
            "/hq/counters/enrol", browser.get("/hq/counters"), store="1", label=wrong
        )
        assert answer.status_code == 422


def test_last_seen_queue_and_version(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    assert "未联系过" in browser.get("/hq/counters").text
    number = counter.identity.counter
    note(hq, number, tuangui_waiting="17", user_agent="tuangui/0.1.0")
    page = browser.get("/hq/counters").text
    for words in ("在线", "刚刚", "<span>17</span>", "0.1.0"):
        assert words in page
    hq.clock.ahead += timedelta(hours=3)
    late = browser.get("/hq/counters").text
    assert "离线" in late
    assert "3 小时前" in late
    note(hq, number, tuangui_waiting="many", user_agent="curl/8")
    with hq.office.database.read() as connection:
        (row,) = connection.execute(select(counter_seen)).all()
    assert (row.version, row.waiting) == ("", None)


def test_both_sides_of_a_conflict_and_its_end(hq: RunningHq) -> None:
    path = make_conflict(hq, hq.enrolled())
    browser = signed_in(hq, "lin", "operator")
    assert path in browser.get("/hq/conflicts").text
    page = browser.get(path)
    for words in ("柜台说", "总部已有", "店长放行", "1 号", "2 号", "小周", "这些件数之前已被取走"):
        assert words in page.text
    assert browser.post(path, page, reason="  ok ").status_code == 422
    done = browser.post(path, page, reason="顾客退回一份<b>多拿的</b>")
    assert "顾客退回一份&lt;b&gt;" in done.text
    browser.post(path, page, reason="第二个人又写了一遍")
    assert "第二个人" not in browser.get(path).text
    assert "没有未关闭的冲突" in browser.get("/hq/conflicts").text
    assert path in browser.get("/hq/conflicts?closed=1").text
    assert len(hq.operator.look("conflicts")) == 1
    for wrong in ("/hq/conflicts/1/1/99", f"/hq/conflicts/{'9' * 30}/1/1", "/hq/conflicts/1/1/x"):
        assert browser.get(wrong).status_code == 404


def test_quarantine_is_shown_without_phones(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    counter.write(b'{"redemption":7,"pickup":20462,"note":"13800001234"}', kind="pickup.redeemed")
    assert counter.outcomes() == ["quarantined"]
    page = browser.get("/hq/quarantine").text
    assert "内容读不出" in page
    assert "138****1234" in page
    assert "13800001234" not in page


def test_orders_are_found_and_name_nobody_in_full(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    row = counter.pickup("T-20462")
    page = browser.get("/hq/orders").text
    assert row.order_no in page
    assert row.phone not in page
    assert "1 号柜台" in page
    for words in (row.order_no, row.pickup_no):
        found = browser.get(f"/hq/orders?words={words}").text
        assert found.count("<tbody><tr>") == 1
        assert row.order_no in found
    assert "没有符合" in browser.get("/hq/orders?words=%00%27%22").text
    assert "没有符合" in browser.get("/hq/orders?store=99").text
    counter.redeem(row, {line.line_no: line.quantity for line in row.lines})
    counter.push()
    assert row.order_no not in browser.get("/hq/orders").text


def test_the_feed_page_counts_right(hq: RunningHq) -> None:
    browser = signed_in(hq)
    before = browser.get("/hq/feed").text
    assert "store:1" in before
    hq.operator.put(wire.StockRow(product_no=1601, on_hand=3, received_today=30), store=1)
    assert browser.get("/hq/feed").text != before


def test_the_groups_link_shows_on_the_customers_page(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), signed_in(hq)
    page = browser.get("/hq")
    group = f"/j/{paper(hq, counter, purpose=2)}"
    for wrong in ("javascript:alert(1)", "x", "https://" + "x" * 300):
        assert browser.post("/hq/stores/1/group", page, link=wrong).status_code == 422
    browser.post("/hq/stores/1/group", page, link='https://group.example/?a="b"')
    assert 'aria-label="群二维码"' in Browser(hq).get(group).text
    browser.post("/hq/stores/1/group", page, link="")
    assert "请店员邀请您进群" in Browser(hq).get(group).text
    assert browser.post(f"/hq/stores/{'9' * 12}/group", page, link="https://x").status_code == 404


def test_codes_for_phones_stand_at_the_desk(hq: RunningHq) -> None:
    browser = signed_in(hq)
    Browser(hq).ask_for_code("/m", "13900005555")
    page = browser.get("/hq/messages").text
    assert "139****5555" in page
    assert "验证码" in page
    (told,) = hq.operator.look("messages")
    assert told["phone"] == "139****5555"
    assert signed_in(hq, "he", "admin", 1).get("/hq/messages").status_code == 404


def command(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sync.hq", *arguments],
        cwd=SEEDS.parent,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ,
    )


def test_the_first_account_is_made_by_hand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hq.db'}"
    make = (
        "user",
        "add",
        "lin",
        "--role",
        "admin",
        "--store",
        "2",
        "--store",
        "1",
        "--database",
        url,
    )
    short = command(*make, stdin="short\n")
    assert short.returncode == 1
    assert "10" in short.stderr
    made = command(*make, stdin=f"{PASSWORD}\n")
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    database = Database(url)
    with database.read() as connection:
        assert check_password(connection, "lin", PASSWORD)
        assert not check_password(connection, "lin", PASSWORD + "x")
        assert not check_password(connection, "nobody", PASSWORD)
        assert connection.execute(select(account_table.c.stores)).scalar_one() == "1,2"
    database.close()
    assert command("user", "remove", "lin", "--database", url).returncode == 0
    assert command("user", "remove", "lin", "--database", url).returncode == 1
    assert command("user", "add", "a b", "--database", url, stdin=f"{PASSWORD}\n").returncode == 1
