"""What HQ asks back of counters, and what it judged again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recall",
        sa.Column("recall", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=False),
        sa.Column("store", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=True),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("recall"),
        comment="holder, epoch: who had the grant when it was asked; row: a moved order as it shall be",
    )
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.create_index("recall_of_pickup", ["pickup", "state"], unique=False)

    op.create_table(
        "replayed",
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pickup", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("replayed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counter", "incarnation", "seq"),
        comment="a fact that was in quarantine, why, and what became of it when it was judged again",
    )
