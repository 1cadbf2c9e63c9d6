"""A counter that is not an order's holder asks the authority for units of it (protocol.md §1), and what it hears."""

from datetime import datetime

from sync.wire.facts import Units
from sync.wire.message import Struct
from sync.wire.rows import RedemptionRow


class ClaimRequest(Struct, frozen=True, kw_only=True):
    """POST /v1/claims. `claim_id`, a UUID, becomes the id of the redemption; `epoch` is the order's as the counter has
    it, 0 = not on this counter; `by` is the clerk who asks. The same message again gets the same answer."""

    proto: int
    claim_id: str
    pickup_id: int
    units: tuple[Units, ...]
    epoch: int
    by: int = 0


class ClaimAnswer(Struct, frozen=True, kw_only=True):
    """`outcome`: granted | already_redeemed | refused, for ever. Granted = these units count as handed over under
    `claim_id` from now on: the counter writes pickup.redeemed with that redemption and `epoch`, or, when nothing was
    handed over, pickup.undone naming it. `redemptions` are those that stood before, with who, where and when;
    `detail` says why not: units_taken | grant_elsewhere | stale_epoch | other_store | refunded | cancelled |
    unknown_pickup | bad_units | id_reused | released (granted once, given back by a person since); `holder` is the counter that holds the grant, 0 = HQ."""

    claim_id: str
    outcome: str
    now: datetime
    detail: str = ""
    holder: int = 0
    epoch: int = 0
    redemptions: tuple[RedemptionRow, ...] = ()
