"""What HQ throws away when its time is over, and what it does after an update: little by little beside its work, by one worker of
however many. Claims and their answers are kept for ever (protocol.md §1), facts too."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, delete, or_, select, update

from sync.hq.enrolment import CODE_LIFE
from sync.hq.feed import prune
from sync.hq.learning import judge_learned, learned
from sync.hq.office import Office
from sync.hq.problems import Refused
from sync.hq.store import tables as t
from sync.hq.store import web_tables as w
from sync.hq.store.engine import Busy, insert_new
from sync.hq.store.upkeep_tables import upkeep
from sync.hq.web.accounts import FILE_LIFE
from sync.hq.web.limits import LONGEST
from sync.hq.web.sender import KEPT

EVERY: Final = timedelta(hours=1)
LOOK_SECONDS: Final = 60.0
"""How often a worker looks whether it is time."""
AT_ONCE: Final = 500
PAUSE_SECONDS: Final = 0.05
"""Between two pieces, so that whoever waits to write comes first."""
CODES_KEPT: Final = timedelta(days=1)
"""A code that was used answers its counter again for so long; nobody loses a reply for a day."""
_TURN: Final = "sweep"
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
log = logging.getLogger("tuangui.hq")
Sweep = Callable[[Connection, datetime, int], int]
"""Throws away at most so many of what is over at this moment; how many it found."""


def _rows_before(key: Column[Any], at: Column[datetime], age: timedelta) -> Sweep:
    def sweep(connection: Connection, now: datetime, most: int) -> int:
        over: ColumnElement[bool] = at < now - age
        chosen = select(key).where(over).limit(most).with_for_update(skip_locked=True)
        return connection.execute(delete(key.table).where(key.in_(chosen), over)).rowcount

    return sweep


_NONE: Final = timedelta()
SWEEPS: Final[tuple[Sweep, ...]] = (
    prune,
    _rows_before(w.tried.c.tried, w.tried.c.at, LONGEST),
    _rows_before(w.phone_ask.c.ask, w.phone_ask.c.expires_at, _NONE),
    _rows_before(w.phone_message.c.message, w.phone_message.c.at, KEPT),
    _rows_before(w.account_visit.c.key_hash, w.account_visit.c.expires_at, _NONE),
    _rows_before(w.import_file.c.import_id, w.import_file.c.made_at, FILE_LIFE),
    _rows_before(t.enrol_failure.c.id, t.enrol_failure.c.at, CODE_LIFE),
    _rows_before(t.enrol_code.c.code_hash, t.enrol_code.c.expires_at, CODES_KEPT),
)
"""Everything that is over at some time."""


def take_turn(connection: Connection, now: datetime) -> bool:
    """Whether it is this worker's now: the first who asks has it, and whoever asks within EVERY has not. One that dies
    over it leaves the rest to the next turn. Clocks of workers may differ; one far ahead locks nobody out."""
    insert_new(connection, upkeep, [{"what": _TURN, "at": _NEVER}])
    due = or_(upkeep.c.at <= now - EVERY, upkeep.c.at > now + EVERY)
    taken = connection.execute(update(upkeep).where(upkeep.c.what == _TURN, due).values(at=now))
    return taken.rowcount == 1


class Upkeep:
    """One worker's; `keep` is a task of the application."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def keep(self) -> None:
        """What the database has no room for now is done next time."""
        learnt = False
        while True:
            try:
                if not learnt:
                    await self.learn()
                    learnt = True
                await self.sweep()
            except (Busy, Refused):
                log.info("upkeep waits")
            except Exception:
                log.exception("upkeep failed")
            await asyncio.sleep(LOOK_SECONDS)

    async def learn(self) -> int:
        """Judge what waits since before an update; how many facts."""
        kinds = await self._office.read(learned)
        judged = 0
        while kinds and (count := await self._office.write(self._judged(kinds))):
            judged += count
            await asyncio.sleep(PAUSE_SECONDS)
        if judged:
            log.info("facts of new kinds judged", extra={"count": judged})
        return judged

    async def sweep(self) -> int:
        """If it is our turn, throw away all that is over; how many rows."""
        now = self._office.clock()
        if not await self._office.write(lambda connection: (take_turn(connection, now), _QUIET)):
            return 0
        gone = 0
        for each in SWEEPS:
            while count := await self._office.write(_swept(each, now)):
                gone += count
                await asyncio.sleep(PAUSE_SECONDS)
        if gone:
            log.info("thrown away", extra={"count": gone})
        return gone

    def _judged(
        self, kinds: tuple[tuple[str, int], ...]
    ) -> Callable[[Connection], tuple[int, frozenset[str]]]:
        office = self._office
        return lambda connection: judge_learned(
            connection, kinds, code_keys=office.keys.code_keys, now=office.clock()
        )


_QUIET: Final = frozenset[str]()


def _swept(sweep: Sweep, now: datetime) -> Callable[[Connection], tuple[int, frozenset[str]]]:
    return lambda connection: (sweep(connection, now, AT_ONCE), _QUIET)
