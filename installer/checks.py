"""Everything CI runs, as a list of steps: each says its seconds, all run, and any failure makes the whole fail."""

import subprocess
import time
from dataclasses import dataclass

from installer import environment
from installer.saying import say


@dataclass(frozen=True, slots=True)
class Check:
    """`argv` follows the environment's python; a `live` one shows its output as it comes, others only on failure."""

    name: str
    argv: tuple[str, ...]
    live: bool = False


CHECKS = (
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("types", ("-m", "mypy")),
    Check(
        "types on Windows",
        ("-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32", "app"),
    ),
    Check("import rules", ("-c", "from importlinter.cli import lint_imports_command as go; go()")),
    Check("translations", ("-m", "app.ui.language", "check")),
    Check("translations built", ("-m", "app.ui.language", "build")),
    Check(
        "tests",
        (
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "loadfile",
            "--max-worker-restart",
            "0",
            "--durations",
            "10",
        ),
        live=True,
    ),
)


def run() -> int:
    """0 when every check passed; says each with its seconds, and all again at the end."""
    env = environment.surroundings(QT_QPA_PLATFORM="offscreen", PYTHONDONTWRITEBYTECODE="")
    done: list[tuple[Check, bool, float]] = []
    for check in CHECKS:
        say(f"── {check.name}")
        began = time.monotonic()
        good = _passes(check, env)
        done.append((check, good, time.monotonic() - began))
    say("")
    for check, good, seconds in done:
        say(f"{'ok    ' if good else 'FAILED'} {seconds:7.1f} s  {check.name}")
    return 0 if all(good for _, good, _ in done) else 1


def _passes(check: Check, env: dict[str, str]) -> bool:
    argv = [str(environment.python()), *check.argv]
    if check.live:
        return subprocess.run(argv, cwd=environment.ROOT, env=env, check=False).returncode == 0
    ran = subprocess.run(
        argv,
        cwd=environment.ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ran.returncode:
        say(ran.stdout)
    return ran.returncode == 0
