"""A counter's journal made by hand and told to HQ over one connection, for rows about HQ alone."""

import http.client
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from sync import wire

_NOTHING_SOLD = msgspec.Raw(
    wire.encode(
        wire.PromptAnswered(
            prompt=1, variant="A", member=None, pickup=None, product_no=1001, outcome="declined"
        )
    )
)


@dataclass
class Pusher:
    """Counter `counter` in its first incarnation, with a session."""

    url: str
    counter: int
    token: str
    seq: int = 0
    head: str = wire.CHAIN_START
    _line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        self._line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)

    def request(self, count: int) -> bytes:
        """The next facts of this journal as one push."""
        facts = []
        first = self.seq + 1
        for _ in range(count):
            self.seq += 1
            fact = wire.Fact(
                id=f"{self.counter:08x}{self.seq:024x}",
                counter=self.counter,
                incarnation=1,
                seq=self.seq,
                kind="prompt.answered",
                v=1,
                at=datetime.now(UTC),
                mono_ms=self.seq,
                by=11,
                body=_NOTHING_SOLD,
                prev=self.head,
                sha256="",
            )
            fact = msgspec.structs.replace(fact, sha256=wire.chain_hash(fact))
            self.head = fact.sha256
            facts.append(fact)
        return wire.encode(
            wire.PushRequest(
                proto=wire.PROTOCOL,
                counter=self.counter,
                incarnation=1,
                first_seq=first,
                facts=tuple(facts),
                head=self.head,
            )
        )

    def send(self, request: bytes) -> None:
        """Raises RuntimeError unless HQ acknowledges all of it."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self._line.request("POST", "/v1/facts", request, headers)
        answer = self._line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"HQ said {answer.status}: {body[:200]!r}")
        if msgspec.json.decode(body, type=wire.PushAnswer).acked_through != self.seq:
            raise RuntimeError("HQ did not take everything")

    def close(self) -> None:
        self._line.close()
