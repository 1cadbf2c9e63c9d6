"""The pickups page as one frozen snapshot, and what the clerk did to it."""

from dataclasses import dataclass
from enum import StrEnum

from app.actions.outcomes import PickupLists
from app.actions.requests import ListFilter


@dataclass(frozen=True, slots=True)
class PickupsState:
    """`lists` None = not read yet. A `text` looks in all states, so no chip is chosen then."""

    chosen: ListFilter = ListFilter.WAITING
    text: str = ""
    by_slot: bool = False
    lists: PickupLists | None = None
    failed: bool = False


class Did(StrEnum):
    SORTED = "sorted"
    NEXT_LIST = "next_list"
    PREVIOUS_LIST = "previous_list"


@dataclass(frozen=True, slots=True)
class Searched:
    text: str


@dataclass(frozen=True, slots=True)
class ListChosen:
    chosen: ListFilter


Act = Did | Searched | ListChosen
ORDER = tuple(ListFilter)
"""The chips from left to right."""
