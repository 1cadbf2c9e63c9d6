"""The customer's window on its two usual screens: every word whole, the code read from the picture, and no hand on the keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.devices.printers.qr import matrix
from app.domain.money import Fen
from app.ui.customer_display.display import CustomerDisplay
from app.ui.customer_display.screens import Place, SecondScreen, second_of
from app.ui.customer_display.state import (
    DisplayState,
    Fate,
    Invitation,
    Offer,
    Serving,
    ShownLine,
    Welcome,
)
from app.ui.customer_display.view import CustomerWindow
from app.ui.jobs import Jobs
from app.ui.language import Language, Tongue
from app.ui.look import Look
from app.ui.theme import Mode
from tests.devices.printers.receipts import JOIN_URL
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, text_of

SIZES = [(1024, 600), (1280, 800)]
Key = Qt.Key


def code() -> Invitation:
    drawn = matrix(JOIN_URL)
    assert drawn is not None
    return Invitation(drawn.rows, Fen(300))


LINES = (
    ShownLine("红颜草莓 500g", 1, Fate.TAKEN),
    ShownLine("简醇酸奶 8 连杯", 2, Fate.TAKEN),
    ShownLine("云南小瓜 400g", 1, Fate.MISSING),
    ShownLine("活鲈鱼 约 600g", 1, Fate.BAD),
    ShownLine("生日蛋糕 6 寸", 1, Fate.LATER),
)
SERVING = Serving(
    person="王女士",
    lines=LINES,
    count=3,
    paid=Fen(7550),
    offer=Offer("简醇酸奶 8 连杯", 2, Fen(2385), Fen(3180)),
    invitation=code(),
)
STATES: dict[str, DisplayState] = {
    "welcome": Welcome("翠湖路店", code()),
    "welcome without a code": Welcome("翠湖路店"),
    "order": replace(SERVING, lines=(ShownLine("红颜草莓 500g", 1, Fate.HERE), *LINES)),
    "done": replace(SERVING, done=True),
    "nobody known": replace(SERVING, person="", offer=None, paid=Fen(0)),
    "a member alone": Serving("王女士", invitation=code()),
    "many lines": replace(SERVING, lines=LINES * 6, count=18),
    "nothing beside": replace(SERVING, offer=None, invitation=None),
}


@pytest.fixture
def window(look: Look, language: Language) -> Iterator[CustomerWindow]:
    made = CustomerWindow(look, Welcome("翠湖路店"))
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("tongue", list(Tongue))
@pytest.mark.parametrize("size", SIZES)
def test_every_word_fits_and_every_code_can_be_read(
    window: CustomerWindow,
    language: Language,
    tmp_path: Path,
    size: tuple[int, int],
    tongue: Tongue,
) -> None:
    language.set(tongue)
    window.resize(*size)
    for name, state in STATES.items():
        window.render_state(state)
        settle()
        file = tmp_path / "display.png"
        assert window.grab().save(str(file))
        assert window.shown, name
        assert not [one.text for one in window.shown if one.cut], name
        picture = Image.open(file)
        assert picture.size == size
        for scale in (1.0, 0.5):
            smaller = picture.resize((round(size[0] * scale), round(size[1] * scale)))
            read = [found.text for found in zxingcpp.read_barcodes(smaller)]
            assert read == ([JOIN_URL] if state.invitation is not None else []), name


def test_long_lists_say_how_many_more_there_are(window: CustomerWindow) -> None:
    window.resize(1024, 600)
    window.render_state(STATES["many lines"])
    settle()
    words = text_of(window).splitlines()
    listed = [word for word in words if word.startswith(("红颜", "简醇", "云南", "活鲈", "生日"))]
    rest = next(word for word in words if word.startswith("还有"))
    assert rest == f"还有 {len(LINES) * 6 - (len(listed) - 1)} 样", "the offer is listed as well"


def test_it_looks_the_same_by_day_and_by_night(window: CustomerWindow, look: Look) -> None:
    window.resize(1024, 600)
    window.render_state(SERVING)
    day = window.grab().toImage()
    look.set_mode(Mode.DARK)
    settle()
    assert window.grab().toImage() == day
    look.set_mode(Mode.LIGHT)


class Screen:
    def __init__(self, left: int, top: int, width: int, height: int) -> None:
        self._area = QRect(left, top, width, height)

    def geometry(self) -> QRect:
        return self._area


CLERKS, CUSTOMERS, THIRD = (
    Screen(0, 0, 1366, 768),
    Screen(1366, 0, 1280, 800),
    Screen(2646, 0, 1024, 600),
)


@pytest.mark.parametrize(
    ("screens", "clerks", "second"),
    [
        ([CLERKS, CUSTOMERS], CLERKS, CUSTOMERS),
        ([CUSTOMERS, CLERKS], CLERKS, CUSTOMERS),
        ([CLERKS, CUSTOMERS, THIRD], CLERKS, CUSTOMERS),
        ([CLERKS], CLERKS, None),
        ([], None, None),
    ],
)
def test_the_customers_screen_is_never_the_clerks(
    screens: list[Place], clerks: Place | None, second: Place | None
) -> None:
    assert second_of(screens, clerks) is second


def test_it_hides_when_its_screen_goes_and_comes_back_with_it(window: CustomerWindow) -> None:
    screens = [CLERKS, CUSTOMERS]
    keeper = SecondScreen(window, screens=lambda: screens, clerks=lambda: CLERKS)
    keeper.place()
    assert (window.isVisible(), window.geometry()) == (True, CUSTOMERS.geometry())
    keeper.place(gone=CUSTOMERS)  # Qt says so while it is still listed
    assert (window.isVisible(), keeper.there) == (False, False)
    screens.remove(CUSTOMERS)
    window.render_state(SERVING)
    keeper.place()
    assert not window.isVisible()
    screens.append(THIRD)
    keeper.place()
    assert (window.isVisible(), window.geometry()) == (True, THIRD.geometry())
    assert "王女士,您好" in text_of(window)


def test_the_signals_of_qt_are_followed_and_left_again(
    window: CustomerWindow, qapp: QApplication
) -> None:
    screens = [CLERKS]
    keeper = SecondScreen(window, screens=lambda: screens, clerks=lambda: CLERKS)
    keeper.follow(qapp)
    keeper.place()
    real = qapp.primaryScreen()
    screens.append(CUSTOMERS)
    qapp.screenAdded.emit(real)
    assert window.isVisible()
    screens.remove(CUSTOMERS)
    qapp.screenRemoved.emit(real)
    assert not window.isVisible()
    keeper.unfollow(qapp)
    screens.append(CUSTOMERS)
    qapp.screenAdded.emit(real)
    assert not window.isVisible()


def test_keys_a_system_gives_it_all_the_same_go_back_to_the_counter(
    desktop: Desktop, look: Look
) -> None:
    """As this platform without a window manager does with any window that is shown."""
    clerks = desktop.window
    display = CustomerDisplay(
        look=look,
        jobs=Jobs(desktop.lane),
        store="翠湖路店",
        counter=clerks,
        fresh=lambda: None,
        now=desktop.time.now,
    )
    display.begin(clerks.at_counter.state)
    clerks.counter_shown.connect(display.counter_changed)
    display.window.show()
    settle()
    assert QGuiApplication.focusWindow() is clerks.windowHandle()
    desktop.scan(samples.found())
    assert "王女士,您好" in text_of(display.window)
    desktop.press(Key.Key_Return)
    assert "已核销 3 件" in desktop.text
    assert "已取" in text_of(display.window)
    display.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
