"""The scanner of the wedge test: codes nobody has, and the judgement of each that was scanned, in a row or into a word."""

from collections.abc import Sequence
from functools import partial
from itertools import count, pairwise
from typing import Final

from tests.journeys.wedge_desk import END, GAP_MS, Took, WedgeDesk
from tests.journeys.wedge_places import BEFORE, WITH_PIN

TIRED: Final = 200
"""Batches the machine may spoil before it is said to be no bench."""


class Scanner:
    """Codes nobody has, each another, and the judgement of every batch."""

    def __init__(self, desk: WedgeDesk) -> None:
        self._desk = desk
        self._numbers = count()
        self._spoiled = 0

    def scan(self, place: str, how_many: int = 1, *, caps: bool = False) -> Took:
        """In fair batches, shorter ones after each that the machine spoiled; what the last left behind. None lost, none
        doubled, nothing else touched."""
        size, left = how_many, how_many
        while True:
            codes = [_code(next(self._numbers), place) for _ in range(min(size, left))]
            self._desk.stand(place)
            before = self._desk.take()
            self._desk.scan(codes)
            if caps:
                codes = [code.lower() for code in codes]
            took = self._all_of("".join(code + END for code in codes), place)
            if took.widest(codes) > GAP_MS:
                size = max(1, size // 2)
                self._spoiled += 1
                assert self._spoiled <= TIRED, "this machine is too busy for a steady hand"
                self._desk.fill(before.fields)
                continue
            missed = sorted(set(codes) ^ set(took.scans))
            assert list(took.scans) == codes, f"{place}: {missed}, {took.reached}, {took.keys}"
            assert took.reached == (), place
            assert place == BEFORE or took.fields == before.fields, place
            assert took.begun_in_place(codes[:1]) == 1, place
            left -= len(codes)
            if not left:
                return took

    def scan_into_word(
        self, place: str, let_in: str, word: Sequence[str], *, caps: bool = False
    ) -> Took:
        """While a word is composed. The field's text is as it was, and nothing of the scan was given to anybody."""
        while True:
            code = _code(next(self._numbers), place)
            self._desk.stand(place)
            before = self._desk.take()
            self._desk.let_in(let_in)
            self._desk.compose_and_scan(word, code)
            code = code.lower() if caps else code
            took = self._desk.until(
                partial(_is_through, typed=code + END, letters=len(word)),
                f"{code} into {word} at {place}",
            )
            took = took + self._desk.take()
            if _was_uneven(took, len(word)):
                self._spoiled += 1
                assert self._spoiled <= TIRED, "this machine is too busy for a steady hand"
                self._desk.press("Escape", "Escape")
                self._desk.fill(before.fields)
                continue
            told = f"{place}, {word}: {took}"
            assert took.scans == (code,), told
            assert took.fields == before.fields, told
            assert all(each.endswith(("composed", "PageDown")) for each in took.reached), told
            return took

    def _all_of(self, typed: str, place: str) -> Took:
        """Until every key came in and nothing is held any more; fails when keys stay away. A scan is told through the
        event loop, so that one more question has to go by."""
        whole = self._desk.until(
            lambda took: len(took.typed) >= len(typed) and not took.held, f"{typed!r} into {place}"
        )
        whole = whole + self._desk.take()
        assert whole.typed == typed, place
        return whole


def _is_through(took: Took, *, typed: str, letters: int) -> bool:
    """The whole scan behind a person's letters; or the hand was uneven, and anything may have become of it."""
    return not took.held and (took.typed.endswith(typed) or _was_uneven(took, letters))


def _was_uneven(took: Took, letters: int) -> bool:
    """A person's keys as close as a scanner's, or a scanner's as far apart as a person's."""
    gaps = [after - before for before, after in pairwise(took.raw)]
    by_person, by_scanner = gaps[:letters], gaps[letters:]
    return any(gap <= GAP_MS for gap in by_person) or any(gap > GAP_MS for gap in by_scanner)


def _code(number: int, place: str) -> str:
    """No digits where a PIN is asked for: a batch the machine spoiled would spend its five tries."""
    code = f"TPAB{number:05d}XY"
    return code.translate(str.maketrans("0123456789", "QRSTUVWXYZ")) if place in WITH_PIN else code
