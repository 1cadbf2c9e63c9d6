"""Enrolment into the database: who this counter is from now on, and what becomes of a journal from before.

A counter enrolled again (its disk was restored or cloned, protocol.md §2) starts a new chain. All facts still kept here
are carried over with their ids and bodies, so that nothing accepted is lost, not even when HQ is restored to a time
before it heard of them; HQ knows by their ids those it has.
"""

import msgspec
from sqlalchemy import Connection, bindparam, case, update

from app.store import journal, tables
from app.store.inbox import upsert
from app.store.inbox_rows import code_key_columns, store_columns
from app.store.integrity import start_over
from app.store.meta import (
    ACKED,
    CHAIN,
    CURSOR,
    EVERYTHING,
    PRUNED,
    PRUNED_HEAD,
    SERVER_EPOCH,
    SETTLED,
    SWEEPING,
    Enrolment,
    Meta,
)
from sync.wire import EnrolAnswer

_SETTLED_LONG_AGO = 0
"""The seq of deeds HQ acknowledged under an earlier incarnation."""
_SHIFTED = tuple(
    update(table).values(
        {
            column: case(
                (table.c[column] > bindparam("acked"), table.c[column] - bindparam("shift")),
                else_=_SETTLED_LONG_AGO,
            )
        }
    )
    for table, column in (
        (tables.redemption, "seq"),
        (tables.problem, "seq"),
        (tables.points, "seq"),
        (tables.prompt_answer, "seq"),
    )
)
_SHIFTED_PERHAPS = tuple(
    update(table)
    .where(table.c[column].is_not(None))
    .values(
        {
            column: case(
                (table.c[column] > bindparam("acked"), table.c[column] - bindparam("shift")),
                else_=_SETTLED_LONG_AGO,
            )
        }
    )
    for table, column in (
        (tables.redemption, "undone_seq"),
        (tables.sibling_claim, "seq"),
        (tables.sibling_claim, "undone_seq"),
    )
)


def enrol(connection: Connection, meta: Meta, answer: EnrolAnswer, hq_url: str) -> None:
    """Inside the caller's transaction. The same enrolment again changes nothing that happened since."""
    before = meta.enrolment()
    now = Enrolment(
        counter=answer.counter,
        incarnation=answer.incarnation,
        label=answer.label,
        store=answer.store,
        hq_url=hq_url,
        receipt_url=answer.receipt_url,
        receipt_key=answer.receipt_key,
        pin_pepper=answer.pin_pepper,
    )
    meta.enrol(now)
    if before is None:
        meta.put(CHAIN, 1)
        _start(meta, answer)
    elif (before.counter, before.incarnation) != (now.counter, now.incarnation):
        _carry_over(connection, meta, now)
        _start(meta, answer)
        start_over(connection, EVERYTHING)
        meta.put(SWEEPING, EVERYTHING)
    seen = {"seen": 0}
    upsert(connection, tables.store, "id", [{**store_columns(answer.store), **seen}])
    keys = [{**code_key_columns(key), **seen} for key in answer.code_keys]
    upsert(connection, tables.code_key, "id", keys)


def _start(meta: Meta, answer: EnrolAnswer) -> None:
    meta.put(SERVER_EPOCH, answer.server_epoch)
    meta.put(CURSOR, "")
    meta.put(ACKED, 0)
    meta.put(SETTLED, 0)


def _carry_over(connection: Connection, meta: Meta, now: Enrolment) -> None:
    """Into the next chain. Facts HQ had acknowledged lose their place: what they did is settled for this counter."""
    before, acked = meta.chain(), meta.number(ACKED)
    meta.put(CHAIN, before + 1)
    meta.put(PRUNED, 0)
    meta.put(PRUNED_HEAD, "")
    after = carried = 0
    while page := journal.facts(connection, before, after, 500):
        for fact in page:
            journal.append_fact(
                connection,
                before + 1,
                msgspec.structs.replace(fact, counter=now.counter, incarnation=now.incarnation),
            )
            after = fact.seq
            carried += after <= acked
    for statement in (*_SHIFTED, *_SHIFTED_PERHAPS):
        connection.execute(statement, {"acked": acked, "shift": acked - carried})
