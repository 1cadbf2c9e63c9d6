"""Keys of other programs at the console: who has one, a new one shown once, and the end of one."""

from typing import Any, Final

from litestar import get, post

from sync.hq.exchange import AnyRequest
from sync.hq.web import console_reads
from sync.hq.web.api_keys import KeyLine, good_name, keys_of, make_key, revoke_key, within
from sync.hq.web.console_desk import Desk, Page
from sync.hq.web.console_frame import Done, Glance, Shown, ago, clock_time, pill, row_of, table_of
from sync.hq.web.console_reads import StoreLine
from sync.hq.web.markup import Html, tag, together

HERE: Final = "/hq/keys"
TITLE: Final = "接口密钥"
BAD_NAME: Final = "名字是 1 到 40 个字。"
TAKEN: Final = "这个名字已经有了,换一个。"


def routes(desk: Desk) -> list[Any]:
    @get(HERE)
    async def page(request: AnyRequest) -> Page:
        return await desk.show(request, _list)

    @post(HERE, status_code=200)
    async def make(request: AnyRequest) -> Page:
        return await desk.act(request, _made)

    @post(f"{HERE}/revoke", status_code=200)
    async def revoke(request: AnyRequest) -> Page:
        return await desk.act(request, _revoked)

    return [page, make, revoke]


def _list(glance: Glance, problem: str = "") -> Shown | None:
    """For admins alone: a key does what they may."""
    if not glance.who.admin:
        return None
    places = console_reads.stores(glance.connection, glance.who)
    keys = keys_of(glance.connection, glance.who)
    everything = not glance.who.stores
    body = _page(glance, keys, places, everything=everything, problem=problem)
    return Shown(HERE, TITLE, body, status=422 if problem else 200)


def _made(glance: Glance) -> Done:
    if not glance.who.admin:
        return Done(None)
    asked, name = glance.asked.get("store", ""), glance.asked.get("name", "")
    stores = frozenset({int(asked)}) if asked.isascii() and asked.isdigit() else frozenset[int]()
    known = {line.row.store for line in console_reads.stores(glance.connection, glance.who)}
    if (asked and not stores) or not stores <= known or not within(stores, glance.who):
        return Done(None)
    if not good_name(name):
        return Done(_list(glance, BAD_NAME))
    key = make_key(glance.connection, name=name, stores=stores, by=glance.who.name, now=glance.now)
    if key is None:
        return Done(_list(glance, TAKEN))
    return Done(Shown(HERE, TITLE, _once(name, key)))


def _revoked(glance: Glance) -> Done:
    name = glance.asked.get("name", "")
    if not glance.who.admin or not revoke_key(glance.connection, glance.who, name, glance.now):
        return Done(None)
    return Done(Shown(go=HERE))


def _page(
    glance: Glance,
    keys: list[KeyLine],
    places: list[StoreLine],
    *,
    everything: bool,
    problem: str,
) -> Html:
    names = {line.row.store: line.row.name for line in places}
    rows = [
        row_of(
            tag("b", line.name),
            "、".join(names.get(store, str(store)) for store in sorted(line.stores)) or "全部门店",
            f"{line.made_by} · {clock_time(line.made_at)}",
            ago(line.used_at, glance.now),
            pill("已吊销", "bad") if line.revoked_at else _end(line, glance.hidden),
        )
        for line in keys
    ]
    options = [tag("option", line.row.name, value=line.row.store) for line in places]
    every = tag("option", "全部门店", value="") if everything else None
    form = tag(
        "form",
        glance.hidden,
        tag(
            "div",
            tag("label", "给谁用", for_="name"),
            tag("input", id="name", name="name", maxlength=40, required=True),
        ),
        tag(
            "div",
            tag("label", "能动哪家店", for_="store"),
            tag("select", every, *options, id="store", name="store"),
        ),
        tag("button", "生成密钥"),
        method="post",
        action=HERE,
        class_="line card",
    )
    words = tag(
        "p",
        "别的程序用密钥把自提单、会员、商品送进来,和“导入”做的一样:",
        tag("span", "POST /api/v1/imports?kind=orders&dry_run=1", class_="mono"),
    )
    note = tag("p", problem, class_="note bad", role="alert") if problem else None
    heads = ("名字", "门店", "谁做的", "最近使用", "")
    return together(words, note, form, table_of(heads, rows, "还没有密钥"))


def _once(name: str, key: str) -> Html:
    return tag(
        "section",
        tag("h2", f"{name} 的密钥"),
        tag("p", key, class_="mono key"),
        tag("p", "请现在就复制。它只显示这一次,我们只留下校验值。"),
        tag("p", tag("a", "回到密钥列表", href=HERE)),
        class_="card",
    )


def _end(line: KeyLine, hidden: Html) -> Html:
    return tag(
        "form",
        hidden,
        tag("input", type="hidden", name="name", value=line.name),
        tag("button", "吊销", class_="danger"),
        method="post",
        action=f"{HERE}/revoke",
    )
