"""Where the counter page deals with digits and touches: they set a quantity, or choose an order or a member."""

from typing import Protocol

from app.actions.ports import PickupSummary
from app.domain.identity import MemberId, PickupId
from app.ui.counter import marks, moves
from app.ui.counter.state import Choosing, CounterState, DoneShown, MemberOpen, PickupOpen


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def on_desk(self, fresh: CounterState) -> None: ...

    def open_pickup(self, pickup: PickupId) -> None: ...

    def open_member(self, member: MemberId) -> None: ...


class Pointing:
    def __init__(self, page: Page) -> None:
        self._page = page

    def digit(self, digit: int) -> None:
        """A quantity in partial mode, else a choice (1 = the first)."""
        state = self._page.state
        match state.card:
            case PickupOpen(partial=True):
                self._page.on_desk(
                    moves.marked(state, lambda line, mark: marks.set_to(line, mark, digit))
                )
            case Choosing():
                self.choose(digit - 1)
            case _:
                pass

    def touched(self, at: int) -> None:
        """A line or a choice."""
        match self._page.state.card:
            case PickupOpen():
                self._page.on_desk(moves.pointed(self._page.state, at))
            case Choosing():
                self.choose(at)
            case MemberOpen(found=found) if at < len(found.pickups):
                self._page.open_pickup(found.pickups[at].id)
            case DoneShown(others=others) if at < len(others):
                self._page.open_pickup(others[at].id)
            case _:
                pass

    def choose(self, at: int) -> None:
        card = self._page.state.card
        if not isinstance(card, Choosing) or not 0 <= at < len(card.choices):
            return
        choice = card.choices[at]
        if isinstance(choice, PickupSummary):
            self._page.open_pickup(choice.id)
        else:
            self._page.open_member(choice.id)
