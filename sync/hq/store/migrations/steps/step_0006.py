"""Claims whose counter never told what became of them: found without reading all hand-overs, and given back by a person. Facts
of kinds that were unknown when they came, and tombstones, are found without reading all; who looks after them, is one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_release",
        sa.Column("store", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(length=36), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("store", "claim"),
        comment="a granted claim whose units a person gave back, for its counter never told what became of it",
    )
    with op.batch_alter_table("redemption", schema=None) as batch_op:
        batch_op.create_index(
            "redemption_claimed",
            ["store"],
            unique=False,
            sqlite_where=sa.text("seq = 0 AND NOT undone"),
            postgresql_where=sa.text("seq = 0 AND NOT undone"),
        )
    op.create_table(
        "upkeep",
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("what"),
        comment="at: when somebody last took it on; nobody else does for a while",
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(
            "fact_unjudged",
            ["store", "counter", "incarnation", "seq"],
            unique=False,
            sqlite_where=sa.text("detail = 'unknown_kind'"),
            postgresql_where=sa.text("detail = 'unknown_kind'"),
        )
    with op.batch_alter_table("feed_row", schema=None) as batch_op:
        batch_op.create_index(
            "feed_row_gone",
            ["at"],
            unique=False,
            sqlite_where=sa.text("op = 'del'"),
            postgresql_where=sa.text("op = 'del'"),
        )
