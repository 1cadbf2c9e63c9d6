"""One browser at the console: every page and every act asks again who it is and which stores they see; an act is a form of
this very visit."""

import hmac
from collections.abc import Callable, Mapping
from typing import Final

from litestar import Response
from sqlalchemy import Connection

from sync.hq.exchange import AnyRequest
from sync.hq.web.accounts import Who, visitor
from sync.hq.web.console_frame import Done, Glance, Shown, framed
from sync.hq.web.markup import Html, tag
from sync.hq.web.page import apology, form_of, from_elsewhere, gone_to, shown
from sync.hq.web.visits import Web

Page = Response[str]
VISIT: Final = "tg_desk"
GATE: Final = "/hq/login"
STALE: Final = "页面放得太久了,请再试一次。"
Read = Callable[[Glance], Shown | None]
Act = Callable[[Glance], Done]


class Desk:
    """One browser at the console: who it is, its pages, its acts."""

    def __init__(self, web: Web) -> None:
        self.web = web

    def hidden(self, request: AnyRequest) -> Html:
        """The field that makes a form one of this visit."""
        return tag("input", type="hidden", name="form", value=self._seal(request))

    async def show(self, request: AnyRequest, read: Read) -> Page:
        """A page of what this account may see; `read` None = there is no such thing for it."""
        key, now, hidden = (
            request.cookies.get(VISIT, ""),
            self.web.office.clock(),
            self.hidden(request),
        )

        def work(connection: Connection) -> tuple[Who, Shown | None] | None:
            who = visitor(connection, key, now) if key else None
            if who is None:
                return None
            return who, read(Glance(connection, who, hidden, request.query_params, now))

        seen = await self.web.office.read(work)
        return gone_to(GATE) if seen is None else _framed(seen[0], hidden, seen[1])

    async def act(
        self, request: AnyRequest, do: Act, fields: Mapping[str, str] | None = None
    ) -> Page:
        """Do what a form of this visit asks; the scopes with news ring. `fields` when they were read already."""
        fields = await form_of(request) if fields is None else fields
        hidden = self.hidden(request)
        key, now = request.cookies.get(VISIT, ""), self.web.office.clock()
        if not self.own(request, fields):
            return apology(403, "没有执行", STALE)

        def work(connection: Connection) -> tuple[tuple[Who, Shown | None] | None, frozenset[str]]:
            who = visitor(connection, key, now) if key else None
            if who is None:
                return None, frozenset()
            done = do(Glance(connection, who, hidden, fields, now))
            return (who, done.shown), done.scopes

        seen = await self.web.office.write(work)
        return gone_to(GATE) if seen is None else _framed(seen[0], hidden, seen[1])

    def own(self, request: AnyRequest, fields: Mapping[str, str]) -> bool:
        """Is this a form of this very visit?"""
        given, wanted = fields.get("form", ""), self._seal(request)
        return not from_elsewhere(request) and hmac.compare_digest(given.encode(), wanted.encode())

    async def visitor(self, request: AnyRequest) -> Who | None:
        """Who this browser is signed in as now."""
        key, now = request.cookies.get(VISIT, ""), self.web.office.clock()
        if not key:
            return None
        return await self.web.office.read(lambda connection: visitor(connection, key, now))

    def _seal(self, request: AnyRequest) -> str:
        return self.web.seals.hidden("desk form", request.cookies.get(VISIT, ""))


def _framed(who: Who, hidden: Html, page: Shown | None) -> Page:
    if page is None:
        return apology(404, "没有这一页", "它不存在,或者不归这个账号管。")
    if page.go:
        return gone_to(page.go)
    return shown(
        framed(who, hidden, page.here, page.title, page.body, refresh=page.refresh), page.status
    )
