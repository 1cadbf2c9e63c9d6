"""The schema before steps were counted."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("stores", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        comment="stores: numbers with commas between, empty = all",
    )
    op.create_table(
        "account_visit",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("key_hash"),
        comment="one browser signed in to the console",
    )
    op.create_index("ix_account_visit_account", "account_visit", ["account"])
    op.create_index("ix_account_visit_expires_at", "account_visit", ["expires_at"])
    op.create_table(
        "claim",
        sa.Column("store", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(length=36), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("store", "claim"),
        comment="every claim with the answer it gets for ever; asked: who wanted which units of which order",
    )
    op.create_table(
        "conflict",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=False),
        sa.Column("redemption", sa.String(length=36), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ours", sa.LargeBinary(), nullable=False),
        sa.Column("theirs", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation", "seq"),
        comment="ours: what the counter says it handed over; theirs: what HQ already knew of the order",
    )
    op.create_index("ix_conflict_pickup", "conflict", ["pickup"])
    op.create_table(
        "conflict_closed",
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation", "seq"),
    )
    op.create_table(
        "counter",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("store", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("counter"),
    )
    op.create_index("counter_by_label", "counter", ["store", "label"], unique=True)
    op.create_table(
        "counter_seen",
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("counter"),
        comment="waiting: facts in its queue as it last said, NULL = it never said",
    )
    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("store", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "enrol_failure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_enrol_failure_at", "enrol_failure", ["at"])
    op.create_table(
        "fact",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("v", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("mono_ms", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation", "seq"),
        comment="every fact as it came, its body byte for byte",
    )
    op.create_index("ix_fact_pickup", "fact", ["pickup"])
    op.create_table(
        "feed_row",
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("entity", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(length=3), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("scope", "entity", "key"),
    )
    op.create_index("feed_row_by_key", "feed_row", ["entity", "key"])
    op.create_index("feed_row_by_seq", "feed_row", ["scope", "seq"], unique=True)
    op.create_table(
        "feed_scope",
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("pruned", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
        comment="last: newest number taken; pruned: newest tombstone thrown away",
    )
    op.create_table(
        "group_link",
        sa.Column("store", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store"),
        comment="what the QR of the store's group says",
    )
    op.create_table(
        "incarnation",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_key", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", sa.String(27), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("told_head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation"),
        comment="one journal of a counter: how far HQ has it, and the head the counter says it has",
    )
    op.create_table(
        "member",
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=11), nullable=False),
        sa.Column("last_visit", sa.String(length=10), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("member"),
        comment="last_visit: the shop's local day, so that two orders at once are one visit",
    )
    op.create_index("ix_member_phone", "member", ["phone"])
    op.create_table(
        "phone_ask",
        sa.Column("ask", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=11), nullable=False),
        sa.Column("code_mac", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ask"),
        comment="one code sent to one phone; thrown away when it is over",
    )
    op.create_index("ix_phone_ask_expires_at", "phone_ask", ["expires_at"])
    op.create_table(
        "phone_message",
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("phone", sa.String(length=11), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("message"),
        comment="what the demo's sender would have sent; the phone masked",
    )
    op.create_index("ix_phone_message_at", "phone_message", ["at"])
    op.create_table(
        "pickup",
        sa.Column("pickup", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("store", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(length=40), nullable=False),
        sa.Column("pickup_no", sa.String(length=8), nullable=False),
        sa.Column("member", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("pickup"),
        sa.UniqueConstraint("order_no"),
    )
    op.create_index("ix_pickup_member", "pickup", ["member"])
    op.create_index("ix_pickup_pickup_no", "pickup", ["pickup_no"])
    op.create_index("pickup_by_store", "pickup", ["store", "holder"])
    op.create_table(
        "points_ledger",
        sa.Column("operation", sa.String(length=60), nullable=False),
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("operation"),
    )
    op.create_index("ix_points_ledger_member", "points_ledger", ["member"])
    op.create_table(
        "quarantine",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation", "seq"),
    )
    op.create_index("ix_quarantine_pickup", "quarantine", ["pickup"])
    op.create_table(
        "receipt_gift",
        sa.Column("store", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("receipt_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.Column("coupon", sa.String(length=32), nullable=False),
        sa.Column("clerk", sa.Integer(), nullable=True),
        sa.Column("newcomer", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("store", "counter", "incarnation", "receipt_no", "purpose"),
        comment="who took what a receipt gives; clerk: who handed it over, NULL until that fact is here",
    )
    op.create_index("ix_receipt_gift_member", "receipt_gift", ["member"])
    op.create_index("receipt_gift_without_clerk", "receipt_gift", ["store", "clerk"])
    op.create_table(
        "redemption",
        sa.Column("redemption", sa.String(length=36), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.String(length=32), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("redemption"),
    )
    op.create_index("ix_redemption_pickup", "redemption", ["pickup"])
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        comment="HQ's own secrets and its server epoch",
    )
    op.create_table(
        "staff",
        sa.Column("staff", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("store", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("staff"),
    )
    op.create_index("ix_staff_store", "staff", ["store"])
    op.create_table(
        "store",
        sa.Column("store", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("pin_pepper", sa.LargeBinary(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("store"),
        comment="holder: the counter that gets this store's grants, 0 = HQ keeps them",
    )
    op.create_table(
        "tried",
        sa.Column("tried", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("whose", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("tried"),
        comment="whose: a keyed hash of a phone, an origin or an account",
    )
    op.create_index("ix_tried_at", "tried", ["at"])
    op.create_index("tried_by_whose", "tried", ["what", "whose", "at"])
