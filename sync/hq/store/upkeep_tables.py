"""When HQ last looked after itself, so that of several workers one does it. No queries here."""

from typing import Final

from sqlalchemy import Column, String, Table

from sync.hq.store.tables import Moment, metadata

upkeep: Final = Table(
    "upkeep",
    metadata,
    Column("what", String(20), primary_key=True),
    Column("at", Moment, nullable=False),
    comment="at: when somebody last took it on; nobody else does for a while",
)
