"""HQ's JSON API described as OpenAPI 3.1, made from the very types the handlers decode and encode. Nothing of it is kept in
a file: what is served is what is true."""

import copy
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from litestar import Response, get

from sync import wire
from sync.hq import operator_api
from sync.hq.exchange import answer
from sync.hq.import_api import PATH as IMPORTS
from sync.hq.import_api import ImportAnswer
from sync.hq.imports.headings import Kind

PATH: Final = "/openapi.json"
JSON: Final = "application/json"
_REF: Final = "#/components/schemas/{name}"
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """`takes` the body's type; `gives` the answer's, None = any JSON; `by` who may ask."""

    method: str
    path: str
    about: str
    takes: type[wire.Struct] | None = None
    gives: type[wire.Struct] | None = None
    by: str = ""
    query: tuple[Schema, ...] = ()
    many: bool = False
    file: bool = False


def _asked(name: str, schema: Schema, about: str, *, needed: bool = False) -> Schema:
    return {
        "name": name,
        "in": "query",
        "required": needed,
        "schema": schema,
        "description": about,
    }


_TEXT: Final = {"type": "string"}
_SWITCH: Final = {"type": "string", "enum": ["0", "1"]}
_IMPORT: Final = (
    _asked("kind", {"type": "string", "enum": list(Kind)}, "What the file holds.", needed=True),
    _asked("dry_run", _SWITCH, "1 = say what would change and write nothing."),
    _asked("store", {"type": "string", "pattern": "^[0-9]{1,8}$"}, "Where rows without a store go."),
    _asked("arrived", _SWITCH, "1 = these goods are in the store."),
    _asked("columns", _TEXT, 'JSON of field to heading, e.g. {"order_no": "订单号"}; left out = guessed.'),
    _asked("name", _TEXT, "What the console calls this import."),
)  # fmt: skip
_WAIT: Final = (
    _asked("cursor", _TEXT, "Where the last page ended, sealed by HQ; nothing = from the start."),
    _asked("wait", {"type": "number", "minimum": 0, "maximum": 30}, "Seconds to wait for news."),
)
_ANEW: Final = (
    _WAIT[0],
    _asked("scope", _TEXT, "The scope to be fetched anew, as a reset or a comparison named it."),
)


def _endpoints() -> list[_Endpoint]:
    counter = [
        _Endpoint("get", "/healthz", "Does HQ answer?"),
        _Endpoint("post", "/v1/enrol", "Use a one-time code.", wire.EnrolRequest, wire.EnrolAnswer),
        _Endpoint("post", "/v1/challenge", "A challenge to sign.", wire.ChallengeRequest, wire.Challenge),
        _Endpoint("post", "/v1/session", "A bearer token for the signed challenge.", wire.SessionRequest, wire.Session),
        _Endpoint("post", "/v1/facts", "Facts of a counter, in a row.", wire.PushRequest, wire.PushAnswer, "counter"),
        _Endpoint("get", "/v1/changes", "What is new for a counter.", None, wire.ChangesAnswer, "counter", _WAIT),
        _Endpoint("get", "/v1/sums", "What its rows come to, to compare.", None, wire.SumsAnswer, "counter", _WAIT[:1]),
        _Endpoint("get", "/v1/anew", "A cursor with one scope at its start.", None, wire.AnewAnswer, "counter", _ANEW),
        _Endpoint("post", "/v1/claims", "The right to redeem units.", wire.ClaimRequest, wire.ClaimAnswer, "counter"),
        _Endpoint("post", IMPORTS, "Take in a CSV or XLSX file.", None, ImportAnswer, "key", _IMPORT, file=True),
    ]  # fmt: skip
    acts = [
        _Endpoint("post", f"/v1/operator/{name}", f"Operator: {name}.", shape, None, "operator")
        for name, shape in operator_api.acts().items()
    ]
    pickup = _asked("pickup", {"type": "integer", "minimum": 0}, "Only rows of this order.")
    looks = [
        _Endpoint("get", f"/v1/operator/{name}", f"Operator: the newest {name}.", by="operator", query=(pickup,), many=True)
        for name in operator_api.lists()
    ]  # fmt: skip
    return [*counter, *acts, *looks]


_CHANGES: Final[Schema] = {
    "Change": {
        "type": "object",
        "description": wire.Change.__doc__ or "",
        "properties": {
            "scope": _TEXT,
            "seq": {"type": "integer"},
            "entity": _TEXT,
            "key": _TEXT,
            "op": {"type": "string", "enum": ["put", "del"]},
            "row": {"description": "One of the rows of sync/wire/rows.py; null when it is gone."},
        },
        "required": ["scope", "seq", "entity", "key", "op"],
    },
    "ChangesAnswer": {
        "type": "object",
        "description": wire.ChangesAnswer.__doc__ or "",
        "properties": {
            "changes": {"type": "array", "items": {"$ref": "#/components/schemas/Change"}},
            "cursor": _TEXT,
            "more": {"type": "boolean"},
            "settled": {"type": "integer"},
            "server_epoch": _TEXT,
            "now": {"type": "string", "format": "date-time"},
        },
        "required": ["changes", "cursor", "more", "settled", "server_epoch", "now"],
    },
}
"""By hand: a raw row has no type of its own. A test holds the names to the types."""


def description() -> Schema:
    """The whole document."""
    endpoints = _endpoints()
    shapes = {
        shape for each in endpoints for shape in (each.takes, each.gives) if shape is not None
    }
    shapes.add(wire.Problem)
    shapes.discard(wire.ChangesAnswer)
    ordered = sorted(shapes, key=lambda shape: shape.__name__)
    _, schemas = msgspec.json.schema_components(ordered, ref_template=_REF)
    schemas |= copy.deepcopy(_CHANGES)
    paths: dict[str, Schema] = {}
    for each in endpoints:
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tuangui HQ",
            "version": str(wire.PROTOCOL),
            "description": "Facts up, changes down, claims, imports. Times are RFC 3339 in UTC, money is fen.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer", "description": about}
                for name, about in (
                    ("counter", "A session of /v1/session, good for 15 minutes."),
                    ("operator", "The operator's token HQ was started with."),
                    ("key", "A key made at the console."),
                )
            },
        },
    }


def _operation(each: _Endpoint) -> Schema:
    gives: Schema = {"type": "object"} if each.gives is None else _ref(each.gives)
    if each.many:
        gives = {"type": "array", "items": {"type": "object"}}
    done: Schema = {
        "summary": each.about,
        "operationId": f"{each.method}{each.path.replace('/', '_')}",
        "parameters": list(each.query),
        "responses": {
            "200": {"description": "Done.", "content": {JSON: {"schema": gives}}},
            "default": {
                "description": "Refused; the code says why, and nothing was changed.",
                "content": {JSON: {"schema": _ref(wire.Problem)}},
            },
        },
    }
    if each.takes is not None:
        done["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": _ref(each.takes)}},
        }
    if each.file:
        octets = {"schema": {"type": "string", "format": "binary"}}
        done["requestBody"] = {
            "required": True,
            "content": {"text/csv": octets, "application/octet-stream": octets},
        }
    if each.by:
        done["security"] = [{each.by: []}]
    return done


def _ref(shape: type[wire.Struct]) -> Schema:
    return {"$ref": _REF.format(name=shape.__name__)}


def routes() -> list[Any]:
    document = description()

    @get(PATH)
    async def openapi() -> Response[bytes]:
        return answer(document)

    return [openapi]
