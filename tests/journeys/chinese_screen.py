"""A screen of its own with a Chinese input method running on it: Xvfb, a window manager, ibus with libpinyin, and xdotool
as the hand on the keyboard. Nothing of the user's session is touched; all of it dies with `close`."""

import os
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Final

ENGINE: Final = "libpinyin"
PATIENCE_S: Final = 60


class ChineseScreen:
    """`env` is what a program needs to open its windows there; `folder` takes the session's own files."""

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._log = self._stack.enter_context((folder / "stderr.log").open("w"))
        self.env = os.environ | {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "ibus",
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
        }
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        (self._folder / "run").mkdir(mode=0o700, parents=True)
        server = [
            "nice",
            "-n",
            "-10",
            "Xvfb",
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
        ]
        self.env["DISPLAY"] = f":{_first_line(self.run([*server, '-noreset']))}"
        bus = self.run(["dbus-daemon", "--session", "--nofork", "--print-address=1"])
        self.env["DBUS_SESSION_BUS_ADDRESS"] = _first_line(bus)
        self.run(["openbox"])
        self.run(["ibus-daemon", "--replace", "--xim", "--panel", "disable"])
        limit = time.monotonic() + PATIENCE_S
        while self._ask("ibus", "engine") != ENGINE:
            if time.monotonic() > limit:
                raise TimeoutError("the input method did not start")
            self._ask("ibus", "engine", ENGINE)

    def run(self, argv: list[str], cwd: Path | None = None) -> IO[str]:
        """Starts a program on this screen that ends with it; its standard output."""
        program = self._stack.enter_context(
            subprocess.Popen(
                argv,
                env=self.env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._log,
                text=True,
            )
        )
        self._stack.callback(program.kill)
        if argv[0] == "Xvfb":
            _go_first(program.pid)
        assert program.stdout is not None
        return program.stdout

    def hand(self, *words: str) -> None:
        """One call of xdotool, waited for."""
        argv = ["xdotool", *words]
        with subprocess.Popen(argv, env=self.env, stderr=self._log) as typing:
            _go_first(typing.pid)
            assert typing.wait(PATIENCE_S) == 0, words

    def close(self) -> None:
        self._stack.close()

    def _ask(self, *argv: str) -> str:
        asked = subprocess.run(argv, env=self.env, check=False, capture_output=True, text=True)
        return asked.stdout.strip()


def _go_first(pid: int) -> None:
    """A keyboard and its driver do not wait for the programs of their PC; as root these two need not either."""
    with suppress(PermissionError):
        os.sched_setscheduler(pid, os.SCHED_FIFO, os.sched_param(1))


def _first_line(lines: IO[str]) -> str:
    line = lines.readline().strip()
    if not line:
        raise RuntimeError("a program of the screen did not start")
    return line
