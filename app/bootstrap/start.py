"""Start-up as a list of steps, from the command line to the event loop."""

import time
from collections.abc import Sequence

from app.bootstrap.desktop import Desktop
from app.logs import log_crashes, set_up_logs
from app.paths import Paths, find_paths
from app.settings import load_settings
from app.ui.application import make_application
from app.ui.single_instance import Claim, SingleInstance


def start(argv: Sequence[str]) -> int:
    """Runs the counter until its window closes; the process's exit code. A second start shows the first window. `doctor`
    as the first argument asks for the report instead."""
    if argv[1:2] == ["doctor"]:
        from app.bootstrap.doctor import main

        return main(argv[2:])
    paths = find_paths()
    paths.prepare()
    set_up_logs(paths.log)
    log_crashes()
    application = make_application(argv)
    instance = SingleInstance(paths.lock)
    claim = instance.claim()
    if claim is not Claim.FIRST:
        return 0 if claim is Claim.SHOWN else 1
    desktop = make_desktop(paths)
    instance.asked_to_show.connect(desktop.come_forward)
    desktop.open()
    instance.listen()
    code = application.exec()
    desktop.close()
    instance.release()
    return code


def make_desktop(paths: Paths) -> Desktop:
    """The desktop of a data directory, with the settings kept there."""
    settings, warnings = load_settings(paths.settings)
    return Desktop(paths=paths, settings=settings, warnings=warnings, mono=time.monotonic)
