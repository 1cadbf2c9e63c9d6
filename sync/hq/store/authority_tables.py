"""What HQ keeps of grants it asked back and of facts it judged again. No queries here; nothing here is ever deleted."""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text

from sync.hq.store.tables import Moment, metadata

recall: Final = Table(
    "recall",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("pickup", BigInteger, primary_key=True, autoincrement=False),
    Column("recall", Integer, primary_key=True, autoincrement=False),
    Column("holder", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("verb", String(10), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("row", LargeBinary),
    Column("account", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("ended_at", Moment),
    comment="store: where the order stood; recall: 1, 2, … of this order there; holder, epoch: who had the grant when it"
    " was asked; row: a moved order as it shall be",
)

claim_release: Final = Table(
    "claim_release",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("claim", String(36), primary_key=True),
    Column("counter", Integer, nullable=False),
    Column("pickup", BigInteger, nullable=False),
    Column("account", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    comment="a granted claim whose units a person gave back, for its counter never told what became of it",
)

replayed: Final = Table(
    "replayed",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("pickup", BigInteger),
    Column("raw", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("account", String(40), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("detail", Text, nullable=False),
    Column("replayed_at", Moment, nullable=False),
    comment="a fact that was in quarantine, why, and what became of it when it was judged again",
)
