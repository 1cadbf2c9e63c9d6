"""The counter's tables as SQLAlchemy Core sees them. The truth is migrations/; a test holds the two together.

What HQ sent is kept whole as JSON in `row`; columns beside it exist only because a query needs them. `seen` is
the generation of the last full pull that brought the row. Moments are microseconds since 1970, UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Row, Select, String, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

AnyRow = Row[*tuple[Any, ...]]
Query = Select[*tuple[Any, ...]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """Aware datetime ↔ whole microseconds, so that an index orders by time and nothing is rounded."""

    impl = Integer
    cache_ok = True

    @staticmethod
    def number(value: datetime) -> int:
        return (value - _EPOCH) // _TICK

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else self.number(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _TICK


tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
journal = Table(
    "journal",
    tables,
    Column("chain", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("mono_ms", Integer, nullable=False),
    Column("by", Integer, nullable=False),
    Column("by_name", String, nullable=False),
    Column("body", String, nullable=False),
    Column("prev", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("acked_at", Moment),
)
pickup = Table(
    "pickup",
    tables,
    Column("id", Integer, primary_key=True),
    Column("order_no", String, nullable=False),
    Column("pickup_no", String, nullable=False),
    Column("member", String),
    Column("name", String, nullable=False),
    Column("initials", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("last4", String, nullable=False),
    Column("state", String, nullable=False),
    Column("arrived_at", Moment),
    Column("expected_at", Moment),
    Column("goods", String, nullable=False),
    Column("products", String, nullable=False),
    Column("units", Integer, nullable=False),
    Column("ready", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("slot", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("problem", Integer, nullable=False),
    Column("last_redeemed_at", Moment),
    Column("touched", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
pickup_alias = Table(
    "pickup_alias",
    tables,
    Column("alias", String, primary_key=True),
    Column("pickup", Integer, primary_key=True),
)
redemption = Table(
    "redemption",
    tables,
    Column("no", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("pickup", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("undone_seq", Integer),
    Column("record", LargeBinary, nullable=False),
)
problem = Table(
    "problem",
    tables,
    Column("no", Integer, primary_key=True),
    Column("pickup", Integer, nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("problem", String, nullable=False),
    Column("redemption", String),
    Column("seq", Integer, nullable=False),
)
absent = Table(
    "absent",
    tables,
    Column("entity", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("seen", Integer, nullable=False),
)
grant_return = Table(
    "grant_return",
    tables,
    Column("pickup", Integer, primary_key=True),
    Column("epoch", Integer, nullable=False),
)
claim = Table(
    "claim",
    tables,
    Column("id", String, primary_key=True),
    Column("pickup", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("asked_of", Integer, nullable=False),
    Column("told_back", Integer, nullable=False),
)
sibling = Table(
    "sibling",
    tables,
    Column("id", Integer, primary_key=True),
    Column("label", Integer, nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("revoked", Integer, nullable=False),
    Column("hub", Integer, nullable=False),
    Column("addresses", String, nullable=False),
    Column("seen", Integer, nullable=False),
)
sibling_claim = Table(
    "sibling_claim",
    tables,
    Column("id", String, primary_key=True),
    Column("pickup", Integer, nullable=False),
    Column("asked", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("seq", Integer),
    Column("undone_seq", Integer),
    Column("record", LargeBinary),
)
member = Table(
    "member",
    tables,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("initials", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("last4", String, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Column("told_at", Moment, nullable=False),
)
member_alias = Table(
    "member_alias",
    tables,
    Column("alias", String, primary_key=True),
    Column("member", String, primary_key=True),
)
points = Table(
    "points",
    tables,
    Column("operation", String, primary_key=True),
    Column("member", String, nullable=False),
    Column("points", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
)
coupon = Table(
    "coupon",
    tables,
    Column("id", String, primary_key=True),
    Column("member", String, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
product = Table(
    "product",
    tables,
    Column("no", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("price", Integer, nullable=False),
    Column("category", String, nullable=False),
    Column("margin_percent", Integer, nullable=False),
    Column("goes_with", String, nullable=False),
    Column("seen", Integer, nullable=False),
)
barcode = Table(
    "barcode",
    tables,
    Column("ean", String, primary_key=True),
    Column("product", Integer, primary_key=True),
)
stock = Table(
    "stock",
    tables,
    Column("product", Integer, primary_key=True),
    Column("on_hand", Integer, nullable=False),
    Column("received_today", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
)
special = Table(
    "special",
    tables,
    Column("id", Integer, primary_key=True),
    Column("product", Integer, nullable=False),
    Column("price", Integer, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
)
prompt = Table(
    "prompt",
    tables,
    Column("id", Integer, primary_key=True),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
prompt_answer = Table(
    "prompt_answer",
    tables,
    Column("no", Integer, primary_key=True),
    Column("prompt", Integer, nullable=False),
    Column("member", String),
    Column("outcome", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seq", Integer, nullable=False),
)
staff = Table(
    "staff",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("badge_serial", Integer, nullable=False),
    Column("pin_hash", String, nullable=False),
    Column("seen", Integer, nullable=False),
)
pin_try = Table(
    "pin_try",
    tables,
    Column("staff", Integer, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("locked_until", Moment),
)
store = Table(
    "store",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("seen", Integer, nullable=False),
)
code_key = Table(
    "code_key",
    tables,
    Column("id", Integer, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("retired", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
)
revocation = Table(
    "revocation",
    tables,
    Column("key", String, primary_key=True),
    Column("seen", Integer, nullable=False),
)
policy = Table(
    "policy",
    tables,
    Column("key", String, primary_key=True),
    Column("seen", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
verdict = Table(
    "verdict",
    tables,
    Column("fact", String, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
)
compared = Table(
    "compared",
    tables,
    Column("entity", String, primary_key=True),
    Column("here", Integer, nullable=False),
    Column("at_hq", Integer, nullable=False),
    Column("compared_at", Moment, nullable=False),
    Column("agreed_at", Moment),
)
age = Table(
    "age",
    tables,
    Column("entity", String, primary_key=True),
    Column("at", Moment, nullable=False),
)
receipt = Table(
    "receipt",
    tables,
    Column("no", Integer, primary_key=True),
    Column("redemption", String, nullable=False),
    Column("reprints", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
print_job = Table(
    "print_job",
    tables,
    Column("id", Integer, primary_key=True),
    Column("receipt_no", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("why", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
pos_sale = Table(
    "pos_sale",
    tables,
    Column("id", String, primary_key=True),
    Column("taken_at", Moment, nullable=False),
)
