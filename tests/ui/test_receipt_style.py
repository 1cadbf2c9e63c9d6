"""The paper editor: the picture follows the typing, a mistake is told with its place and leaves the old paper standing, and
what is kept is what is printed."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.preview.reader import PrintedLine, read_job
from app.devices.printers.preview.samples import sample
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.template import Flaw, Kind
from app.devices.printers.templates import Templates
from app.devices.printers.transports import TcpTransport
from app.domain.receipt_styles import StyleFault, StyleKind
from app.ui.language import Language, Tongue
from app.ui.settings.home import SettingsHome
from app.ui.settings.style_state import PAPERS, StyleMoved, StyleNote
from app.ui.settings.style_words import fault_words, for_people, from_people, paper_name
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words
from tests.ui.settings_hands import ime_enabled
from tests.ui.workshop import SHOP_TIME, Workshop

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def home(desktop: Desktop) -> SettingsHome:
    desktop.press(Key.Key_F12, Key.Key_2)
    assert desktop.window.settings is not None
    return desktop.window.settings


def go_to(desktop: Desktop, home: SettingsHome, place: str) -> None:
    places = [each.place for each in home.at_papers.state.items]
    while home.at_papers.state.row < places.index(place):
        desktop.press(Key.Key_Down)
    while home.at_papers.state.row > places.index(place):
        desktop.press(Key.Key_Up)


def edit(desktop: Desktop) -> QLineEdit:
    desktop.press(Key.Key_Return)
    if "改设置要店长同意" in desktop.text:
        desktop.write("808080")
    editor = desktop.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    return editor


def typing(editor: QLineEdit, text: str) -> None:
    """As an input method commits it."""
    editor.setText(text)
    editor.textEdited.emit(text)


def printed(workshop: Workshop, kind: Kind = Kind.PICKUP) -> list[str]:
    """What a printer of this shop would be sent now."""
    printer = EscposPrinter(
        TcpTransport("127.0.0.1"),
        setup=PrinterSetup(),
        tz=SHOP_TIME,
        templates=Templates(workshop.papers),
    )
    pieces = read_job(printer.job(sample(kind)))
    return [piece.text for piece in pieces if isinstance(piece, PrintedLine)]


def codes(png: bytes) -> int:
    return len(zxingcpp.read_barcodes(Image.open(BytesIO(png))))


def test_typing_is_seen_on_the_paper_and_kept_with_enter(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, qtbot: QtBot
) -> None:
    go_to(desktop, home, "block.footer.lines.1")
    before = home.at_papers.state.picture
    assert Image.open(BytesIO(before)).width == 384 + 48
    editor = edit(desktop)
    typing(editor, "明早七点新鲜豆腐到店")
    qtbot.waitUntil(lambda: home.at_papers.state.picture != before, timeout=10_000)
    assert printed(workshop)[-1] == "谢谢惠顾，欢迎再来", "typing keeps nothing"
    desktop.press(Key.Key_Return)
    assert home.at_papers.state.note is StyleNote.KEPT
    assert printed(workshop)[-1] == "明早七点新鲜豆腐到店"
    assert "本店改过" in desktop.text
    desktop.press(Key.Key_Backspace)
    assert printed(workshop)[-1] == "谢谢惠顾，欢迎再来"
    assert home.at_papers.state.picture == before


def test_esc_brings_the_paper_back(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, qtbot: QtBot
) -> None:
    go_to(desktop, home, "block.title.lines.1")
    before = home.at_papers.state.picture
    typing(edit(desktop), "取货啦")
    qtbot.waitUntil(lambda: home.at_papers.state.picture != before, timeout=10_000)
    desktop.press(Key.Key_Escape)
    assert home.at_papers.state.picture == before
    assert not (workshop.papers / "pickup.toml").exists()
    assert desktop.window.focusWidget() is home.papers


def test_a_line_takes_an_input_method_for_a_word(desktop: Desktop, home: SettingsHome) -> None:
    """Else a scan into it would be gone; `/` is a letter of its addresses."""
    go_to(desktop, home, "block.footer.lines.1")
    assert "输入中文" not in desktop.text
    editor = edit(desktop)
    assert not ime_enabled(editor)
    desktop.write("/")
    assert (editor.text()[-1], ime_enabled(editor)) == ("/", False)
    desktop.press(Key.Key_Tab)
    assert ime_enabled(editor)
    assert {"输入中文", "不改了"} <= set(desktop.text.splitlines())
    committed = QInputMethodEvent()
    committed.setCommitString("王")
    QCoreApplication.sendEvent(editor, committed)
    assert (editor.text()[-1], ime_enabled(editor)) == ("王", False)
    home.papers.chinese.click()
    assert ime_enabled(editor)
    desktop.press(Key.Key_Escape)
    assert not ime_enabled(editor)
    assert "输入中文" not in desktop.text


def test_a_mistake_is_told_with_its_place_and_the_old_paper_stays(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, qtbot: QtBot
) -> None:
    go_to(desktop, home, "block.footer.lines.1")
    before = home.at_papers.state.picture
    editor = edit(desktop)
    typing(editor, "{phonee} 您好")
    qtbot.waitUntil(lambda: bool(home.at_papers.state.faults), timeout=10_000)
    assert "页脚 1" in desktop.text
    assert "phonee" in desktop.text
    assert home.at_papers.state.picture == before
    desktop.press(Key.Key_Return)
    assert home.at_papers.state.editing, "a paper with a mistake is not kept"
    assert not (workshop.papers / "pickup.toml").exists()
    typing(editor, "{会员手机} 您好")
    desktop.press(Key.Key_Return)
    assert home.at_papers.state.faults == ()
    assert printed(workshop)[-1] == "138****1234 您好"


def test_a_code_is_left_out_with_one_key(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    assert codes(home.at_papers.state.picture) == 2
    go_to(desktop, home, "block.codes.codes.join_group")
    desktop.press(Key.Key_Return)
    desktop.write("808080")
    assert codes(home.at_papers.state.picture) == 1
    assert not any("拼团群" in line for line in printed(workshop))


@pytest.fixture
def pictures(workshop: Workshop, tmp_path: Path) -> Path:
    """A person's folder with a logo, one that nobody would see, a drawing, and a file that is no picture."""
    folder = tmp_path / "home" / "Pictures"
    folder.mkdir(parents=True)
    workshop.pictures = folder.parent
    black = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    black.paste((0, 0, 0, 255), (0, 0, 300, 60))
    black.save(folder / "店标.png")
    Image.new("RGBA", (300, 100), (255, 255, 255, 90)).save(folder / "white.png")
    (folder / "logo.svg").write_text("<svg/>")
    (folder / "broken.jpg").write_bytes(b"no picture")
    return folder


def to_logo(desktop: Desktop, home: SettingsHome, name: str) -> None:
    """Down the list of pictures to this one."""
    logos = home.at_papers.state.logos
    assert logos is not None
    home.at_papers.act(StyleMoved(-len(logos)))
    for _ in range([one.name for one in logos].index(name)):
        desktop.press(Key.Key_Down)


def test_a_logo_is_picked_by_keys_seen_at_once_and_brought_into_the_shop_s_folder(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, pictures: Path
) -> None:
    before = Image.open(BytesIO(home.at_papers.state.picture)).height
    go_to(desktop, home, "block.logo.logo")
    desktop.press(Key.Key_Return)
    desktop.write("808080")
    to_logo(desktop, home, "店标.png")
    assert "背景透明" in desktop.text
    assert Image.open(BytesIO(home.at_papers.state.picture)).height >= before + 90
    assert not workshop.papers.exists(), "only looked at"
    desktop.press(Key.Key_Return)
    (kept,) = workshop.papers.glob("店标-*.png")
    (pictures / "店标.png").unlink()
    assert kept.name in (workshop.papers / "pickup.toml").read_text(encoding="utf-8")
    assert home.at_papers.state.items[1].kind is StyleKind.HEIGHT
    drawn = Image.open(BytesIO(home.at_papers.state.picture))
    assert drawn.height >= before + 90, "ours now, wherever the stick is"
    desktop.press(Key.Key_Return)
    to_logo(desktop, home, "")
    desktop.press(Key.Key_Return)
    assert Image.open(BytesIO(home.at_papers.state.picture)).height == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("white.png", "纸也是白的"), ("logo.svg", "存成 PNG"), ("broken.jpg", "坏了")],
)
def test_a_picture_that_cannot_be_the_logo_says_why_and_is_not_taken(
    desktop: Desktop,
    home: SettingsHome,
    workshop: Workshop,
    pictures: Path,
    name: str,
    said: str,
) -> None:
    assert pictures.exists()
    go_to(desktop, home, "block.logo.logo")
    desktop.press(Key.Key_Return)
    desktop.write("808080")
    to_logo(desktop, home, name)
    assert said in desktop.text
    desktop.press(Key.Key_Return)
    assert home.at_papers.state.logos is not None
    desktop.window.resize(1024, 768)
    for tongue in Tongue:
        desktop.language.set(tongue)
        settle()
        assert [one.text for one in shown_words(desktop.window) if one.cut] == []
    desktop.press(Key.Key_Escape)
    assert home.at_papers.state.logos is None
    assert not workshop.papers.exists()


def test_a_stick_plugged_in_later_is_found_with_one_key(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, tmp_path: Path
) -> None:
    workshop.pictures = tmp_path / "home"
    go_to(desktop, home, "block.logo.logo")
    desktop.press(Key.Key_Return)
    desktop.write("808080")
    assert "没找到图片" in desktop.text
    (tmp_path / "home" / "桌面").mkdir(parents=True)
    Image.new("L", (300, 100), 0).save(tmp_path / "home" / "桌面" / "logo.png")
    desktop.press(Key.Key_R)
    assert "logo.png" in desktop.text
    assert "300 × 100" in desktop.text


def test_every_paper_can_be_leafed_to_and_made_wide(desktop: Desktop, home: SettingsHome) -> None:
    for paper in PAPERS:
        assert home.at_papers.state.paper == paper
        assert paper_name(paper) in desktop.text
        assert home.at_papers.state.picture
        assert home.at_papers.state.faults == ()
        desktop.press(Key.Key_Right)
    assert home.at_papers.state.paper == PAPERS[0]
    for dots in (512, 576, 384):
        desktop.press(Key.Key_W)
        assert Image.open(BytesIO(home.at_papers.state.picture)).width == dots + 48


def test_a_slow_picture_does_not_overtake_a_newer_one(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.lane.held = True
    desktop.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    workshop.lane.drain()
    settle()
    sheet = home.at_papers.state.sheet
    assert sheet is not None
    assert sheet.paper == home.at_papers.state.paper == PAPERS[3]


def test_a_broken_file_of_the_shop_is_told_and_mended(desktop: Desktop, workshop: Workshop) -> None:
    workshop.papers.mkdir()
    (workshop.papers / "pickup.toml").write_text("[block", encoding="utf-8")
    desktop.press(Key.Key_F12, Key.Key_2)
    home = desktop.window.settings
    assert home is not None
    assert "文件看不懂" in desktop.text
    assert home.at_papers.state.picture == b""
    go_to(desktop, home, "block.footer.lines.1")
    editor = edit(desktop)
    editor.setText("再见")
    desktop.press(Key.Key_Return)
    assert printed(workshop)[-1] == "再见"


def test_a_folder_that_cannot_be_written_is_said(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.disk_full = True
    go_to(desktop, home, "block.footer.lines.1")
    edit(desktop).setText("再见")
    desktop.press(Key.Key_Return)
    assert "没能保存" in desktop.text
    assert home.at_papers.state.items[home.at_papers.state.row].value == "谢谢惠顾，欢迎再来"


@pytest.mark.parametrize("flaw", [*Flaw, "no_font"])
@pytest.mark.parametrize("tongue", Tongue)
def test_every_mistake_has_its_sentence(language: Language, flaw: str, tongue: Tongue) -> None:
    language.set(tongue)
    said = fault_words(StyleFault("block.footer.lines.2", str(flaw), "x", ("phone", "time")))
    assert said.startswith(("页脚 2", "Footer 2"))
    assert fault_words(StyleFault("", "nobody knows")) not in said


@pytest.mark.parametrize("tongue", Tongue)
def test_fields_have_names_and_go_back_to_the_file_s(language: Language, tongue: Tongue) -> None:
    language.set(tongue)
    for kind in Kind:
        text = (Path(__file__).parents[2] / "resources" / "receipts" / f"{kind}.toml").read_text(
            encoding="utf-8"
        )
        assert from_people(for_people(text)) == text
    assert ("{店名}" if tongue is Tongue.ZH else "{shop}") == for_people("{store_name}")


@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("size", SCREENS)
def test_labels_fit_every_screen(
    desktop: Desktop, home: SettingsHome, tongue: Tongue, size: tuple[int, int]
) -> None:
    go_to(desktop, home, "block.title.lines.1")
    edit(desktop)
    desktop.window.resize(*size)
    desktop.language.set(tongue)
    settle()
    keys = {Tongue.ZH: {"输入中文", "保存", "不改了"}, Tongue.EN: {"Type Chinese", "keep"}}
    assert keys[tongue] <= set(desktop.text.splitlines())
    desktop.press(Key.Key_Escape)
    for _ in PAPERS:
        for _ in home.at_papers.state.items[::6]:
            home.at_papers.act(StyleMoved(6))
            cut = [one.text for one in shown_words(desktop.window) if one.cut]
            assert cut == [], home.at_papers.state.paper
        desktop.press(Key.Key_Right)
