"""Panels over panels: the keys are always with the one on top, and at the end with who had them first."""

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look import Look
from app.ui.widgets.overlay import Ground, Overlay


@pytest.mark.parametrize("first_to_close", ["lower", "upper"])
def test_whichever_closes_first(qtbot: QtBot, look: Look, first_to_close: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ground = Ground()
    QVBoxLayout(window).addWidget(ground)
    field = QLineEdit(ground)
    lower, upper = Overlay(look, field), Overlay(look, field)
    window.show()
    window.activateWindow()
    field.setFocus()
    lower.open()
    upper.open()
    assert window.focusWidget() is upper
    assert lower.parentWidget() is upper.parentWidget() is ground
    if first_to_close == "lower":
        lower.close_panel()
        assert window.focusWidget() is upper
        upper.close_panel()
    else:
        upper.close_panel()
        assert window.focusWidget() is lower
        lower.close_panel()
    assert window.focusWidget() is field


def test_one_that_opens_while_another_closes_keeps_the_keys(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    first, second, third = (Overlay(look, field) for _ in range(3))
    window.show()
    window.activateWindow()
    field.setFocus()
    first.open()
    second.open()
    first.close_panel()
    third.open()
    second.close_panel()
    assert window.focusWidget() is third
    third.close_panel()
    assert window.focusWidget() is field
