"""What only the screen knows is told for the doctor: sizes, scale, and the input method of the window that has the keys."""

import ctypes
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui import windows_input
from app.ui.application import platforms_to_try
from app.ui.screen_facts import screen_facts
from app.ui.windows_input import windows_input_method


class Libraries:
    """imm32 and user32 of a PC with a Chinese keyboard."""

    def __init__(self, *, context: int = 7, is_open: bool = True) -> None:
        self.context, self.is_open = context, is_open
        self.held = 0

    def GetKeyboardLayout(self, thread: int) -> int:  # noqa: N802 - Windows' name
        assert thread == 0
        return 0x8040804

    def ImmGetContext(self, window: ctypes.c_void_p) -> int:  # noqa: N802 - Windows' name
        assert window.value == 42
        self.held += bool(self.context)
        return self.context

    def ImmGetOpenStatus(self, context: ctypes.c_void_p) -> int:  # noqa: N802 - Windows' name
        assert context.value == self.context
        return int(self.is_open)

    def ImmGetConversionStatus(  # noqa: N802 - Windows' name
        self, _context: object, conversion: object, _sentence: object
    ) -> int:
        conversion._obj.value = 0x401  # type: ignore[attr-defined]
        return 1

    def ImmReleaseContext(self, window: ctypes.c_void_p, _context: object) -> int:  # noqa: N802 - Windows' name
        assert window.value == 42
        self.held -= 1
        return 1


@pytest.mark.parametrize(("is_open", "word"), [(True, "open"), (False, "closed")])
def test_windows_tells_whether_the_input_method_is_open(is_open: bool, word: str) -> None:
    libraries = Libraries(is_open=is_open)
    assert windows_input_method(42, imm=libraries, user=libraries) == (
        "keyboard layout 0804",
        f"input method {word}, conversion 0x401",
    )
    assert libraries.held == 0, "what was taken is given back"


def test_a_window_without_one_is_told_too() -> None:
    libraries = Libraries(context=0)
    said = windows_input_method(42, imm=libraries, user=libraries)
    assert said[1] == "no input method on this window"
    assert libraries.held == 0


def test_elsewhere_windows_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert windows_input_method(42) == ()
    assert len(Path(windows_input.__file__).read_text(encoding="utf-8").splitlines()) < 60


def test_the_screen_is_told_with_its_scale(qapp: QApplication) -> None:
    facts = screen_facts()
    assert facts.screens[0].startswith("Qt platform ")
    assert "scale 1" in facts.screens[1]
    assert facts.input_method[0].startswith("keyboard ")


@pytest.mark.parametrize(
    ("platform", "word"),
    [("xcb", "seen"), ("windows", "seen"), ("wayland", "not seen"), ("offscreen", "not seen")],
)
def test_it_is_told_where_a_scan_into_a_half_typed_word_is_lost(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, platform: str, word: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert f"keys {word} before the input method" in screen_facts().input_method


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "QT_IM_MODULE": "ibus"}, "xcb;wayland"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "QT_IM_MODULES": "wayland;ibus"}, "xcb;wayland"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, None),
        ({"WAYLAND_DISPLAY": "w", "QT_IM_MODULE": "ibus"}, None),
        ({"DISPLAY": ":0", "QT_IM_MODULE": "ibus"}, None),
        (
            {
                "WAYLAND_DISPLAY": "w",
                "DISPLAY": ":0",
                "QT_IM_MODULE": "ibus",
                "QT_QPA_PLATFORM": "wayland",
            },
            None,
        ),
    ],
    ids=["both", "several modules", "no module for X", "no X server", "X11 alone", "told which"],
)
def test_the_platform_where_keys_are_seen_first_is_tried_first(
    environment: dict[str, str], wanted: str | None
) -> None:
    assert platforms_to_try(environment) == wanted
