"""The commands of `run.py` and what each needs before it starts. Decides the order; the work is elsewhere."""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from installer import checks, debian, environment
from installer.saying import Stopped, say


def run(argv: Sequence[str]) -> int:
    """Parse, set up, run; the exit code."""
    asked = parser().parse_args(argv)
    began = time.monotonic()
    try:
        debian.make_ready(environment.ROOT)
        environment.make()
        if (seconds := time.monotonic() - began) > 1:
            say(f"Ready after {seconds:.1f} s.")
        act: Callable[[argparse.Namespace], int] = asked.act
        return act(asked)
    except Stopped as why:
        say(f"\n{why}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def parser() -> argparse.ArgumentParser:
    """What may be asked of run.py."""
    top = argparse.ArgumentParser(
        prog="installer/run.py", description="Tuangui 团柜: set up and start."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser(
        "demo", help="a shop on your desk: local HQ, counter, printer, line switch"
    )
    demo.add_argument("--headless", action="store_true", help="run the same day without a screen")
    demo.add_argument(
        "--out", type=Path, default=Path("out/demo"), help="where --headless writes its results"
    )
    demo.set_defaults(act=_demo)

    test = commands.add_parser("test", help="everything CI runs")
    test.set_defaults(act=_test)

    bench = commands.add_parser("bench", help="measure, and compare with the targets")
    bench.add_argument(
        "--row", action="append", default=[], help="only this row (may be given again)"
    )
    bench.add_argument("--json", type=Path, help="also write the rows to this file")
    bench.set_defaults(act=_bench)

    app = commands.add_parser("app", help="the counter itself; further arguments go to it")
    app.add_argument("rest", nargs=argparse.REMAINDER)
    app.set_defaults(act=_app)

    setup = commands.add_parser("setup", help="only set up")
    setup.set_defaults(act=_setup)
    return top


def _demo(asked: argparse.Namespace) -> int:
    if asked.headless:
        env = environment.surroundings(QT_QPA_PLATFORM="offscreen")
        return environment.run_module(
            "installer.demo", ["--headless", "--out", str(asked.out.resolve())], env
        )
    if not debian.has_screen():
        raise Stopped(
            "There is no screen here. Try: python3 installer/run.py demo --headless --out out/demo"
        )
    return environment.run_module("installer.demo", [])


def _test(_asked: argparse.Namespace) -> int:
    return checks.run()


def _bench(asked: argparse.Namespace) -> int:
    argv = [part for row in asked.row for part in ("--row", row)]
    if asked.json:
        argv += ["--json", str(asked.json.resolve())]
    return environment.run_module(
        "tests.bench", argv, environment.surroundings(QT_QPA_PLATFORM="offscreen")
    )


def _app(asked: argparse.Namespace) -> int:
    return environment.run_module("app", asked.rest)


def _setup(_asked: argparse.Namespace) -> int:
    say(f"All there. Programs: {environment.scripts()}")
    return 0
