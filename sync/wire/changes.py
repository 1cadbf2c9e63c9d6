"""HQ → counter: pages of changes, and where a counter stands in the feed."""

from datetime import datetime
from typing import Final

import msgspec

from sync.wire.message import Struct

PULL_CHANGES: Final = 2000
CHAIN_ENTITIES: Final = frozenset({"store", "product", "prompt", "code_key", "revocation"})
"""What every store gets alike, in the scope "chain"; all else is of a store."""
SUM_MODULUS: Final = 1_000_003


class Change(Struct, frozen=True, kw_only=True):
    """`scope` "store:<id>" or "chain"; `seq` dense per scope; `op` put | del; `row` is one of ROWS[entity]."""

    scope: str
    seq: int
    entity: str
    key: str
    op: str
    row: msgspec.Raw = msgspec.Raw(b"null")


class ChangesAnswer(Struct, frozen=True, kw_only=True):
    """GET /v1/changes?cursor=&wait=. `settled`: seq of this counter's last fact whose effects these rows include;
    only the last page, `more` false, says it, and there 0 = none: HQ may have been restored to a time before them."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    settled: int
    server_epoch: str
    now: datetime


class EntitySum(Struct, frozen=True, kw_only=True):
    """What live rows of an entity come to: how many, the sum of their seqs, and the sum of seq² mod SUM_MODULUS (each
    term reduced, with seq reduced first). A seq stands for one version of one row of the scope."""

    entity: str
    count: int
    total: int
    mix: int


class ScopeSum(Struct, frozen=True, kw_only=True):
    scope: str
    entities: tuple[EntitySum, ...]


class SumsAnswer(Struct, frozen=True, kw_only=True):
    """GET /v1/sums?cursor=: of the scopes in which this cursor is at the newest row; the others are left out."""

    scopes: tuple[ScopeSum, ...]
    now: datetime


class AnewAnswer(Struct, frozen=True, kw_only=True):
    """GET /v1/anew?cursor=&scope=: the cursor with that one scope at its start."""

    cursor: str
    now: datetime
