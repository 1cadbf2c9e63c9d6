"""What the headless day leaves behind: every step with what it did, expected and saw, as `summary.json`."""

import json
import platform
import time
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Step:
    """One thing done at the counter. `fact_ids` are new facts, `hq_answers` what HQ said to them so far."""

    name: str
    did: str
    expected: str
    showed: str = ""
    ok: bool = False
    fact_ids: list[str] = field(default_factory=list)
    hq_answers: dict[str, str] = field(default_factory=dict)
    ms: float = 0.0
    pictures: list[str] = field(default_factory=list)
    why: str = ""
    began_at: str = ""
    """Aware UTC, ISO 8601."""


class StepFailed(Exception):
    """The counter did not do what it should; the text says what was seen instead."""


class Report:
    """Collects steps; a step that fails is kept with its reason and the day goes on."""

    def __init__(self, out: Path, say: Callable[[str], None]) -> None:
        self.out = out
        self.steps: list[Step] = []
        self.extra: dict[str, object] = {}
        self._say = say
        self._began = time.monotonic()

    @property
    def ok(self) -> bool:
        """Every step did what it should, and there were steps."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    def take(self, step: Step, act: Callable[[Step], str]) -> None:
        """Runs `act`; it returns what the counter showed, or raises StepFailed (or TimeoutError)."""
        self.steps.append(step)
        step.began_at = datetime.now(UTC).isoformat(timespec="microseconds")
        began = time.perf_counter()
        try:
            step.showed = act(step)
            step.ok = True
        except (StepFailed, TimeoutError) as failed:
            step.why = str(failed)
        step.ms = round((time.perf_counter() - began) * 1000, 1)
        self._say(f"{'ok    ' if step.ok else 'FAILED'} {step.ms:8.1f} ms  {step.name}  {step.why}")

    def assign(self, facts: Sequence[Mapping[str, Any]]) -> None:
        """Gives each fact of HQ's books (`id`, `at`, `outcome`) to the step in which it happened."""
        starts = [datetime.fromisoformat(step.began_at) for step in self.steps]
        for fact in facts:
            at = datetime.fromisoformat(str(fact["at"]))
            step = self.steps[max(0, bisect_right(starts, at) - 1)]
            step.fact_ids.append(str(fact["id"]))
            step.hq_answers[str(fact["id"])] = f"{fact['kind']}: {fact['outcome']}"

    def write(self) -> None:
        """`summary.json` in the out directory."""
        failed = [step.name for step in self.steps if not step.ok]
        summary = {
            "ok": self.ok,
            "totals": {
                "steps": len(self.steps),
                "failed": failed,
                "facts": sum(len(step.fact_ids) for step in self.steps),
                "seconds": round(time.monotonic() - self._began, 1),
                **self.extra,
            },
            "python": platform.python_version(),
            "system": platform.system(),
            "steps": [asdict(step) for step in self.steps],
        }
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        (self.out / "summary.json").write_text(text + "\n", encoding="utf-8")
