"""THE contract between a counter and HQ: every message, row and fact body, and the hash that chains facts.

JSON by msgspec. Additive within a major: a reader ignores fields it does not know, a writer gives new fields a
default. Versions: 1 = first. Times are aware UTC (RFC 3339); money is whole fen; bytes are base64.
"""

from typing import Final

from sync.wire.changes import (
    PULL_CHANGES,
    Change,
    ChangesAnswer,
)
from sync.wire.claims import (
    ClaimAnswer,
    ClaimRequest,
)
from sync.wire.facts import (
    BODIES,
    CHAIN_START,
    PUSH_BYTES,
    PUSH_FACTS,
    AfterSaleReported,
    DrawerAsked,
    Fact,
    FactResult,
    GrantReturned,
    HandedOutByOverride,
    PickupRedeemed,
    PosSaleSeen,
    PromptAnswered,
    PushAnswer,
    PushRequest,
    ReceiptReprinted,
    RedemptionUndone,
    SignedIn,
    Units,
    chain_hash,
)
from sync.wire.message import (
    Struct,
    encode,
)
from sync.wire.rows import (
    ROWS,
    CodeKeyRow,
    CouponRow,
    MemberRow,
    PickupLineRow,
    PickupRow,
    PolicyRow,
    ProductRow,
    PromptRow,
    PromptVariant,
    RedemptionRow,
    RevocationRow,
    SpecialRow,
    StaffRow,
    StockRow,
    StoreRow,
    UsualProduct,
)
from sync.wire.sessions import (
    SESSION_PREFIX,
    Challenge,
    ChallengeRequest,
    EnrolAnswer,
    EnrolRequest,
    Problem,
    Session,
    SessionRequest,
)

PROTOCOL: Final = 1
OLDEST: Final = 1
"""HQ serves PROTOCOL … OLDEST (N−2 once there are that many)."""

__all__ = [
    "BODIES",
    "CHAIN_START",
    "OLDEST",
    "PROTOCOL",
    "PULL_CHANGES",
    "PUSH_BYTES",
    "PUSH_FACTS",
    "ROWS",
    "SESSION_PREFIX",
    "AfterSaleReported",
    "Challenge",
    "ChallengeRequest",
    "Change",
    "ChangesAnswer",
    "ClaimAnswer",
    "ClaimRequest",
    "CodeKeyRow",
    "CouponRow",
    "DrawerAsked",
    "EnrolAnswer",
    "EnrolRequest",
    "Fact",
    "FactResult",
    "GrantReturned",
    "HandedOutByOverride",
    "MemberRow",
    "PickupLineRow",
    "PickupRedeemed",
    "PickupRow",
    "PolicyRow",
    "PosSaleSeen",
    "Problem",
    "ProductRow",
    "PromptAnswered",
    "PromptRow",
    "PromptVariant",
    "PushAnswer",
    "PushRequest",
    "ReceiptReprinted",
    "RedemptionRow",
    "RedemptionUndone",
    "RevocationRow",
    "Session",
    "SessionRequest",
    "SignedIn",
    "SpecialRow",
    "StaffRow",
    "StockRow",
    "StoreRow",
    "Struct",
    "Units",
    "UsualProduct",
    "chain_hash",
    "encode",
]
