"""Alembic asks this file how to reach the database: over the connection, and in the transaction, it was given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from sync.hq.store.schema import whole
from sync.hq.store.tables import Moment


def plain(kind: str, thing: object, _: AutogenContext) -> str | Literal[False]:
    """Steps say what stands in the database, not which class of ours reads it: classes change."""
    return "sa.String(27)" if kind == "type" and isinstance(thing, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=whole(),
    render_as_batch=True,
    compare_type=True,
    render_item=plain,
    transaction_per_migration=False,
)
context.run_migrations()
