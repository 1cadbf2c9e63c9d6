"""The counters of one store, as each other's counters (protocol.md §1): who they are for the others in the feed, where
the hub answers, and whose signature a ticket bears."""

import ipaddress
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec.structs import replace as changed
from sqlalchemy import ColumnElement, Connection, select, true

from sync import wire
from sync.hq.accept_hub import Sibling
from sync.hq.bodies import Body
from sync.hq.feed import Put, publish, put_row, store_scope
from sync.hq.store import tables as t
from sync.wire.hub import TICKET_PREFIX, Ticket, read_ticket

ENTITY: Final = "counter"
MOST_ADDRESSES: Final = 4
_ROW: Final = msgspec.json.Decoder(wire.CounterRow)


def siblings_of(connection: Connection, store: int, bodies: Sequence[Body]) -> dict[int, Sibling]:
    """Every counter of the store; not asked for where no fact names one."""
    if not any(isinstance(body, wire.ClaimGranted) for body in bodies):
        return {}
    rows = connection.execute(
        select(t.counter.c.counter, t.counter.c.label).where(t.counter.c.store == store)
    )
    return {row.counter: Sibling(row.counter, row.label) for row in rows}


def checked_tickets(
    connection: Connection, store: int, bodies: Sequence[Body]
) -> dict[str, Ticket]:
    """Of these bodies, the tickets signed by the key of an enrolment of a counter of this store, by their text."""
    texts = {text for body in bodies if (text := getattr(body, "ticket", None))}
    read = {text: found for text in texts if (found := read_ticket(text)) is not None}
    if not read:
        return {}
    hubs = sorted({ticket.hub for ticket, _, _ in read.values() if 0 < ticket.hub < 2**31})
    keys = {
        (row.counter, row.incarnation): row.public_key
        for row in connection.execute(
            select(
                t.incarnation.c.counter, t.incarnation.c.incarnation, t.incarnation.c.public_key
            ).where(t.incarnation.c.store == store, t.incarnation.c.counter.in_(hubs))
        )
    }
    return {
        text: ticket
        for text, (ticket, payload, signature) in read.items()
        if _signed(keys.get((ticket.hub, ticket.hub_incarnation)), payload, signature)
    }


def news_of(connection: Connection, stores: Sequence[int] | None) -> list[Put]:
    """What the feed does not say yet of the counters of these stores, None = all."""
    where = true() if stores is None else t.counter.c.store.in_(stores)
    rows = _rows(connection, where)
    had = _told(connection, rows)
    puts = []
    for counter, (store, row) in rows.items():
        before = had.get(counter)
        if before is not None and before.incarnation == row.incarnation:
            row = changed(row, addresses=before.addresses)  # noqa: PLW2901
        if before != row:
            puts.append(put_row(store_scope(store), row))
    return puts


def tell_addresses(
    connection: Connection, said: Mapping[int, str], now: datetime
) -> frozenset[str]:
    """Where counters say that they answer on their shop's network, as their header has it."""
    rows = _rows(connection, t.counter.c.counter.in_(sorted(said)))
    had = _told(connection, rows)
    puts: list[Put] = []
    for counter, (store, row) in rows.items():
        fresh = changed(row, addresses=addresses_in(said[counter]))
        if had.get(counter) != fresh and not row.revoked:
            puts.append(put_row(store_scope(store), fresh))
    return publish(connection, puts, now)


def addresses_in(header: str) -> tuple[str, ...]:
    """`192.168.1.5:8471, [fd00::5]:8471`: only of private networks, only in digits; what is no such address is left
    out."""
    found = []
    for text in header.split(",")[:MOST_ADDRESSES]:
        host, _, port = text.strip().rpartition(":")
        try:
            address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
        except ValueError:
            continue
        number = int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0
        if address.is_private and 0 < number < 65_536:
            shown = f"[{address}]" if address.version == 6 else f"{address}"
            found.append(f"{shown}:{number}")
    return tuple(found)


def _rows(
    connection: Connection, where: ColumnElement[bool]
) -> dict[int, tuple[int, wire.CounterRow]]:
    """By counter: its store, and its row without addresses."""
    found = connection.execute(
        select(
            t.counter.c.counter,
            t.counter.c.store,
            t.counter.c.label,
            t.counter.c.incarnation,
            t.counter.c.revoked_at,
            t.incarnation.c.public_key,
            t.store.c.holder,
        )
        .join(
            t.incarnation,
            (t.incarnation.c.store == t.counter.c.store)
            & (t.incarnation.c.counter == t.counter.c.counter)
            & (t.incarnation.c.incarnation == t.counter.c.incarnation),
        )
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(where)
        .order_by(t.counter.c.counter)
    )
    return {
        row.counter: (
            row.store,
            wire.CounterRow(
                counter=row.counter,
                label=row.label,
                incarnation=row.incarnation,
                public_key=row.public_key,
                revoked=row.revoked_at is not None,
                hub=row.holder == row.counter,
            ),
        )
        for row in found
    }


def _told(
    connection: Connection, rows: Mapping[int, tuple[int, wire.CounterRow]]
) -> dict[int, wire.CounterRow]:
    """What the feeds of their stores say of these counters now."""
    found: dict[int, wire.CounterRow] = {}
    scopes = sorted({store_scope(store) for store, _ in rows.values()})
    for at in range(0, len(scopes), 500):
        told = connection.execute(
            select(t.feed_row.c.row).where(
                t.feed_row.c.scope.in_(scopes[at : at + 500]), t.feed_row.c.entity == ENTITY
            )
        ).scalars()
        for row in told:
            each = _ROW.decode(row)
            found[each.counter] = each
    return found


def _signed(key: bytes | None, payload: bytes, signature: bytes) -> bool:
    if key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, TICKET_PREFIX + payload)
    except (InvalidSignature, ValueError):
        return False
    return True
