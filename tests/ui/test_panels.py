"""The rules of every panel over the window (devices.md §2.3): deaf at first, no default button, and a scan goes to its handler
or is heard. A new panel has to stand in the table below."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions.export_unsent import ExportPlace
from app.domain.pickups import AlreadyRedeemed
from app.ui.counter.data_panel import DataPanel, MemberPlaceDialog
from app.ui.counter.drawer_dialog import DrawerDialog
from app.ui.counter.phone_panel import PhonePanel
from app.ui.counter.state import DataTyped
from app.ui.frame.menu import Menu
from app.ui.language import Language
from app.ui.look import Look
from app.ui.sync.place_dialog import PlaceDialog
from app.ui.theme import Tone
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.pin_dialog import PinDialog
from tests.builders import redemption
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing

Key = Qt.Key
EVERY_KEY = (Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Tab, Key.Key_1, Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class Panel:
    """`open` shows it with keys, `of` finds it, `takes_scan` = the scan closes it and is looked up; else it waits."""

    open: Callable[[Desktop], None]
    of: Callable[[Desktop], Overlay]
    takes_scan: bool


def _ask_pin(desktop: Desktop) -> None:
    desktop.scan(samples.refused(AlreadyRedeemed(redemption())))
    desktop.press(Key.Key_M, control=True)


def _ask_drawer(desktop: Desktop) -> None:
    desktop.press(Key.Key_D, control=True)


def _ask_place(desktop: Desktop) -> None:
    desktop.script.places = tuple(ExportPlace(name, Path(name), removable=True) for name in "AB")
    desktop.press(Key.Key_F6, Key.Key_E)


def _ask_phone(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_T, control=True)


def _ask_data(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_E, control=True)


def _ask_members_place(desktop: Desktop) -> None:
    desktop.script.places = tuple(ExportPlace(name, Path(name), removable=True) for name in "AB")
    _ask_data(desktop)
    desktop.window.at_counter.act(DataTyped("1"))
    settle()


PANELS: dict[type[Overlay], Panel] = {
    Menu: Panel(
        lambda desktop: desktop.press(Key.Key_F10), lambda desktop: desktop.window.menu, True
    ),
    DrawerDialog: Panel(_ask_drawer, lambda desktop: desktop.window.counter.drawer, False),
    PlaceDialog: Panel(_ask_place, lambda desktop: desktop.window.sync.places, True),
    PhonePanel: Panel(_ask_phone, lambda desktop: desktop.window.counter.phone, True),
    DataPanel: Panel(_ask_data, lambda desktop: desktop.window.counter.data, False),
    MemberPlaceDialog: Panel(
        _ask_members_place, lambda desktop: desktop.window.counter.places, False
    ),
    PinDialog: Panel(_ask_pin, lambda desktop: desktop.window.counter.pin, False),
}


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    """A counter that has everything a panel could be asked for."""
    yield from showing(qtbot, look, language, has_drawer=True)


def _all_panels(kind: type[Overlay]) -> set[type[Overlay]]:
    return {kind for sub in kind.__subclasses__() for kind in {sub, *_all_panels(sub)}}


def test_every_panel_is_held_to_the_rules(desktop: Desktop) -> None:
    ours = {panel for panel in _all_panels(Overlay) if panel.__module__.startswith("app.")}
    assert ours == set(PANELS)


@pytest.fixture(params=PANELS.values(), ids=[panel.__name__ for panel in PANELS])
def panel(request: pytest.FixtureRequest) -> Panel:
    chosen: Panel = request.param
    return chosen


def test_for_a_moment_it_hears_no_key(
    desktop: Desktop, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also none that would close it: those keys were meant for what was there before."""
    moment = [1000.0]
    clock = SimpleNamespace(monotonic=lambda: moment[0])
    monkeypatch.setattr("app.ui.widgets.overlay.time", clock)
    heard: list[Key] = []
    panel.open(desktop)
    shown = panel.of(desktop)
    monkeypatch.setattr(shown, "pressed", lambda key, _text: heard.append(key))
    moment[0] += 0.299
    desktop.press(*EVERY_KEY)
    assert heard == []
    assert shown.isVisible()
    moment[0] += 0.002
    desktop.press(Key.Key_1)
    assert heard == [Key.Key_1]


@pytest.mark.usefixtures("no_guard")
def test_enter_and_space_are_nobodys_default(desktop: Desktop, panel: Panel) -> None:
    panel.open(desktop)
    asked = len(desktop.script.calls)
    desktop.press(Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Tab)
    assert panel.of(desktop).isVisible()
    assert desktop.window.focusWidget() is panel.of(desktop)
    assert len(desktop.script.calls) == asked


def test_a_scan_goes_to_its_handler_or_is_heard(desktop: Desktop, panel: Panel) -> None:
    """Also within the moment it is deaf to keys."""
    panel.open(desktop)
    before, heard = len(desktop.script.asked("scan_code")), len(desktop.heard)
    told = desktop.window.at_counter.state.told_count
    desktop.scan(samples.found())
    looked_up = len(desktop.script.asked("scan_code")) - before
    assert panel.of(desktop).isHidden() is panel.takes_scan
    assert looked_up == (1 if panel.takes_scan else 0)
    if not panel.takes_scan:
        assert desktop.heard[heard:] == [Tone.WARN]
        assert desktop.window.at_counter.state.told_count == told + 1


@pytest.mark.usefixtures("no_guard")
def test_closed_it_gives_the_keys_back(desktop: Desktop, panel: Panel) -> None:
    panel.open(desktop)
    before = panel.of(desktop)._before
    assert before in (desktop.window.counter, desktop.window.sync)
    desktop.press(Key.Key_Escape)
    assert panel.of(desktop).isHidden()
    assert desktop.window.focusWidget() is before


def test_no_button_of_the_window_can_be_pressed_by_a_key(desktop: Desktop) -> None:
    """None has the focus, so a scanner's space or CR presses none; and there is no dialog of Qt's own with a default."""
    root: QWidget = desktop.window
    buttons = root.findChildren(QAbstractButton)
    assert buttons
    assert [each for each in buttons if each.focusPolicy() is not Qt.FocusPolicy.NoFocus] == []
    assert root.findChildren(QPushButton) == []
    assert root.findChildren(QDialog) == []
