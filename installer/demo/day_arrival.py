"""A new PC becomes a counter: it is enrolled, HQ's data arrives, somebody signs in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.desktop import Desktop
from app.ui.counter.state import Idle
from app.ui.enrol.view import EnrolScreen
from app.ui.main_window import MainWindow
from installer.demo.hands import Hands, wait_until
from installer.demo.report import Report, Step
from installer.demo.scene import Scene
from installer.demo.shop import CASHIER, CASHIER_PIN, Shop
from sync.status import Line as Status

Key = Qt.Key


def enrol(desktop: Desktop, shop: Shop, report: Report) -> MainWindow:
    """On the enrolment screen, as whoever sets up the PC; the counter's window once scans are answered."""
    ready: list[bool] = []
    desktop.ready.connect(lambda: ready.append(True))

    def act(step: Step) -> str:
        desktop.open()
        wait_until(lambda: bool(_enrol_screens()), "the enrolment screen", 30)
        (screen,) = _enrol_screens()
        screen.activateWindow()
        wait_until(screen.isActiveWindow, "the screen to have the keys", 10)
        hands = Hands(screen)
        hands.press(Key.Key_Up)
        hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.type(shop.address, enter=False)
        hands.picture(report.out / "pages" / "00-enrol.png")
        step.pictures.append("pages/00-enrol.png")
        hands.scan(shop.enrol_code())
        wait_until(lambda: bool(ready), "the counter to be ready", 30)
        return f"{shop.address}: 1 号柜台"

    report.take(Step("登记", did="输入总部地址,扫一次性码", expected="这台电脑成为 1 号柜台"), act)
    window = desktop.window
    if window is None:
        raise RuntimeError("there is no counter")
    window.activateWindow()
    wait_until(window.isActiveWindow, "the window to have the keys", 10)
    return window


def _enrol_screens() -> list[EnrolScreen[object]]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, EnrolScreen)]


def run(scene: Scene) -> None:
    """Up to an idle counter that knows the shop's orders."""
    sign_in = scene.window.at_sign_in

    def data() -> str:
        scene.hands.wait(lambda: scene.status is Status.ONLINE, "the line", 30)
        scene.hands.wait(lambda: bool(sign_in.state.people), "the staff", 30)
        return "、".join(clerk.name for clerk in sign_in.state.people)

    scene.step(
        "开机", did="打开柜台", expected="总部的数据到了,问谁在", act=data, picture="sign-in"
    )

    def pin() -> str:
        names = [clerk.name for clerk in sign_in.state.people]
        scene.hands.type(str(names.index(CASHIER) + 1), enter=False)
        scene.hands.wait(lambda: sign_in.state.chosen is not None, "the PIN to be asked")
        scene.hands.type(CASHIER_PIN, enter=False)
        scene.hands.wait(lambda: not scene.window.signing_in, "the counter")
        scene.see(Idle)
        return CASHIER

    scene.step(
        "签到", did="按自己的数字,输 PIN", expected="柜台打开", act=pin, picture="idle-first"
    )
