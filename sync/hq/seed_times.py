"""Moments in seeds are written relative to the day and hour of loading, so that a demo is right on any day. Pure.

`now` `now-3h37m` `now+2d` · `day-1 20:16` `day 08:00` `day+1 21:30` · `tonight` · `closing` — dates: `day-4` `last-wed`.
Clock times are the shop's (UTC+8); results are aware UTC.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

SHOP_TIME: Final = timezone(timedelta(hours=8))
CLOSING: Final = time(21, 30)
_NOW: Final = re.compile(r"now(?:([+-])(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?)?")
_DAY: Final = re.compile(r"day([+-]\d+)?(?: (\d\d):(\d\d))?")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(text: str, now: datetime) -> datetime:
    """Raises ValueError for anything not in the grammar above."""
    if (found := _NOW.fullmatch(text)) and text[-1] not in "+-":
        sign, days, hours, minutes = found.groups()
        span = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
        return (now - span if sign == "-" else now + span).replace(microsecond=0)
    today = now.astimezone(SHOP_TIME).date()
    if text == "tonight":
        return _at(today, time(23, 59, 59))
    if text == "closing":
        closing = _at(today, CLOSING)
        soon = (now + timedelta(hours=3)).replace(microsecond=0)
        return closing if closing >= now + timedelta(hours=1) else soon
    found = _DAY.fullmatch(text)
    if found is None or found[2] is None:
        raise ValueError(f"no moment: {text!r}")
    return _at(today + timedelta(days=int(found[1] or 0)), time(int(found[2]), int(found[3])))


def day(text: str, now: datetime) -> date:
    """A date of the shop; `last-wed` lies 1 … 7 days back."""
    today = now.astimezone(SHOP_TIME).date()
    kind, _, name = text.partition("-")
    if kind == "last" and name in _WEEKDAYS:
        back = (today.weekday() - _WEEKDAYS.index(name) - 1) % 7 + 1
        return today - timedelta(days=back)
    found = _DAY.fullmatch(text)
    if found is None or found[2] is not None:
        raise ValueError(f"no date: {text!r}")
    return today + timedelta(days=int(found[1] or 0))


def _at(on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, SHOP_TIME).astimezone(UTC)
