"""Imports, API keys, queue files and what the console watches."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("stores", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=True),
        sa.Column("revoked_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("key_hash"),
        sa.UniqueConstraint("name"),
        comment="stores: numbers with commas between, empty = all; the key itself is shown once and not kept",
    )
    op.create_table(
        "counter_clock",
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ahead_ms", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counter"),
        comment="how far a counter's clock was ahead of HQ's when it last asked something",
    )
    op.create_table(
        "import_done",
        sa.Column("done", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("done"),
        comment="who took in what and how much of it; by: an account, or the name of an API key",
    )
    with op.batch_alter_table("import_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_done_at"), ["at"], unique=False)

    op.create_table(
        "import_file",
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("import_id"),
        comment="a file being looked at before it is taken in; thrown away after an hour",
    )
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_file_made_at"), ["made_at"], unique=False)

    op.create_table(
        "member_card",
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("card"),
        comment="card numbers of other systems, brought by imports; each is one member's",
    )
    with op.batch_alter_table("member_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_card_member"), ["member"], unique=False)

    op.create_table(
        "named_goods",
        sa.Column("said", sa.String(length=96), nullable=False),
        sa.Column("product_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("said"),
        sa.UniqueConstraint("product_no"),
        comment="numbers given to goods of imported files the catalogue had no number for, by what the file called them",
    )
