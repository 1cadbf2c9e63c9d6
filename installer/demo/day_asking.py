"""An order HQ has taken back: the counter asks for it with one key, and hands it over as always."""

from PySide6.QtCore import Qt

from app.domain.pickups import HeldElsewhere
from app.ui.counter.state import DoneShown, RefusedOpen
from installer.demo.day_pickups import handed, need, paper_with
from installer.demo.receipts import Receipts
from installer.demo.scene import Scene
from installer.demo.seen import words_on
from installer.demo.shop import STORE

ORDER = "T-20495"


def run(scene: Scene, receipts: Receipts) -> None:
    shop = scene.shop

    def taken_back() -> bool:
        facts = shop.hq.look("facts")
        return any(fact["kind"] == "grant.returned" for fact in facts)

    def held() -> None:
        shop.hq.put("pickup", shop.order(ORDER) | {"recall": True}, STORE)
        scene.hands.wait(taken_back, "the counter to give the order back")
        scene.clear()
        scene.scan(shop.pickup_code(ORDER))
        card = scene.see(RefusedOpen)
        need(that=isinstance(card.refused.refusal, HeldElsewhere), else_say=words_on(card))

    scene.step(
        "总部收回的单",
        did=f"总部收回 {ORDER} 的授权,扫它的码",
        expected="本柜台交回授权;卡片写明由总部掌握,回车去问",
        act=held,
        picture="held-by-hq",
    )

    def ask() -> None:
        scene.key(Qt.Key.Key_Return)
        scene.see(DoneShown, handed(ORDER, 2))
        paper_with(scene, receipts, ORDER.removeprefix("T-"))

    scene.step(
        "问总部要这一单",
        did="按回车",
        expected="总部同意,照常核销和打印",
        act=ask,
        picture="asked-hq",
    )
