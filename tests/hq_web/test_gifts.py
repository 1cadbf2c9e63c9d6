"""What a receipt gives: once, to one member, at once on the counter, whoever scans, taps twice or comes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import monotonic

import pytest
from sqlalchemy import insert, select

from sync import wire
from sync.hq import office as office_module
from sync.hq.store.web_tables import group_link, receipt_gift
from sync.hq.web.gifts import give
from sync.hq.web.receipt_tokens import look_up
from sync.hq.web.seals import Seals
from tests.hq.running import RunningHq
from tests.hq.test_long_poll import waiting
from tests.hq_web.phones import JOIN_GROUP, Browser, coupons, members, messages, newest_code, paper

NEW, OTHER, KNOWN = "13900005555", "13900006666", "13800001234"


def gifts(hq: RunningHq) -> list[tuple[str, int | None, bool]]:
    with hq.office.database.read() as connection:
        rows = connection.execute(select(receipt_gift)).all()
        return [(row.member, row.clerk, row.newcomer) for row in rows]


def test_from_the_paper_to_the_counter_within_a_second(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_module, "LOOK_SECONDS", 3600)
    counter, browser = hq.enrolled(), Browser(hq)
    base = f"/r/{paper(hq, counter)}"
    first = browser.get(base.replace("/r/", "/R/"))
    assert first.status_code == 200
    for words in ("5 元无门槛券", "翠湖路店", "翠湖路 18 号", "0571-8800 0000", 'lang="zh-CN"'):
        assert words in first.text
    typed = browser.ask_for_code(base, NEW)
    assert "139****5555" in typed.text
    assert NEW not in typed.text
    counter.pull_all()
    with ThreadPoolExecutor(1) as pool:
        poll = waiting(hq, counter, pool)
        began = monotonic()
        done = browser.post(f"{base}/code", typed, code=newest_code(hq))
        news = poll.result(timeout=10).changes
        took = monotonic() - began
    assert took < 1.0
    assert sorted(change.entity for change in news) == ["coupon", "member"]
    assert "已放进您的账户" in done.text
    (member,) = members(hq, NEW)
    (coupon,) = [row for row in coupons(hq).values() if row.member == member.member]
    assert (coupon.amount, coupon.threshold, member.home_store) == (500, 0, 1)
    assert (member.points, member.visits) == (0, 0)
    assert timedelta(days=7) <= coupon.valid_until - hq.clock() < timedelta(days=8)
    assert gifts(hq) == [(member.member, None, True)]


def test_once_for_a_receipt_whoever_comes(hq: RunningHq) -> None:
    counter, browser, second = hq.enrolled(), Browser(hq), Browser(hq)
    base = f"/r/{paper(hq, counter)}"
    late = second.ask_for_code(base, OTHER)
    code = newest_code(hq)
    typed = browser.ask_for_code(base, NEW)
    before = len(coupons(hq))
    mine = newest_code(hq)
    for _ in range(3):
        assert "已放进您的账户" in browser.post(f"{base}/code", typed, code=mine).text
    assert "已放进您的账户" in browser.get(base).text
    lost = second.post(f"{base}/code", late, code=code)
    assert lost.status_code == 410
    assert "已被领取" in lost.text
    assert "已被领取" in second.get(base).text
    assert members(hq, OTHER) == []
    assert len(coupons(hq)) == before + 1
    assert len(gifts(hq)) == 1
    other_paper = f"/r/{paper(hq, counter, receipt_no=43)}"
    assert "已放进您的账户" in browser.post(f"{other_paper}/take", browser.get(other_paper)).text
    assert len(coupons(hq)) == before + 2
    assert len(messages(hq)) == 2


def test_of_many_at_once_one_gets_it(hq_on_both: RunningHq) -> None:
    """Straight at the database, on both kinds: eight phones in the same instant."""
    hq = hq_on_both
    counter = hq.enrolled()
    token = paper(hq, counter)
    seals = Seals(hq.office.keys.session)
    start = Barrier(8)

    def take(place: int) -> str:
        start.wait(timeout=20)
        with hq.office.database.write() as connection:
            found = look_up(connection, token)
            assert found is not None
            phone = f"1370000{place // 2:04d}"
            return give(connection, seals, found, phone=phone, now=hq.clock())[0].coupon

    before = len(coupons(hq))
    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(take, range(8)))
    assert len(given) == 1
    assert len(coupons(hq)) == before + 1
    assert len(gifts(hq)) == 1


def test_a_member_stays_who_they_are(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(2), Browser(hq)
    (before,) = members(hq, KNOWN)
    browser.prove(f"/r/{paper(hq, counter)}", KNOWN)
    assert members(hq, KNOWN, "store:2") == members(hq, KNOWN) == [before]
    (coupon,) = coupons(hq, "store:2").values()
    assert coupon.member == before.member
    assert coupon.coupon not in coupons(hq)
    assert gifts(hq) == [(before.member, None, False)]


def test_a_member_without_a_home_finds_one(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(2), Browser(hq)
    row = wire.MemberRow(
        member="a" * 32,
        name="孙女士",
        initials="sns",
        phone=NEW,
        home_store=None,
        visits=0,
        points=0,
        month_spend=0,
    )
    hq.operator.put(row, store=1)
    browser.prove(f"/r/{paper(hq, counter)}", NEW)
    assert [found.home_store for found in members(hq, NEW)] == [2]
    assert [found.member for found in members(hq, NEW, "store:2")] == ["a" * 32]


def test_the_clerk_is_tied_when_the_fact_is_here(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), Browser(hq)
    row = counter.pickup("T-20462")
    for _ in range(40):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    early = f"/r/{paper(hq, counter, receipt_no=len(counter.facts) + 1)}"
    browser.prove(early, NEW)
    assert [clerk for _, clerk, _ in gifts(hq)] == [None]
    counter.redeem(row, {1: 1})
    for _ in range(20):
        counter.write(wire.SignedIn(staff=12, way="pin"))
    counter.override(row, {1: 1})
    number = len(counter.facts)
    counter.push()
    later = f"/r/{paper(hq, counter, receipt_no=number)}"
    browser.post(f"{later}/take", browser.get(later))
    assert [clerk for _, clerk, _ in gifts(hq)] == [11, 11]
    never = f"/r/{paper(hq, counter, receipt_no=number - 3)}"
    browser.post(f"{never}/take", browser.get(never))
    assert sorted(str(clerk) for _, clerk, _ in gifts(hq)) == ["11", "11", "None"]


def test_the_group_and_its_three_yuan(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), Browser(hq)
    token = paper(hq, counter, purpose=JOIN_GROUP)
    plain = browser.get(f"/j/{token.lower()}")
    assert "立减 3 元" in plain.text
    assert "请店员邀请您进群" in plain.text
    with hq.office.database.write() as connection:
        connection.execute(insert(group_link).values(store=1, link="https://group.example/cuihu"))
    shown = browser.get(f"/j/{token}")
    assert 'aria-label="群二维码"' in shown.text
    browser.prove(f"/r/{token}", NEW)
    (member,) = members(hq, NEW)
    (coupon,) = [row for row in coupons(hq).values() if row.member == member.member]
    assert (coupon.amount, coupon.title) == (300, "进群立减 ¥3")
    assert 'aria-label="群二维码"' in browser.get(f"/j/{token}").text


def test_what_a_store_gives_is_its_policy(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), Browser(hq)
    hq.operator.put(wire.PolicyRow(referral_fen=850, referral_days=2), store=1)
    base = f"/r/{paper(hq, counter)}"
    assert "8.5 元" in browser.get(base).text
    browser.prove(base, NEW)
    (member,) = members(hq, NEW)
    (coupon,) = [row for row in coupons(hq).values() if row.member == member.member]
    assert coupon.amount == 850
    assert coupon.valid_until - hq.clock() < timedelta(days=3)


def test_too_late_or_not_ours(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), Browser(hq)
    past = f"/r/{paper(hq, counter, expires_at=hq.clock() - timedelta(minutes=1))}"
    late = browser.get(past)
    assert late.status_code == 410
    assert "已过期" in late.text
    assert "翠湖路店" in late.text
    assert browser.http.post(f"{past}/phone", data={"phone": NEW}).status_code == 410
    forged = paper(hq, counter, key=b"x" * 32)
    for text in (forged, "TR", "TPABC", "TR%00%ff", "%3Cscript%3E", "T" * 3000):
        page = browser.get(f"/r/{text}")
        assert page.status_code == 404
        assert "不是我们的小票码" in page.text
        assert "<script" not in page.text
    assert messages(hq) == []


def test_a_code_outlives_no_paper(hq: RunningHq) -> None:
    """The paper ends while the customer types."""
    counter, browser = hq.enrolled(), Browser(hq)
    base = f"/r/{paper(hq, counter, expires_at=hq.clock() + timedelta(minutes=2))}"
    typed = browser.ask_for_code(base, NEW)
    hq.clock.ahead += timedelta(minutes=3)
    assert browser.post(f"{base}/code", typed, code=newest_code(hq)).status_code == 410
    assert gifts(hq) == []


def test_paper_of_a_former_incarnation_still_counts(hq: RunningHq) -> None:
    old, browser = hq.enrolled(), Browser(hq)
    base = f"/r/{paper(hq, old)}"
    fresh = hq.enrolled(label=1)
    browser.prove(base, NEW)
    again = f"/r/{paper(hq, fresh)}"
    assert "已放进您的账户" in browser.post(f"{again}/take", browser.get(again)).text
    assert len(gifts(hq)) == 2
