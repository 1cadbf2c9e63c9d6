"""A shop's own network between its counters: loses, repeats, holds back and alters what is said over it, whatever the line
to HQ does. The bytes, seals and rules are the real ones; only sockets are not."""

import random
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sync.errors import NotSent, Retry
from sync.hub.seals import Own, Peer, ask_of, opened_answer, sealed_ask
from sync.hub.server import Busy
from sync.wire import ClaimRequest
from sync.wire.hub import HubAnswer
from tests.faults.sim.fuse import Died
from tests.faults.sim.witness import Broken

T = TypeVar("T")
LIVES = 30
"""Within so many moments a hub dies that is to die over a question."""


class NearFault(StrEnum):
    AWAY = "nobody there"
    LOST = "lost"
    HELD_BACK = "held back"
    TWICE = "twice"
    ANSWER_LOST = "answer lost"
    ALTERED = "answer altered"
    HUB_DIES = "hub dies"
    """At some statement, or after its commit and before its answer."""
    CLERK_LEAVES = "clerk leaves"


class Member(Protocol):
    """A counter as the others of its shop find it."""

    name: str

    @property
    def counter(self) -> int: ...

    @property
    def listens(self) -> bool: ...

    @property
    def off_the_network(self) -> bool: ...

    def answer(self, body: bytes) -> bytes | None:
        """Raises Busy, Died."""

    def may_die(self, moments: int) -> None:
        """0 = after its next commit."""

    def die(self) -> None: ...

    def safe(self) -> None: ...

    def clerk_leaves(self) -> None: ...


@dataclass
class Network:
    """`members` are all counters, of all shops; `heard` is told who answered."""

    chance: random.Random
    said: Callable[[str], None]
    members: Callable[[], list[Any]]
    heard: Callable[[Any], None]
    badness: float = 0.0
    on_the_way: list[tuple[str, Callable[[], object]]] = field(default_factory=list)

    def deliver_one(self) -> None:
        """Any of them; nobody waits for its answer."""
        if self.on_the_way:
            name, work = self.on_the_way.pop(self.chance.randrange(len(self.on_the_way)))
            self.said(f"late in the shop: {name}")
            with suppress(Retry):
                work()

    def carried(self, asker: Member, hub: int, name: str, body: bytes) -> bytes:
        """What comes back of a question to that counter. Raises NotSent, Retry."""
        fault = None
        if self.chance.random() < self.badness:
            fault = self.chance.choice(list(NearFault))
            self.said(f"{name}: {fault}")
        there = self._listeners(asker, hub)
        if asker.off_the_network or not there or fault is NearFault.AWAY:
            raise NotSent("hub_away")
        one = self.chance.choice(there)
        match fault:
            case NearFault.LOST:
                raise Retry("hub_silent")
            case NearFault.HELD_BACK:
                self.on_the_way.append((name, lambda: self._late(asker, hub, body)))
                raise Retry("hub_silent")
            case NearFault.TWICE:
                return self._same(self._answer(one, body), self._answer(one, body))
            case NearFault.ANSWER_LOST:
                self._answer(one, body)
                raise Retry("hub_silent")
            case NearFault.ALTERED:
                return self._altered(self._answer(one, body))
            case NearFault.HUB_DIES:
                one.may_die(self.chance.randrange(LIVES))
                return self._answer(one, body)
            case NearFault.CLERK_LEAVES:
                asker.clerk_leaves()
                return self._answer(one, body)
            case _:
                return self._answer(one, body)

    def _listeners(self, asker: Member, hub: int) -> list[Member]:
        return [
            each
            for each in self.members()
            if each is not asker
            and each.counter == hub
            and each.listens
            and not each.off_the_network
        ]

    def _late(self, asker: Member, hub: int, body: bytes) -> None:
        there = self._listeners(asker, hub)
        if there:
            self._answer(self.chance.choice(there), body)

    def _answer(self, one: Member, body: bytes) -> bytes:
        try:
            answer = one.answer(body)
        except Busy as busy:
            raise Retry("hub_silent") from busy
        except Died:
            self.said(f"{one.name} DIED over a question")
            one.die()
            raise Retry("hub_silent") from None
        finally:
            one.safe()
            self.heard(one)
        if answer is None:
            raise Retry("hub_silent")
        return answer

    def _same(self, first: bytes, second: bytes) -> bytes:
        if first != second:
            raise Broken(f"the same question twice: {first!r}, then {second!r}")
        return second

    def _altered(self, answer: bytes) -> bytes:
        at = self.chance.randrange(len(answer))
        return answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]


class ShopLine:
    """Stands where `sync.hub.client.HubLine` does."""

    def __init__(self, own: Own, asker: Member, network: Network) -> None:
        self._own = own
        self._asker = asker
        self._network = network

    def ask(self, hub: Peer, claim: ClaimRequest, *, give_back: bool = False) -> HubAnswer:
        ask = ask_of(self._own, hub, claim, give_back=give_back)
        name = f"{self._asker.name} {'gives back' if give_back else 'asks'} {claim.claim_id[-4:]}"
        body = self._network.carried(self._asker, hub.counter, name, sealed_ask(self._own, ask))
        answer = opened_answer(body, ask, hub)
        if answer is None:
            raise Retry("hub_unreadable")
        self._network.said(f"{name}: {answer.outcome} {answer.detail}")
        return answer

    def close(self) -> None:
        """There is nothing to close."""


class AtOnce(Executor):
    """A lane without a thread. Who dies on it has nobody left to tell."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Died:
            raise
        except Exception as fault:  # noqa: BLE001  for whoever waits, as an executor hands it on
            done.set_exception(fault)
        return done
