"""An order as protocol.md §1 describes it, in a few dictionaries: what HQ must answer, and what must stand afterwards."""

from dataclasses import dataclass, field


@dataclass
class Hand:
    """A hand-over that stands; `claimed`: granted by HQ, its fact still to come."""

    counter: int
    units: dict[int, int]
    undone: bool = False
    claimed: bool = False


@dataclass
class Order:
    owed: dict[int, int]
    holder: int
    epoch: int
    store_holder: int
    state: str = "arrived"
    recall: bool = False
    hands: dict[str, Hand] = field(default_factory=dict)
    contested: set[str] = field(default_factory=set)

    @property
    def closed(self) -> bool:
        return self.state in {"refunded", "cancelled"}

    def open(self, line: int) -> int:
        given = (each.units.get(line, 0) for each in self.hands.values() if not each.undone)
        return self.owed[line] - sum(given)

    def nothing_open(self) -> bool:
        return all(self.open(line) <= 0 for line in self.owed)

    def redeem(self, name: str, counter: int, epoch: int, line: int, quantity: int) -> str:
        claim = self.hands.get(name)
        fulfils = claim and claim.claimed and not claim.undone and claim.counter == counter
        if claim and fulfils and quantity <= claim.units.get(line, 0):
            self.hands[name] = Hand(counter, {line: quantity})
            return self._applied()
        late = claim and claim.claimed and claim.undone and claim.counter == counter
        if late and name in self.contested:
            return "duplicate repeated"
        if self.closed:
            return self._conflict(name, self.state)
        if quantity > self.open(line):
            return self._conflict(name, "units_taken")
        if epoch != self.epoch or (not late and self.holder != counter):
            return self._conflict(name, "grant_elsewhere")
        self.hands[name] = Hand(counter, {line: quantity})
        return self._applied()

    def override(self, name: str, counter: int, line: int, quantity: int) -> str:
        """What is still owed stands; the rest is a conflict."""
        fits = min(quantity, self.open(line))
        if not self.closed and fits > 0:
            self.hands[name] = Hand(counter, {line: fits})
        if not self.closed and fits == quantity:
            return self._applied()
        self._applied()
        return self._conflict(name, self.state if self.closed else "units_taken")

    def undo(self, name: str, counter: int) -> str:
        """Which counter may, and whether HQ knows it at all, is the caller's to ask."""
        if name not in self.hands:
            return "applied conflict_undone" if name in self.contested else "quarantined"
        hand = self.hands[name]
        assert hand.counter == counter
        if hand.undone and hand.claimed and name in self.contested:
            return "applied conflict_undone"
        if hand.undone:
            return "duplicate repeated"
        hand.undone = True
        return "applied "

    def release(self, name: str) -> bool:
        """A person gives the units of a claim back, if its fact has not come."""
        hand = self.hands[name]
        given = hand.claimed and not hand.undone
        hand.undone = hand.undone or hand.claimed
        return given

    def short(self, line: int, quantity: int) -> str:
        self.owed[line] -= max(0, min(quantity, self.open(line)))
        return self._applied()

    def claim(self, name: str, counter: int, line: int, quantity: int) -> str:
        if self.closed:
            return self.state
        if quantity > self.open(line):
            return "units_taken"
        if self.holder not in {0, counter} or (self.holder and self.recall):
            return "grant_elsewhere"
        self.hands[name] = Hand(counter, {line: quantity}, claimed=True)
        return ""

    def give_back(self, counter: int, epoch: int) -> str:
        if (self.holder, self.epoch) != (counter, epoch):
            return "applied stale_epoch"
        self.epoch += 1
        self.holder = 0 if self.recall else self.store_holder
        if self.recall:
            self._end()
        return "applied "

    def refund(self, *, force: bool) -> str:
        if self.closed:
            return "bad_request"
        if force:
            self._end()
            return "forced"
        if self.nothing_open():
            return "redeemed"
        if self.holder == 0:
            self._end()
            return "done"
        self.recall = True
        return "waiting"

    def withdraw(self) -> str:
        if not self.recall:
            return "not_found"
        self.recall = False
        return "done"

    def _end(self) -> None:
        self.epoch += 1
        self.holder, self.recall, self.state = 0, False, "refunded"

    def _applied(self) -> str:
        if self.nothing_open():
            self.recall = False
        return "applied "

    def _conflict(self, name: str, why: str) -> str:
        self.contested.add(name)
        return f"conflict {why}"
