"""What an account does with one order: refund, cancel, move, withdraw, and by force. The order is held while it is checked,
so what is done is done to what was looked at."""

import re
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath

from sync.hq import grants
from sync.hq.accept import CLOSED, open_units
from sync.hq.exchange import AnyRequest
from sync.hq.feed import publish
from sync.hq.recalls import LONGEST_REASON, Asker, Verb, Wish
from sync.hq.web import order_forms, order_page
from sync.hq.web.console_desk import Desk, Page
from sync.hq.web.console_frame import Done, Glance, Shown
from sync.hq.web.order_reads import OrderSheet, order_sheet

HERE: Final = "/hq/orders"
MOST_REFUND: Final = 99_999_999
CHANGED: Final = "这张单刚刚变了,什么都没有做。请看过现在的样子再决定。"
ENDED: Final = "这张单已经结束,什么都没有做。"
NOT_WAITING: Final = "没有在等门店交回的请求,什么都没有做。"
TAKEN: Final = "货已经全部交给顾客,没有可以收回的,什么都没有做。"
NOT_SURE: Final = "强制之前请勾选确认,什么都没有做。"
NO_REASON: Final = f"强制要写清楚原因,{grants.LEAST_REASON} 到 {LONGEST_REASON} 个字。"
NO_STORE: Final = "请选要转去的门店。"
_YUAN: Final = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,2}))?")


def routes(desk: Desk) -> list[Any]:
    path = HERE + "/{pickup:int}"

    @get(path)
    async def page(request: AnyRequest, pickup: FromPath[int]) -> Page:
        return await desk.show(request, lambda glance: _shown(glance, pickup))

    @post(path, status_code=200)
    async def act(request: AnyRequest, pickup: FromPath[int]) -> Page:
        return await desk.act(request, lambda glance: _acted(glance, pickup))

    return [page, act]


def _shown(glance: Glance, pickup: int, problem: str = "") -> Shown | None:
    sheet = order_sheet(glance.connection, glance.who, pickup)
    if sheet is None:
        return None
    body = order_page.order(sheet, glance.who, glance.hidden, problem, glance.asked)
    title = f"自提单 {sheet.row.order_no}"
    return Shown(HERE, title, body, status=422 if problem else 200)


def _acted(glance: Glance, pickup: int) -> Done:
    sheet = order_sheet(glance.connection, glance.who, pickup, held=True)
    verb, force = glance.asked.get("verb", ""), "force" in glance.asked
    if sheet is None or (force and not glance.who.admin):
        return Done(None)
    if verb not in {"withdraw", *Verb}:
        return Done(None)
    problem = _problem(glance, sheet, verb, force=force)
    if problem:
        return Done(_shown(glance, pickup, problem))
    if verb == "withdraw":
        puts = grants.withdraw(glance.connection, pickup, glance.now)
    else:
        puts = grants.ask_back(
            glance.connection,
            pickup,
            _wish(glance, Verb(verb), pickup),
            asker=Asker(glance.who.name, glance.asked.get("reason", "")),
            force=force,
            now=glance.now,
        ).puts
    return Done(Shown(go=f"{HERE}/{pickup}"), publish(glance.connection, puts, glance.now))


def _problem(glance: Glance, sheet: OrderSheet, verb: str, *, force: bool) -> str:
    """Why it is not done, in words; "" = it is."""
    row, asked = sheet.row, glance.asked
    if row.state in CLOSED:
        return ENDED
    if asked.get("epoch", "") != str(row.epoch):
        return CHANGED
    if verb == "withdraw":
        return "" if row.recall else NOT_WAITING
    if force:
        if asked.get("sure") != "yes":
            return NOT_SURE
        if not grants.LEAST_REASON <= len(asked.get("reason", "")) <= LONGEST_REASON:
            return NO_REASON
        if all(units <= 0 for units in open_units(row).values()):
            return TAKEN
    if verb == Verb.REFUND:
        most = order_forms.total(row) or MOST_REFUND
        fen = _fen(asked.get("amount", ""))
        return "" if fen is not None and 0 < fen <= most else order_forms.bad_amount(most)
    if verb == Verb.MOVE and asked.get("store", "") not in {str(store) for store in sheet.stores}:
        return NO_STORE
    return ""


def _wish(glance: Glance, verb: Verb, pickup: int) -> Wish:
    """Of fields that were found good."""
    match verb:
        case Verb.REFUND:
            return Wish(verb, _fen(glance.asked["amount"]) or 0)
        case Verb.MOVE:
            store = int(glance.asked["store"])
            return Wish(verb, row=grants.moved(glance.connection, pickup, store))
        case Verb.CANCEL:
            return Wish(verb)


def _fen(text: str) -> int | None:
    """`12.5` → 1250; None for what is no amount of yuan."""
    found = _YUAN.fullmatch(text.removeprefix("¥").strip())
    return None if found is None else int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
