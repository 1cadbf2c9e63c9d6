"""The console's routes: the gate, the pages that only look, and the acts of each part."""

from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath

from sync.hq.exchange import AnyRequest
from sync.hq.web import claim_desk, import_desk, key_desk, order_desk, queue_desk
from sync.hq.web import console_acts as acts
from sync.hq.web.accounts import VISIT_LIFE, check_password, close_visit, may_try, open_visit
from sync.hq.web.console_desk import GATE, STALE, VISIT, Desk, Page
from sync.hq.web.console_frame import Done, Glance, Shown, sign_in
from sync.hq.web.console_looks import LOOKS
from sync.hq.web.console_reads import Place
from sync.hq.web.page import form_of, gone_to, origin_of, shown
from sync.hq.web.visits import Web

WRONG: Final = "账号或密码不对。"
TOO_OFTEN: Final = "试的次数太多了,请 15 分钟后再来。"


def routes(web: Web) -> list[Any]:
    desk = Desk(web)
    return [
        *_gate(desk),
        *_looks(desk),
        *_conflicts(desk),
        *_acts(desk),
        *claim_desk.routes(desk),
        *import_desk.routes(desk),
        *key_desk.routes(desk),
        *order_desk.routes(desk),
        *queue_desk.routes(desk),
    ]


def _gate(desk: Desk) -> list[Any]:
    web = desk.web

    def gate(request: AnyRequest, problem: str, status: int = 200) -> Page:
        hidden, cookies = web.form(request)
        return shown(sign_in(hidden, problem), status, cookies)

    @get("/hq/login")
    async def login_page(request: AnyRequest) -> Page:
        return gate(request, "")

    @post("/hq/login", status_code=200)
    async def login(request: AnyRequest) -> Page:
        fields = await form_of(request)
        if not web.own_form(request, fields):
            return gate(request, STALE, 403)
        name, now, origin = fields.get("name", ""), web.office.clock(), origin_of(request)
        password = fields.get("password", "")
        allowed = await web.office.write(
            lambda connection: (
                may_try(connection, web.seals, name=name, origin=origin, now=now),
                frozenset(),
            )
        )
        if not allowed:
            return gate(request, TOO_OFTEN, 429)
        if not await web.office.read(lambda connection: check_password(connection, name, password)):
            return gate(request, WRONG, 422)
        key = await web.office.write(
            lambda connection: (open_visit(connection, name, now), frozenset())
        )
        return gone_to("/hq", [web.cookie(VISIT, key, VISIT_LIFE)])

    @post("/hq/logout", status_code=200)
    async def logout(request: AnyRequest) -> Page:
        key = request.cookies.get(VISIT, "")

        def leave(glance: Glance) -> Done:
            close_visit(glance.connection, key)
            return Done(Shown(go=GATE))

        answer = await desk.act(request, leave)
        if answer.status_code == 303:
            return gone_to(GATE, [web.cookie(VISIT, "", None)])
        return answer

    return [login_page, login, logout]


def _looks(desk: Desk) -> list[Any]:
    @get(list(LOOKS))
    async def look(request: AnyRequest) -> Page:
        return await desk.show(request, LOOKS[request.url.path.rstrip("/")])

    return [look]


def _conflicts(desk: Desk) -> list[Any]:
    path = "/hq/conflicts/{counter:int}/{incarnation:int}/{seq:int}"

    @get(path)
    async def conflict(
        request: AnyRequest, counter: FromPath[int], incarnation: FromPath[int], seq: FromPath[int]
    ) -> Page:
        place = Place(counter, incarnation, seq)
        return await desk.show(request, lambda glance: acts.conflict_page(glance, place))

    @post(path, status_code=200)
    async def close(
        request: AnyRequest, counter: FromPath[int], incarnation: FromPath[int], seq: FromPath[int]
    ) -> Page:
        place = Place(counter, incarnation, seq)
        return await desk.act(request, lambda glance: acts.close_conflict(glance, place))

    return [conflict, close]


def _acts(desk: Desk) -> list[Any]:
    keys = desk.web.office.keys

    @post("/hq/counters/enrol", status_code=200)
    async def enrol(request: AnyRequest) -> Page:
        return await desk.act(request, lambda glance: acts.enrol_code(glance, keys))

    @get("/hq/counters/{counter:int}/revoke")
    async def revoke_page(request: AnyRequest, counter: FromPath[int]) -> Page:
        return await desk.show(request, lambda glance: acts.revoke_page(glance, counter))

    @post("/hq/counters/{counter:int}/revoke", status_code=200)
    async def revoke(request: AnyRequest, counter: FromPath[int]) -> Page:
        return await desk.act(request, lambda glance: acts.revoke_counter(glance, counter))

    @post("/hq/quarantine/{counter:int}/{incarnation:int}/{seq:int}", status_code=200)
    async def replay(
        request: AnyRequest, counter: FromPath[int], incarnation: FromPath[int], seq: FromPath[int]
    ) -> Page:
        place = Place(counter, incarnation, seq)
        return await desk.act(request, lambda glance: acts.replay_fact(glance, place, keys))

    @post("/hq/stores/{store:int}/group", status_code=200)
    async def group(request: AnyRequest, store: FromPath[int]) -> Page:
        return await desk.act(request, lambda glance: acts.keep_group_link(glance, store))

    return [enrol, revoke_page, revoke, replay, group]
