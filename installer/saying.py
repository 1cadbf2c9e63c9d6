"""What the set-up tells the person waiting: plain lines with seconds, and long output kept in a log until it is needed."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


class Stopped(Exception):
    """The command cannot go on; the text says why and what to do."""


def say(text: str) -> None:
    """One line, at once, whatever the console can spell."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """`what … 3.2 s` around a piece of work; the line ends with `failed` when it raises."""
    began = time.monotonic()
    print(f"  {what} …", end="", flush=True)
    try:
        yield
    except BaseException:
        print(f" failed after {time.monotonic() - began:.1f} s", flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def quietly(
    argv: Sequence[str | Path], *, log: Path, cwd: Path, env: Mapping[str, str] | None = None
) -> None:
    """Run a program with its output in `log`; raise Stopped with the end of it when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8", errors="replace") as sink:
        done = subprocess.run(
            [str(part) for part in argv],
            cwd=cwd,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise Stopped(
            f"{Path(argv[0]).name} ended with {done.returncode}:\n{tail}\nAll of it: {log}"
        )
