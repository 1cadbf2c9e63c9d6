"""HQ's description of itself, attacked by made-up requests: no answer is a fault of ours, and each is what is described."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sync import wire
from sync.hq.api import create_app
from sync.hq.openapi import description
from tests.hq.counter import Counter
from tests.hq.running import TOKEN, RunningHq
from tests.hq_imports.test_taking import key

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(description())


@dataclass
class Attacked:
    """A running HQ and the right credentials for each who may ask."""

    hq: RunningHq
    tokens: dict[str, str]

    def headers(self, operation: dict[str, Any]) -> dict[str, str]:
        for needed in operation.get("security", ()):
            for name in needed:
                return {"authorization": f"Bearer {self.tokens[name]}"}
        return {}


@pytest.fixture(scope="module")
def attacked(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    file = tmp_path_factory.mktemp("attacked") / "hq.db"
    running = RunningHq(f"sqlite:///{shutil.copy(seeded_file, file)}")
    counter: Counter = running.enrolled(1)
    counter.pull_all()
    tokens = {"operator": TOKEN, "counter": counter.token, "key": key(running)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sync.hq.web.api_keys.A_MINUTE", 100_000)
        patch.setattr("sync.hq.api.LONGEST_WAIT", 0.01)
        yield Attacked(running, tokens)
    running.stop()


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_is_answered_by_a_fault(
    case: schemathesis.Case[Any], attacked: Attacked
) -> None:
    headers = attacked.headers(case.operation.definition.raw)
    response = case.call(base_url=attacked.hq.url, headers=headers)
    case.validate_response(response, checks=CHECKS)


def test_every_json_route_is_described(attacked: Attacked) -> None:
    """Operators' acts and lists are one route each in the application."""
    app = create_app(attacked.hq.office, operator_token=TOKEN)
    served = {
        (method.lower(), route.path_format)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if route.path.startswith(("/v1/", "/api/", "/healthz")) and method in {"GET", "POST"}
    }
    described = {
        (method, path) for path, methods in description()["paths"].items() for method in methods
    }
    general = {(method, path) for method, path in served if "{what}" in path}
    assert {path for _, path in general} == {"/v1/operator/{what}"}
    assert {each for each in described if "/operator/" not in each[1]} == served - general


def test_it_is_served_and_names_every_field_of_the_pages() -> None:
    schemas = description()["components"]["schemas"]
    for shape in (wire.Change, wire.ChangesAnswer):
        fields = {field.encode_name for field in msgspec.structs.fields(shape)}
        assert set(schemas[shape.__name__]["properties"]) == fields


def test_strangers_are_refused_as_described(attacked: Attacked) -> None:
    served = httpx.get(f"{attacked.hq.url}/openapi.json")
    assert served.json() == msgspec.json.decode(msgspec.json.encode(description()))
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            if not operation.get("security"):
                continue
            said = httpx.request(method, f"{attacked.hq.url}{path}", content=b"{}")
            assert said.status_code == 401, path
            assert msgspec.json.decode(said.content, type=wire.Problem).code == "unauthorized"
