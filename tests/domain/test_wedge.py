"""The wedge rule: no key lost, doubled or moved; people type, scanners scan, whatever comes between."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.wedge import (
    Holding,
    Key,
    Kind,
    Outcome,
    Rule,
    Scanned,
    Swallowed,
    Typed,
    is_repeat,
    lapse,
    press,
)

RULE = Rule()
CODE = "TPAB23CDEF"

rules = st.builds(Rule, gap_ms=st.integers(20, 120), min_keys=st.integers(3, 8))
gaps = st.one_of(st.integers(0, 60), st.integers(0, 400))
kinds = st.sampled_from([Kind.CHARACTER] * 8 + [Kind.END, Kind.OTHER])


def keys_of(text: str, start: int = 0, gap: int = 4, *, end: bool = True) -> list[Key]:
    found = [Key(start + at * gap, ch) for at, ch in enumerate(text)]
    if end:
        found.append(Key(start + len(text) * gap, "\r", Kind.END))
    return found


def run(keys: list[Key], rule: Rule = RULE, *, until_ms: int = 10**9) -> list[Outcome]:
    """As a filter would: `lapse` falls due before a key that comes after the gap."""
    held, outcomes = Holding(), list[Outcome]()
    for key in keys:
        held, now = lapse(held, key.at_ms, rule)
        outcomes += now
        held, now = press(held, key, rule)
        outcomes += now
    _, now = lapse(held, until_ms, rule)
    return [*outcomes, *now]


def flat(outcomes: list[Outcome]) -> list[Key]:
    found = list[Key]()
    for outcome in outcomes:
        match outcome:
            case Typed(keys) | Scanned(keys):
                found += keys
            case Swallowed(key):
                found.append(key)
    return found


def scans(outcomes: list[Outcome]) -> list[str]:
    return [outcome.text for outcome in outcomes if isinstance(outcome, Scanned)]


def shape(outcomes: list[Outcome]) -> list[str]:
    """ "t:ab" typed, "s:code" scanned, "x:" swallowed."""
    marks = list[str]()
    for outcome in outcomes:
        match outcome:
            case Typed(keys):
                marks.append("t:" + "".join(key.text for key in keys))
            case Scanned():
                marks.append("s:" + outcome.text)
            case Swallowed():
                marks.append("x:")
    return marks


@st.composite
def streams(draw: st.DrawFn) -> list[Key]:
    at, found = 0, list[Key]()
    for kind, gap in draw(st.lists(st.tuples(kinds, gaps), max_size=60)):
        at += gap
        found.append(Key(at, "a" if kind is Kind.CHARACTER else "", kind, object()))
    return found


@given(streams(), rules, st.booleans())
def test_what_goes_in_comes_out_in_order(keys: list[Key], rule: Rule, timer_fires: bool) -> None:
    """With and without the timer between keys: the timer may be late, never wrong."""
    if timer_fires:
        assert flat(run(keys, rule)) == keys
    held, outcomes = Holding(), list[Outcome]()
    for key in keys:
        held, now = press(held, key, rule)
        outcomes += now
    assert flat([*outcomes, *lapse(held, 10**9, rule)[1]]) == keys


@given(streams(), rules)
def test_a_late_timer_changes_nothing(keys: list[Key], rule: Rule) -> None:
    held, outcomes = Holding(), list[Outcome]()
    for key in keys:
        held, now = press(held, key, rule)
        outcomes += now
    outcomes += lapse(held, 10**9, rule)[1]
    merged = run(keys, rule)
    assert scans(outcomes) == scans(merged)
    assert "".join(shape(outcomes)).replace("t:", "") == "".join(shape(merged)).replace("t:", "")


@given(st.lists(st.tuples(kinds, st.integers(1, 500)), max_size=60), rules)
def test_a_person_never_scans(presses: list[tuple[Kind, int]], rule: Rule) -> None:
    at, keys = 0, list[Key]()
    for kind, extra in presses:
        at += rule.gap_ms + extra
        keys.append(Key(at, "a", kind))
    outcomes = run(keys, rule)
    assert all(isinstance(outcome, Typed) for outcome in outcomes)
    assert flat(outcomes) == keys


@given(
    text=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:/. ", min_size=6, max_size=200),
    data=st.data(),
    end=st.booleans(),
    rule=rules.filter(lambda rule: rule.min_keys <= 6),
)
def test_a_burst_is_one_scan(text: str, data: st.DataObject, end: bool, rule: Rule) -> None:
    at, keys = 1000, list[Key]()
    for ch in text:
        at += data.draw(st.integers(0, rule.gap_ms))
        keys.append(Key(at, ch))
    if end:
        keys.append(Key(at + data.draw(st.integers(0, rule.gap_ms)), "\r", Kind.END))
    assert run(keys, rule) == [Scanned(tuple(keys))]
    assert scans(run(keys, rule)) == [text]


def test_one_key_waits_a_gap_and_no_longer() -> None:
    key = Key(100, "a")
    held, outcomes = press(Holding(), key, RULE)
    assert outcomes == ()
    assert lapse(held, 150, RULE) == (held, ())
    assert lapse(held, 151, RULE) == (Holding(), (Typed((key,)),))


@pytest.mark.parametrize("kind", [Kind.END, Kind.OTHER])
def test_enter_and_function_keys_never_wait(kind: Kind) -> None:
    key = Key(100, "", kind)
    assert press(Holding(), key, RULE) == (Holding(), (Typed((key,)),))
    quick = keys_of("abc", end=False)
    assert run([*quick, Key(20, "", kind)]) == [Typed((*quick, Key(20, "", kind)))]


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (keys_of(CODE), [f"s:{CODE}"]),
        (keys_of(CODE, end=False), [f"s:{CODE}"]),
        ([*keys_of("ab", 0, 120, end=False), *keys_of(CODE, 300)], ["t:a", "t:b", f"s:{CODE}"]),
        ([*keys_of(CODE), *keys_of(CODE, 45)], [f"s:{CODE}", f"s:{CODE}"]),
        ([*keys_of("12345"), *keys_of("1234", 30)], ["t:12345\r", "t:1234\r"]),
        (keys_of("123456"), ["s:123456"]),
        (keys_of("12345", end=False), ["t:12345"]),
        ([*keys_of(CODE, end=False), Key(100, "\r", Kind.END)], [f"s:{CODE}", "x:"]),
        ([*keys_of(CODE, end=False), Key(186, "\r", Kind.END)], [f"s:{CODE}", "x:"]),
        ([*keys_of(CODE, end=False), Key(187, "\r", Kind.END)], [f"s:{CODE}", "t:\r"]),
        ([*keys_of(CODE), Key(42, "\n", Kind.END)], [f"s:{CODE}", "x:"]),
        (
            [*keys_of(CODE), Key(60, "", Kind.OTHER), Key(70, "\r", Kind.END)],
            [f"s:{CODE}", "t:", "t:\r"],
        ),
        ([*keys_of(CODE), Key(400, "\r", Kind.END)], [f"s:{CODE}", "t:\r"]),
        ([*keys_of(CODE, end=False), Key(40, "", Kind.OTHER)], [f"s:{CODE}", "t:"]),
    ],
    ids=[
        "with CR",
        "ends by a gap",
        "after typing",
        "two scans in a row",
        "two short codes stay keys",
        "six keys",
        "five keys",
        "late CR",
        "latest CR",
        "too late: a person's Enter",
        "CR LF",
        "Enter after another key is a person's",
        "Enter later is a person's",
        "an F-key cuts the scan and passes",
    ],
)
def test_what_becomes_of_keys(keys: list[Key], wanted: list[str]) -> None:
    assert shape(run(keys)) == wanted
    assert flat(run(keys)) == keys


def test_stamps_a_moment_out_of_order_are_one_scan() -> None:
    keys = keys_of(CODE)
    keys[4] = replace(keys[4], at_ms=keys[3].at_ms - 1)
    assert scans(run(keys)) == [CODE]


def test_a_clock_that_jumps_back_holds_nothing_for_ever() -> None:
    key, later = Key(2**32 - 10, "a"), Key(5, "b")
    held, outcomes = press(press(Holding(), key, RULE)[0], later, RULE)
    assert outcomes == (Typed((key,)),)
    assert held == Holding((later,))


def test_garbage_without_end_is_cut() -> None:
    rule = Rule(max_keys=100)
    outcomes = run(keys_of("x" * 250, end=False), rule)
    assert [len(text) for text in scans(outcomes)] == [100, 100, 50]


def test_gs_belongs_to_the_code() -> None:
    assert scans(run(keys_of("010690\x1d21abc"))) == ["010690\x1d21abc"]


@pytest.mark.parametrize(
    ("text", "ms", "repeat"),
    [
        (CODE, 2500, True),
        (CODE.lower(), 1000, True),
        (CODE, 2501, False),
        (CODE + "A", 1000, False),
    ],
)
def test_the_same_code_within_a_moment_is_one_scan(text: str, ms: int, repeat: bool) -> None:
    assert is_repeat(CODE, 1000, text, ms) is repeat
