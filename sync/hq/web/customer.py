"""The customer's routes: /r and /j behind a receipt's QR, /m for the member's own code. A phone comes in a form's body
and goes nowhere else: not into an address, a cookie or a log."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.exchange import AnyRequest
from sync.hq.feed import store_scope
from sync.hq.store import tables as t
from sync.hq.store.web_tables import group_link
from sync.hq.web import customer_pages as pages
from sync.hq.web.gifts import Gift, gift_of, give
from sync.hq.web.members import find_member, get_member, own_page
from sync.hq.web.page import apology, form_of, gone_to, origin_of, shown
from sync.hq.web.phone_codes import TooOften, Wrong, ask_code, asked_phone, check_code
from sync.hq.web.phones import masked, read_mobile
from sync.hq.web.receipt_tokens import Genuine, look_up
from sync.hq.web.sender import NotSent
from sync.hq.web.visits import ASK, Web

Page = Response[str]
BAD_PHONE = "这不是能收短信的手机号,请看看是不是 11 位、有没有输错。"
WRONG_CODE = "验证码不对,请再看一眼短信。"
CODE_OVER = "验证码已失效,请重新获取。"
NOT_SENT = "短信没有发出去,请一分钟后再试。"
STALE = "页面放得太久了,请返回重新打开。"


@dataclass(frozen=True, slots=True)
class Seen:
    """What HQ knows behind a token, and of the member looking at it."""

    found: Genuine
    gift: Gift | None
    coupon: wire.CouponRow | None
    group: str | None
    member: wire.MemberRow | None

    def over(self, now: datetime) -> bool:
        """Past the day printed on the paper."""
        return self.found.claim.expires_at <= now

    @property
    def own(self) -> bool:
        """The member looking at it has it."""
        return (
            self.gift is not None
            and self.member is not None
            and self.gift.member == self.member.member
        )


def routes(web: Web) -> list[Any]:
    return [*_receipt_routes(web), *_own_routes(web)]


def _receipt_routes(web: Web) -> list[Any]:
    @get([f"/{letter}/{{token:str}}" for letter in "rRjJ"])
    async def receipt(request: AnyRequest, token: FromPath[str]) -> Page:
        member = web.signed_in(request)
        seen = await web.office.read(lambda connection: _seen(connection, token, member))
        return _receipt(web, request, token, seen)

    @post("/r/{token:str}/phone", status_code=200)
    async def phone(request: AnyRequest, token: FromPath[str]) -> Page:
        seen = await web.office.read(lambda connection: _seen(connection, token, None))
        if seen is None or seen.gift is not None or seen.over(web.office.clock()):
            return _receipt(web, request, token, seen)
        fields = await form_of(request)
        done = await _send(web, request, fields, _base(token))
        if isinstance(done, str):
            typed = fields.get("phone", "")
            return _receipt(web, request, token, seen, problem=done, typed=typed)
        return done

    @get("/r/{token:str}/code")
    async def code(request: AnyRequest, token: FromPath[str]) -> Page:
        return await _code_page(web, request, _base(token))

    @post("/r/{token:str}/code", status_code=200)
    async def check(request: AnyRequest, token: FromPath[str]) -> Page:
        return await _take_with_code(web, request, token)

    @post("/r/{token:str}/take", status_code=200)
    async def take(request: AnyRequest, token: FromPath[str]) -> Page:
        return await _take_as_member(web, request, token)

    return [receipt, phone, code, check, take]


def _own_routes(web: Web) -> list[Any]:
    @get("/m")
    async def own(request: AnyRequest) -> Page:
        return await _own(web, request)

    @post("/m/phone", status_code=200)
    async def phone(request: AnyRequest) -> Page:
        fields = await form_of(request)
        done = await _send(web, request, fields, "/m")
        if isinstance(done, str):
            return _sign_in(web, request, fields.get("phone", ""), done)
        return done

    @get("/m/code")
    async def code(request: AnyRequest) -> Page:
        return await _code_page(web, request, "/m")

    @post("/m/code", status_code=200)
    async def check(request: AnyRequest) -> Page:
        return await _sign_in_with_code(web, request)

    @post("/m/out", status_code=200)
    async def out(request: AnyRequest) -> Page:
        if not web.own_form(request, await form_of(request)):
            return apology(403, "请重新打开", STALE)
        return gone_to("/m", web.sign_out())

    return [own, phone, code, check, out]


async def _take_with_code(web: Web, request: AnyRequest, token: str) -> Page:
    """The code proves the phone; the gift goes to its member, unless it went to somebody a moment ago."""
    fields = await form_of(request)
    if not web.own_form(request, fields):
        return apology(403, "请重新打开", STALE)
    now, ask = web.office.clock(), web.ask_of(request)

    def work(connection: Connection) -> tuple[wire.MemberRow | Wrong | None, frozenset[str]]:
        found = look_up(connection, token)
        code = fields.get("code", "")
        phone = check_code(connection, web.seals, ask=ask, code=code, now=now)
        if isinstance(phone, Wrong):
            return phone, frozenset()
        scopes: frozenset[str] = frozenset()
        if found is not None and found.claim.expires_at > now:
            scopes = give(connection, web.seals, found, phone=phone, now=now)[1]
        return find_member(connection, phone), scopes

    outcome = await web.office.write(work)
    if isinstance(outcome, Wrong):
        return await _code_page(web, request, _base(token), wrong=outcome)
    return gone_to(_base(token), () if outcome is None else web.sign_in(outcome.member))


async def _take_as_member(web: Web, request: AnyRequest, token: str) -> Page:
    """One tap of a member this browser has proven to be."""
    fields, member = await form_of(request), web.signed_in(request)
    if not web.own_form(request, fields) or member is None:
        return apology(403, "请重新打开", STALE)
    now = web.office.clock()

    def work(connection: Connection) -> tuple[None, frozenset[str]]:
        found, row = look_up(connection, token), get_member(connection, member)
        if found is None or row is None or found.claim.expires_at <= now:
            return None, frozenset()
        return None, give(connection, web.seals, found, phone=row.phone, now=now)[1]

    await web.office.write(work)
    return gone_to(_base(token))


async def _own(web: Web, request: AnyRequest) -> Page:
    now, member = web.office.clock(), web.signed_in(request)
    if member is None or "other" in request.query_params:
        return _sign_in(web, request, "", "")
    own = await web.office.read(lambda connection: own_page(connection, member, now))
    if own is None:
        return _sign_in(web, request, "", "")
    hidden, cookies = web.form(request)
    code = web.office.keys.mint.member(own.row.member, now, secrets.token_bytes(4))
    return shown(pages.own_page(own, code, hidden), cookies=cookies)


def _sign_in(web: Web, request: AnyRequest, typed: str, problem: str) -> Page:
    hidden, cookies = web.form(request)
    form = pages.phone_form("/m/phone", hidden, typed, "获取验证码")
    return shown(pages.sign_in_page(form, problem), 422 if problem else 200, cookies)


async def _sign_in_with_code(web: Web, request: AnyRequest) -> Page:
    fields = await form_of(request)
    if not web.own_form(request, fields):
        return apology(403, "请重新打开", STALE)
    now, ask = web.office.clock(), web.ask_of(request)

    def work(connection: Connection) -> tuple[wire.MemberRow | Wrong | None, frozenset[str]]:
        code = fields.get("code", "")
        phone = check_code(connection, web.seals, ask=ask, code=code, now=now)
        found = phone if isinstance(phone, Wrong) else find_member(connection, phone)
        return found, frozenset()

    match await web.office.write(work):
        case Wrong() as wrong:
            return await _code_page(web, request, "/m", wrong=wrong)
        case None:
            return shown(pages.stranger_page(), 404)
        case wire.MemberRow(member=member):
            return gone_to("/m", web.sign_in(member))


def _base(token: str) -> str:
    return f"/r/{token.upper()}"


def _seen(connection: Connection, token: str, member: str | None) -> Seen | None:
    found = look_up(connection, token)
    if found is None:
        return None
    store = found.store.store
    gift = gift_of(connection, found)
    raw = None
    if gift is not None:
        raw = connection.execute(
            select(t.feed_row.c.row).where(
                t.feed_row.c.scope == store_scope(store),
                t.feed_row.c.entity == "coupon",
                t.feed_row.c.key == gift.coupon,
                t.feed_row.c.op == "put",
            )
        ).scalar_one_or_none()
    link = connection.execute(
        select(group_link.c.link).where(group_link.c.store == store)
    ).scalar_one_or_none()
    return Seen(
        found=found,
        gift=gift,
        coupon=None if raw is None else msgspec.json.decode(raw, type=wire.CouponRow),
        group=link,
        member=None if member is None else get_member(connection, member),
    )


def _receipt(
    web: Web,
    request: AnyRequest,
    token: str,
    seen: Seen | None,
    *,
    problem: str = "",
    typed: str = "",
) -> Page:
    """The page of a receipt in whatever state its gift is."""
    if seen is None:
        return shown(pages.not_ours(), 404)
    if seen.own:
        return shown(pages.taken(seen.found, seen.group, seen.coupon))
    if seen.gift is not None:
        return shown(pages.gone(seen.found, seen.group), 410)
    if seen.over(web.office.clock()):
        return shown(pages.expired(seen.found, seen.group), 410)
    hidden, cookies = web.form(request)
    base = _base(token)
    known = seen.member if "other" not in request.query_params else None
    if known is None:
        form = pages.phone_form(f"{base}/phone", hidden, typed, "获取验证码")
    else:
        form = pages.one_tap(f"{base}/take", hidden, f"{base}?other=1")
    page = pages.offered(
        seen.found,
        seen.group,
        form,
        signed_in="" if known is None else masked(known.phone),
        problem=problem,
    )
    return shown(page, 422 if problem else 200, cookies)


async def _send(web: Web, request: AnyRequest, fields: dict[str, str], base: str) -> Page | str:
    """Send a code and go to where it is typed; or what to tell the customer instead."""
    if not web.own_form(request, fields):
        return STALE
    phone = read_mobile(fields.get("phone", ""))
    if phone is None:
        return BAD_PHONE
    now, origin = web.office.clock(), origin_of(request)
    asked = await web.office.write(
        lambda connection: (
            ask_code(connection, web.seals, phone=phone, origin=origin, now=now),
            frozenset(),
        )
    )
    if isinstance(asked, TooOften):
        return _later(asked.seconds)
    try:
        await web.office.run(web.sender.send, phone, asked.code, now)
    except NotSent:
        return NOT_SENT
    return gone_to(f"{base}/code", [web.asking(asked.ask)])


def _later(seconds: int) -> str:
    if seconds <= 60:
        return "验证码刚刚发过,请一分钟后再试。"
    return "今天试的次数太多了,请晚些时候再试,或到柜台办理。"


async def _code_page(web: Web, request: AnyRequest, base: str, wrong: Wrong | None = None) -> Page:
    """Where the code is typed; back to the start when there is none to wait for."""
    now, ask = web.office.clock(), web.ask_of(request)
    phone = await web.office.read(lambda connection: asked_phone(connection, ask, now))
    if phone is None:
        cookies: list[Cookie] = [web.cookie(ASK, "", None)]
        return gone_to(f"{base}?other=1", cookies)
    hidden, cookies = web.form(request)
    problem = {None: "", Wrong.CODE: WRONG_CODE, Wrong.OVER: CODE_OVER}[wrong]
    page = pages.code_page(base, hidden, phone=masked(phone), problem=problem)
    return shown(page, 422 if wrong else 200, cookies)
