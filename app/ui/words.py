"""Numbers, moments and names as people read them: 今天 17:20, 3 时 37 分, ¥29.90. Pure; the language is Qt's current one."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.domain.drawer import DrawerReason
from app.domain.money import Fen, yuan
from app.domain.pickups import Zone
from app.domain.staff import Role

translate = QCoreApplication.translate
_zone: list[tzinfo | None] = [None]


def use_zone(zone: tzinfo | None) -> None:
    """The shop's wall time, whatever the PC believes; None = the PC's own."""
    _zone[0] = zone


def local(moment: datetime) -> datetime:
    """The same moment in the shop's wall time."""
    return moment.astimezone(_zone[0])


def counted(count: int, one: str, many: str, **values: object) -> str:
    """The singular or the plural, with {count} and the other values filled in; Chinese has the same for both."""
    return (one if count == 1 else many).format(count=count, **values)


def price(amount: Fen) -> str:
    """`2990` → `¥29.90`."""
    return f"¥{yuan(amount)}"


def whole_price(amount: Fen) -> str:
    """`41250` → `¥412`: for sums where fen only distract."""
    return f"¥{amount // 100:,}"


def clock(moment: datetime) -> str:
    """Local time of day, 17:42."""
    return local(moment).strftime("%H:%M")


def day(moment: datetime, now: datetime) -> str:
    """今天, 昨天, 明天, else 11-18 (with the year when it is another one)."""
    there, here = local(moment).date(), local(now).date()
    match (there - here).days:
        case 0:
            return translate("Words", "today")
        case -1:
            return translate("Words", "yesterday")
        case 1:
            return translate("Words", "tomorrow")
        case _:
            return there.strftime("%m-%d" if there.year == here.year else "%Y-%m-%d")


def day_and_clock(moment: datetime, now: datetime) -> str:
    return f"{day(moment, now)} {clock(moment)}"


def soon(moment: datetime, now: datetime) -> str:
    """Only the time for today, day and time otherwise."""
    same = local(moment).date() == local(now).date()
    return clock(moment) if same else day_and_clock(moment, now)


def span(length: timedelta) -> str:
    """How long: 38 秒, 42 分, 3 时 37 分, 26 小时, 3 天."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return translate("Words", "{count} s").format(count=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return translate("Words", "{count} min").format(count=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return translate("Words", "{hours} h {minutes} min").format(
            hours=hours, minutes=f"{rest:02d}"
        )
    if hours < 72:
        return counted(
            hours, translate("Words", "{count} hour"), translate("Words", "{count} hours")
        )
    return counted(
        hours // 24, translate("Words", "{count} day"), translate("Words", "{count} days")
    )


def ago(length: timedelta) -> str:
    if length < timedelta(minutes=1):
        return translate("Words", "just now")
    return translate("Words", "{span} ago").format(span=span(length))


def items(count: int) -> str:
    return counted(count, translate("Words", "{count} item"), translate("Words", "{count} items"))


def number_in_fours(digits: str) -> str:
    """`48270136` → `4827 0136`."""
    return f"{digits[:4]} {digits[4:]}" if len(digits) == 8 else digits


def receipt_number(number: int) -> str:
    return f"{number:04d}"


def zone(value: Zone | str) -> str:
    """Temperature zone; an unknown word of HQ's is shown as it is."""
    match value:
        case Zone.AMBIENT:
            return translate("Words", "ambient")
        case Zone.CHILLED:
            return translate("Words", "chilled")
        case Zone.FROZEN:
            return translate("Words", "frozen")
        case Zone.LIVE:
            return translate("Words", "live")
        case _:
            return str(value)


def role(value: Role) -> str:
    match value:
        case Role.CASHIER:
            return translate("Words", "Cashier")
        case Role.STAFF:
            return translate("Words", "Shop staff")
        case Role.MANAGER:
            return translate("Words", "Manager")


def drawer_reason(reason: DrawerReason) -> str:
    match reason:
        case DrawerReason.CHANGE:
            return translate("Words", "Giving change")
        case DrawerReason.COUNT:
            return translate("Words", "Counting the money")
        case DrawerReason.SHIFT:
            return translate("Words", "Change of shift")
        case DrawerReason.OTHER:
            return translate("Words", "Something else")
        case _:
            assert_never(reason)


def weekday(number: int) -> str:
    """0 = Monday."""
    return (
        translate("Words", "Mon"),
        translate("Words", "Tue"),
        translate("Words", "Wed"),
        translate("Words", "Thu"),
        translate("Words", "Fri"),
        translate("Words", "Sat"),
        translate("Words", "Sun"),
    )[number % 7]


def joined(*parts: str) -> str:
    """The parts that are there, with a middle dot between."""
    return " · ".join(part for part in parts if part)


_CLAUSE = re.compile(r"[^,,。;;!!??]*[,,。;;!!??]+[”\"]?|[^,,。;;!!??]+$")


def by_clause(sentence: str, fits: Callable[[str], bool], most: int) -> str:
    """The sentence with line breaks after its commas, so that it is read aloud without a stumble; as it is when it
    fits one line, or when that would take more than `most` lines."""
    lines = [""]
    for clause in _CLAUSE.findall(sentence):
        if fits(lines[-1] + clause):
            lines[-1] += clause
        elif fits(clause):
            lines.append(clause)
        else:
            return sentence
    lines = [line.strip() for line in lines if line]
    return "\n".join(lines) if len(lines) <= most else sentence
