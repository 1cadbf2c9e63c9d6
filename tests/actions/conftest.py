"""A counter without a screen: the real verbs over the real database, a still clock and plain machines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.actions.desk import Desk
from app.actions.ports import Store
from app.actions.print_next import PrintNext
from app.bootstrap.verbs import build_verbs
from app.domain.identity import StaffId
from app.store.opening import SqlStore, open_store
from sync import wire
from tests.builders import NOW
from tests.fakes import CountingIds, PinIsTheHash, PlainTokens, StillClock
from tests.rows import enrol_answer, member_row, page, pickup_row, staff_rows


class Shop:
    """The desk with its clock, and HQ's voice to it."""

    def __init__(self, path: Path) -> None:
        self.sql: SqlStore = open_store(path, b"k" * 32)
        self.sql.enrolled(enrol_answer(), "https://hq.example")
        self.store: Store = self.sql
        self.inbox = self.sql.sync_store()
        self.clock = StillClock()
        self.pins = PinIsTheHash()
        self.commits = 0
        self.kicks: list[int] = []
        self.on_kick: Callable[[], object] = list
        verbs = build_verbs(
            store=self.sql,
            clock=self.clock,
            hq_now=self.clock.now,
            ids=CountingIds(),
            tokens=PlainTokens(),
            pins=self.pins,
            print_age_limit_s=600,
            committed=self._committed,
            kick=self._kick,
        )
        self.verbs = verbs
        self.desk: Desk = verbs.desk
        self.printing: PrintNext = verbs.print_next
        self.told(*staff_rows(), ("policy", "1", wire.PolicyRow()))

    def told(self, *rows: tuple[str, str, wire.Struct | None], settled: int = 0) -> None:
        self.inbox.apply(page(*rows, settled=settled), NOW)

    def facts(self) -> list[tuple[str, dict[str, object]]]:
        """What HQ would be told, oldest first, without the signing in."""
        with self.store.read() as room:
            rows = [(row.kind, row.body) for row in room.journal.recent(1000)]
        return [row for row in reversed(rows) if row[0] != "staff.signed_in"]

    def _kick(self, expires_ms: int) -> None:
        self.kicks.append(expires_ms)
        self.on_kick()

    def _committed(self) -> None:
        self.commits += 1


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """One order of 王女士, 小周 signed in."""
    made = Shop(tmp_path / "tuangui.db")
    made.told(("member", member_row().member, member_row()), ("pickup", "20462", pickup_row()))
    made.desk.sign_in(StaffId(1), "111111")
    made.commits = 0
    yield made
    made.sql.close()
