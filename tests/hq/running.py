"""A real HQ in a thread of the tests: the same application and server as `tuangui-hq serve`, on a real port."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from sync.hq.api import create_app
from sync.hq.office import Office
from sync.hq.push import REVOKED_QUEUE
from sync.hq.serving import listen
from sync.hq.store.engine import Database
from tests.hq.counter import Counter, Operator

SEEDS = Path(__file__).parents[2] / "seeds"
TOKEN = "operator-for-tests"  # noqa: S105  of a server that lives for one test


class Clock:
    """HQ's clock, which a test may move."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class RunningHq:
    """HQ in a thread of this process: the same application and server as `tuangui-hq serve`."""

    queue_life = REVOKED_QUEUE + timedelta(minutes=1)
    """Longer than the queue of a revoked counter is taken."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.database_url = url
        self.database = Database(url)
        self.office = Office(self.database, public_url="https://hq.example", clock=self.clock)
        listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            create_app(self.office, operator_token=TOKEN),
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: self._server.run(sockets=[listener]))
        self._thread.start()
        self.operator = Operator(self.url, TOKEN)

    def enrolled(self, store: int = 1, label: int | None = None) -> Counter:
        """A new counter of a store, enrolled over HTTP."""
        return Counter.enrol(self.url, self.operator.enrol_code(store, label))

    def stop(self) -> None:
        self.operator.close()
        self._server.should_exit = True
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()
