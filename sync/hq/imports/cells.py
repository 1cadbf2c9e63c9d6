"""What people write in cells, as values: money, counts, moments, phones, codes. Pure; None = nobody can tell what it says."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Final

from sync.hq.web.phones import read_mobile

SHOP_TIME: Final = timezone(timedelta(hours=8))
"""China has one clock."""
MOST_FEN: Final = 100_000_000
MOST_COUNT: Final = 9_999
_MONEY: Final = re.compile(
    r"(?:¥|RMB|CNY|人民币)?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,6})?(?:元|RMB|CNY)?"
)
_COUNT: Final = re.compile(
    r"[x×*]?(\d{1,6})(?:\.0+)?(?:份|件|个|盒|箱|袋|瓶|斤|只|支|包|组|提|条|桶|套)?"
)
_MASKED: Final = re.compile(r"\d{3}[*xX·•]{3,5}\d{2,4}")
_MOMENT: Final = re.compile(
    r"(?:(?P<y>\d{4})[-/.年])?(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[T\s]*(?P<h>\d{1,2})[:时](?P<i>\d{1,2})分?(?::?(?P<s>\d{1,2})秒?(?:\.\d+)?)?)?"
)
_SOLID: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_START: Final = datetime(1899, 12, 30, tzinfo=SHOP_TIME)
"""Day 0 of spreadsheets, such that every day after February 1900 is right."""
_GOODS: Final = re.compile(
    r"(?P<name>.+?)\s*(?:[x×*X]\s*(?P<after>\d{1,4})|[(\[【](?P<inside>\d{1,4})\s*(?:份|件|个)?[)\]】])\s*"
)


def plain(text: str) -> str:
    """Full-width digits and signs as the narrow ones, without space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_money(text: str) -> int | None:
    """Fen. `¥29.90`, `1,234.5元`; part of a fen, less than nothing or more than a million yuan is no price."""
    found = _MONEY.fullmatch(plain(text).upper())
    if found is None:
        return None
    try:
        fen = Decimal(found[1].replace(",", "") + (found[2] or "")) * 100
    except InvalidOperation:
        return None
    return int(fen) if fen == int(fen) and fen <= MOST_FEN else None


def read_count(text: str) -> int | None:
    """`2`, `2.0`, `×2`, `2份`; at least one."""
    found = _COUNT.fullmatch(plain(text).lower())
    count = int(found[1]) if found else 0
    return count if 0 < count <= MOST_COUNT else None


def read_phone(text: str) -> str | None:
    """11 digits; also one a spreadsheet wrote with all its digits as a power of ten."""
    bare = plain(text)
    if re.fullmatch(r"1\.[0-9]{1,10}E\+?10", bare.upper()):
        number = Decimal(bare)
        bare = (
            str(int(number)) if len(bare.partition(".")[2].upper().partition("E")[0]) == 10 else ""
        )
    return read_mobile(bare.removesuffix(".0"))


def masked_phone(text: str) -> bool:
    """`138****1234`: the tool that exported it hides phones."""
    return _MASKED.fullmatch(plain(text)) is not None


def read_moment(text: str, now: datetime) -> datetime | None:
    """UTC. A day alone is its beginning in China; a date without a year is the one nearest to `now`."""
    wide = unicodedata.normalize("NFKC", text).strip()
    solid = _SOLID.fullmatch(wide)
    if solid:
        return _moment([int(part or 0) for part in solid.groups()])
    if _SERIAL.fullmatch(wide):
        return (_SERIAL_START + timedelta(seconds=round(float(wide) * 86400))).astimezone(UTC)
    found = _MOMENT.fullmatch(wide.removesuffix("Z").removesuffix("+08:00").strip())
    if found is None:
        return None
    rest = [int(found[name] or 0) for name in ("m", "d", "h", "i", "s")]
    if found["y"]:
        return _moment([int(found["y"]), *rest])
    year = now.astimezone(SHOP_TIME).year
    near = [moment for y in (year - 1, year, year + 1) if (moment := _moment([y, *rest]))]
    return min(near, key=lambda moment: abs(moment - now), default=None)


def read_code(text: str) -> str | None:
    """A code as another system's scanner reads it: 1 to 40 letters, digits and signs without space."""
    bare = unicodedata.normalize("NFKC", text).strip()
    return bare if re.fullmatch(r"[\x21-\x7e]{1,40}", bare) else None


def read_goods(text: str) -> list[tuple[str, int]] | None:
    """`草莓 500g x2;土鸡蛋×1` as names and counts; None when it is one plain name."""
    parts = [part.strip() for part in re.split("[;\uff1b\n]+", text) if part.strip()]
    found = [_GOODS.fullmatch(part) for part in parts]
    if not parts or not all(found):
        return None
    named = [(each["name"].strip(), int(each["after"] or each["inside"])) for each in found if each]
    return named if all(name and count > 0 for name, count in named) else None


def _moment(parts: list[int]) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=SHOP_TIME)
    except ValueError:
        return None
    return local.astimezone(UTC) if 2000 <= year <= 2100 else None
