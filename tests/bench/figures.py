"""One measured figure beside its target, and many samples made into one figure with its spread. No measuring here."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Better(StrEnum):
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table. `target` None = shown without a promise; `detail` says spread, samples and how."""

    row: str
    figure: float
    unit: str
    target: float | None
    better: Better
    detail: str

    @property
    def met(self) -> bool | None:
        """None without a target."""
        if self.target is None:
            return None
        return (
            self.figure <= self.target
            if self.better is Better.LOWER
            else self.figure >= self.target
        )

    def as_json(self) -> dict[str, object]:
        """row, figure, unit, target, better, met, detail."""
        return asdict(self) | {"better": self.better.value, "met": self.met}


@dataclass(frozen=True, slots=True)
class Bench:
    """A group of rows measured together; `--row` takes its name or the name of one of its rows."""

    name: str
    rows: tuple[str, ...]
    measure: Callable[[], Iterable[Figure]]


def percentile(samples: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest sample not less than `percent` of all; never made up between two."""
    ordered = sorted(samples)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def over_rounds(
    row: str,
    rounds: Sequence[Sequence[float]],
    percent: float,
    *,
    unit: str,
    target: float | None,
    how: str,
) -> Figure:
    """The median over rounds of each round's percentile; the spread is from the best to the worst round."""
    found = [percentile(samples, percent) for samples in rounds]
    spread = f"{len(rounds)} rounds of {len(rounds[0])}, {min(found):.2f} to {max(found):.2f}"
    return Figure(
        row, round(statistics.median(found), 3), unit, target, Better.LOWER, f"{how}; {spread}"
    )


def over_repeats(
    row: str,
    samples: Sequence[float],
    *,
    unit: str,
    target: float | None,
    how: str,
    better: Better = Better.LOWER,
) -> Figure:
    """The median of single measurements, with their spread."""
    spread = f"{len(samples)} times, {min(samples):.2f} to {max(samples):.2f}"
    return Figure(
        row, round(statistics.median(samples), 3), unit, target, better, f"{how}; {spread}"
    )


def table(figures: Sequence[Figure]) -> str:
    """For people: one line a row, the missed ones said so."""
    words = {True: "met", False: "MISSED", None: ""}
    lines = [("row", "figure", "unit", "target", "", "detail")]
    for each in figures:
        sign = "≤" if each.better is Better.LOWER else "≥"
        target = "" if each.target is None else f"{sign} {each.target:g}"
        lines.append(
            (each.row, f"{each.figure:g}", each.unit, target, words[each.met], each.detail)
        )
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[5]]
        )
        for line in lines
    )
