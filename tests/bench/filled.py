"""A counter with a shop's years in its database: enrolled, filled, and with the pen that signs its codes."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.bootstrap.counter import Ears
from app.bootstrap.opening import Enrolled, NotEnrolled, open_data
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.domain.identity import PickupId
from app.paths import Paths
from app.settings import Settings, save_settings
from sync import wire
from sync.hq.codes import CodeMint
from tests.bench.filling import fill, member_id, pickup_id

LIVE = 3_000
"""Open orders; the newest of all."""


@dataclass(frozen=True, slots=True)
class Filled:
    """`paths` is the counter's data directory, its database closed; `orders` and `members` count from 0."""

    paths: Paths
    mint: CodeMint
    members: int
    orders: int

    def open_orders(self) -> list[int]:
        """Orders of which something can go now."""
        return [n for n in range(self.orders - min(LIVE, self.orders), self.orders) if n % 5]

    def pickup_code(self, data: Enrolled, n: int) -> str:
        """The signed code of order n, as the customer's phone shows it."""
        with data.store.read() as room:
            pickup = room.pickups.get(PickupId(pickup_id(n)))
        if pickup is None:
            raise LookupError(n)
        lines = [(line.product_no, line.quantity) for line in pickup.lines]
        until = datetime.now(UTC) + timedelta(days=1)
        return self.mint.pickup(pickup.store, pickup.id, until, lines)

    def member_code(self, n: int) -> str:
        """A fresh member code of member n."""
        return self.mint.member(member_id(n), datetime.now(UTC), secrets.token_bytes(4))

    def open(self) -> Enrolled:
        """The data as the app opens it; close its store afterwards."""
        found = open_data(self.paths.database, FileSecrets(self.paths.data / KEY_FILE))
        if not isinstance(found, Enrolled):
            raise TypeError("not enrolled")
        return found


@contextmanager
def filled(*, members: int, orders: int) -> Iterator[Filled]:
    """In a folder of its own, gone afterwards. A million members take about a minute."""
    folder = Path(tempfile.mkdtemp(prefix="tuangui-bench-"))
    try:
        paths = Paths(folder)
        paths.prepare()
        save_settings(
            paths.settings, Settings(lock_minutes=0)
        )  # nobody types a PIN in a measurement
        mint = CodeMint(1, secrets.token_bytes(32))
        found = open_data(paths.database, FileSecrets(folder / KEY_FILE))
        if not isinstance(found, NotEnrolled):
            raise TypeError("a fresh folder is not enrolled")
        found.store.enrolled(_answer(mint), "http://127.0.0.1:9")
        fill(found.store, members=members, orders=orders, now=datetime.now(UTC), live=LIVE)
        found.store.close()
        yield Filled(paths, mint, members, orders)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer(mint: CodeMint) -> wire.EnrolAnswer:
    """As HQ would say it, for an HQ nobody can reach."""
    return wire.EnrolAnswer(
        counter=1,
        incarnation=1,
        label=1,
        store=wire.StoreRow(
            store=1, name="翠湖路店", address="翠湖路 18 号", phone="0571-8800 0000"
        ),
        code_keys=(wire.CodeKeyRow(key_id=mint.key_id, public_key=mint.public_key),),
        receipt_key=secrets.token_bytes(32),
        pin_pepper=secrets.token_bytes(32),
        receipt_url="https://hq.example",
        server_epoch="bench",
        now=datetime.now(UTC),
    )


def nothing(*_: object) -> None:
    """Hears it and does nothing."""


def deaf() -> Ears:
    """For a counter nobody looks at."""
    return Ears(
        sync=nothing,
        changed=nothing,
        printer=nothing,
        printed=nothing,
        scanner=nothing,
        scanned=nothing,
    )
