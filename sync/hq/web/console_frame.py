"""The console's frame and the pieces all its pages are made of: the gate, the list at the left, tables, pills, times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from sync.hq.web.accounts import Who
from sync.hq.web.counter_watch import since
from sync.hq.web.gifts import SHOP_TIME
from sync.hq.web.markup import Html, Part, tag
from sync.hq.web.page import document

PAGES: Final = (
    ("/hq", "门店"),
    ("/hq/counters", "柜台"),
    ("/hq/orders", "在途自提单"),
    ("/hq/conflicts", "冲突"),
    ("/hq/quarantine", "隔离区"),
    ("/hq/claims", "未完成占用"),
    ("/hq/feed", "变更下发"),
    ("/hq/import", "导入"),
)
KEYS: Final = ("/hq/keys", "接口密钥")
MESSAGES: Final = ("/hq/messages", "短信")


@dataclass(frozen=True, slots=True)
class Glance:
    """One request of one account: who, the hidden field of its forms, and what was asked in the address or the form."""

    connection: Connection
    who: Who
    hidden: Html
    asked: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the console, or with `go` the way to another."""

    here: str = ""
    title: str = ""
    body: Html = Html("")  # noqa: RUF009  a text, which never changes
    status: int = 200
    refresh: int | None = None
    go: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """`shown` None = no such thing for this account; `scopes` have news."""

    shown: Shown | None
    scopes: frozenset[str] = frozenset()


def sign_in(hidden: Html, problem: str) -> str:
    """The gate; also where one is sent when signed out."""
    card = tag(
        "section",
        tag("h1", "团柜总部"),
        tag("p", problem, class_="note bad", role="alert") if problem else None,
        tag(
            "form",
            hidden,
            tag("label", "账号", for_="name"),
            tag(
                "input",
                id="name",
                name="name",
                autocomplete="username",
                required=True,
                maxlength=40,
            ),
            tag("label", "密码", for_="password"),
            tag(
                "input",
                id="password",
                name="password",
                type="password",
                autocomplete="current-password",
                required=True,
                maxlength=200,
            ),
            tag("button", "登录"),
            method="post",
            action="/hq/login",
        ),
        class_="card",
    )
    return document("登录 · 团柜总部", tag("body", tag("main", card, class_="gate")))


def framed(
    who: Who, hidden: Html, here: str, title: str, *parts: Part, refresh: int | None = None
) -> str:
    """A page inside the console, its place marked in the list at the left."""
    pages = list(PAGES)
    pages += [KEYS] if who.admin else []
    pages += [MESSAGES] if who.admin and not who.stores else []
    links = [
        tag("a", name, href=path, aria_current="page" if path == here else None)
        for path, name in pages
    ]
    role = "管理员" if who.admin else "运营"
    scope = "全部门店" if not who.stores else f"{len(who.stores)} 家门店"
    nav = tag(
        "nav",
        tag("b", "团柜总部"),
        *links,
        tag("form", hidden, tag("button", "退出"), method="post", action="/hq/logout"),
        tag("p", f"{who.name} · {role} · {scope}", class_="faint"),
    )
    main = tag("main", tag("h1", title), *parts)
    body = tag("body", tag("div", nav, main, class_="desk"))
    return document(f"{title} · 团柜总部", body, refresh=refresh)


def clock_time(moment: datetime) -> str:
    return f"{moment.astimezone(SHOP_TIME):%m-%d %H:%M:%S}"


def ago(moment: datetime | None, now: datetime) -> str:
    seconds = since(moment, now)
    if seconds is None:
        return "—"
    for size, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {unit}前"
    return "刚刚" if seconds < 10 else f"{seconds} 秒前"


def pill(text: str, kind: str) -> Html:
    return tag("span", text, class_=f"pill {kind}".strip())


class _Number(Html):
    """A cell's content that stands at the right."""

    __slots__ = ()


def number(value: int | str) -> Html:
    return _Number(tag("span", value))


def row_of(*cells: Part) -> Html:
    return tag(
        "tr",
        *[tag("td", cell, class_="n" if isinstance(cell, _Number) else None) for cell in cells],
    )


def table_of(heads: tuple[str, ...], rows: list[Html], none: str) -> Html:
    if not rows:
        return tag("section", tag("p", none), class_="card")
    head = tag("thead", tag("tr", *[tag("th", name, scope="col") for name in heads]))
    return tag("section", tag("table", head, tag("tbody", *rows)), class_="card scroll")
