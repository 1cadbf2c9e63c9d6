"""Staff (店员): who stands at the counter and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.identity import CounterId, StaffId, StoreId


class Role(StrEnum):
    CASHIER = "cashier"
    STAFF = "staff"
    MANAGER = "manager"


def may_reveal(role: Role) -> bool:
    """Who may see a customer's full phone number (devices.md §3.5)."""
    return role is Role.MANAGER


@dataclass(frozen=True, slots=True)
class Clerk:
    """A person who can sign in. `pin_hash` is an argon2id string made by HQ with the store's pepper."""

    id: StaffId
    name: str
    role: Role
    badge_serial: int
    pin_hash: str


@dataclass(frozen=True, slots=True)
class StoreCard:
    """How a store is named on screen and paper. `group_url` is what the join-group QR leads to."""

    id: StoreId
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class CounterIdentity:
    """This counter as HQ enrolled it; `label` is its number inside the store (1号柜台)."""

    id: CounterId
    incarnation: int
    label: int
    store: StoreCard
    hq_url: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The business's numbers, each a setting of HQ with the default of product.md / protocol.md."""

    blind_pickup: str = "allow"
    """allow | override | refuse"""
    undo_free_seconds: int = 60
    undo_pin_seconds: int = 3600
    points_group_tenths: int = 12
    """points per yuan of a group order, in tenths (1.2)"""
    points_pickup_factor: int = 2
    referral_days: int = 7
    referral_fen: int = 500
    join_group_fen: int = 300
    decline_days: int = 7
    margin_min_percent: int = 50
    overdue_hours: int = 24
    retention_days: int = 30
    """How long a member who is not seen any more stays on a counter."""
