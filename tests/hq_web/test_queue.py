"""A counter's exported queue at the console: as good as the line, once, and only for who sees that store."""

import os

import httpx
import pytest

from sync import wire
from sync.wire.queue_file import seal_queue
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq_web.console import signed_in
from tests.hq_web.phones import Browser


def sealed(counter: Counter, first: int = 1, key: bytes | None = None) -> bytes:
    facts = tuple(counter.facts[first - 1 :])
    request = wire.PushRequest(
        proto=wire.PROTOCOL,
        counter=counter.identity.counter,
        incarnation=counter.identity.incarnation,
        first_seq=first,
        facts=facts,
        head=facts[-1].sha256 if facts else wire.CHAIN_START,
    )
    return seal_queue(
        [request], receipt_key=key or counter.identity.receipt_key, nonce=os.urandom(12)
    )


def upload(browser: Browser, content: bytes) -> httpx.Response:
    form = browser.get("/hq/counters").text.split('name="form" value="')[1][:64]
    return browser.http.post(
        "/hq/counters/queue", data={"form": form}, files={"queue": ("q.tgq", content)}
    )


def test_a_file_counts_once_whatever_comes_first(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator", 1)
    row = counter.pickup("T-20462")
    counter.redeem(row, {row.lines[0].line_no: 1})
    counter.write(wire.SignedIn(staff=11, way="pin"))
    page = upload(browser, sealed(counter)).text
    assert "新收下 2 条" in page
    assert "翠湖路店 1 号柜台" in page
    assert counter.outcomes() == ["duplicate", "duplicate"]
    counter.write(wire.SignedIn(staff=11, way="pin"))
    mixed = upload(browser, sealed(counter)).text
    assert "新收下 1 条" in mixed
    assert "早就有 2 条" in mixed
    assert len(hq.operator.look("facts")) == 3


def test_conflicts_and_quarantine_are_told(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    counter.write(b"[]", kind="pickup.redeemed")
    assert "进隔离区 1 条" in upload(browser, sealed(counter)).text


def test_what_is_missing_before_it_is_told(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    for _ in range(3):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    late = upload(browser, sealed(counter, first=2))
    assert late.status_code == 422
    assert "还缺一段" in late.text
    assert hq.operator.look("facts") == []


def test_a_file_of_another_store_does_not_open(hq: RunningHq) -> None:
    counter = hq.enrolled(1)
    counter.write(wire.SignedIn(staff=11, way="pin"))
    said = upload(signed_in(hq, "he", "operator", 2), sealed(counter))
    assert said.status_code == 422
    assert "打不开" in said.text
    assert "翠湖路店" not in said.text
    assert hq.operator.look("facts") == []


@pytest.mark.parametrize("content", [b"", b"TGQUEUE1", b"x" * 500, b"TGQUEUE1" + b"\0" * 100])
def test_what_is_no_such_file(hq: RunningHq, content: bytes) -> None:
    assert upload(signed_in(hq, "he", "operator"), content).status_code == 422


def test_a_file_under_another_key_or_of_an_old_enrolment(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(1), signed_in(hq, "he", "operator")
    counter.write(wire.SignedIn(staff=11, way="pin"))
    assert "打不开" in upload(browser, sealed(counter, key=b"x" * 32)).text
    hq.enrolled(1, label=1)
    old = upload(browser, sealed(counter))
    assert old.status_code == 422
    assert "重新注册" in old.text


def test_an_empty_queue_is_nothing(hq: RunningHq) -> None:
    said = upload(signed_in(hq, "he", "operator"), sealed(hq.enrolled(1)))
    assert said.status_code == 200
