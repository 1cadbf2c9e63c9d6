"""HQ's front door: the counter's endpoints of sync/wire.py and the application around them. Handlers decode, ask the
office, encode; no rule and no SQL stands here."""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any, Final

from litestar import Litestar, Response, get, post
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DataError

from sync import wire
from sync.hq import auth, enrolment, import_api, openapi, operator_api, problems, watching
from sync.hq.exchange import MOST_BODY, AnyRequest, answer, body_of, decode, send
from sync.hq.meters import Measured
from sync.hq.office import Office
from sync.hq.packing import takes_zstd
from sync.hq.problems import Refusal, Refused
from sync.hq.store.engine import Busy
from sync.hq.upkeep import Upkeep
from sync.hq.web.counter_watch import CounterWatch
from sync.hq.web.mount import pages
from sync.hq.web.sender import Sender

LONGEST_WAIT: Final = 30.0
log = logging.getLogger("tuangui.hq")


def create_app(
    office: Office, *, operator_token: str, sender: Sender | None = None, metrics_token: str = ""
) -> Litestar:
    """The ASGI application of one office. `sender` brings codes to customers' phones; None = the demo's.
    `metrics_token` lets a monitor read the metrics and nothing else."""
    watch_counters = CounterWatch(office)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        watch = asyncio.create_task(office.watch())
        noted = asyncio.create_task(watch_counters.keep())
        heard = asyncio.create_task(office.listen())
        tidied = asyncio.create_task(Upkeep(office).keep())
        try:
            yield
        finally:
            for task in (watch, noted, heard, tidied):
                task.cancel()
            office.close()

    return Litestar(
        route_handlers=[
            *_entry_routes(office),
            *_counter_routes(office, watch_counters),
            *operator_api.routes(office, operator_token),
            *import_api.routes(office),
            *openapi.routes(),
            *watching.routes(office, [operator_token, *([metrics_token] if metrics_token else [])]),
            pages(office, sender),
        ],
        lifespan=[lifespan],
        middleware=[lambda app: Measured(app, office.meters)],
        exception_handlers={
            Refused: _refused,
            Busy: _busy,
            DataError: _no_value,
            OverflowError: _no_value,
            HTTPException: _not_http,
            Exception: _our_bug,
        },
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MOST_BODY,
    )


def _entry_routes(office: Office) -> list[Any]:
    """What answers without a session."""

    @post("/v1/enrol", status_code=200)
    async def enrol(request: AnyRequest) -> Response[bytes]:
        asked = decode(await body_of(request), wire.EnrolRequest)
        auth.check_proto(asked.proto)
        origin = request.client.host if request.client else ""
        made = await office.write(
            lambda connection: _outcome(
                enrolment.enrol(
                    connection,
                    office.keys,
                    asked,
                    origin=origin,
                    public_url=office.public_url,
                    now=office.clock(),
                )
            )
        )
        if made is None:
            raise problems.bad_code()
        log.info("enrolled", extra={"counter": made.counter, "incarnation": made.incarnation})
        return answer(made)

    @post("/v1/challenge", status_code=200)
    async def challenge(request: AnyRequest) -> Response[bytes]:
        asked = decode(await body_of(request), wire.ChallengeRequest)
        auth.check_proto(asked.proto)
        if not 0 < asked.counter < 2**31:
            raise problems.unauthorized()
        now = office.clock()
        return answer(
            wire.Challenge(challenge=office.sessions.challenge(asked.counter, now), now=now)
        )

    @post("/v1/session", status_code=200)
    async def session(request: AnyRequest) -> Response[bytes]:
        asked = decode(await body_of(request), wire.SessionRequest)
        auth.check_proto(asked.proto)
        now = office.clock()
        office.sessions.check_challenge(asked.challenge, asked.counter, now)
        bearer = await office.read(lambda connection: auth.prove(connection, asked))
        token = office.sessions.token(bearer, now)
        return answer(wire.Session(token=token, expires_in=auth.SESSION_SECONDS, now=now))

    return [enrol, challenge, session]


def _counter_routes(office: Office, watch: CounterWatch) -> list[Any]:
    """What a counter asks under its session."""

    @post("/v1/facts", status_code=200)
    async def facts(request: AnyRequest) -> Response[bytes]:
        began = time.perf_counter()
        bearer = office.sessions.bearer(request.headers.get("authorization", ""), office.clock())
        watch.note(bearer, request.headers)
        asked = decode(await body_of(request), wire.PushRequest)
        auth.check_proto(asked.proto)
        pushed = await office.take_facts(bearer, asked)
        log.info(
            "facts",
            extra={
                "counter": bearer.counter,
                "first": asked.first_seq,
                "acked": pushed.acked_through,
                "outcomes": dict(Counter(result.outcome for result in pushed.results)),
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return answer(pushed, packing=takes_zstd(request.headers.get("accept-encoding", "")))

    @get("/v1/changes")
    async def changes(request: AnyRequest) -> Response[bytes]:
        bearer = office.sessions.bearer(request.headers.get("authorization", ""), office.clock())
        watch.note(bearer, request.headers)
        try:
            wait = float(request.query_params.get("wait", "0"))
        except ValueError:
            raise problems.bad_request("wait is a number of seconds") from None
        return send(
            await office.changes(
                bearer,
                request.query_params.get("cursor", ""),
                max(0.0, min(wait, LONGEST_WAIT)),
                packing=takes_zstd(request.headers.get("accept-encoding", "")),
            )
        )

    @get("/v1/sums")
    async def sums(request: AnyRequest) -> Response[bytes]:
        bearer = office.sessions.bearer(request.headers.get("authorization", ""), office.clock())
        return answer(await office.sums(bearer, request.query_params.get("cursor", "")))

    @get("/v1/anew")
    async def anew(request: AnyRequest) -> Response[bytes]:
        bearer = office.sessions.bearer(request.headers.get("authorization", ""), office.clock())
        asked = request.query_params
        return answer(await office.anew(bearer, asked.get("cursor", ""), asked.get("scope", "")))

    @post("/v1/claims", status_code=200)
    async def claims(request: AnyRequest) -> Response[bytes]:
        bearer = office.sessions.bearer(request.headers.get("authorization", ""), office.clock())
        asked = decode(await body_of(request), wire.ClaimRequest)
        auth.check_proto(asked.proto)
        return answer(await office.claim(bearer, asked))

    return [facts, claims, changes, sums, anew]


def _outcome(
    made: tuple[wire.EnrolAnswer, frozenset[str]] | None,
) -> tuple[wire.EnrolAnswer | None, frozenset[str]]:
    return (None, frozenset()) if made is None else made


def _problem(refusal: Refusal) -> Response[bytes]:
    response = answer(
        wire.Problem(
            code=refusal.code,
            message=refusal.message,
            expected=refusal.expected,
            scope=refusal.scope,
        ),
        refusal.status,
    )
    if refusal.retry_after is not None:
        response.headers["retry-after"] = str(refusal.retry_after)
    return response


def _refused(request: AnyRequest, refused: Refused) -> Response[bytes]:
    log.info("refused", extra={"code": refused.refusal.code, "route": _route(request)})
    return _problem(refused.refusal)


def _busy(request: AnyRequest, fault: Busy) -> Response[bytes]:
    log.warning("busy", extra={"why": str(fault), "route": _route(request)})
    return _problem(problems.busy().refusal)


def _no_value(request: AnyRequest, fault: Exception) -> Response[bytes]:
    """A number or a text no column holds; the databases say it each in their own way."""
    log.info("refused", extra={"code": type(fault).__name__, "route": _route(request)})
    return _problem(problems.bad_request("a value is larger than HQ keeps").refusal)


def _not_http(_request: AnyRequest, fault: HTTPException) -> Response[bytes]:
    code = "not_found" if fault.status_code == 404 else "bad_request"
    return _problem(Refusal(fault.status_code, code, "no such thing here"))


def _our_bug(request: AnyRequest, fault: Exception) -> Response[bytes]:
    log.error("internal", extra={"route": _route(request)}, exc_info=fault)
    return _problem(Refusal(500, "internal", "HQ failed; nothing was changed"))


def _route(request: AnyRequest) -> str:
    """The first parts of the path: the last one may be a customer's token."""
    return "/".join(request.url.path.split("/")[:3])
