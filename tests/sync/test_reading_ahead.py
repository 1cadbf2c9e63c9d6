"""The next page is on its way while one is worked on; whatever becomes of it, nobody ever gets another page than asked for."""

import threading
from datetime import UTC, datetime

import msgspec
import pytest

from sync.errors import Retry
from sync.http_hq import HttpHq
from sync.reading_ahead import STALE_SECONDS, ReadAhead
from sync.wire import ChangesAnswer
from tests.sync.web_stub import CHALLENGE, Reply, WebStub, page, problem, session

ENTER = (CHALLENGE, session("t1"))
FIRST = page(cursor="c1", more=True)
SECOND = page(cursor="c2")


def hq_at(url: str) -> HttpHq:
    return HttpHq(url, 7, lambda data: b"signed " + data)


def arrived(web: WebStub, count: int) -> None:
    for _ in range(count):
        assert web.arrived.acquire(timeout=20)


def asked(web: WebStub) -> list[str]:
    """The cursors of the pages that were asked for."""
    return [path.split("cursor=")[1].split("&")[0] for path in web.paths if "/changes" in path]


def test_the_page_after_one_that_is_not_the_last_is_asked_for_at_once_and_once() -> None:
    with WebStub(*ENTER, FIRST, SECOND) as web:
        hq = hq_at(web.url)
        assert hq.pull("", 25).more
        arrived(web, 4)
        assert hq.pull("c1", 0).cursor == "c2"
        assert asked(web) == ["", "c1"]
        hq.close()


def test_nothing_is_read_after_the_last_page() -> None:
    with WebStub(*ENTER, SECOND, page(cursor="c3")) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        assert hq.pull("c2", 0).cursor == "c3"
        assert asked(web) == ["", "c2"]
        hq.close()


@pytest.mark.parametrize(
    "fault", [problem(503, "busy", after="9"), Reply(200, b"<html>"), Reply(drop=True)]
)
def test_what_failed_ahead_is_asked_for_again_as_if_nothing_had_been(fault: Reply) -> None:
    with WebStub(*ENTER, FIRST, fault, SECOND) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        arrived(web, 4)
        assert hq.pull("c1", 0).cursor == "c2"
        assert asked(web) == ["", "c1", "c1"]
        hq.close()


def test_another_cursor_gets_its_own_page() -> None:
    """The store started over meanwhile, or the page before was never applied."""
    with WebStub(*ENTER, FIRST, SECOND, page(cursor="c9")) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        arrived(web, 4)
        assert hq.pull("", 0).cursor == "c9"
        hq.close()


def test_a_line_that_is_cut_ends_what_is_read_ahead_and_the_page_comes_all_the_same() -> None:
    with WebStub(*ENTER, FIRST, Reply(hang=True), SECOND) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        arrived(web, 4)
        hq.cut()
        assert hq.pull("c1", 0).cursor == "c2"
        hq.close()


def test_a_line_that_is_closed_ends_it_for_good() -> None:
    with WebStub(*ENTER, FIRST, Reply(hang=True)) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        arrived(web, 4)
        hq.close()
        with pytest.raises(Retry, match="closed"):
            hq.pull("c1", 0)
        assert not [each for each in threading.enumerate() if each.name == "sync-read-ahead"]


def test_a_page_that_lay_too_long_is_asked_for_again() -> None:
    answer = ChangesAnswer(
        changes=(), cursor="c2", more=False, settled=0, server_epoch="e", now=datetime.now(UTC)
    )
    time = 0.0
    ahead = ReadAhead(lambda cursor: behind(answer, cursor), lambda: time)
    ahead.begin("c1")
    fresh = ahead.page("c1")
    assert fresh is not None
    assert fresh.cursor == "after c1"
    assert ahead.page("c1") is None, "a page is given once"
    ahead.begin("c2")
    rested()
    time = STALE_SECONDS + 1
    assert ahead.page("c2") is None


def behind(answer: ChangesAnswer, cursor: str) -> ChangesAnswer:
    return msgspec.structs.replace(answer, cursor=f"after {cursor}")


def rested() -> None:
    """Nothing is on its way any more."""
    for thread in threading.enumerate():
        if thread.name == "sync-read-ahead":
            thread.join(20)
