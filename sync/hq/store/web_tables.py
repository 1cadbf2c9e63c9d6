"""What HQ's web pages keep: codes sent to phones, counted tries, gifts of receipts, accounts and their visits. No
queries here. A phone stands here only for the minutes its code lives, everything counted is counted under a keyed hash."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from sync.hq.store.tables import BigKey, Moment, metadata

phone_ask: Final = Table(
    "phone_ask",
    metadata,
    Column("ask", String(32), primary_key=True),
    Column("phone", String(11), nullable=False),
    Column("code_mac", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("wrong", Integer, nullable=False, default=0),
    comment="one code sent to one phone; thrown away when it is over",
)

phone_message: Final = Table(
    "phone_message",
    metadata,
    Column("message", BigKey, primary_key=True),
    Column("phone", String(11), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    comment="what the demo's sender would have sent; the phone masked",
)

tried: Final = Table(
    "tried",
    metadata,
    Column("tried", BigKey, primary_key=True),
    Column("what", String(16), nullable=False),
    Column("whose", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("tried_by_whose", "what", "whose", "at"),
    comment="whose: a keyed hash of a phone, an origin or an account",
)

receipt_gift: Final = Table(
    "receipt_gift",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("receipt_no", BigInteger, primary_key=True, autoincrement=False),
    Column("purpose", Integer, primary_key=True, autoincrement=False),
    Column("member", String(32), nullable=False, index=True),
    Column("coupon", String(32), nullable=False),
    Column("clerk", Integer),
    Column("newcomer", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index("receipt_gift_without_clerk", "store", "clerk"),
    comment="who took what a receipt gives; clerk: who handed it over, NULL until that fact is here",
)

group_link: Final = Table(
    "group_link",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("link", Text, nullable=False),
    comment="what the QR of the store's group says",
)

account: Final = Table(
    "account",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("stores", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    comment="stores: numbers with commas between, empty = all",
)

account_visit: Final = Table(
    "account_visit",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("account", String(40), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False, index=True),
    comment="one browser signed in to the console",
)

conflict_closed: Final = Table(
    "conflict_closed",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("account", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

counter_seen: Final = Table(
    "counter_seen",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("version", String(40), nullable=False, default=""),
    Column("waiting", Integer),
    comment="waiting: facts in its queue as it last said, NULL = it never said",
)

counter_clock: Final = Table(
    "counter_clock",
    metadata,
    Column("store", Integer, primary_key=True, autoincrement=False),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("ahead_ms", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    comment="how far a counter's clock was ahead of HQ's when it last asked something",
)

named_goods: Final = Table(
    "named_goods",
    metadata,
    Column("said", String(96), primary_key=True),
    Column("product_no", BigInteger, nullable=False, unique=True),
    comment="numbers given to goods of imported files the catalogue had no number for, by what the file called them",
)

member_card: Final = Table(
    "member_card",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("card", String(40), primary_key=True, index=True),
    comment="card numbers of other systems, brought by imports; each is one member's in the chain",
)

import_file: Final = Table(
    "import_file",
    metadata,
    Column("import_id", String(32), primary_key=True),
    Column("account", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(120), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    comment="a file being looked at before it is taken in; thrown away after an hour",
)

import_done: Final = Table(
    "import_done",
    metadata,
    Column("done", BigKey, primary_key=True),
    Column("by", String(60), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(120), nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    comment="who took in what and how much of it; by: an account, or the name of an API key",
)

api_key: Final = Table(
    "api_key",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("stores", Text, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    comment="stores: numbers with commas between, empty = all; the key itself is shown once and not kept",
)
