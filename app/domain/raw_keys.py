"""Keys as the window system has them, before any input method: a person's are sorted from a scanner's by the wedge rule, so
that only a person's ever get to an input method. Pure, as the rule is; codes are the same on every PC keyboard."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final

from app.domain.wedge import Holding, Key, Kind, Outcome, Rule, Scanned, Swallowed, Typed
from app.domain.wedge import lapse as lapse_keys
from app.domain.wedge import press as press_key


@dataclass(frozen=True, slots=True)
class RawKey:
    """One press or release. `code` is the key's place on the keyboard (Linux' event code, which is the set 1 scan code of the
    main block); `button` the number Qt has for it; `sent`: it was sent by a program; `origin` is the caller's."""

    at_ms: int
    code: int
    down: bool
    button: int = 0
    sent: bool = False
    origin: object = None


class Role(Enum):
    """What a key can be to the rule. Which character it gives depends on the layout, that it gives one does not."""

    CHARACTER = auto()
    END = auto()
    MODIFIER = auto()
    OTHER = auto()


_ENDS: Final = frozenset({15, 28, 96})
"""Tab, Enter, Enter of the keypad."""
_MODIFIERS: Final = frozenset({29, 42, 54, 56, 58, 69, 97, 100})
"""Ctrl, Shift, Alt, Caps Lock, Num Lock; never the Windows key, which is the system's."""
_CHARACTERS: Final = frozenset(
    {*range(2, 14), *range(16, 28), *range(30, 42), *range(43, 54), 55, 57, *range(71, 84), 86, 98}
    - _MODIFIERS
)
"""Digits, letters, signs, space, the keypad: also the digits of an Alt code."""


def role_of(code: int) -> Role:
    """Unknown keys cut a scan, as on the other side of the input method."""
    if code in _CHARACTERS:
        return Role.CHARACTER
    if code in _ENDS:
        return Role.END
    return Role.MODIFIER if code in _MODIFIERS else Role.OTHER


@dataclass(frozen=True, slots=True)
class Burst:
    """Keys that are decided, in their order. A scanner's are for no input method."""

    keys: tuple[RawKey, ...]
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The state between keys. `waiting`: every key since the first undecided press, releases and modifiers too, so that
    nothing overtakes anything."""

    held: Holding = field(default_factory=Holding)
    waiting: tuple[RawKey, ...] = ()
    down: frozenset[int] = frozenset()
    last_up: tuple[int, int] | None = None


def see(line: Line, key: RawKey, rule: Rule) -> tuple[Line, tuple[Burst, ...]]:
    """One key more."""
    repeated = key.code in line.down or (key.code, key.at_ms) == line.last_up
    line = replace(
        line,
        waiting=(*line.waiting, key),
        down=line.down | {key.code} if key.down else line.down - {key.code},
        last_up=line.last_up if key.down else (key.code, key.at_ms),
    )
    role = role_of(key.code)
    if not key.down or role is Role.MODIFIER:
        return _cut(line, ())
    kind = Kind.OTHER if repeated else _KINDS[role]
    held, outcomes = press_key(line.held, Key(key.at_ms, "", kind, key), rule)
    return _cut(replace(line, held=held), outcomes)


def lapse(line: Line, rule: Rule) -> tuple[Line, tuple[Burst, ...]]:
    """No key came for longer than the gap: nothing waits any more."""
    if not line.held.keys:
        return line, ()
    past_gap = line.held.keys[-1].at_ms + rule.gap_ms + 1
    held, outcomes = lapse_keys(line.held, past_gap, rule)
    return _cut(replace(line, held=held), outcomes)


_KINDS: Final = {
    Role.CHARACTER: Kind.CHARACTER,
    Role.END: Kind.END,
    Role.OTHER: Kind.OTHER,
}


def _cut(line: Line, outcomes: tuple[Outcome, ...]) -> tuple[Line, tuple[Burst, ...]]:
    """Each outcome takes all that waits up to its last key and the releases behind; with no key undecided, nothing waits."""
    bursts: tuple[Burst, ...] = ()
    for outcome in outcomes:
        match outcome:
            case Typed(keys):
                last, scanned = keys[-1], False
            case Scanned(keys):
                last, scanned = keys[-1], True
            case Swallowed(key):
                last, scanned = key, True
        end = next(at for at, key in enumerate(line.waiting, 1) if key is last.origin)
        while end < len(line.waiting) and not line.waiting[end].down:
            end += 1
        bursts += (Burst(line.waiting[:end], scanned),)
        line = replace(line, waiting=line.waiting[end:])
    if line.waiting and not line.held.keys:
        return replace(line, waiting=()), (*bursts, Burst(line.waiting))
    return line, bursts
