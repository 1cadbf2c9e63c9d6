"""A backup of HQ: one file with every row of one moment, made while HQ runs, the same for SQLite and PostgreSQL, so that
a chain that has outgrown the one moves to the other with it.

The file: zstd over messages of msgpack, each after its length: a head, then for each table its name and columns and its
rows in parcels, then the hash of all before. Without that last word it is not whole.
"""

import hashlib
import os
import struct
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
import zstandard
from sqlalchemy import (
    Connection,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    type_coerce,
)

from sync.hq.keys import new_epoch
from sync.hq.store import migrations, tables
from sync.hq.store.engine import Database, Unfit
from sync.hq.store.postgres import copy_in, go_on_counting, is_postgres
from sync.hq.store.schema import build, migrate, whole

FORMAT: Final = "tuangui-hq backup 1"
PARCEL: Final = 1000
MOST_MESSAGE: Final = 1 << 30
LOOKS, LOOK_SECONDS = 20, 0.1
_LENGTH: Final = struct.Struct(">I")


class Head(msgspec.Struct, frozen=True, tag=True):
    format: str
    schema: str
    at: datetime


class Begin(msgspec.Struct, frozen=True, tag=True):
    table: str
    columns: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True, tag=True):
    rows: list[list[Any]]


class End(msgspec.Struct, frozen=True, tag=True):
    sha256: str


Message = Head | Begin | Rows | End
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Message)


def backup(database: Database, file: Path, now: datetime) -> int:
    """Every row as of one moment, into a new file only its owner can read: HQ's keys are in it. How many rows. The
    file is whole or not there, also after a power cut."""
    draft = file.with_name(f"{file.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            with (
                zstandard.ZstdCompressor(level=3).stream_writer(out, closefd=False) as packing,
                database.read() as connection,
            ):
                count, seal = 0, hashlib.sha256()
                for message in _told(connection, now):
                    count += len(message.rows) if isinstance(message, Rows) else 0
                    seal.update(_write(packing, message))
                _write(packing, End(seal.hexdigest()))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def restore(database: Database, file: Path, *, replace: bool = False) -> int:
    """Back to what the file holds, in one transaction; then the schema this HQ needs and a new server epoch, so that
    counters push again what HQ has lost and pull everything anew. Raises Unfit, and nothing was changed."""
    _check_nobody_serves(database)
    with database.write() as connection:
        if not replace and _holds_stores(connection):
            raise Unfit(
                "This database holds stores. To lose them for what the backup holds: --replace"
            )
        with file.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as plain:
            count = _restored(connection, _messages(plain))
        migrate(connection)
        new_epoch(connection)
    return count


def _told(connection: Connection, now: datetime) -> Iterator[Message]:
    yield Head(FORMAT, migrations.newest(), now)
    for table in whole().sorted_tables:
        yield Begin(str(table.name), tuple(str(column.name) for column in table.c))
        plain = [
            type_coerce(column, String) if isinstance(column.type, tables.Moment) else column
            for column in table.c
        ]
        streaming = connection.execution_options(stream_results=True, yield_per=PARCEL)
        for rows in streaming.execute(select(*plain)).partitions():
            yield Rows([list(row) for row in rows])


def _restored(connection: Connection, messages: Iterator[Message]) -> int:
    head = next(messages, None)
    if not isinstance(head, Head) or head.format != FORMAT:
        raise Unfit("This is no backup of HQ")
    if head.schema > migrations.newest():
        raise Unfit("A newer HQ made this backup: install that version")
    _drop(connection)
    build(connection, head.schema)
    there = MetaData()
    there.reflect(connection)
    count, into = 0, Begin("", ())
    for message in messages:
        match message:
            case Begin():
                into = message
            case Rows(rows=rows):
                _insert(connection, there.tables[into.table], into.columns, rows)
                count += len(rows)
            case End():
                _count_on(connection, there)
                return count
            case _:
                break
    raise Unfit("The backup is not whole; nothing was changed")


def _insert(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    if is_postgres(connection):
        copy_in(connection, table.name, names, rows)
    else:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _count_on(connection: Connection, there: MetaData) -> None:
    if is_postgres(connection):
        for table in there.sorted_tables:
            for column in table.primary_key:
                go_on_counting(connection, table.name, column.name)


def _drop(connection: Connection) -> None:
    there = MetaData()
    there.reflect(connection)
    there.drop_all(connection)


def _holds_stores(connection: Connection) -> bool:
    if not inspect(connection).has_table(tables.store.name):
        return False
    return bool(connection.execute(select(func.count()).select_from(tables.store)).scalar_one())


def _check_nobody_serves(database: Database) -> None:
    """PostgreSQL shows a connection for a moment after it has gone."""
    for _ in range(LOOKS):
        if not database.others():
            return
        time.sleep(LOOK_SECONDS)
    raise Unfit("HQ is running on this database; stop it first")


def _write(out: "zstandard.ZstdCompressionWriter", message: Message) -> bytes:
    data = _ENCODER.encode(message)
    out.write(_LENGTH.pack(len(data)))
    out.write(data)
    return data


def _messages(plain: BinaryIO) -> Iterator[Message]:
    """Until the file ends; the last one only if it vouches for all before. Raises Unfit for what is no backup or is
    damaged."""
    seal = hashlib.sha256()
    try:
        while head := plain.read(_LENGTH.size):
            (length,) = _LENGTH.unpack(head)
            if length > MOST_MESSAGE:
                raise Unfit("This is no backup of HQ")
            data = plain.read(length)
            message = _DECODER.decode(data)
            if isinstance(message, End) and message.sha256 != seal.hexdigest():
                raise Unfit("The backup is damaged; nothing was changed")
            seal.update(data)
            yield message
    except (zstandard.ZstdError, msgspec.MsgspecError, struct.error) as broken:
        raise Unfit("This is no backup of HQ, or it is damaged; nothing was changed") from broken
