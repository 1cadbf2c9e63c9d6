"""Keyboard-wedge timing (devices.md §2.1): which keys are a scan and which a person's. Pure: times come with the keys,
nothing is read from a clock, and every key that goes in comes out again in its order."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

REPEAT_MS: Final = 1500
"""The same code within this time is one scan (devices.md §2.5)."""


class Kind(Enum):
    """What a key press is to this rule. Shift and other modifiers alone are nothing to it and never get here."""

    CHARACTER = auto()
    """Gives text a code may hold: printable, or GS."""
    END = auto()
    """CR, LF or TAB: what scanners put after a code."""
    OTHER = auto()
    """F-keys, Esc, arrows, chords, auto-repeat: never part of a scan."""


@dataclass(frozen=True, slots=True)
class Key:
    """One press. `at_ms` is the event's own time stamp; `origin` is the caller's, handed back untouched."""

    at_ms: int
    text: str
    kind: Kind = Kind.CHARACTER
    origin: object = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Keys at most `gap_ms` (20–120) apart belong together; `min_keys` of them are a scan. A terminator up to `tail_ms`
    after a scan's last key is still its own. `max_keys` ends a scan that never ends."""

    gap_ms: int = 50
    min_keys: int = 6
    tail_ms: int = 150
    max_keys: int = 4096


@dataclass(frozen=True, slots=True)
class Holding:
    """The state between keys: characters not yet decided, and when the last scan's last key was, if no other key came
    since. No `keys`: nothing is held back."""

    keys: tuple[Key, ...] = ()
    scan_end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A person's keys: to be replayed to the focus, in this order."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole scan: its keys, with a terminator if one came in time, are swallowed."""

    keys: tuple[Key, ...]

    @property
    def text(self) -> str:
        """What was scanned, without the terminator; case as the keyboard gave it (Caps Lock inverts it)."""
        return "".join(key.text for key in self.keys if key.kind is Kind.CHARACTER)


@dataclass(frozen=True, slots=True)
class Swallowed:
    """The late or second terminator (CR, then LF) of the scan before: it must press no button."""

    key: Key


Outcome = Typed | Scanned | Swallowed


def press(held: Holding, key: Key, rule: Rule) -> tuple[Holding, tuple[Outcome, ...]]:
    """One key press. Only characters are ever held; END and OTHER are decided at once, with all before them."""
    outcomes: tuple[Outcome, ...] = ()
    if held.keys and (not _together(held.keys[-1].at_ms, key.at_ms, rule.gap_ms)):
        held, outcomes = _settle(held, rule)
    match key.kind:
        case Kind.CHARACTER:
            now_held = Holding((*held.keys, key))
            if len(now_held.keys) < rule.max_keys:
                return now_held, outcomes
            now_held, ended = _settle(now_held, rule)
            return now_held, outcomes + ended
        case Kind.END if len(held.keys) >= rule.min_keys:
            return Holding(scan_end_ms=key.at_ms), (*outcomes, Scanned((*held.keys, key)))
        case Kind.END if held.scan_end_ms is not None and _together(
            held.scan_end_ms, key.at_ms, rule.tail_ms
        ):
            return held, (*outcomes, Swallowed(key))
        case Kind.OTHER if len(held.keys) >= rule.min_keys:
            return Holding(), (*outcomes, Scanned(held.keys), Typed((key,)))
        case Kind.END | Kind.OTHER:
            return Holding(), (*outcomes, Typed((*held.keys, key)))


def lapse(held: Holding, now_ms: int, rule: Rule) -> tuple[Holding, tuple[Outcome, ...]]:
    """No key came: decides what is held once `now_ms` (the clock of `Key.at_ms`) is past the gap."""
    if not held.keys or _together(held.keys[-1].at_ms, now_ms, rule.gap_ms):
        return held, ()
    return _settle(held, rule)


def is_repeat(last_text: str, last_ms: int, text: str, ms: int) -> bool:
    """The same code again within 1.5 s of when it was last seen; give the time of the last repeat too, so that a code
    left lying under a scanner stays one scan."""
    return text.casefold() == last_text.casefold() and _together(last_ms, ms, REPEAT_MS)


def _settle(held: Holding, rule: Rule) -> tuple[Holding, tuple[Outcome, ...]]:
    if len(held.keys) >= rule.min_keys:
        return Holding(scan_end_ms=held.keys[-1].at_ms), (Scanned(held.keys),)
    return Holding(), (Typed(held.keys),)


def _together(before_ms: int, after_ms: int, limit_ms: int) -> bool:
    """Also when two stamps came a moment out of order."""
    return abs(after_ms - before_ms) <= limit_ms
