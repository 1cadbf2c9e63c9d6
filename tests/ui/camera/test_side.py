"""Which camera: another one is taken while the counter runs, and the one before is given back."""

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.camera_side import CameraSide
from app.settings import CameraSettings
from app.ui.camera import source
from tests.ui.camera.test_scanner import Camera


def test_another_camera_is_taken_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, Camera]] = []

    def named(name: str) -> Camera:
        made.append((name, Camera()))
        return made[-1][1]

    monkeypatch.setattr(source, "QtSource", named)
    side = CameraSide(
        CameraSettings(on=True, name="HD"), mono=lambda: 0.0, remember=lambda _on: None
    )
    side.begin()
    side.call("Logitech")
    assert [name for name, _ in made] == ["HD", "Logitech"]
    assert made[0][1].closed == 1
    side.turn()
    side.call("")
    assert len(made) == 2, "an unused camera is not opened"
    side.turn()
    assert made[-1][0] == ""
    side.close()
