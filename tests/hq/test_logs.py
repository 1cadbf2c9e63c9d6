"""HQ's log after a whole day in which everything happened: every line is JSON, and no phone, code, token or name is in it."""

import json
import logging
import re
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from sync import wire
from sync.hq.logs import JsonLines
from tests.hq.counter import Counter, Said, new_id, units_of
from tests.hq.test_workers import served

PHONE = re.compile(r"1[3-9]\d{9}")
CODE = re.compile(r"T[PMKRCS][A-Z2-7]{20,}")
PEOPLE = ("王女士", "陈先生", "林女士", "小周", "谢女士")


def test_a_whole_days_log_names_nobody(seeded_postgres: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    secrets: list[str] = []
    with served(seeded_postgres, log) as hq:
        secrets.append(hq.operator.enrol_code())
        counter = Counter.enrol(hq.url, secrets[-1])
        secrets += [
            counter.token,
            hq.operator.mint("pickup", "T-20462"),
            hq.operator.mint("member", "0" * 32),
        ]
        row = counter.pickup("T-20462")
        counter.redeem(row, {1: 1}, code=secrets[2])
        counter.override(row, {1: 1})
        counter.write(b'{"phone": "13800001234"}', kind="pickup.redeemed")
        counter.push()
        claim = wire.ClaimRequest(
            proto=1, claim_id=new_id(), pickup_id=row.pickup, units=units_of({1: 1}), epoch=0
        )
        counter.http.post("/v1/claims", content=wire.encode(claim), headers=counter.headers)
        counter.http.post("/v1/facts", content=b'{"phone":"13800001234"', headers=counter.headers)
        with pytest.raises(Said):
            Counter.enrol(hq.url, "13800001234")
        for path in (
            f"/r/{secrets[2]}",
            f"/j/{secrets[3]}",
            "/m",
            "/v1/13800001234",
            f"/{secrets[3]}",
        ):
            httpx.get(hq.url + path)
        httpx.post(f"{hq.url}/m", data={"phone": "13800001234"})
        httpx.post(f"{hq.url}/hq", data={"name": "13800001234", "password": "王女士"})
    said = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"facts", "enrolled", "refused", "worker started"} <= {line["event"] for line in lines}
    assert not PHONE.search(said)
    assert not CODE.search(said)
    for secret in (*secrets, *PEOPLE):
        assert secret not in said


def test_a_fault_is_told_by_its_kind_and_place_not_by_its_words(empty_postgres: str) -> None:
    """PostgreSQL's own words repeat the row: "Key (phone)=(13800001234) already exists"."""
    engine = create_engine(empty_postgres)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (phone TEXT UNIQUE)"))
        connection.execute(text("INSERT INTO person VALUES ('13800001234')"))
    with engine.connect() as connection, pytest.raises(IntegrityError) as twice:
        connection.execute(text("INSERT INTO person VALUES ('13800001234')"))
    engine.dispose()
    assert "13800001234" in str(twice.value)
    fault = RuntimeError("of 13800001234")
    fault.__cause__ = twice.value
    record = logging.LogRecord(
        "hq", logging.ERROR, "f", 1, "internal", None, (RuntimeError, fault, None)
    )
    said = JsonLines().format(record)
    assert "13800001234" not in said
    told = json.loads(said)["fault"]
    assert told[0] == "RuntimeError"
    assert "IntegrityError" in told
    assert any("test_logs.py" in line for line in told)
