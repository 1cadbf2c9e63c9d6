"""Members (会员): one identity by phone number, what a clerk sees of them, and how a number is masked."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.identity import CouponId, MemberId, ProductNo, StoreId
from app.domain.money import Fen


class Tag(StrEnum):
    """Labels HQ gives a member; shown as chips."""

    FREQUENT = "frequent"
    RECOMMENDER = "recommender"
    FIRST_GROUP = "first_group"
    LAPSED_7 = "lapsed_7"
    LAPSED_15 = "lapsed_15"
    LAPSED_30 = "lapsed_30"


@dataclass(frozen=True, slots=True)
class UsualProduct:
    """A product this member buys again and again; `weekday` 0 = Monday when they come for it, if there is a pattern."""

    product_no: ProductNo
    name: str
    last_bought: date
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Coupon:
    """`threshold` 0 means no threshold (无门槛); `amount` in fen."""

    id: CouponId
    title: str
    threshold: Fen
    amount: Fen
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """What this counter knows of a member. `phone` is the full number: mask it before anyone sees it."""

    id: MemberId
    name: str
    phone: str
    home_store: StoreId | None
    visits: int
    points: int
    month_spend: Fen
    tags: tuple[Tag, ...] = ()
    usual: tuple[UsualProduct, ...] = ()
    coupons: tuple[Coupon, ...] = ()


_TITLES = (
    "女士",
    "先生",
    "小姐",
    "太太",
    "阿姨",
    "叔叔",
    "大姐",
    "大哥",
    "师傅",
    "老师",
    "姐",
    "哥",
    "总",
)
_LONG_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠"
        "公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇令狐轩辕百里呼延东郭南门第五",
    )
)


def called(name: str) -> str:
    """How a customer is called where strangers can read it: a surname and a title stay, of any other name only what
    stands first. "" when the name holds digits, which may be part of a phone number.

    `王女士` → `王女士`, `王芳女士` → `王女士`, `王小明` → `王**`, `13800001234` → ``
    """
    bare = name.strip()
    if not bare or any(char.isdigit() for char in bare):
        return ""
    surname = bare[:2] if bare[:2] in _LONG_SURNAMES else bare[0]
    title = next((title for title in _TITLES if bare[len(surname) :].endswith(title)), "")
    return f"{surname}{title}" if title else f"{surname}**"


def masked(phone: str) -> str:
    """`13812341234` → `138****1234`; anything shorter than 7 characters becomes only stars."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "*" * len(phone)
