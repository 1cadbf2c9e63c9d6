"""The rows changes carry: what HQ tells a counter of stores, staff, goods, members and pickups."""

from datetime import date, datetime
from typing import Final

from sync.wire.facts import Units
from sync.wire.message import Struct


class StoreRow(Struct, frozen=True, kw_only=True):
    """entity store: own and neighbour stores, so that a wrong shop can be named."""

    store: int
    name: str
    address: str
    phone: str


class StaffRow(Struct, frozen=True, kw_only=True):
    """entity staff. `pin_hash`: argon2id over HMAC-SHA-256(pin pepper, "<staff>:<PIN>"); role cashier|staff|manager."""

    staff: int
    name: str
    role: str
    badge_serial: int
    pin_hash: str


class ProductRow(Struct, frozen=True, kw_only=True):
    """entity product (chain). `price` fen per unit."""

    product_no: int
    name: str
    price: int
    category: str
    margin_percent: int
    barcodes: tuple[str, ...] = ()
    goes_with: tuple[int, ...] = ()


class StockRow(Struct, frozen=True, kw_only=True):
    """entity stock (store)."""

    product_no: int
    on_hand: int
    received_today: int


class SpecialRow(Struct, frozen=True, kw_only=True):
    """entity special (store)."""

    special: int
    product_no: int
    price: int
    starts_at: datetime
    ends_at: datetime


class PromptVariant(Struct, frozen=True, kw_only=True):
    name: str
    text: str


class PromptRow(Struct, frozen=True, kw_only=True):
    """entity prompt. `reason`: usual|special|coupon|goes_with|new_category|gift."""

    prompt: int
    reason: str
    variants: tuple[PromptVariant, ...]
    starts_at: datetime
    ends_at: datetime
    product_no: int | None = None
    units: int = 1
    offer_price: int | None = None


class UsualProduct(Struct, frozen=True, kw_only=True):
    product_no: int
    name: str
    last_bought: date
    weekday: int | None = None


class CouponRow(Struct, frozen=True, kw_only=True):
    """entity coupon (store): a coupon of one member."""

    coupon: str
    member: str
    title: str
    threshold: int
    amount: int
    valid_until: datetime


class MemberRow(Struct, frozen=True, kw_only=True):
    """entity member (store). `initials`: pinyin initials of the name, lower case, for look-up without an IME;
    `aliases`: card numbers, OpenIDs, ids before a merge; `points` includes all facts up to the page's `settled`."""

    member: str
    name: str
    initials: str
    phone: str
    home_store: int | None
    visits: int
    points: int
    month_spend: int
    tags: tuple[str, ...] = ()
    usual: tuple[UsualProduct, ...] = ()
    aliases: tuple[str, ...] = ()


class PickupLineRow(Struct, frozen=True, kw_only=True):
    """Units `quantity`, `arrived`, `short`; `amount` fen for all units; zone ambient|chilled|frozen|live."""

    line_no: int
    product_no: int
    name: str
    quantity: int
    arrived: int
    amount: int
    zone: str
    slot: str
    short: int = 0


class RedemptionRow(Struct, frozen=True, kw_only=True):
    """A hand-over HQ knows of, with all a refusal card must say."""

    redemption: str
    at: datetime
    counter: int
    counter_label: int
    store_name: str
    by_name: str
    receipt_no: int
    units: tuple[Units, ...]
    undone: bool = False
    override: bool = False


class PickupRow(Struct, frozen=True, kw_only=True):
    """entity pickup (store). `holder` 0 = HQ, else the counter holding the grant under `epoch`; `recall` asks that
    counter to give it up, which it answers by a grant.returned fact of this epoch, or by having redeemed.
    `state`: paid|arrived|refunded|cancelled|expired."""

    pickup: int
    order_no: str
    pickup_no: str
    store: int
    member: str | None
    name: str
    initials: str
    phone: str
    ordered_at: datetime | None
    arrived_at: datetime | None
    expected_at: datetime | None
    expires_at: datetime | None
    state: str
    holder: int
    epoch: int
    leader: str
    lines: tuple[PickupLineRow, ...]
    redemptions: tuple[RedemptionRow, ...] = ()
    aliases: tuple[str, ...] = ()
    ended_at: datetime | None = None
    refunded: int = 0
    recall: bool = False


class CodeKeyRow(Struct, frozen=True, kw_only=True):
    """entity code_key (chain): an Ed25519 public key (32 bytes) HQ signs codes with."""

    key_id: int
    public_key: bytes
    retired: bool = False


class RevocationRow(Struct, frozen=True, kw_only=True):
    """entity revocation (chain): a printed card or badge that no longer counts. `kind`: card | badge."""

    kind: str
    serial: int


class VerdictRow(Struct, frozen=True, kw_only=True):
    """entity verdict (store): what became of a fact after its push was answered. `fact` is its id, which a new enrolment
    keeps; counter, incarnation and seq are where HQ has it. `outcome` and `detail` as in FactResult, or `closed`: a person
    closed the conflict, `reason` says how (no phones)."""

    fact: str
    counter: int
    incarnation: int
    seq: int
    outcome: str
    at: datetime
    detail: str = ""
    reason: str = ""


class CounterRow(Struct, frozen=True, kw_only=True):
    """entity counter (store): a counter of the store as the others know it. `public_key` is its device key (Ed25519, 32
    bytes); `hub` = it gets the grants of the store and answers at `addresses` (address:port in digits, its own word)."""

    counter: int
    label: int
    incarnation: int
    public_key: bytes
    revoked: bool = False
    hub: bool = False
    addresses: tuple[str, ...] = ()


class PolicyRow(Struct, frozen=True, kw_only=True):
    """entity policy (store): the numbers of product.md; see app.domain.staff.Policy for units."""

    blind_pickup: str = "allow"
    undo_free_seconds: int = 60
    undo_pin_seconds: int = 3600
    points_group_tenths: int = 12
    points_pickup_factor: int = 2
    referral_days: int = 7
    referral_fen: int = 500
    join_group_fen: int = 300
    decline_days: int = 7
    margin_min_percent: int = 50
    overdue_hours: int = 24
    retention_days: int = 30


ROWS: Final[dict[str, type[Struct]]] = {
    "store": StoreRow,
    "staff": StaffRow,
    "product": ProductRow,
    "stock": StockRow,
    "special": SpecialRow,
    "prompt": PromptRow,
    "coupon": CouponRow,
    "member": MemberRow,
    "pickup": PickupRow,
    "code_key": CodeKeyRow,
    "revocation": RevocationRow,
    "policy": PolicyRow,
    "verdict": VerdictRow,
    "counter": CounterRow,
}
