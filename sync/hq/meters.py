"""What HQ counts about itself, for Prometheus: numbers by kind, never by person. With several workers each counts into files
of its own, and whichever is asked adds all of them up."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers of one HQ count; set before any of them starts."""
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)


class Meters:
    """The counters of one worker."""

    def __init__(self) -> None:
        own = self._own = CollectorRegistry()
        self._requests = Counter(
            "tuangui_requests", "Answers given", ("route", "status"), registry=own
        )
        self._seconds = Histogram(
            "tuangui_request_seconds",
            "From a request to its answer; long polls wait on purpose",
            ("route",),
            registry=own,
            buckets=_BUCKETS,
        )
        self._facts = Counter("tuangui_facts", "Facts taken", ("outcome",), registry=own)
        self._claims = Counter("tuangui_claims", "Claims answered", ("outcome",), registry=own)
        self._polls = _gauge("tuangui_polls_waiting", "Counters waiting for news", own)
        self._in_use = _gauge("tuangui_pool_in_use", "Connections to the database at work", own)
        self._size = _gauge("tuangui_pool_size", "Connections to the database at most", own)
        self._queue = _gauge("tuangui_claims_waiting", "Claims no round has taken yet", own)
        self._children: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def answered(self, route: str, status: int, seconds: float) -> None:
        child = self._children.get((route, status))
        if child is None:
            child = self._requests.labels(route, str(status)), self._seconds.labels(route)
            self._children[route, status] = child
        child[0].inc()
        child[1].observe(seconds)

    def facts(self, outcomes: Mapping[str, int]) -> None:
        for outcome, count in outcomes.items():
            self._facts.labels(outcome).inc(count)

    def claim(self, outcome: str) -> None:
        self._claims.labels(outcome).inc()

    @contextmanager
    def polling(self) -> Iterator[None]:
        self._polls.inc()
        try:
            yield
        finally:
            self._polls.dec()

    def look(self, *, in_use: int, size: int, claims_waiting: int) -> None:
        """How it is just now; told every second."""
        self._in_use.set(in_use)
        self._size.set(size)
        self._queue.set(claims_waiting)

    def page(self, now: Iterable[Metric]) -> bytes:
        """All of it as Prometheus reads it, with what the database says `now`."""
        registry: CollectorRegistry = CollectorRegistry()
        if FOLDER_VARIABLE in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # untyped there
        else:
            registry.register(_Given(self._own.collect()))
        registry.register(_Given(now))
        return generate_latest(registry)


class _Given(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _gauge(name: str, words: str, registry: CollectorRegistry) -> Gauge:
    """Of several workers the sum; one that is gone no longer counts."""
    return Gauge(name, words, registry=registry, multiprocess_mode="livesum")


def gauge(
    name: str, words: str, values: Mapping[str, float] | float, label: str = ""
) -> GaugeMetricFamily:
    """A number of the database, or one for each name."""
    family = GaugeMetricFamily(name, words, labels=[label] if label else None)
    if isinstance(values, Mapping):
        for key, value in values.items():
            family.add_metric([key], value)
    else:
        family.add_metric([], values)
    return family


class Measured:
    """Middleware: how many answers, and how long they took, by the pattern of the route: no token becomes a name."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            route = scope.get("path_template") or "other"
            self._meters.answered(route, status, time.perf_counter() - began)
