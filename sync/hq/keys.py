"""HQ's own secrets: made once, kept in the database, and what each is for. Never logged, never sent but the public half."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update

from sync import wire
from sync.hq.codes import CodeMint
from sync.hq.feed import CHAIN, publish, put_row
from sync.hq.store.engine import upsert
from sync.hq.store.tables import setting

FIRST_KEY_ID: Final = 1


@dataclass(frozen=True, slots=True)
class Keys:
    """`server_epoch` changes when HQ was restored from a backup; `mint` signs codes."""

    server_epoch: str
    cursor: bytes
    session: bytes
    mint: CodeMint

    @property
    def code_keys(self) -> dict[int, bytes]:
        """Key id → public key of all codes HQ accepts."""
        return {self.mint.key_id: self.mint.public_key}

    @property
    def code_key_rows(self) -> tuple[wire.CodeKeyRow, ...]:
        return tuple(
            wire.CodeKeyRow(key_id=key_id, public_key=public)
            for key_id, public in self.code_keys.items()
        )


def open_keys(connection: Connection, now: datetime) -> Keys:
    """The keys of this database; the first call makes them and publishes the public one."""
    fresh = {
        "server_epoch": secrets.token_hex(8).encode(),
        "cursor_key": secrets.token_bytes(32),
        "session_key": secrets.token_bytes(32),
        "code_key": secrets.token_bytes(32),
    }
    upsert(
        connection,
        setting,
        [{"name": name, "value": value} for name, value in fresh.items()],
        keep=True,
    )
    kept = {row.name: bytes(row.value) for row in connection.execute(select(setting))}
    keys = Keys(
        server_epoch=kept["server_epoch"].decode(),
        cursor=kept["cursor_key"],
        session=kept["session_key"],
        mint=CodeMint(FIRST_KEY_ID, kept["code_key"]),
    )
    if kept["code_key"] == fresh["code_key"]:
        publish(connection, [put_row(CHAIN, row) for row in keys.code_key_rows], now)
    return keys


def server_epoch(connection: Connection) -> str:
    """As it is now: somebody may have given this HQ a new one while it runs."""
    kept = select(setting.c.value).where(setting.c.name == "server_epoch")
    return bytes(connection.execute(kept).scalar_one()).decode()


def new_epoch(connection: Connection) -> str:
    """After a restore from a backup, or when a standby that had not heard everything took over: every cursor becomes a
    reset, and counters push again from HQ's last."""
    epoch = secrets.token_hex(8)
    connection.execute(
        update(setting).where(setting.c.name == "server_epoch").values(value=epoch.encode())
    )
    return epoch
