"""The console's pages that only look: each reads what the account may see and makes the page of it."""

from collections.abc import Callable
from typing import Final

from sync.hq.web import console_conflicts, console_pages, console_reads, queue_desk
from sync.hq.web.console_frame import Glance, Shown
from sync.hq.web.markup import together


def stores(glance: Glance) -> Shown:
    lines = console_reads.stores(glance.connection, glance.who)
    return Shown("/hq", "门店", console_pages.stores(lines, glance.who, glance.hidden))


def counters(glance: Glance) -> Shown:
    lines = console_reads.counters(glance.connection, glance.who)
    places = console_reads.stores(glance.connection, glance.who)
    body = console_pages.counters(lines, places, glance.who, glance.hidden, glance.now)
    return Shown("/hq/counters", "柜台", together(body, queue_desk.form(glance.hidden)))


def orders(glance: Glance) -> Shown:
    asked = glance.asked.get("store", "")
    store = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    words = glance.asked.get("words", "").strip()[:40].replace("\0", "")
    lines = console_reads.orders(glance.connection, glance.who, store=store, words=words)
    places = console_reads.stores(glance.connection, glance.who)
    return Shown("/hq/orders", "在途自提单", console_pages.orders(lines, places, store, words))


def conflicts(glance: Glance) -> Shown:
    closed = "closed" in glance.asked
    lines = console_reads.conflicts(glance.connection, glance.who, closed=closed)
    return Shown("/hq/conflicts", "冲突", console_conflicts.conflicts(lines, closed=closed))


def quarantine(glance: Glance) -> Shown:
    lines = console_reads.quarantine(glance.connection, glance.who)
    return Shown("/hq/quarantine", "隔离区", console_conflicts.quarantine(lines, glance.hidden))


def feed(glance: Glance) -> Shown:
    lines = console_reads.feed(glance.connection, glance.who)
    return Shown("/hq/feed", "变更下发", console_pages.feed(lines, glance.now))


def messages(glance: Glance) -> Shown | None:
    """Codes of customers' phones: for those who see every store and may do everything."""
    if not glance.who.admin or glance.who.stores:
        return None
    lines = console_reads.sent_messages(glance.connection)
    return Shown("/hq/messages", "短信", console_pages.messages(lines), refresh=5)


LOOKS: Final[dict[str, Callable[[Glance], Shown | None]]] = {
    "/hq": stores,
    "/hq/counters": counters,
    "/hq/orders": orders,
    "/hq/conflicts": conflicts,
    "/hq/quarantine": quarantine,
    "/hq/feed": feed,
    "/hq/messages": messages,
}
