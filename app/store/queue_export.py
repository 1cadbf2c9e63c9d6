"""The queue as an encrypted file: the facts HQ has not acknowledged, packed as it would have been pushed."""

import os

from app.actions.export_unsent import SealedQueue
from app.store import journal
from app.store.meta import ACKED
from app.store.unit_of_work import Transactions
from sync.engine import batch
from sync.wire import PROTOCOL, PUSH_FACTS, PushRequest


def sealed_queue(transactions: Transactions) -> SealedQueue | None:
    """In one snapshot. Raises NotEnrolled."""
    from sync.wire.queue_file import NONCE_BYTES, seal_queue

    with transactions.read() as room:
        known = room.meta.enrolled()
        first = room.meta.number(ACKED) + 1
        newest, head = journal.head(room.connection, room.meta.chain())
        requests = []
        after = first - 1
        while facts := batch(journal.facts(room.connection, room.meta.chain(), after, PUSH_FACTS)):
            requests.append(
                PushRequest(
                    proto=PROTOCOL,
                    counter=known.counter,
                    incarnation=known.incarnation,
                    first_seq=facts[0].seq,
                    facts=tuple(facts),
                    head=head,
                )
            )
            after = facts[-1].seq
    if not requests:
        return None
    name = f"tuangui-{known.counter}-{known.incarnation}-{first}-{newest}.tgq"
    nonce = os.urandom(NONCE_BYTES)
    content = seal_queue(requests, receipt_key=known.receipt_key, nonce=nonce)
    return SealedQueue(first, newest, name, content)
