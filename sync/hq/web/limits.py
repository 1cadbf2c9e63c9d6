"""How often somebody may try: counted in the database, so that every worker counts the same. Subjects come hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from sync.hq.store.web_tables import tried

LONGEST: Final = timedelta(days=1)
EVERYBODY: Final = "*"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` within `within` for one subject."""

    what: str
    whose: str
    most: int
    within: timedelta


def wait_seconds(connection: Connection, limits: Sequence[Limit], now: datetime) -> int:
    """0 = go ahead; else after how many seconds at the latest there is room again."""
    longest = 0
    for limit in limits:
        count = connection.execute(
            select(func.count()).where(
                tried.c.what == limit.what,
                tried.c.whose == limit.whose,
                tried.c.at > now - limit.within,
            )
        ).scalar_one()
        if count >= limit.most:
            longest = max(longest, int(limit.within.total_seconds()))
    return longest


def count_try(connection: Connection, limits: Sequence[Limit], now: datetime) -> None:
    """Remember one try for each subject of these limits; forget what no limit looks at any more."""
    connection.execute(delete(tried).where(tried.c.at < now - LONGEST))
    for what, whose in sorted({(limit.what, limit.whose) for limit in limits}):
        connection.execute(insert(tried).values(what=what, whose=whose, at=now))
