"""The virtual environment of a checkout: made once from constraints.txt, recognised by a stamp at every later start."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.saying import Stopped, quietly, say, step

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv"
LOGS = PLACE / "logs"
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
STAMP = PLACE / "tuangui-stamp"
LAUNCHERS = {"tuangui": "app", "tuangui-hq": "sync.hq"}


def scripts() -> Path:
    """Where the environment keeps its programs."""
    return PLACE / ("Scripts" if os.name == "nt" else "bin")


def python() -> Path:
    """The environment's interpreter."""
    return scripts() / ("python.exe" if os.name == "nt" else "python")


def make() -> None:
    """Make the environment unless the stamp says it is already what constraints.txt asks for; build what is not kept."""
    _make_environment()
    if not _translations_built():
        with step("building the translations"):
            quietly(
                [python(), "-m", "app.ui.language", "build"],
                log=LOGS / "build.log",
                cwd=ROOT,
                env=surroundings(),
            )


def _translations_built() -> bool:
    """Each .ts file has a newer .qm beside it."""
    kept = list((ROOT / "resources" / "i18n").glob("*.ts"))
    made = [file.with_suffix(".qm") for file in kept]
    return all(
        qm.exists() and qm.stat().st_mtime_ns >= ts.stat().st_mtime_ns
        for ts, qm in zip(kept, made, strict=True)
    )


def _make_environment() -> None:
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and python().exists():
        return
    say("Setting up (once; a few minutes, most of it the download of Qt):")
    STAMP.unlink(missing_ok=True)
    with step(f"making the virtual environment in {PLACE.name}"):
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(PLACE)
    count = sum("==" in line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines())
    with step(f"installing {count} pinned packages, each checked by its hash"):
        _install()
    with step("adding the commands tuangui and tuangui-hq"):
        _add_launchers()
    STAMP.write_text(wanted, encoding="utf-8")


def surroundings(**more: str) -> dict[str, str]:
    """The environment variables our programs run under: UTF-8 everywhere, nothing of another Python."""
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH"}
    }
    return env | {"PYTHONUTF8": "1", "VIRTUAL_ENV": str(PLACE)} | more


def run_module(module: str, argv: Sequence[str], env: Mapping[str, str] | None = None) -> int:
    """`python -m module argv…` from the checkout; its exit code. Ctrl+C reaches it and is not a failure of ours."""
    command = [str(python()), "-m", module, *argv]
    with subprocess.Popen(command, cwd=ROOT, env=dict(env or surroundings())) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue


def _install() -> None:
    argv: list[str | Path] = [
        *(
            python(),
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
        ),
        *("--disable-pip-version-check", "--no-input", "--requirement", CONSTRAINTS),
    ]
    try:
        quietly(argv, log=LOGS / "pip.log", cwd=ROOT, env=surroundings())
    except Stopped as why:
        raise Stopped(
            f"The packages could not be installed (is the network there?).\n{why}"
        ) from why


def _add_launchers() -> None:
    """No build and no network: a path file, and a few lines a command."""
    inside = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([python(), "-c", inside], capture_output=True, text=True, check=True)
    (Path(found.stdout.strip()) / "tuangui.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for name, module in LAUNCHERS.items():
        if os.name == "nt":
            text = f'@"%~dp0python.exe" -m {module} %*\r\n'
            (scripts() / f"{name}.cmd").write_text(text, encoding="utf-8")
            continue
        launcher = scripts() / name
        body = (
            f'import runpy\n\nrunpy.run_module("{module}", run_name="__main__", alter_sys=True)\n'
        )
        launcher.write_text(f"#!{python()}\n{body}", encoding="utf-8")
        launcher.chmod(0o755)


def _fingerprint() -> str:
    """Changes with the pinned packages, the Python that made it and the place it stands in."""
    seal = hashlib.sha256(CONSTRAINTS.read_bytes())
    seal.update(f"\n{sys.version_info[:3]}\n{sys.base_prefix}\n{ROOT}\n2".encode())
    return seal.hexdigest()
