"""The operator's endpoints: change what HQ publishes while it runs, and ask it what it knows. Behind one token."""

import hmac
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy import Connection, select

from sync import wire
from sync.hq import enrolment, grants, problems
from sync.hq.exchange import AnyRequest, answer, decode
from sync.hq.feed import publish
from sync.hq.minting import mint
from sync.hq.office import Office, counter_bell
from sync.hq.publishing import delete_row, take_rows
from sync.hq.recalls import Asker, Verb, Wish
from sync.hq.releasing import release
from sync.hq.replay import replay
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import claim_release, recall, replayed
from sync.hq.store.web_tables import phone_message

MOST_ROWS = 1000


class PutRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/put: `row` is one of wire.ROWS[entity]; `store` whose feed it goes to."""

    entity: str
    row: msgspec.Raw
    store: int = 0


class DeleteRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/delete."""

    entity: str
    key: str
    store: int = 0


class OrderRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/order. `verb`: refund | cancel | move | arrive | withdraw; `amount` fen paid back; `store` the
    new one of a move. The answer's `state`: done | waiting (pending at the store) | forced | redeemed (all was handed
    over: nothing done). `force` takes the grant from its holder and needs a `reason`."""

    pickup: int
    verb: str
    amount: int = 0
    store: int = 0
    force: bool = False
    reason: str = ""


class ReplayRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/replay: a fact in quarantine, judged again with all of its order."""

    counter: int
    incarnation: int
    seq: int


class ReleaseRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/release: units of a granted claim whose counter will never tell go back. The answer's
    `released` is false when no such claim stands (any more): its fact may have come meanwhile."""

    claim: str
    reason: str


class CodeRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/enrol-code."""

    store: int
    label: int | None = None


class MintRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/mint. `kind`: pickup | member | card | coupon | badge; `subject`: order no., member id, …"""

    kind: str
    subject: str
    serial: int = 1


class RevokeRequest(wire.Struct, frozen=True, kw_only=True):
    """POST /v1/operator/revoke."""

    counter: int


Done = tuple[dict[str, Any], frozenset[str]]
"""What the operator is told, and the feed scopes with news."""


def routes(office: Office, token: str) -> list[Any]:
    """All of /v1/operator. The token is checked before anything is looked at."""

    def check(request: AnyRequest) -> None:
        _, _, given = request.headers.get("authorization", "").partition(" ")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise problems.unauthorized()

    @post("/v1/operator/{what:str}", status_code=200)
    async def act(request: AnyRequest, what: FromPath[str]) -> Response[bytes]:
        check(request)
        if what not in _ACTS:
            raise problems.not_found("no such act")
        shape, do = _ACTS[what]
        asked = decode(await request.body(), shape)
        return answer(await office.write(lambda connection: do(connection, office, asked)))

    @get("/v1/operator/{what:str}")
    async def look(request: AnyRequest, what: FromPath[str]) -> Response[bytes]:
        check(request)
        if what not in _LISTS:
            raise problems.not_found("no such list")
        pickup = request.query_params.get("pickup", "")
        if pickup and not pickup.isdecimal():
            raise problems.bad_request("pickup is a number")
        rows = await office.read(
            lambda connection: _look(connection, what, int(pickup) if pickup else None)
        )
        return answer(rows)

    return [act, look]


def _changed(scopes: frozenset[str]) -> Done:
    return {"changed": sorted(scopes)}, scopes


def _put(connection: Connection, office: Office, asked: PutRequest) -> Done:
    shape = wire.ROWS.get(asked.entity)
    if shape is None:
        raise problems.bad_request("no such entity")
    row = decode(bytes(asked.row), shape)
    return _changed(take_rows(connection, [row], store=asked.store, now=office.clock()))


def _delete(connection: Connection, office: Office, asked: DeleteRequest) -> Done:
    scopes = delete_row(connection, asked.entity, asked.key, store=asked.store, now=office.clock())
    return _changed(scopes)


def _order(connection: Connection, office: Office, asked: OrderRequest) -> Done:
    now = office.clock()
    state = "done"
    match asked.verb:
        case "refund" | "cancel" | "move":
            wished = grants.ask_back(
                connection,
                asked.pickup,
                _wish(connection, asked),
                asker=Asker("operator", asked.reason),
                force=asked.force,
                now=now,
            )
            state, puts = str(wished.ended), wished.puts
        case "withdraw":
            puts = grants.withdraw(connection, asked.pickup, now)
        case "arrive":
            puts = grants.arrive(connection, asked.pickup, now=now)
            if not puts:
                raise problems.not_found("no such order")
        case _:
            raise problems.bad_request("verb is refund, cancel, move, arrive or withdraw")
    done, scopes = _changed(publish(connection, puts, now))
    return done | {"state": state}, scopes


def _wish(connection: Connection, asked: OrderRequest) -> Wish:
    verb = Verb(asked.verb)
    row = grants.moved(connection, asked.pickup, asked.store) if verb is Verb.MOVE else None
    return Wish(verb, asked.amount if verb is Verb.REFUND else 0, row)


def _replay(connection: Connection, office: Office, asked: ReplayRequest) -> Done:
    results, scopes = replay(
        connection,
        (asked.counter, asked.incarnation, asked.seq),
        code_keys=office.keys.code_keys,
        account="operator",
        now=office.clock(),
    )
    shown = [
        {"seq": each.place[2], "outcome": each.outcome, "detail": each.detail} for each in results
    ]
    return {"results": shown}, scopes


def _release(connection: Connection, office: Office, asked: ReleaseRequest) -> Done:
    asker = Asker("operator", asked.reason)
    released, scopes = release(connection, asked.claim, asker, office.clock())
    return {"released": released}, scopes


def _enrol_code(connection: Connection, office: Office, asked: CodeRequest) -> Done:
    code = enrolment.new_code(
        connection, office.keys, store=asked.store, label=asked.label, now=office.clock()
    )
    return {"code": code}, frozenset()


def _mint(connection: Connection, office: Office, asked: MintRequest) -> Done:
    code = mint(
        connection,
        office.keys.mint,
        kind=asked.kind,
        subject=asked.subject,
        serial=asked.serial,
        now=office.clock(),
    )
    return {"code": code}, frozenset()


def _revoke(connection: Connection, office: Office, asked: RevokeRequest) -> Done:
    scopes = enrolment.revoke(connection, asked.counter, office.clock())
    return _changed(scopes | {counter_bell(asked.counter)})


_ACTS: dict[str, tuple[type[wire.Struct], Callable[[Connection, Office, Any], Done]]] = {
    "put": (PutRequest, _put),
    "delete": (DeleteRequest, _delete),
    "order": (OrderRequest, _order),
    "replay": (ReplayRequest, _replay),
    "release": (ReleaseRequest, _release),
    "enrol-code": (CodeRequest, _enrol_code),
    "mint": (MintRequest, _mint),
    "revoke": (RevokeRequest, _revoke),
}
_LISTS = {
    "facts": (t.fact, (t.fact.c.received_at, t.fact.c.counter, t.fact.c.seq)),
    "conflicts": (t.conflict, (t.conflict.c.at, t.conflict.c.seq)),
    "quarantine": (t.quarantine, (t.quarantine.c.at, t.quarantine.c.seq)),
    "recalls": (recall, (recall.c.asked_at, recall.c.pickup, recall.c.recall)),
    "releases": (claim_release, (claim_release.c.at, claim_release.c.claim)),
    "replayed": (replayed, (replayed.c.replayed_at, replayed.c.seq)),
    "redemptions": (t.redemption, (t.redemption.c.redemption,)),
    "pickups": (t.pickup, (t.pickup.c.pickup,)),
    "points": (t.points_ledger, (t.points_ledger.c.at, t.points_ledger.c.operation)),
    "counters": (t.counter, (t.counter.c.counter,)),
    "messages": (phone_message, (phone_message.c.message,)),
    "journals": (t.incarnation, (t.incarnation.c.counter, t.incarnation.c.incarnation)),
}
_SECRET = {"public_key", "receipt_key"}
_JSON = {"row", "body", "ours", "theirs"}


def _look(connection: Connection, what: str, pickup: int | None) -> list[dict[str, Any]]:
    """The newest rows of one table, oldest of them first; stored JSON comes as it is."""
    table, order = _LISTS[what]
    query = select(*(column for column in table.c if column.name not in _SECRET))
    if pickup is not None and "pickup" in table.c:
        query = query.where(table.c.store.in_(select(t.store.c.store)), table.c.pickup == pickup)
    newest = query.order_by(*(column.desc() for column in order)).limit(MOST_ROWS)
    rows = connection.execute(newest).mappings().all()
    return [{name: _shown(name, value) for name, value in row.items()} for row in reversed(rows)]


def _shown(name: str, value: object) -> object:
    if name in _JSON and isinstance(value, bytes):
        try:
            msgspec.json.decode(value)
        except (msgspec.MsgspecError, UnicodeError):
            return value
        return msgspec.Raw(value)
    return value


def acts() -> dict[str, type[wire.Struct]]:
    """What an operator may do, each with what it takes; for the description of the API."""
    return {name: shape for name, (shape, _) in _ACTS.items()}


def lists() -> tuple[str, ...]:
    """What an operator may look at."""
    return tuple(_LISTS)
