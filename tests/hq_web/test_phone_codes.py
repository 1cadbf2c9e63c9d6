"""Codes sent to phones under attack: guessed, replayed, borrowed, asked for without end; and what must never leak."""

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, select

from sync.hq.logs import JsonLines
from sync.hq.store.tables import metadata
from sync.hq.store.web_tables import phone_ask
from sync.hq.web.phones import masked, read_mobile, without_phones
from sync.hq.web.seals import Seals
from tests.hq.running import RunningHq
from tests.hq_web.phones import Browser, messages, newest_code, paper

PHONE, OTHER = "13900005555", "13900006666"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything any logger of this process says, as HQ writes it."""
    paper_roll = io.StringIO()
    handler = logging.StreamHandler(paper_roll)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield paper_roll
    root.setLevel(level)
    root.removeHandler(handler)


def test_five_wrong_tries_end_a_code(hq: RunningHq) -> None:
    browser = Browser(hq)
    typed = browser.ask_for_code("/m", "13800001234")
    right = newest_code(hq)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        typed = browser.post("/m/code", typed, code=wrong)
        assert typed.status_code == 422
        assert "验证码不对" in typed.text
    assert "已失效" in browser.post("/m/code", typed, code=right).text


def test_a_code_ends_after_five_minutes(hq: RunningHq) -> None:
    browser = Browser(hq)
    typed = browser.ask_for_code("/m", "13800001234")
    hq.clock.ahead += timedelta(minutes=5, seconds=1)
    after = browser.post("/m/code", typed, code=newest_code(hq))
    assert after.url.path == "/m"
    assert "手机号" in after.text


def test_a_code_is_good_only_where_it_was_asked_for(hq: RunningHq) -> None:
    owner, thief = Browser(hq), Browser(hq)
    owner.ask_for_code("/m", "13800001234")
    code = newest_code(hq)
    typed = thief.ask_for_code("/m", OTHER)
    assert thief.post("/m/code", typed, code=code).status_code == 422


def test_one_phone_is_not_rung_without_end(hq: RunningHq) -> None:
    sent = 0
    for _ in range(14):
        browser = Browser(hq)
        answer = browser.ask_for_code("/m", PHONE)
        sent += answer.url.path == "/m/code"
        again = browser.ask_for_code("/m", PHONE)
        assert again.status_code == 422
        assert ("一分钟后" if sent < 5 else "太多了") in again.text
        browser.close()
        hq.clock.ahead += timedelta(minutes=1, seconds=1)
    assert sent == len(messages(hq)) == 5
    hq.clock.ahead += timedelta(hours=2)
    assert Browser(hq).ask_for_code("/m", PHONE).url.path == "/m/code"


def test_one_origin_does_not_ring_everybody(hq: RunningHq) -> None:
    browser = Browser(hq)
    page = browser.get("/m")
    asked = [
        browser.post("/m/phone", page, phone=f"1370000{place:04d}").url.path for place in range(32)
    ]
    assert asked == ["/m/code"] * 30 + ["/m/phone"] * 2


@pytest.mark.parametrize("path", ["/m/phone", "/m/code", "/m/out", "/r/{}/code", "/r/{}/take"])
def test_a_form_of_another_site_does_nothing(hq: RunningHq, path: str) -> None:
    browser = Browser(hq)
    browser.prove("/m", "13800001234")
    there = path.format(paper(hq, hq.enrolled()))
    seen = browser.get("/m?other=1")
    before = messages(hq)
    attacks = [
        browser.http.post(there, data={"phone": PHONE}),
        browser.http.post(there, data={"form": "0" * 64, "phone": PHONE}),
        browser.http.post(there, content=b"\xff=%zz&&&;"),
        browser.http.post(there, content=b"a=" + b"b" * 100_000),
    ]
    browser.http.headers["sec-fetch-site"] = "cross-site"
    attacks.append(browser.post(there, seen, phone=PHONE))
    assert {answer.status_code for answer in attacks} <= {403, 422}
    assert messages(hq) == before
    del browser.http.headers["sec-fetch-site"]
    assert "会员码" in browser.get("/m").text


def test_no_phone_in_addresses_cookies_logs_or_tables(hq: RunningHq, log: io.StringIO) -> None:
    browser = Browser(hq)
    base = f"/r/{paper(hq, hq.enrolled())}"
    seen: list[str] = []
    browser.http.event_hooks["response"].append(
        lambda answer: seen.append(f"{answer.request.url} {answer.headers}")
    )
    refused = browser.ask_for_code(base, "13900005")
    assert refused.status_code == 422
    typed = browser.ask_for_code(base, PHONE)
    browser.post(f"{base}/code", typed, code="000000" if newest_code(hq) != "000000" else "1")
    browser.post(f"{base}/code", typed, code=newest_code(hq))
    browser.get("/m")
    assert len(seen) > 8
    for text in (*seen, log.getvalue(), str(messages(hq))):
        assert PHONE not in text
        assert "9000055" not in text
    hq.clock.ahead += timedelta(minutes=10)
    browser.ask_for_code("/m", OTHER)
    with hq.office.database.read() as connection:
        assert connection.execute(select(phone_ask.c.phone)).scalars().all() == [OTHER]
        kept = [
            table.name
            for table in metadata.sorted_tables
            if table.name not in {"member", "feed_row"} and PHONE in _all_text(connection, table)
        ]
    assert kept == []


def _all_text(connection: Connection, table: Table) -> str:
    rows = connection.execute(select(table)).all()
    return " ".join(str(tuple(row)) for row in rows)


def test_every_page_comes_with_its_guards(hq: RunningHq) -> None:
    browser = Browser(hq)
    token = paper(hq, hq.enrolled())
    hq.office.public_url = "https://hq.example"
    for path in ("/m", f"/r/{token}", "/r/TRNONE"):
        headers = browser.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
    for cookie in browser.get("/m").headers.get_list("set-cookie"):
        for word in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"):
            assert word in cookie


@given(st.text(max_size=20))
def test_any_text_is_a_mobile_or_nothing(text: str) -> None:
    found = read_mobile(text)
    assert found is None or (len(found) == 11 and found.isascii() and found.startswith("1"))


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("139 0000 5555", PHONE),
        ("+86-139-0000-5555", PHONE),
        ("0086 13900005555", PHONE),
        ("8613900005555", PHONE),
        ("\uff11\uff13\uff19 0000 5555", PHONE),
        ("12900005555", None),
        ("139000055555", None),
        ("13800138000", None),
        ("13800571500", None),
        ("0571-88000000", None),
        ("", None),
    ],
)
def test_numbers_as_people_type_them(typed: str, phone: str | None) -> None:
    assert read_mobile(typed) == phone


def test_masks() -> None:
    assert masked(PHONE) == "139****5555"
    assert without_phones(f'{{"p":"{PHONE}","id":"2{PHONE}"}}') == (
        f'{{"p":"139****5555","id":"2{PHONE}"}}'
    )


@given(st.binary(max_size=80), st.text(max_size=80))
def test_a_seal_opens_only_what_it_closed(key: bytes, text: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    seals = Seals(key)
    sealed = seals.seal("member", text, now=now, life=timedelta(days=1))
    assert seals.open("member", sealed, now=now) == text
    assert seals.open("other", sealed, now=now) is None
    assert seals.open("member", sealed, now=now + timedelta(days=2)) is None
    assert seals.open("member", text, now=now) is None
    assert Seals(key + b"x").open("member", sealed, now=now) is None
    assert seals.open("member", ("A" if sealed[0] != "A" else "B") + sealed[1:], now=now) is None
