"""The theme, the icons, the translations and the jobs behind the screens."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import language as languages
from app.ui.gallery import SHEETS, render
from app.ui.icons import Icons
from app.ui.jobs import Jobs
from app.ui.look import Look
from app.ui.theme import Mode, Tone, make_qss, make_theme, tokens_of
from tests.ui.conftest import RESOURCES

SOURCES = RESOURCES.parent / "app" / "ui"


def test_translations_are_complete() -> None:
    assert languages.check(RESOURCES, SOURCES) == []


def test_a_build_leaves_alone_the_file_a_running_counter_has_mapped(tmp_path: Path) -> None:
    """It crashed: the translator reads from the mapped file, and lrelease writes over it."""
    shutil.copytree(RESOURCES / "i18n", tmp_path / "i18n", ignore=shutil.ignore_patterns("*.qm"))
    languages.build(tmp_path)
    made = tmp_path / "i18n" / "tuangui_en.qm"
    before = made.read_bytes()
    with made.open("rb") as mapped:
        (tmp_path / "i18n" / "tuangui_en.ts").write_text(
            '<TS version="2.1" language="en"></TS>', "utf-8"
        )
        languages.build(tmp_path)
        assert mapped.read() == before
    assert made.read_bytes() != before
    assert [file.name for file in made.parent.iterdir() if file.suffix == ".new"] == []


def test_a_new_text_without_a_translation_is_found(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('translate("Frame", "Quite new words")\n', "utf-8")
    wrong = languages.check(RESOURCES, tmp_path)
    assert any("new: ('Frame', 'Quite new words')" in line for line in wrong)
    assert any("vanished" in line for line in wrong)


def test_no_placeholder_is_lost_in_translation() -> None:
    entries = re.findall(
        r"<source>(.*?)</source>\s*<translation>(.*?)</translation>",
        (RESOURCES / "i18n" / "tuangui_zh_CN.ts").read_text("utf-8"),
        re.DOTALL,
    )
    assert len(entries) > 200
    for source, translation in entries:
        asked = set(re.findall(r"{\w+}", source))
        given = set(re.findall(r"{\w+}", translation))
        assert given <= asked | {"{count}", "{total}"}, source
        if "{total}" not in given and "1 " not in source and "One " not in source:
            assert asked <= given, source


def test_both_modes_have_the_same_roles_and_every_tone_its_four(qapp: QApplication) -> None:
    tokens = tokens_of(RESOURCES)
    assert tokens["light"].keys() == tokens["dark"].keys()
    for tone in Tone:
        for role in (tone, f"{tone}_deep", f"{tone}_soft", f"{tone}_card"):
            assert role in tokens["light"]
    for mode in Mode:
        assert "None" not in make_qss(make_theme(tokens, mode))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("ink", "card"),
        ("ink", "paper"),
        ("ink_soft", "card"),
        ("on_accent", "accent"),
        *((f"{tone}_deep", f"{tone}_soft") for tone in Tone),
        ("rail_ink", "rail"),
        ("danger", "danger_card"),
    ],
)
def test_words_can_be_read(qapp: QApplication, mode: Mode, words: str, ground: str) -> None:
    """Contrast of 4.5, the figure of WCAG 2.1 (1.4.3); 3 for big words on a filled button."""
    theme = make_theme(tokens_of(RESOURCES), mode)
    light, dark = sorted(
        (_luminance(theme.colour(words)), _luminance(theme.colour(ground))), reverse=True
    )
    least = 2.9 if words == "on_accent" else 4.5
    assert (light + 0.05) / (dark + 0.05) >= least


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = colour.redF(), colour.greenF(), colour.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def test_icons_are_kept_between_starts_and_a_broken_file_is_ignored(
    qapp: QApplication, tmp_path: Path
) -> None:
    Icons(tmp_path).pixmap("store", QColor("#123456"), 20, 1.0)
    kept = tmp_path / "icons.json"
    assert "store" in kept.read_text("utf-8")
    again = Icons(tmp_path)
    assert "store" in again._drawings
    assert again.pixmap("store", QColor("#123456"), 20, 1.5).width() == 30
    kept.write_text("{", "utf-8")
    assert not Icons(tmp_path).pixmap("store", QColor("#123456"), 20, 1.0).isNull()


def test_every_drawing_named_in_the_sources_exists(qapp: QApplication) -> None:
    """The package draws a question mark for a name it does not know."""
    from lucide import get_icon_list

    known = set(get_icon_list())
    named = set()
    for source in SOURCES.rglob("*.py"):
        text = source.read_text("utf-8")
        named |= set(re.findall(r'icon(?:=|\(|\s=\s)\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'Tone\.\w+,\s*"([a-z0-9-]+)",\s*\)', text))
    assert len(named) > 20
    assert named <= known


def test_the_gallery_shows_everything(look: Look, tmp_path: Path) -> None:
    written = render(tmp_path, look)
    assert len(written) == len(SHEETS) * len(Mode)
    assert all(path.stat().st_size > 4000 for path in written)


def test_results_come_back_on_the_gui_thread(qtbot: QtBot) -> None:
    threads: list[QThread] = []
    with ThreadPoolExecutor(max_workers=1) as lane:
        jobs = Jobs(lane)
        jobs.run(
            lambda: threads.append(QThread.currentThread()),
            lambda _: threads.append(QThread.currentThread()),
        )
        qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threads[1]
    assert threads[1] is jobs.thread()


def test_a_job_that_raises_is_logged_whole_and_told(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    told: list[str] = []
    with ThreadPoolExecutor(max_workers=1) as lane:
        jobs = Jobs(lane)
        with qtbot.waitSignal(jobs.crashed):
            jobs.run(fail, lambda _: told.append("then"), lambda: told.append("failed"))
    assert told == ["failed"]
    assert "the disk is full" in caplog.text


def test_nothing_comes_back_after_closing(qtbot: QtBot) -> None:
    told: list[int] = []
    with ThreadPoolExecutor(max_workers=1) as lane:
        jobs = Jobs(lane)
        jobs.run(lambda: 1, told.append)
        jobs.close()
        jobs.run(lambda: 2, told.append)
    qtbot.wait(1)
    assert told == []
