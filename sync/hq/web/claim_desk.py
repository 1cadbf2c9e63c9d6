"""Claims nobody told the end of: looked at, and given back with a reason."""

from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath

from sync.hq.exchange import AnyRequest
from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON, Asker
from sync.hq.releasing import release
from sync.hq.web import claim_pages, claim_reads
from sync.hq.web.claim_pages import HERE
from sync.hq.web.console_desk import Desk, Page
from sync.hq.web.console_frame import Done, Glance, Shown

TITLE: Final = "未完成占用"
NO_REASON: Final = f"请写清楚为什么放回,{LEAST_REASON} 到 {LONGEST_REASON} 个字。"


def routes(desk: Desk) -> list[Any]:
    path = f"{HERE}/{{claim:str}}"

    @get(HERE)
    async def page(request: AnyRequest) -> Page:
        return await desk.show(request, _listed)

    @get(path)
    async def one(request: AnyRequest, claim: FromPath[str]) -> Page:
        return await desk.show(request, lambda glance: _shown(glance, claim))

    @post(path, status_code=200)
    async def act(request: AnyRequest, claim: FromPath[str]) -> Page:
        return await desk.act(request, lambda glance: _released(glance, claim))

    return [page, one, act]


def _listed(glance: Glance) -> Shown:
    lines = claim_reads.open_claims(glance.connection, glance.who, glance.now)
    given = claim_reads.releases(glance.connection, glance.who)
    return Shown(HERE, TITLE, claim_pages.claims(lines, given, glance.now))


def _shown(glance: Glance, claim: str, problem: str = "") -> Shown | None:
    lines = claim_reads.open_claims(glance.connection, glance.who, glance.now)
    found = next((line for line in lines if line.claim == claim), None)
    if found is None:
        return None
    reason = glance.asked.get("reason", "")[:LONGEST_REASON] if problem else ""
    body = claim_pages.claim(found, glance.hidden, glance.now, problem, reason)
    return Shown(HERE, f"占用:订单 {found.order_no}", body, status=422 if problem else 200)


def _released(glance: Glance, claim: str) -> Done:
    """Only what is listed for this account; a second press changes nothing."""
    shown = _shown(glance, claim, NO_REASON)
    if shown is None:
        given = claim_reads.releases(glance.connection, glance.who)
        return Done(Shown(go=HERE) if any(line.claim == claim for line in given) else None)
    reason = glance.asked.get("reason", "")
    if not LEAST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        return Done(shown)
    _, scopes = release(glance.connection, claim, Asker(glance.who.name, reason), glance.now)
    return Done(Shown(go=HERE), scopes)
