"""Where the counter page keeps what became of the sentence: taken, declined, or never said."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.actions.desk import Desk
from app.domain.prompts import Answer
from app.ui.counter import moves
from app.ui.counter.state import CounterState, Said
from app.ui.jobs import Jobs


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...


class SentenceFlow:
    def __init__(self, page: Page, *, desk: Desk, jobs: Jobs) -> None:
        self._page = page
        self._desk = desk
        self._jobs = jobs

    def answer(self, answer: Answer) -> None:
        """The clerk's one key; the same key twice is one answer."""
        said = self._page.state.said
        if said is None or said.answer is answer:
            return
        self._page.put(replace(self._page.state, said=replace(said, answer=answer)))
        self.record(said, answer)

    def expire(self, now: datetime) -> None:
        """An offer that ended is taken off the screen, and if nobody answered it was not said."""
        said = self._page.state.said
        if said is None or said.prompt.ends_at is None or said.prompt.ends_at > now:
            return
        self._page.put(replace(self._page.state, said=None))
        if said.answer is None:
            self.record(said, Answer.UNSAID)

    def record(self, said: Said, answer: Answer) -> None:
        reply = moves.reply_of(said, answer)
        self._jobs.run_behind(lambda: self._desk.answer_prompt(reply))
