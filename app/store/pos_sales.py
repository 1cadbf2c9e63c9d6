"""The rows of another system's files that were taken in: an id each, for ever, so that none is taken in twice."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import pos_sale

_TAKE = insert(pos_sale).on_conflict_do_nothing().returning(pos_sale.c.id)


class SqlPosSales:
    """`PosSales` of the actions, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, sale: str, at: datetime) -> bool:
        return self._connection.execute(_TAKE, {"id": sale, "taken_at": at}).first() is not None
