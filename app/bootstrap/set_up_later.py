"""The settings page's desk, put together when it is first used: no start-up pays for finding printers and drawing papers."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import cache
from typing import TYPE_CHECKING

from app.actions.set_up import SetUpDesk
from app.bootstrap.measured import Measured
from app.paths import Paths
from app.settings import Settings

if TYPE_CHECKING:
    from app.bootstrap.counter import Counter


def later_desk(
    paths: Paths,
    counter: "Counter",
    lane: Executor,
    *,
    settings: Callable[[], Settings],
    measured: Callable[[], Measured],
) -> SetUpDesk:
    """As `set_up_desk`; its first use, on the set-up lane, loads what it needs."""

    @cache
    def real() -> SetUpDesk:
        from app.bootstrap.set_up import set_up_desk

        return set_up_desk(paths, counter, lane, settings=settings, measured=measured)

    return SetUpDesk(
        keep=lambda chosen: real().keep(chosen),
        approve=lambda staff, pin: real().approve(staff, pin),
        find=lambda chosen: real().find(chosen),
        neighbours=lambda: real().neighbours(),
        print_test=lambda printer: real().print_test(printer),
        print_sheet=lambda printer, maker: real().print_sheet(printer, maker),
        sheet=lambda paper: real().sheet(paper),
        restyle=lambda sheet, place, value: real().restyle(sheet, place, value),
        keep_sheet=lambda sheet: real().keep_sheet(sheet),
        picture=lambda paper, text, printer: real().picture(paper, text, printer),
        logos=lambda: real().logos(),
        take_logo=lambda path: real().take_logo(path),
        code=lambda content: real().code(content),
        examine=lambda facts: real().examine(facts),
    )
