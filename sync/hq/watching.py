"""What a monitor asks HQ: does it live, is it ready, what does it count. Nothing here names a person."""

import asyncio
import hmac
from collections.abc import Sequence
from typing import Any, Final

from litestar import Response, get
from prometheus_client.core import Metric
from sqlalchemy import Connection, func, select, text

from sync import wire
from sync.hq import problems
from sync.hq.exchange import AnyRequest, answer
from sync.hq.meters import CONTENT_TYPE, gauge
from sync.hq.office import Office
from sync.hq.store import tables as t
from sync.hq.store.web_tables import conflict_closed

READY_SECONDS: Final = 3.0


def routes(office: Office, tokens: Sequence[str]) -> list[Any]:
    """`/metrics` wants one of the tokens: behind a proxy everybody seems to come from this computer."""

    @get("/healthz")
    async def health() -> Response[bytes]:
        """The process lives; asks nothing of the database."""
        return answer({"ok": True, "proto": wire.PROTOCOL})

    @get("/readyz")
    async def ready() -> Response[bytes]:
        """It can work: the database answers, and soon."""
        try:
            await asyncio.wait_for(office.read(_answers), READY_SECONDS)
        except TimeoutError:
            raise problems.busy() from None
        return answer({"ready": True})

    @get("/metrics")
    async def metrics(request: AnyRequest) -> Response[bytes]:
        given = request.headers.get("authorization", "").partition(" ")[2].encode()
        if not any(hmac.compare_digest(given, token.encode()) for token in tokens):
            raise problems.unauthorized()
        standing = await office.read(_standing)
        return Response(office.meters.page(standing), headers={"content-type": CONTENT_TYPE})

    return [health, ready, metrics]


def _answers(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


def _standing(connection: Connection) -> list[Metric]:
    """What the database holds for a person to look at, and how far the feed is."""
    closed = select(conflict_closed.c.seq).where(
        conflict_closed.c.store == t.conflict.c.store,
        conflict_closed.c.counter == t.conflict.c.counter,
        conflict_closed.c.incarnation == t.conflict.c.incarnation,
        conflict_closed.c.seq == t.conflict.c.seq,
    )
    conflicts = select(func.count()).where(~t.conflict.c.undone, ~closed.exists())
    quarantined = select(func.count()).select_from(t.quarantine)
    heads = connection.execute(select(t.feed_scope.c.scope, t.feed_scope.c.last))
    return [
        gauge(
            "tuangui_conflicts_open",
            "Hand-overs a person must decide",
            connection.execute(conflicts).scalar_one(),
        ),
        gauge(
            "tuangui_quarantined",
            "Facts nobody could judge",
            connection.execute(quarantined).scalar_one(),
        ),
        gauge(
            "tuangui_feed_head",
            "Newest number of each feed",
            {row.scope: row.last for row in heads},
            "scope",
        ),
    ]
