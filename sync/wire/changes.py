"""HQ → counter: pages of changes, and where a counter stands in the feed."""

from datetime import datetime
from typing import Final

import msgspec

from sync.wire.message import Struct

PULL_CHANGES: Final = 2000


class Change(Struct, frozen=True, kw_only=True):
    """`scope` "store:<id>" or "chain"; `seq` dense per scope; `op` put | del; `row` is one of ROWS[entity]."""

    scope: str
    seq: int
    entity: str
    key: str
    op: str
    row: msgspec.Raw = msgspec.Raw(b"null")


class ChangesAnswer(Struct, frozen=True, kw_only=True):
    """GET /v1/changes?cursor=&wait=. `settled`: seq of this counter's last fact whose effects these rows include,
    0 = no news (only the last page, `more` false, says it)."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    settled: int
    server_epoch: str
    now: datetime
