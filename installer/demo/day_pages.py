"""The pages and looks: pickups lists, sync, the menu, dark, a small screen, English."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.actions.outcomes import PickupLists
from app.actions.requests import ListFilter
from app.ui.counter.state import Idle, PickupOpen
from app.ui.customer_display.view import CustomerWindow
from app.ui.frame.rail import Page
from app.ui.pickups.state import ORDER
from app.ui.theme import Mode
from app.ui.widgets.painted import Painted
from installer.demo.report import StepFailed
from installer.demo.scene import Scene
from installer.demo.shop import CASHIER_PIN

Key = Qt.Key


def run(scene: Scene) -> None:
    """Pictures of what the day has not shown yet."""

    def idle() -> None:
        scene.key(Key.Key_F1)
        scene.clear()
        scene.see(Idle, lambda card: card.counts is not None)

    scene.step(
        "空闲的柜台",
        did="按 Esc",
        expected="等着下一个人",
        act=idle,
        picture="idle",
    )
    _customer(scene)
    _locked(scene)
    _lists(scene)
    _looks(scene)


def _customer(scene: Scene) -> None:
    """The second screen, while a customer stands there."""

    def served() -> str:
        scene.scan(scene.shop.pickup_code("T-20472"))
        scene.see(PickupOpen)
        customers = customers_window()
        scene.hands.wait(
            lambda: any("高先生" in one.text for one in customers.shown), "their name on it"
        )
        scene.hands.wait(
            lambda: any("立减" in one.text for one in customers.shown), "a code of their own"
        )
        if any("****" in one.text for one in customers.shown):
            raise StepFailed("a phone number on the customer's screen")
        return "、".join(one.text for one in customers.shown)

    scene.step(
        "顾客屏",
        did="扫 T-20472,看第二块屏",
        expected="称呼、这次取的、进群的码,没有手机号",
        act=served,
        picture="customer-display",
        of=customers_window,
    )


def _locked(scene: Scene) -> None:
    """The clerk goes to the store room while the order lies there."""

    def lock() -> str:
        scene.control(Key.Key_L)
        scene.hands.wait(lambda: scene.window.guard.locked, "the lock")
        scene.window.grab()
        seen = "、".join(painted(scene.window))
        scene.hands.wait(
            lambda: not any("高先生" in one.text for one in customers_window().shown),
            "the customer's screen to serve nobody",
        )
        for private in ("高先生", "T-20472", "****"):
            if private in seen:
                raise StepFailed(f"{private} on a locked counter")
        return seen

    scene.step(
        "锁定",
        did="按 Ctrl+L",
        expected="台面原样留着,什么顾客资料都看不见",
        act=lock,
        picture="locked",
    )

    def unlock() -> None:
        scene.hands.type(CASHIER_PIN, enter=False)
        scene.hands.wait(lambda: not scene.window.guard.locked, "the counter to be open")
        scene.see(PickupOpen, lambda card: card.found.pickup.order_no == "T-20472")

    scene.step("解锁", did="输 PIN", expected="刚才那单还在", act=unlock)


def painted(window: QWidget) -> list[str]:
    """Every word a visible widget of the window painted last."""
    return [
        one.text
        for widget in window.findChildren(Painted)
        if widget.isVisible()
        for one in widget.shown
    ]


def customers_window() -> CustomerWindow:
    """On the second screen, once the counter has settled."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, CustomerWindow)]
    if len(windows) != 1 or not windows[0].isVisible():
        raise StepFailed("no window on the second screen")
    return windows[0]


def _lists(scene: Scene) -> None:
    at = scene.window.at_pickups

    def waiting() -> str:
        scene.key(Key.Key_F2)
        scene.hands.wait(
            lambda: (
                scene.window.page is Page.PICKUPS and bool(at.state.lists and at.state.lists.rows)
            ),
            "rows",
        )
        return _rows(scene)

    scene.step("自提单", did="按 F2", expected="待取的单", act=waiting, picture="pickups")
    for chosen in ORDER[1:]:

        def turn(chosen: ListFilter = chosen) -> str:
            before = at.state.lists
            scene.key(Key.Key_Right)
            scene.hands.wait(
                lambda: _turned(scene, chosen, before),
                "the next list",
            )
            return _rows(scene)

        picture = f"pickups-{chosen.value.replace('_', '-')}"
        scene.step(
            f"自提单: {chosen.value}", did="按 →", expected="下一个列表", act=turn, picture=picture
        )


def _turned(scene: Scene, chosen: ListFilter, before: PickupLists | None) -> bool:
    state = scene.window.at_pickups.state
    return state.chosen is chosen and state.lists is not None and state.lists is not before


def _rows(scene: Scene) -> str:
    lists = scene.window.at_pickups.state.lists
    return f"{len(lists.rows) if lists else 0} 行"


def _looks(scene: Scene) -> None:
    def small() -> None:
        scene.hands.resize(1024, 768)
        scene.key(Key.Key_F1)
        scene.clear()
        scene.scan(scene.shop.pickup_code("T-20472"))
        scene.see(PickupOpen)

    def large() -> None:
        scene.hands.resize(1366, 768)

    def menu() -> str:
        scene.key(Key.Key_F10)
        scene.hands.wait(scene.window.menu.isVisible, "the menu")
        scene.listened()
        return "外观、语言、换人"

    def dark() -> str:
        scene.key(Key.Key_1)
        scene.hands.wait(lambda: scene.window.menu.look.theme.mode is Mode.DARK, "the dark look")
        return "深色"

    def english() -> str:
        scene.key(Key.Key_2)
        scene.hands.wait(lambda: QLocale().language() is QLocale.Language.English, "English")
        return "English"

    def close() -> None:
        scene.key(Key.Key_Escape)
        scene.hands.wait(scene.window.menu.isHidden, "the menu to close")

    scene.step(
        "小屏幕", did="1024×768 上扫 T-20472", expected="一样能用", act=small, picture="small"
    )
    scene.step("常用尺寸", did="回到 1366×768", expected="一样能用", act=large)
    scene.step("菜单", did="按 F10", expected="外观、语言、换人", act=menu, picture="menu")
    scene.step("深色", did="按 1", expected="立刻变深色", act=dark)
    scene.step("深色的柜台", did="按 Esc", expected="深色", act=close, picture="counter-dark")
    scene.step("再开菜单", did="按 F10", expected="菜单", act=menu)
    scene.step("英文", did="按 2", expected="立刻变英文", act=english)
    scene.step(
        "英文的柜台", did="按 Esc", expected="English", act=close, picture="counter-english-dark"
    )
