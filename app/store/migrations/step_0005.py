"""Version 5: the print job of a receipt is found by its number, so that the screen can say what became of it."""

from sqlalchemy import Connection

_STATEMENTS = ("CREATE INDEX print_job_of_receipt ON print_job (receipt_no)",)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
