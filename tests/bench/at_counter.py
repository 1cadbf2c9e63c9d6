"""A counter enrolled at the benchmark's HQ, as the app would be, without a screen."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from app.bootstrap.opening import Enrolled, NotEnrolled, enrol_counter, open_data
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.devices.signatures import device_signer
from sync import wire
from sync.engine import Engine
from sync.http_hq import HttpHq
from tests.bench.chain import Chain


def operate(hq: Chain, verb: str, **asked: object) -> dict[str, object]:
    """The operator's hand."""
    said = httpx.post(
        f"{hq.url}/v1/operator/{verb}",
        content=wire.encode(asked),
        headers={"authorization": f"Bearer {hq.operator_token}"},
        timeout=60,
    )
    said.raise_for_status()
    answer: dict[str, object] = said.json()
    return answer


@contextmanager
def at_counter(hq: Chain, *, store: int = 1, label: int = 1) -> Iterator[Enrolled]:
    """In a folder of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tuangui-bench-"))
    try:
        found = open_data(folder / "tuangui.db", FileSecrets(folder / KEY_FILE))
        if not isinstance(found, NotEnrolled):
            raise TypeError("a fresh folder is not enrolled")
        code = str(operate(hq, "enrol-code", store=store, label=label)["code"])
        data = enrol_counter(found, hq.url, code)
        yield data
        data.store.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def line_of(data: Enrolled) -> Iterator[Engine]:
    """The rounds with HQ as the app's worker runs them, called by hand."""
    hq = hq_of(data)
    try:
        yield Engine(data.store.sync_store(), hq, now)
    finally:
        hq.close()


def hq_of(data: Enrolled) -> HttpHq:
    """The line to the HQ this counter is enrolled at."""
    with data.store.read() as room:
        identity = room.about.identity()
    return HttpHq(identity.hq_url, identity.id, device_signer(data.keys.device_seed))


def now() -> datetime:
    return datetime.now(UTC)
