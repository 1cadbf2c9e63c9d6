"""HQ's tables, the same on SQLite and PostgreSQL. No queries here. Rows of the wire are kept as their JSON.

A table that grows has a key that starts with the store its rows are of (or the member), so that a chain's tables can be
spread by it. What must be once in the whole chain besides is seen to where it is written (store/orders.py, imports/).

TRAP: no other index starts with the store without a condition. PostgreSQL takes a table it has not analyzed yet for a
small one, where any index that starts with the store looks as good as the key, and keeps that plan.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata: Final = MetaData()

CLAIM_STANDS: Final = "seq = 0 AND NOT undone"
"""A claim that was granted and whose fact is still to come."""
GONE: Final = "op = 'del'"
"""A tombstone of the feed."""
UNJUDGED: Final = "detail = 'unknown_kind'"
"""A fact of a kind that was unknown when it came."""
BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for a column called INTEGER."""


class Moment(TypeDecorator[datetime]):
    """Aware UTC with microseconds as sortable text, exactly what was given, on every database."""

    impl = String(27)
    cache_ok = True

    @staticmethod
    def text(value: datetime) -> str:
        """As the column holds it."""
        plain = value.astimezone(UTC).replace(tzinfo=None)
        return plain.isoformat(timespec="microseconds") + "Z"

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  fixed by SQLAlchemy
        return None if value is None else self.text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  fixed by SQLAlchemy
        return None if value is None else datetime.fromisoformat(value)


setting = Table(
    "setting",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="HQ's own secrets and its server epoch",
)

store = Table(
    "store",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("holder", Integer, nullable=False, default=0),
    Column("pin_pepper", LargeBinary, nullable=False),
    Column("row", LargeBinary, nullable=False),
    comment="holder: the counter that gets this store's grants, 0 = HQ keeps them",
)

staff = Table(
    "staff",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("staff", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("row", LargeBinary, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("counter", Integer, primary_key=True),
    Column("store", Integer, nullable=False),
    Column("label", Integer, nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("revoked_at", Moment),
    Index("counter_by_label", "store", "label", unique=True),
)

incarnation = Table(
    "incarnation",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("receipt_key", LargeBinary, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("last_seq", BigInteger, nullable=False, default=0),
    Column("head", String(64), nullable=False),
    Column("told_head", String(64), nullable=False, default=""),
    comment="one journal of a counter: how far HQ has it, and the head the counter says it has",
)

enrol_code = Table(
    "enrol_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("store", Integer, nullable=False),
    Column("label", Integer),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", Integer),
)

enrol_failure = Table(
    "enrol_failure",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("origin", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

pickup = Table(
    "pickup",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("pickup", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("order_no", String(40), nullable=False, index=True),
    Column("pickup_no", String(8), nullable=False, index=True),
    Column("member", String(32), index=True),
    Column("state", String(12), nullable=False),
    Column("holder", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Index(
        "pickup_by_order_no",
        "store",
        "order_no",
        unique=True,
        postgresql_where=text("order_no <> ''"),
        sqlite_where=text("order_no <> ''"),
    ),
    Index("pickup_by_holder", "holder", "store"),
    comment="an order once in the chain, in the store it is to be collected in; found without knowing the store, too",
)

member = Table(
    "member",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("phone", String(11), nullable=False, index=True),
    Column("last_visit", String(10), nullable=False, default=""),
    Column("row", LargeBinary, nullable=False),
    comment="last_visit: the shop's local day, so that two orders at once are one visit",
)

member_feed = Table(
    "member_feed",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("scope", String(24), primary_key=True),
    comment="the feeds a member is in: what HQ changes about them is told there",
)

fact = Table(
    "fact",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("mono_ms", BigInteger, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pickup", BigInteger),
    Column("outcome", String(12), nullable=False),
    Column("detail", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Index("fact_by_id", "id", "store"),
    Index("fact_by_pickup", "pickup", "store"),
    Index(
        "fact_unjudged",
        "store",
        "counter",
        "incarnation",
        "seq",
        sqlite_where=text(UNJUDGED),
        postgresql_where=text(UNJUDGED),
    ),
    comment="every fact as it came, its body byte for byte; store: its counter's",
)

redemption = Table(
    "redemption",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("redemption", String(36), primary_key=True),
    Column("pickup", BigInteger, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("member", String(32)),
    Column("points", Integer, nullable=False),
    Column("undone", Boolean, nullable=False, default=False),
    Column("row", LargeBinary, nullable=False),
    Index("redemption_by_pickup", "pickup", "store"),
    Index(
        "redemption_claimed",
        "store",
        sqlite_where=text(CLAIM_STANDS),
        postgresql_where=text(CLAIM_STANDS),
    ),
    comment="store: where its order stands now; it moves with the order",
)

claim = Table(
    "claim",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("claim", String(36), primary_key=True),
    Column("asked", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    comment="every claim with the answer it gets for ever; asked: who wanted which units of which order",
)

points_ledger = Table(
    "points_ledger",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("operation", String(60), primary_key=True),
    Column("points", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

conflict = Table(
    "conflict",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("pickup", BigInteger, nullable=False),
    Column("redemption", String(36), nullable=False),
    Column("why", Text, nullable=False),
    Column("ours", LargeBinary, nullable=False),
    Column("theirs", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone", Boolean, nullable=False, default=False),
    Index("conflict_by_pickup", "pickup", "store"),
    Index("conflict_by_redemption", "redemption", "store"),
    comment="store: the counter's; ours: what it says it handed over; theirs: what HQ already knew of the order",
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("pickup", BigInteger),
    Column("raw", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("quarantine_by_pickup", "pickup", "store"),
)

feed_scope = Table(
    "feed_scope",
    metadata,
    Column("scope", String(24), primary_key=True),
    Column("last", BigInteger, nullable=False, default=0),
    Column("pruned", BigInteger, nullable=False, default=0),
    comment="last: newest number taken; pruned: newest tombstone thrown away",
)

feed_row = Table(
    "feed_row",
    metadata,
    Column("scope", String(24), primary_key=True),
    Column("entity", String(16), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("op", String(3), nullable=False),
    Column("row", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("feed_row_by_seq", "scope", "seq", unique=True),
    Index("feed_row_gone", "at", sqlite_where=text(GONE), postgresql_where=text(GONE)),
)
