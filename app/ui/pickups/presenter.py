"""The pickups page's presenter: asks for one list at a time; an answer to an older question is dropped."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.actions.desk import Desk
from app.actions.outcomes import PickupLists
from app.actions.requests import ListFilter
from app.ui.jobs import Jobs
from app.ui.pickups.state import ORDER, Act, Did, ListChosen, PickupsState, Searched


class PickupsPresenter:
    def __init__(self, *, desk: Desk, jobs: Jobs, changed: Callable[[PickupsState], None]) -> None:
        self.state = PickupsState()
        self._desk = desk
        self._jobs = jobs
        self._changed = changed
        self._generation = 0

    def begin(self) -> None:
        """Somebody else stands here: no search and no row of the one before; answers still on their way are dropped."""
        self._generation += 1
        self._put(PickupsState(chosen=self.state.chosen, by_slot=self.state.by_slot))

    def refresh(self) -> None:
        """Read the list on screen again."""
        self._generation += 1
        generation, chosen, text = self._generation, self.state.chosen, self.state.text
        self._jobs.run(
            lambda: self._desk.list_pickups(chosen, text),
            lambda lists: self._listed(generation, lists),
            lambda: self._put(replace(self.state, failed=True)),
        )

    def act(self, act: Act) -> None:
        match act:
            case Did.SORTED:
                self._put(replace(self.state, by_slot=not self.state.by_slot))
            case Did.NEXT_LIST:
                self._step(1)
            case Did.PREVIOUS_LIST:
                self._step(-1)
            case Searched(text=text):
                if text != self.state.text:
                    self._put(replace(self.state, text=text))
                    self.refresh()
            case ListChosen(chosen=chosen):
                self._choose(chosen)
            case _:
                assert_never(act)

    def _step(self, by: int) -> None:
        at = ORDER.index(self.state.chosen) + by
        if 0 <= at < len(ORDER):
            self._choose(ORDER[at])

    def _choose(self, chosen: ListFilter) -> None:
        self._put(replace(self.state, chosen=chosen, text=""))
        self.refresh()

    def _listed(self, generation: int, lists: PickupLists) -> None:
        if generation == self._generation:
            self._put(replace(self.state, lists=lists, failed=False))

    def _put(self, state: PickupsState) -> None:
        self.state = state
        self._changed(state)
