"""A journal that begins is compared with the facts of its store by their ids, without reading them all."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index("fact_of_counter_by_id", ["counter", "id"], unique=False)
