"""An account at the console as HQ meets it, and a conflict to look at."""

import asyncio
import re

import httpx

from sync.hq.auth import Bearer
from sync.hq.web.accounts import add_account
from sync.hq.web.counter_watch import CounterWatch
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq_web.phones import Browser

PASSWORD = "paper-and-green"  # noqa: S105  of an HQ that lives for one test


def account(hq: RunningHq, name: str = "lin", role: str = "admin", *stores: int) -> None:
    with hq.office.database.write() as connection:
        add_account(
            connection,
            name=name,
            role=role,
            stores=frozenset(stores),
            password=PASSWORD,
            now=hq.clock(),
        )


def signed_in(hq: RunningHq, name: str = "lin", role: str = "admin", *stores: int) -> Browser:
    account(hq, name, role, *stores)
    browser = Browser(hq)
    assert sign_in(browser, name).url.path == "/hq"
    return browser


def sign_in(browser: Browser, name: str, password: str = PASSWORD) -> httpx.Response:
    return browser.post("/hq/login", browser.get("/hq/login"), name=name, password=password)


def enrolment_code(page: httpx.Response) -> str:
    (code,) = re.findall(r'class="secret mono">(\w{4} \w{4})<', page.text)
    return str(code).replace(" ", "")


def make_conflict(hq: RunningHq, first: Counter) -> str:
    """An order handed over twice, the second time by force; the path of its conflict."""
    row = first.pickup("T-20462")
    everything = {line.line_no: line.quantity for line in row.lines}
    first.redeem(row, everything)
    first.push()
    second = hq.enrolled()
    second.override(row, everything)
    assert second.outcomes() == ["conflict"]
    return f"/hq/conflicts/{second.identity.counter}/1/1"


def note(hq: RunningHq, counter: int, **headers: str) -> None:
    """A counter was heard just now, and it is written."""
    watch = CounterWatch(hq.office)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    watch.note(Bearer(counter, 1, 1), said)
    asyncio.run(watch.write())
