"""The test's side of the wedge test: a program on a Chinese screen, told over its pipes, and a hand that scans and types
into it. What the hand did is judged by the X server's own time stamps."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from app.settings import ScannerSettings
from tests.journeys.chinese_screen import PATIENCE_S, ChineseScreen

GAP_MS: Final = ScannerSettings().wedge_gap_ms
ROOT: Final = Path(__file__).resolve().parents[2]
END: Final = "\r"
SCANNER_MS, PERSON_MS, QUICK_MS = "4", "160", "120"
"""xdotool waits about half of what it is told between two keys: 2 to 4 ms, 80 ms and 60 ms."""
APART_S: Final = "0.02"
"""From one scan to the next; a hand with a scanner never is as quick."""


@dataclass(frozen=True, slots=True)
class Took:
    """What the program noticed since it was asked before. `keys`: time stamp, text, stood in its place."""

    keys: tuple[tuple[int, str, bool], ...]
    scans: tuple[str, ...]
    reached: tuple[str, ...]
    fields: dict[str, str]
    screen: dict[str, Any]
    raw: tuple[int, ...]
    """When each key came to the watch in front of the input method."""
    composing: bool
    """An input method is let in."""
    held: int
    """Keys that are not decided yet, there or in the wedge filter."""

    def __add__(self, later: "Took") -> "Took":
        """Both, as if asked once."""
        return replace(
            later,
            keys=self.keys + later.keys,
            scans=self.scans + later.scans,
            reached=self.reached + later.reached,
            raw=self.raw + later.raw,
        )

    @property
    def typed(self) -> str:
        """What the window system gave the program, in its order."""
        return "".join(text for _, text, _ in self.keys)

    def widest(self, codes: Sequence[str]) -> int:
        """The longest pause inside one of these scans, in milliseconds. Only for keys that are all there."""
        widest, at = 0, 0
        for code in codes:
            stamps = [stamp for stamp, _, _ in self.keys[at : at + len(code) + 1]]
            widest = max([widest, *(b - a for a, b in pairwise(stamps))])
            at += len(code) + 1
        return widest

    def begun_in_place(self, codes: Sequence[str]) -> int:
        """How many of these scans found the counter where it was told to stand."""
        starts = [sum(len(code) + 1 for code in codes[:n]) for n in range(len(codes))]
        return sum(self.keys[at][2] for at in starts)


class WedgeDesk:
    """`kind` is what tests.journeys.wedge_counter takes."""

    def __init__(self, screen: ChineseScreen, folder: Path, kind: str) -> None:
        self._screen = screen
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.wedge_counter", str(folder), kind],
            env=screen.env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._hear()

    def stand(self, at: str) -> None:
        """Returns when the counter stands there; from now on it goes back there after each scan."""
        self._ask(do="stand", at=at)

    def fill(self, fields: dict[str, str]) -> None:
        """What stands in the fields from now on; the others are empty."""
        self._ask(do="fill", **fields)

    def let_go(self) -> None:
        """The counter stays where the keys lead it."""
        self._ask(do="let go")

    def take(self) -> Took:
        """What was noticed since the last time."""
        said = self._ask(do="take")
        return Took(
            tuple((stamp, text, there) for stamp, text, there in said["keys"]),
            tuple(said["scans"]),
            tuple(said["reached"]),
            said["fields"],
            said["screen"],
            tuple(said["raw"]),
            said["composing"],
            said["held"],
        )

    def until(self, seen: Callable[[Took], bool], what: str) -> Took:
        """What was noticed, once `seen` of it."""
        whole = self.take()
        limit = time.monotonic() + PATIENCE_S
        while not seen(whole):
            assert time.monotonic() < limit, f"{what}: {whole}"
            whole = whole + self.take()
        return whole

    def scan(self, codes: Sequence[str]) -> None:
        """One after the other, each with Return."""
        words: list[str] = []
        for code in codes:
            words += ["type", "--delay", SCANNER_MS, "--args", "1", code]
            words += ["key", "--delay", "0", "Return", "sleep", APART_S]
        self._screen.hand(*words)

    def let_in(self, key: str) -> None:
        """A word is composed from now on. Right behind a scan a Tab is still the scanner's, so that it may take two."""
        composing = False
        while not composing:
            self._screen.hand("key", "--delay", SCANNER_MS, key)
            took = self.until(lambda took: took.typed != "" and not took.held, "a key")
            composing = took.composing

    def compose_and_scan(self, word: Sequence[str], code: str) -> None:
        """Each key of `word` by a person, the code by a scanner right behind."""
        keys = ["key", "--delay", PERSON_MS, *word] if word else []
        scan = ["type", "--delay", SCANNER_MS, "--args", "1", code]
        self._screen.hand(*keys, *scan, "key", "--delay", "0", "Return")

    def type(self, text: str, delay: str = PERSON_MS) -> None:
        """As a person."""
        self._screen.hand("type", "--delay", delay, text)

    def press(self, *names: str) -> None:
        """Keys by their X names, as a person presses them."""
        self._screen.hand("key", "--delay", PERSON_MS, *names)

    def turn_caps_lock(self) -> None:
        """On or off; it is a switch, nobody waits at it."""
        self._screen.hand("key", "--delay", SCANNER_MS, "Caps_Lock")

    def close(self) -> None:
        """Ends the program; it closes its shop by itself."""
        assert self._program.stdin is not None
        self._program.stdin.close()
        try:
            self._program.wait(PATIENCE_S)
        finally:
            self._program.kill()

    def _ask(self, **words: str) -> dict[str, Any]:
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(words) + "\n")
        self._program.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program ended"
        heard: dict[str, Any] = json.loads(line)
        return heard
