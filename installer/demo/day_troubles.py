"""What goes wrong in a shop: the line is cut and comes back, the printer jams and runs out of paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.actions.export_unsent import Exported
from app.ui.counter.state import DoneShown, PickupOpen
from installer.demo.day_pickups import handed, is_order, need, paper_with
from installer.demo.headquarters import ROOT
from installer.demo.receipts import Receipts
from installer.demo.scene import Scene
from installer.demo.shop import MANAGER_PIN
from sync.status import Line as Status
from tests.virtual_printer import Condition

Key = Qt.Key
ONE_PAPER_EACH = ("pickup.redeemed", "handout.override", "receipt.reprinted")
LATE_SEEDS = Path("seeds") / "late"


def run(scene: Scene, receipts: Receipts) -> None:
    """Paper first, with the line up; then the line."""
    _printer(scene, receipts, "缺纸", "T-20466", Condition.NO_PAPER, "no-paper")
    _printer(scene, receipts, "卡纸", "T-20468", Condition.JAM, "jam")
    _cut(scene)
    _blind(scene, receipts)
    _offline(scene)
    _mend(scene)


def _printer(
    scene: Scene, receipts: Receipts, word: str, order_no: str, condition: Condition, picture: str
) -> None:
    printer = scene.shop.printer

    def trouble() -> None:
        scene.clear()
        printer.state = condition
        scene.scan(scene.shop.pickup_code(order_no))
        count = scene.see(PickupOpen, is_order(order_no)).count
        scene.key(Key.Key_Return)
        scene.see(DoneShown, handed(order_no, count))
        scene.hands.wait(lambda: bool(scene.state.troubles), "the clerk to be told", 20)

    scene.step(
        word,
        did=f"{word}时核销 {order_no}",
        expected="核销成立,小票等着,告诉店员",
        act=trouble,
        picture=picture,
    )

    def recover() -> str:
        printer.state = Condition.OK
        scene.key(Key.Key_F7)
        paper_with(scene, receipts, order_no)
        scene.hands.wait(lambda: not scene.state.troubles, "the trouble to be over", 20)
        return f"{order_no} 打出来了"

    scene.step(f"{word}恢复", did="修好后按 F7", expected="等着的小票打出来", act=recover)


def _until(scene: Scene, seen: Callable[[], bool], what: str) -> None:
    scene.hands.wait(seen, what, 40)


def _cut(scene: Scene) -> None:
    def cut() -> str:
        scene.clear()
        scene.shop.connect(connected=False)
        _until(scene, lambda: scene.status is Status.OFFLINE, "the counter to notice")
        return "离线"

    scene.step("剪断线路", did="拔网线", expected="状态条变成离线", act=cut, picture="offline")


def _blind(scene: Scene, receipts: Receipts) -> None:
    shop = scene.shop

    def blind() -> None:
        shop.hq.load(ROOT / LATE_SEEDS)
        scene.scan(shop.pickup_code("T-20599"))
        scene.see(PickupOpen, lambda card: card.found.pickup.blind and card.count == 3)

    scene.step(
        "断网后才付款的单",
        did="总部刚收到 T-20599,本机没有,扫它的码",
        expected="签名有效,按码内明细可取",
        act=blind,
        picture="blind",
    )

    def confirm() -> None:
        scene.key(Key.Key_Return)
        scene.see(DoneShown, lambda card: card.handed.count == 3)
        paper_with(scene, receipts, "20599")

    scene.step(
        "断网核销", did="按回车", expected="照样核销和打印", act=confirm, picture="blind-done"
    )


def _offline(scene: Scene) -> None:
    def more() -> str:
        for order_no in ("T-20486", "T-20487", "T-20493"):
            scene.clear()
            scene.scan(scene.shop.pickup_code(order_no))
            scene.see(PickupOpen, is_order(order_no))
            scene.key(Key.Key_Return)
            scene.see(DoneShown, lambda card: card.handed.pickup.order_no == order_no)  # noqa: B023  seen before the next
        _until(scene, lambda: scene.pending >= 4, "facts to wait")
        return f"待传 {scene.pending} 条"

    scene.step(
        "断网继续",
        did="再核销三单",
        expected="都成立,待传数上升",
        act=more,
        picture="offline-pending",
    )

    def page() -> str:
        scene.key(Key.Key_F6)
        scene.hands.wait(lambda: scene.window.at_sync.state.picture is not None, "the journal")
        return f"同步页: 待传 {scene.pending} 条"

    scene.step(
        "断网时的同步页",
        did="按 F6",
        expected="每一条等着的事实都看得见",
        act=page,
        picture="sync-offline",
    )
    _export(scene)


def _export(scene: Scene) -> None:
    """Still on the sync page, the line still down."""
    sync = scene.window.at_sync

    def export() -> str:
        scene.key(Key.Key_E)
        scene.hands.wait(lambda: bool(sync.state.places) or sync.state.pin is not None, "a place")
        scene.listened()
        if sync.state.places:
            scene.hands.type(str(len(sync.state.places)), enter=False)
            scene.listened()
        asked = sync.state.pin
        if asked is not None and len(asked.people) > 1:
            scene.hands.type("1", enter=False)
        scene.hands.type(MANAGER_PIN, enter=False)
        scene.hands.wait(lambda: sync.state.exported is not None, "the file")
        done = sync.state.exported
        need(that=isinstance(done, Exported), else_say=str(done))
        return f"导出 {scene.pending} 条"

    scene.step(
        "导出未传事实",
        did="按 E,选本机,店长 PIN",
        expected="写成一个只有总部能打开的文件,记录仍在待传",
        act=export,
        picture="sync-exported",
    )


def _mend(scene: Scene) -> None:
    def mend() -> str:
        scene.shop.connect(connected=True)
        scene.key(Key.Key_R)
        _until(scene, lambda: scene.status is Status.ONLINE, "the counter to be online")
        _until(scene, lambda: scene.pending == 0, "the queue to drain")
        _until(scene, all_told, "the page to say so")
        return "在线,待传 0 条"

    def all_told() -> bool:
        picture = scene.window.at_sync.state.picture
        return picture is not None and picture.pending == 0

    scene.step(
        "线路恢复", did="插回网线,按 R", expected="自动补传,一条不剩", act=mend, picture="sync"
    )

    def told() -> str:
        facts = scene.shop.hq.look("facts")
        bad = [fact for fact in facts if fact["outcome"] not in {"applied", "duplicate"}]
        explained = [fact for fact in bad if fact["kind"] == "handout.override"]
        need(
            that=bad == explained,
            else_say=f"{len(bad)} facts not applied: {bad[0]['detail'] if bad else ''}",
        )
        taken = {row["pickup"] for row in scene.shop.hq.look("redemptions") if not row["undone"]}
        late = scene.shop.order("T-20599")["pickup"]
        need(that=late in taken, else_say="HQ does not know of the blind hand-over")
        return f"总部收到 {len(facts)} 条事实"

    scene.step("总部都知道了", did="问总部", expected="每条事实收到一次,没有冲突", act=told)


def count_the_paper(scene: Scene, receipts: Receipts) -> None:
    """The last step: nothing is left in the printer, and nothing came out twice."""

    def count() -> str:
        facts = [str(fact["kind"]) for fact in scene.shop.hq.look("facts")]
        wanted = sum(facts.count(kind) for kind in ONE_PAPER_EACH)
        scene.hands.wait(lambda: len(receipts.papers) >= wanted, f"{wanted} receipts", 30)
        need(that=len(receipts.papers) == wanted, else_say=f"{len(receipts.papers)} of {wanted}")
        return f"{wanted} 张小票"

    scene.step("小票一张不多一张不少", did="数一数", expected="每次核销和补打各一张", act=count)
