"""Questions answered in rounds: what came while one round ran is answered together in the next, in one transaction. On
the event loop; a round itself runs on a thread. Knows nothing of what is asked."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

from sync.hq import problems

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Rounds(Generic[Asked, Given]):
    """`work` gets the questions of one round in the order they came, and gives an answer or an exception for each. At
    most `at_once` rounds run side by side, each of at most `most` questions; beyond `queue` waiting ones the next is
    told to come again. Nobody waits for a first round to fill: one question alone is one. A further one begins beside
    it once `crowd` questions wait. After a round of several the next one begins when as many have asked again as were
    asking, or `gather` seconds later: in a rush everybody is in every round."""

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Sequence[Given | Exception]],
        *,
        lane: Executor,
        at_once: int,
        most: int,
        queue: int,
        crowd: int = 1,
        gather: float = 0.0,
    ) -> None:
        self._work = work
        self._lane = lane
        self._at_once = at_once
        self._most = most
        self._queue = queue
        self._crowd = crowd
        self._gather = gather
        self._gathering: tuple[asyncio.TimerHandle, int] | None = None
        """The place of a round that waits for so many questions."""
        self._asked: deque[tuple[Asked, asyncio.Future[Given]]] = deque()
        self._running = 0

    @property
    def waiting(self) -> int:
        """Questions no round has taken yet."""
        return len(self._asked)

    async def ask(self, asked: Asked) -> Given:
        """Raises Refused(busy), or what the round gave for this question."""
        if len(self._asked) >= self._queue:
            raise problems.busy()
        answer: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._asked.append((asked, answer))
        if self._gathering is not None and len(self._asked) >= self._gathering[1]:
            self._gathered()
        if not self._running or (self._running < self._at_once and len(self._asked) >= self._crowd):
            self._begin()
        return await answer

    def _begin(self) -> None:
        self._running += 1
        self._run()

    def _run(self) -> None:
        """A round in a place that is ours already."""
        if not self._asked:
            self._running -= 1
            return
        taken = [self._asked.popleft() for _ in range(min(self._most, len(self._asked)))]
        round_ = asyncio.get_running_loop().run_in_executor(
            self._lane, self._work, [asked for asked, _ in taken]
        )
        round_.add_done_callback(lambda done: self._ended(taken, done))

    def _gathered(self) -> None:
        if self._gathering is not None:
            self._gathering[0].cancel()
            self._gathering = None
            self._run()

    def _ended(
        self,
        taken: Sequence[tuple[Asked, "asyncio.Future[Given]"]],
        done: "asyncio.Future[Sequence[Given | Exception]]",
    ) -> None:
        if self._gather and len(taken) > 1 and self._gathering is None:
            wait = asyncio.get_running_loop().call_later(self._gather, self._gathered)
            self._gathering = (wait, min(self._most, len(taken) + len(self._asked)))
        else:
            self._run()
        if done.cancelled():
            given: Sequence[Given | Exception] = [problems.busy()] * len(taken)
        elif (fault := done.exception()) is not None:
            given = [fault if isinstance(fault, Exception) else problems.busy()] * len(taken)
        else:
            given = done.result()
        for (_, answer), each in zip(taken, given, strict=True):
            if answer.done():
                continue
            if isinstance(each, Exception):
                answer.set_exception(each)
            else:
                answer.set_result(each)
