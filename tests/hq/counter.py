"""A counter and an operator as HQ meets them: real keys, real HTTP, a journal with its hash chain. No store behind it."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import wire

T = TypeVar("T")


class Said(Exception):
    """A wire.Problem HQ answered."""

    def __init__(self, status: int, problem: wire.Problem, headers: httpx.Headers) -> None:
        super().__init__(f"{status} {problem.code}")
        self.status = status
        self.code = problem.code
        self.expected = problem.expected
        self.scope = problem.scope
        self.headers = headers


def heard(response: httpx.Response, shape: type[T]) -> T:
    if response.status_code != 200:
        problem = msgspec.json.decode(response.content, type=wire.Problem)
        raise Said(response.status_code, problem, response.headers)
    return msgspec.json.decode(response.content, type=shape)


def plain_http(url: str) -> httpx.Client:
    """A client for loopback. Without certificates to load it is made in no time."""
    return httpx.Client(base_url=url, timeout=40, verify=False)  # noqa: S501  there is no TLS on loopback


def new_id() -> str:
    return uuid.uuid4().hex


@dataclass
class Counter:
    """Enrolled; `facts` is its journal."""

    http: httpx.Client
    key: Ed25519PrivateKey
    identity: wire.EnrolAnswer
    facts: list[wire.Fact] = field(default_factory=list)
    token: str = ""
    cursor: str = ""

    @classmethod
    def enrol(cls, url: str, code: str, key: Ed25519PrivateKey | None = None) -> "Counter":
        key = key or Ed25519PrivateKey.generate()
        http = plain_http(url)
        request = wire.EnrolRequest(
            proto=wire.PROTOCOL, code=code, public_key=key.public_key().public_bytes_raw()
        )
        answer = heard(http.post("/v1/enrol", content=wire.encode(request)), wire.EnrolAnswer)
        counter = cls(http, key, answer)
        counter.sign_in()
        return counter

    def sign_in(self) -> None:
        number = self.identity.counter
        asked = wire.ChallengeRequest(proto=wire.PROTOCOL, counter=number)
        challenge = heard(
            self.http.post("/v1/challenge", content=wire.encode(asked)), wire.Challenge
        ).challenge
        proof = wire.SessionRequest(
            proto=wire.PROTOCOL,
            counter=number,
            challenge=challenge,
            signature=self.key.sign(wire.SESSION_PREFIX + challenge),
        )
        session = heard(self.http.post("/v1/session", content=wire.encode(proof)), wire.Session)
        self.token = session.token

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def write(
        self,
        body: wire.Struct | bytes,
        *,
        kind: str = "",
        v: int = 1,
        by: int = 11,
        at: datetime | None = None,
        id_: str = "",
    ) -> wire.Fact:
        """Append a fact to the journal."""
        if isinstance(body, wire.Struct):
            kind = next(name for (name, _), shape in wire.BODIES.items() if shape is type(body))
        raw = body if isinstance(body, bytes) else wire.encode(body)
        fact = wire.Fact(
            id=id_ or new_id(),
            counter=self.identity.counter,
            incarnation=self.identity.incarnation,
            seq=len(self.facts) + 1,
            kind=kind,
            v=v,
            at=at or datetime.now(UTC),
            mono_ms=len(self.facts),
            by=by,
            body=msgspec.Raw(raw),
            prev=self.facts[-1].sha256 if self.facts else wire.CHAIN_START,
            sha256="",
        )
        fact = msgspec.structs.replace(fact, sha256=wire.chain_hash(fact))
        self.facts.append(fact)
        return fact

    def request(self, first: int = 1, last: int | None = None) -> wire.PushRequest:
        batch = self.facts[first - 1 : last]
        return wire.PushRequest(
            proto=wire.PROTOCOL,
            counter=self.identity.counter,
            incarnation=self.identity.incarnation,
            first_seq=first,
            facts=tuple(batch),
            head=self.facts[-1].sha256 if self.facts else wire.CHAIN_START,
        )

    def send(self, request: wire.PushRequest) -> wire.PushAnswer:
        response = self.http.post("/v1/facts", content=wire.encode(request), headers=self.headers)
        return heard(response, wire.PushAnswer)

    def push(self, first: int = 1, last: int | None = None) -> wire.PushAnswer:
        return self.send(self.request(first, last))

    def outcomes(self, first: int = 1) -> list[str]:
        """Push from `first` on; the outcome of each fact."""
        return [result.outcome for result in self.push(first).results]

    def pull(self, *, wait: float = 0, cursor: str | None = None) -> wire.ChangesAnswer:
        """One page; the cursor moves on."""
        page = heard(
            self.http.get(
                "/v1/changes",
                params={"cursor": self.cursor if cursor is None else cursor, "wait": str(wait)},
                headers=self.headers,
            ),
            wire.ChangesAnswer,
        )
        self.cursor = page.cursor
        return page

    def pull_all(self) -> list[wire.Change]:
        changes: list[wire.Change] = []
        while True:
            page = self.pull()
            changes.extend(page.changes)
            if not page.more:
                return changes

    def pickup(self, order_no: str) -> wire.PickupRow:
        """The order as the feed has it now, from the start."""
        self.cursor = ""
        for change in self.pull_all():
            if change.entity == "pickup" and change.op == "put":
                row = msgspec.json.decode(change.row, type=wire.PickupRow)
                if row.order_no == order_no:
                    return row
        raise LookupError(order_no)

    def redeem(
        self,
        row: wire.PickupRow,
        units: dict[int, int],
        *,
        epoch: int | None = None,
        points: int = 0,
        code: str | None = None,
        redemption: str | None = None,
    ) -> wire.Fact:
        """Write the fact of a hand-over."""
        return self.write(
            wire.PickupRedeemed(
                redemption=redemption or new_id(),
                pickup=row.pickup,
                epoch=row.epoch if epoch is None else epoch,
                units=units_of(units),
                receipt_no=len(self.facts) + 1,
                member=row.member,
                points=points,
                code=code,
            )
        )

    def override(self, row: wire.PickupRow, units: dict[int, int]) -> wire.Fact:
        return self.write(
            wire.HandedOutByOverride(
                redemption=new_id(),
                pickup=row.pickup,
                refusal="AlreadyRedeemed",
                units=units_of(units),
                receipt_no=len(self.facts) + 1,
                approved_by=13,
                member=row.member,
            )
        )

    def undo(self, fact: wire.Fact) -> wire.Fact:
        body = msgspec.json.decode(fact.body, type=dict[str, Any])
        return self.write(
            wire.RedemptionUndone(
                redemption=body["redemption"],
                pickup=body["pickup"],
                approved_by=None,
                member=body["member"],
                points=body.get("points", 0),
            )
        )


def units_of(units: dict[int, int]) -> tuple[wire.Units, ...]:
    return tuple(wire.Units(line_no=no, quantity=quantity) for no, quantity in units.items())


class Operator:
    def __init__(self, url: str, token: str) -> None:
        self._http = plain_http(url)
        self._http.headers["authorization"] = f"Bearer {token}"

    def act(self, what: str, **asked: Any) -> Any:
        return heard(self._http.post(f"/v1/operator/{what}", content=wire.encode(asked)), dict)

    def look(self, what: str, **asked: Any) -> list[dict[str, Any]]:
        return heard(self._http.get(f"/v1/operator/{what}", params=asked), list)

    def enrol_code(self, store: int = 1, label: int | None = None) -> str:
        return str(self.act("enrol-code", store=store, label=label)["code"])

    def put(self, row: wire.Struct, store: int = 1) -> None:
        entity = next(name for name, shape in wire.ROWS.items() if shape is type(row))
        self.act("put", entity=entity, row=row, store=store)

    def mint(self, kind: str, subject: str) -> str:
        return str(self.act("mint", kind=kind, subject=subject)["code"])

    def close(self) -> None:
        self._http.close()
