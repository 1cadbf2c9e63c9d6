"""What an account does at the console: checked against its role and its stores, done in one transaction, answered as a
page or a place to go on."""

from typing import Final

from sqlalchemy import delete, select

from sync.hq import afterwards, enrolment
from sync.hq.feed import publish
from sync.hq.keys import Keys
from sync.hq.office import counter_bell
from sync.hq.replay import replay
from sync.hq.store import tables as t
from sync.hq.store.engine import insert_new, upsert
from sync.hq.store.web_tables import conflict_closed, group_link
from sync.hq.web import console_conflicts, console_pages, console_reads
from sync.hq.web.console_frame import Done, Glance, Shown
from sync.hq.web.console_reads import Place
from sync.hq.web.markup import Html, tag

LEAST_REASON: Final = 4
MOST_REASON: Final = 500
MOST_LINK: Final = 300
MOST_LABEL: Final = 999


def enrol_code(glance: Glance, keys: Keys) -> Done:
    """A one-time code for a store this account sees."""
    store, label = _number(glance.asked.get("store", "")), _number(glance.asked.get("label", ""))
    if store is None or not glance.who.sees(store):
        return Done(None)
    name = glance.connection.execute(
        select(t.store.c.name).where(t.store.c.store == store)
    ).scalar_one_or_none()
    if name is None:
        return Done(None)
    if glance.asked.get("label") and (label is None or not 1 <= label <= MOST_LABEL):
        return Done(_problem(f"柜台号是 1 到 {MOST_LABEL} 的数字。"))
    code = enrolment.new_code(glance.connection, keys, store=store, label=label, now=glance.now)
    called = str(name) if label is None else f"{name} {label} 号"
    return Done(Shown("/hq/counters", "柜台", console_pages.enrol_code(code, called)))


def revoke_page(glance: Glance, counter: int) -> Shown | None:
    """Asks before it is done."""
    if not glance.who.admin:
        return None
    lines = [
        line
        for line in console_reads.counters(glance.connection, glance.who)
        if line.counter == counter
    ]
    if not lines or lines[0].revoked_at is not None:
        return None
    return Shown("/hq/counters", "柜台", console_pages.revoke_question(lines[0], glance.hidden))


def revoke_counter(glance: Glance, counter: int) -> Done:
    """An admin's act, after the question."""
    store = console_reads.store_of_counter(glance.connection, counter)
    if (
        not glance.who.admin
        or store is None
        or not glance.who.sees(store)
        or glance.asked.get("sure") != "yes"
    ):
        return Done(None)
    scopes = enrolment.revoke(glance.connection, counter, glance.now)
    return Done(Shown(go="/hq/counters"), scopes | {counter_bell(counter)})


def keep_group_link(glance: Glance, store: int) -> Done:
    """What the QR of a store's group says; empty takes it away."""
    link = glance.asked.get("link", "")
    if not 0 < store < 2**31:
        return Done(None)
    known = glance.connection.execute(
        select(t.store.c.store).where(t.store.c.store == store)
    ).first()
    if not glance.who.admin or not glance.who.sees(store) or known is None:
        return Done(None)
    if not link:
        glance.connection.execute(delete(group_link).where(group_link.c.store == store))
    elif len(link) > MOST_LINK or not link.startswith(("https://", "http://")):
        return Done(_problem("二维码内容是 https:// 开头的链接。", here="/hq", title="门店"))
    else:
        upsert(glance.connection, group_link, [{"store": store, "link": link}])
    return Done(Shown(go="/hq"))


def conflict_page(glance: Glance, place: Place, problem: str = "") -> Shown | None:
    lines = console_reads.conflicts(glance.connection, glance.who, place=place)
    if not lines:
        return None
    body = console_conflicts.conflict(lines[0], glance.hidden, problem)
    return Shown(
        "/hq/conflicts", f"冲突:订单 {lines[0].order_no}", body, status=422 if problem else 200
    )


def close_conflict(glance: Glance, place: Place) -> Done:
    """A person has dealt with it and says how. The first reason stays; nothing of the conflict is deleted."""
    store = console_reads.store_of_counter(glance.connection, place.counter)
    if not console_reads.conflicts(glance.connection, glance.who, place=place):
        return Done(None)
    reason = glance.asked.get("reason", "")
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        problem = f"请写清楚怎么处理的,{LEAST_REASON} 到 {MOST_REASON} 个字。"
        return Done(conflict_page(glance, place, problem))
    row = {
        "store": store,
        "counter": place.counter,
        "incarnation": place.incarnation,
        "seq": place.seq,
        "account": glance.who.name,
        "reason": reason,
        "at": glance.now,
    }
    shown = Shown(go=f"/hq/conflicts/{place.counter}/{place.incarnation}/{place.seq}")
    if not insert_new(glance.connection, conflict_closed, [row]):
        return Done(shown)
    at = (place.counter, place.incarnation, place.seq)
    puts = afterwards.conflict_closed(glance.connection, at, reason, glance.now)
    return Done(shown, publish(glance.connection, puts, glance.now))


def replay_fact(glance: Glance, place: Place, keys: Keys) -> Done:
    """A fact in quarantine judged again, with all of its order after it. A second press does nothing more."""
    store = console_reads.store_of_counter(glance.connection, place.counter)
    if store is None or not glance.who.sees(store) or not place.possible:
        return Done(None)
    again, scopes = replay(
        glance.connection,
        (place.counter, place.incarnation, place.seq),
        code_keys=keys.code_keys,
        account=glance.who.name,
        now=glance.now,
    )
    body = console_conflicts.replayed(
        [(each.place[2], each.outcome, each.detail) for each in again]
    )
    shown = Shown("/hq/quarantine", "再核对", body)
    return Done(shown, scopes | {counter_bell(place.counter)})


def _problem(words: str, *, here: str = "/hq/counters", title: str = "柜台") -> Shown:
    note = tag("p", words, class_="note bad", role="alert")
    back = tag("p", tag("a", "返回", href=here))
    return Shown(here, title, Html(note + back), status=422)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
