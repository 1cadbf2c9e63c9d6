"""The line of one counter: loses, repeats, holds back and reorders what is said over it. Satisfies `sync.ports.Hq`."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from sync import wire
from sync.answers import Unauthorized, understood
from sync.errors import Retry, Stop
from sync.hq.auth import Bearer
from sync.ports import Position
from tests.faults.sim.fuse import Died
from tests.faults.sim.headquarters import Headquarters, Reply

Answer = TypeVar("Answer", bound=wire.Struct)


class Fault(StrEnum):
    LOST = "lost"
    HELD_BACK = "held back"
    """Arrives later, perhaps behind what was said after it; nobody waits for its answer any more."""
    TWICE = "twice"
    REPLY_LOST = "reply lost"
    TORN = "reply torn"
    """Half of it arrives."""
    HQ_DIES = "HQ dies"
    """At some statement, or after the commit and before the reply."""
    BUSY = "busy"


@dataclass
class Weather:
    """How bad all lines are, and what is still on its way on them."""

    chance: random.Random
    badness: float = 0.0
    on_the_way: list[tuple[str, Callable[[], object]]] = field(default_factory=list)
    said: Callable[[str], None] = print

    def fault(self) -> Fault | None:
        if self.chance.random() >= self.badness:
            return None
        return self.chance.choice(list(Fault))

    def deliver_one(self) -> None:
        """Any of them: what was sent first need not arrive first."""
        if self.on_the_way:
            name, work = self.on_the_way.pop(self.chance.randrange(len(self.on_the_way)))
            self.said(f"late: {name}")
            work()


class LineToHq:
    def __init__(self, hq: Headquarters, weather: Weather, bearer: Bearer, name: str) -> None:
        self._hq = hq
        self._weather = weather
        self._bearer = bearer
        self._name = name
        self.is_cut = False
        self.rows_a_page = 4
        self.key: bytes | None = None
        """With which the counter opens its sessions; None = HQ does not look."""

    def push(self, position: Position, facts: Sequence[wire.Fact]) -> wire.PushAnswer:
        first = facts[0].seq if facts else position.acked + 1
        request = wire.encode(
            wire.PushRequest(
                proto=wire.PROTOCOL,
                counter=position.counter,
                incarnation=position.incarnation,
                first_seq=first,
                facts=tuple(facts),
                head=position.head,
            )
        )
        name = f"{self._name} push {first}+{len(facts)}"
        return self._carried(name, lambda: self._hq.facts(self._bearer, request), wire.PushAnswer)

    def pull(self, cursor: str, wait_seconds: float) -> wire.ChangesAnswer:
        del wait_seconds
        rows = self.rows_a_page
        return self._carried(
            f"{self._name} pull",
            lambda: self._hq.changes(self._bearer, cursor, rows),
            wire.ChangesAnswer,
        )

    def sums(self, cursor: str) -> wire.SumsAnswer:
        return self._carried(
            f"{self._name} sums", lambda: self._hq.sums(self._bearer, cursor), wire.SumsAnswer
        )

    def anew(self, cursor: str, scope: str) -> str:
        return self._carried(
            f"{self._name} anew {scope}",
            lambda: self._hq.anew(self._bearer, cursor, scope),
            wire.AnewAnswer,
        ).cursor

    def claim(self, asked: wire.ClaimRequest) -> wire.ClaimAnswer:
        request = wire.encode(asked)
        return self._carried(
            f"{self._name} claim {asked.claim_id[-4:]}",
            lambda: self._hq.claims(self._bearer, request),
            wire.ClaimAnswer,
        )

    def close(self) -> None:
        """There is nothing to close."""

    def cut(self) -> None:
        """Nor anything under way."""

    def _carried(self, name: str, ask: Callable[[], Reply], shape: type[Answer]) -> Answer:
        if self.is_cut:
            raise Retry("line_down")
        if self.key is not None and self._hq.key_of(self._bearer) not in {None, self.key}:
            raise Stop("unauthorized", "HQ knows another key")
        fault = self._weather.fault()
        if fault is not None:
            self._weather.said(f"{name}: {fault}")
        reply = self._reply(name, ask, fault)
        try:
            return understood(reply.status, reply.retry_after, reply.body, shape)
        except Unauthorized:
            raise Stop("unauthorized", "HQ does not know this counter's key") from None

    def _reply(self, name: str, ask: Callable[[], Reply], fault: Fault | None) -> Reply:
        self._hq.next_worker()
        match fault:
            case Fault.LOST:
                raise Retry("timeout")
            case Fault.BUSY:
                raise Retry("busy", 2.0)
            case Fault.HELD_BACK:
                self._weather.on_the_way.append((name, ask))
                raise Retry("timeout")
            case Fault.HQ_DIES:
                return self._dying(ask)
            case Fault.REPLY_LOST:
                ask()
                raise Retry("timeout")
            case Fault.TORN:
                whole = ask()
                kept = self._weather.chance.randrange(len(whole.body))
                return replace(whole, body=whole.body[:kept])
            case Fault.TWICE:
                ask()
                self._hq.next_worker()
                return ask()
            case _:
                return ask()

    def _dying(self, ask: Callable[[], Reply]) -> Reply:
        """Unless it was quicker than its death."""
        self._hq.fuse.arm(self._weather.chance.randrange(1, 25))
        try:
            return ask()
        except Died:
            self._hq.die()
            raise Retry("line_down") from None
        finally:
            self._hq.fuse.safe()
