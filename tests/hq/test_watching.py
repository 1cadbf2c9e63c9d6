"""What a monitor sees: alive, ready, and numbers that are right, to who has the token; and nobody's name among them."""

import re

import httpx
import pytest

from sync import wire
from sync.hq.store.engine import Busy
from tests.hq.counter import Counter, units_of
from tests.hq.running import TOKEN, RunningHq


def metrics(url: str, token: str = TOKEN) -> dict[str, float]:
    """Each sample by its whole name."""
    answer = httpx.get(f"{url}/metrics", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def claim(counter: Counter, row: wire.PickupRow, claim_id: str) -> str:
    request = wire.ClaimRequest(
        proto=1, claim_id=claim_id, pickup_id=row.pickup, units=units_of({1: 1}), epoch=0
    )
    answer = counter.http.post("/v1/claims", content=wire.encode(request), headers=counter.headers)
    return str(answer.json()["outcome"])


def test_what_happened_is_counted(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20462")
    counter.redeem(row, {1: 1})
    counter.override(row, {1: 1})
    counter.write(b'{"pickup": 999999999}', kind="pickup.redeemed")
    counter.push()
    assert claim(counter, row, "c" * 32) == "already_redeemed"
    httpx.get(f"{hq.url}/v1/changes")
    httpx.get(f"{hq.url}/r/TRSECRET")
    told = metrics(hq.url)
    assert told['tuangui_facts_total{outcome="applied"}'] == 1
    assert told['tuangui_facts_total{outcome="conflict"}'] == 1
    assert told['tuangui_facts_total{outcome="quarantined"}'] == 1
    assert told['tuangui_claims_total{outcome="already_redeemed"}'] == 1
    assert told['tuangui_requests_total{route="/v1/facts",status="200"}'] == 1
    assert told['tuangui_requests_total{route="/v1/changes",status="401"}'] == 1
    assert told['tuangui_request_seconds_count{route="/v1/claims"}'] == 1
    assert (told["tuangui_conflicts_open"], told["tuangui_quarantined"]) == (1, 1)
    assert told['tuangui_feed_head{scope="store:1"}'] > 0
    assert not any(re.search("SECRET|T-20462|1[3-9][0-9]{9}", name) for name in told)


def test_the_numbers_are_for_who_has_the_token(hq: RunningHq) -> None:
    assert httpx.get(f"{hq.url}/metrics").status_code == 401
    wrong = {"authorization": "Bearer wrong"}
    assert httpx.get(f"{hq.url}/metrics", headers=wrong).status_code == 401


def test_alive_without_a_database_and_not_ready(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert httpx.get(f"{hq.url}/readyz").json() == {"ready": True}

    def gone(*_: object, **__: object) -> None:
        raise Busy("gone")

    monkeypatch.setattr(hq.office.database, "read", gone)
    assert httpx.get(f"{hq.url}/healthz").status_code == 200
    answer = httpx.get(f"{hq.url}/readyz")
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
