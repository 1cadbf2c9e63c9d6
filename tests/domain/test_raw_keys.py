"""Keys in front of an input method: sorted as the wedge rule would sort them behind it, every key once and in its order."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.raw_keys import Burst, Line, RawKey, Role, lapse, role_of, see
from app.domain.wedge import Holding, Key, Kind, Outcome, Rule, Scanned, Swallowed, Typed, press
from app.domain.wedge import lapse as lapse_keys

RULE = Rule()
SHIFT, CTRL, CAPS, META = 42, 29, 58, 125
ENTER, TAB, KEYPAD_ENTER, SPACE, BACKSPACE = 28, 15, 96, 57, 14
PLACES = [*range(16, 26), *range(30, 39), *range(44, 51)]
LETTERS = dict(zip("qwertyuiopasdfghjklzxcvbnm", PLACES, strict=True))
DIGITS = dict(zip("1234567890", range(2, 12), strict=True))
CODES = LETTERS | DIGITS | {"\r": ENTER, "\t": TAB, " ": SPACE}


def typed(text: str, *, start: int = 0, gap: int = 4, hold: int = 2) -> list[RawKey]:
    """As a scanner with Shift for capitals, or a person, does."""
    keys = list[RawKey]()
    for number, ch in enumerate(text):
        at = start + number * gap
        around = [SHIFT] if ch.isupper() else []
        keys += [RawKey(at, code, down=True) for code in (*around, CODES[ch.lower()])]
        keys += [RawKey(at + hold, code, down=False) for code in (*around, CODES[ch.lower()])]
    return keys


def run(keys: Sequence[RawKey], rule: Rule = RULE, *, timer: bool = True) -> list[Burst]:
    """With the timer falling due in each gap, or only at the end."""
    line, bursts = Line(), list[Burst]()
    for key in keys:
        if timer and line.held.keys and key.at_ms - line.held.keys[-1].at_ms > rule.gap_ms:
            line, now = lapse(line, rule)
            bursts += now
        line, now = see(line, key, rule)
        bursts += now
    line, now = lapse(line, rule)
    assert not line.waiting
    return [*bursts, *now]


def scans(bursts: Sequence[Burst]) -> list[list[int]]:
    """The codes of the keys pressed in each scan."""
    return [
        [key.code for key in burst.keys if key.down and role_of(key.code) is not Role.MODIFIER]
        for burst in bursts
        if burst.scanned
    ]


def codes(text: str) -> list[int]:
    return [CODES[ch.lower()] for ch in text]


@st.composite
def streams(draw: st.DrawFn) -> list[RawKey]:
    """Fingers that roll over each other, scans, keys held down, Shift and the rest between."""
    some = st.sampled_from([*range(16, 26), *range(2, 6), ENTER, TAB, SHIFT, BACKSPACE, META, 0])
    gaps = st.one_of(st.integers(0, 60), st.integers(0, 400))
    moments = list[tuple[int, int, RawKey]]()
    at, busy = 0, dict[int, int]()
    for code, gap, hold in draw(st.lists(st.tuples(some, gaps, st.integers(1, 90)), max_size=60)):
        at = max(at + gap, busy.get(code, 0))
        moments.append((at, len(moments), RawKey(at, code, down=True, origin=object())))
        up = RawKey(at + hold, code, down=False, origin=object())
        moments.append((at + hold, len(moments), up))
        busy[code] = at + hold + 1
    return [key for _, _, key in sorted(moments, key=lambda moment: moment[:2])]


rules = st.builds(Rule, gap_ms=st.integers(20, 120), min_keys=st.integers(3, 8))


@given(streams(), rules, st.booleans())
def test_every_key_comes_out_once_and_in_its_order(
    keys: list[RawKey], rule: Rule, timer: bool
) -> None:
    bursts = run(keys, rule, timer=timer)
    assert [key for burst in bursts for key in burst.keys] == keys


@given(streams(), rules)
def test_what_is_a_scan_here_is_one_to_the_rule_and_nothing_else_is(
    keys: list[RawKey], rule: Rule
) -> None:
    """The rule asked directly, as behind an input method that is away."""
    kinds = {Role.CHARACTER: Kind.CHARACTER, Role.END: Kind.END, Role.OTHER: Kind.OTHER}
    held, outcomes = Holding(), list[Outcome]()
    for key in keys:
        role = role_of(key.code)
        if key.down and role is not Role.MODIFIER:
            held, now = press(held, Key(key.at_ms, "", kinds[role], key), rule)
            outcomes += now
    if held.keys:
        past_gap = held.keys[-1].at_ms + rule.gap_ms + 1
        outcomes += lapse_keys(held, past_gap, rule)[1]
    wanted = list[object]()
    for outcome in outcomes:
        match outcome:
            case Scanned(pressed):
                wanted += [each.origin for each in pressed]
            case Swallowed(late):
                wanted.append(late.origin)
            case Typed():
                pass
    found = [
        key
        for burst in run(keys, rule, timer=False)
        for key in burst.keys
        if burst.scanned and key.down and role_of(key.code) is not Role.MODIFIER
    ]
    assert list[object](found) == wanted


@pytest.mark.parametrize("gap", [60, 80, 160])
def test_a_person_s_keys_are_a_person_s(gap: int) -> None:
    keys = typed("Wo xihuan chi mian1", gap=gap, hold=gap // 2)
    assert not scans(run(keys))


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("TPAB23CDEF\r", 4),
        ("tpab23cdef\t", 30),
        ("6901234010015", 50),
        ("Tp aB 12\r", 1),
    ],
    ids=["Shift and Enter", "a Tab", "no end", "no pause"],
)
def test_a_scan_behind_a_person_s_letters_is_whole(text: str, gap: int) -> None:
    word = typed("wang", gap=80, hold=40)
    keys = [*word, *typed(text, start=400, gap=gap, hold=1)]
    bursts = run(keys)
    assert scans(bursts) == [codes(text)]
    assert [key for burst in bursts[:-1] for key in burst.keys if not burst.scanned][:8] == word


def test_two_scans_close_to_each_other_are_two() -> None:
    first, second = typed("TPAB23CDEF\r"), typed("TPAB45CDEF\r", start=75)
    assert scans(run([*first, *second])) == [codes("tpab23cdef\r"), codes("tpab45cdef\r")]


@pytest.mark.parametrize("signal", ["down again", "up and down at once"])
def test_a_key_held_down_is_no_scan(signal: str) -> None:
    """Windows tells each repeat as one press more, X11 as a release and a press at one moment."""
    keys = [RawKey(0, CODES["a"], down=True)]
    for at in range(250, 900, 30):
        if signal == "up and down at once":
            keys.append(RawKey(at, CODES["a"], down=False))
        keys.append(RawKey(at, CODES["a"], down=True))
    keys.append(RawKey(910, CODES["a"], down=False))
    assert not scans(run(keys))


def test_what_cannot_be_of_a_scan_never_waits() -> None:
    """Keys that end a word or walk through its candidates are with the input method at once."""
    for code in (ENTER, TAB, KEYPAD_ENTER, BACKSPACE, 105, 109, 1, SHIFT, META):
        key = RawKey(10, code, down=True)
        assert see(Line(), key, RULE)[1] == (Burst((key,)),)


def test_a_shift_let_go_waits_behind_the_letter_it_was_for() -> None:
    """To ibus a Shift pressed and let go with nothing between turns Chinese off."""
    down, letter, up = typed("W")[0], typed("W")[1], typed("W")[2]
    line, bursts = see(Line(), down, RULE)
    assert bursts == (Burst((down,)),)
    line, bursts = see(line, letter, RULE)
    assert bursts == ()
    line, bursts = see(line, up, RULE)
    assert bursts == ()
    assert lapse(line, RULE)[1] == (Burst((letter, up)),)


def test_the_enter_that_comes_late_is_still_the_scan_s() -> None:
    keys = [*typed("TPAB23CDEF"), *typed("\r", start=150), *typed("\r", start=900)]
    bursts = run(keys)
    assert scans(bursts) == [codes("tpab23cdef"), [ENTER]]
    assert not bursts[-1].scanned


@pytest.mark.parametrize(
    ("code", "role"),
    [
        *[(code, Role.CHARACTER) for code in (*LETTERS.values(), *DIGITS.values(), SPACE, 12, 53)],
        *[(code, Role.CHARACTER) for code in (71, 74, 78, 82, 83, 98, 55)],
        *[(code, Role.END) for code in (ENTER, TAB, KEYPAD_ENTER)],
        *[(code, Role.MODIFIER) for code in (SHIFT, 54, CTRL, 97, 56, 100, CAPS, 69)],
        *[(code, Role.OTHER) for code in (BACKSPACE, 1, 59, 103, 108, META, 126, 0, 0x148)],
    ],
)
def test_keys_by_their_place(code: int, role: Role) -> None:
    assert role_of(code) is role
