"""The morning of the headless day: members and orders, whole and in part, undo, override, reprint."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.domain.pickups import AlreadyRedeemed
from app.domain.prompts import Answer
from app.ui.counter.state import Choosing, DoneShown, PickupOpen, RefusedOpen, UndoneShown
from installer.demo.receipts import Paper, Receipts
from installer.demo.report import StepFailed
from installer.demo.scene import Scene
from installer.demo.seen import words_on
from installer.demo.shop import MANAGER_PIN

Key = Qt.Key


def is_order(order_no: str) -> Callable[[PickupOpen], bool]:
    """The order card of this number."""
    return lambda card: card.found.pickup.order_no == order_no


def handed(order_no: str, count: int) -> Callable[[DoneShown], bool]:
    """So many units of this order went over the counter."""
    return lambda card: (card.handed.pickup.order_no, card.handed.count) == (order_no, count)


def paper_with(scene: Scene, receipts: Receipts, *words: str) -> Paper:
    """The receipt that says all of this, printed already or about to be."""

    def there() -> bool:
        return any(all(word in paper.text for word in words) for paper in receipts.papers)

    scene.hands.wait(there, f"a receipt that says {' and '.join(words)}", 20)
    return next(paper for paper in receipts.papers if all(word in paper.text for word in words))


def need(*, that: bool, else_say: str) -> None:
    """A look that must be true."""
    if not that:
        raise StepFailed(else_say)


def run(scene: Scene, receipts: Receipts) -> None:
    """王女士 first, as in the pictures; then everybody else."""
    _recognise(scene)
    _hand_over(scene, receipts)
    _ways_to_look_up(scene)
    _several_orders(scene)
    _partial(scene)
    _undo(scene)
    _override(scene, receipts)
    _reprint(scene, receipts)


def _recognise(scene: Scene) -> None:
    shop = scene.shop

    def member() -> None:
        scene.scan(shop.member_code("T-20462"))
        card = scene.see(PickupOpen, is_order("T-20462"))
        need(that=card.found.member is not None, else_say="the member is not named")

    scene.step(
        "会员码",
        did="扫王女士的会员码",
        expected="认出会员,打开她可取的单 T-20462",
        act=member,
        picture="member",
    )

    def last_four() -> None:
        scene.typed("1234")
        scene.see(Choosing)

    scene.step(
        "后四位重号",
        did="输入 1234",
        expected="两个人后四位相同,让店员选",
        act=last_four,
        picture="choose",
    )

    def choose() -> None:
        scene.key(Key.Key_1)
        scene.see(PickupOpen, is_order("T-20462"))

    scene.step("选第一个", did="按 1", expected="打开 T-20462", act=choose)


def _hand_over(scene: Scene, receipts: Receipts) -> None:
    shop = scene.shop

    def open_order() -> None:
        scene.clear()
        scene.scan(shop.pickup_code("T-20462"))
        card = scene.see(PickupOpen, is_order("T-20462"))
        need(that=card.count == 3, else_say=f"{card.count} ready instead of 3")
        need(that=scene.state.said is not None, else_say="no sentence")

    scene.step(
        "扫取货码",
        did="扫 T-20462",
        expected="4 件里 3 件可取,一句话术",
        act=open_order,
        picture="counter",
    )

    def take() -> str:
        scene.key(Key.Key_F8)
        said = scene.state.said
        if said is None or said.answer is not Answer.TAKEN:
            raise StepFailed("the answer is not marked")
        return said.prompt.text

    scene.step("带上推荐", did="按 F8", expected="话术记为成交", act=take, picture="prompt-taken")

    def shortage() -> str:
        for _ in range(4):
            scene.key(Key.Key_Down)
        scene.key(Key.Key_W)
        card = scene.see(PickupOpen, lambda card: card.troubled)
        need(that=card.marks[-1].short == 1, else_say="the last line is not short")
        return words_on(card)

    scene.step(
        "登记缺货",
        did="移到云南小瓜,按 W",
        expected="这一行记缺货 1",
        act=shortage,
        picture="shortage",
    )

    def confirm() -> str:
        scene.key(Key.Key_Return)
        scene.see(DoneShown, handed("T-20462", 3))
        paper = paper_with(scene, receipts, "T-20462")
        need(that="红颜草莓" in paper.text, else_say="no goods on the paper")
        need(that="138****1234" in paper.text, else_say="the phone is not masked as it should be")
        need(that="13800001234" not in paper.text, else_say="a whole phone on the paper")
        need(that=len(paper.codes) == 2, else_say=f"{len(paper.codes)} codes on the paper")
        need(
            that=all("/R/TR" in code.upper() for code in paper.codes), else_say="no receipt tokens"
        )
        return f"{words_on(scene.card)}; 纸上 {len(paper.codes)} 个二维码"

    scene.step(
        "核销并打印",
        did="按回车",
        expected="交出 3 件,小票上两个可扫的码",
        act=confirm,
        picture="done",
    )

    def again() -> None:
        scene.scan(shop.pickup_code("T-20462"))
        card = scene.see(RefusedOpen)
        need(that=isinstance(card.refused.refusal, AlreadyRedeemed), else_say=words_on(card))

    scene.step(
        "同一单再来", did="再扫 T-20462", expected="已经核销过", act=again, picture="refused"
    )


def _ways_to_look_up(scene: Scene) -> None:
    ways = (
        ("手机号", "13700000288", "T-20463"),
        ("姓名首字母", "lxy", "T-20491"),
        ("取货码八位", str(scene.shop.order("T-20479")["pickup_no"]), "T-20479"),
        ("订单号", "T-20480", "T-20480"),
    )
    for way, text, order_no in ways:

        def look(text: str = text, order_no: str = order_no) -> None:
            scene.typed(text)
            card = scene.see(PickupOpen)
            who = scene.shop.order(order_no)["phone"]
            need(that=card.found.pickup.phone == who, else_say="somebody else's order")

        shown = f"{text[:3]}****{text[-4:]}" if len(text) == 11 else text
        scene.step(f"查找: {way}", did=f"输入 {shown}", expected="打开这个人的单", act=look)

    def alias() -> None:
        scene.clear()
        scene.scan("KTT88432201")
        scene.see(PickupOpen, is_order("T-20475"))

    scene.step("别家平台的码", did="扫快团团的码", expected="打开 T-20475", act=alias)

    def card() -> None:
        scene.clear()
        scene.scan(scene.shop.card("T-20463"))
        scene.see(PickupOpen, is_order("T-20463"))

    scene.step("会员卡", did="扫印好的会员卡", expected="打开陈先生的单", act=card)


def _several_orders(scene: Scene) -> None:
    def first() -> None:
        scene.clear()
        scene.scan(scene.shop.pickup_code("T-20481"))
        card = scene.see(PickupOpen, is_order("T-20481"))
        need(that=len(card.found.others) == 2, else_say=f"{len(card.found.others)} others")

    scene.step(
        "一人三单", did="扫 T-20481", expected="还有 2 单一起取", act=first, picture="several"
    )

    def all_of_them() -> str:
        numbers = []
        for _ in range(3):
            scene.see(PickupOpen)
            scene.key(Key.Key_Return)
            done = scene.see(DoneShown)
            numbers.append(done.handed.pickup.order_no)
            scene.key(Key.Key_Return)
            scene.quiet()
        need(that=numbers == ["T-20481", "T-20482", "T-20483"], else_say=", ".join(numbers))
        return "、".join(numbers)

    scene.step("三单都取", did="回车六次", expected="三单依次核销", act=all_of_them)


def _partial(scene: Scene) -> None:
    def part() -> None:
        scene.clear()
        scene.scan(scene.shop.pickup_code("T-20473"))
        scene.see(PickupOpen, is_order("T-20473"))
        scene.key(Key.Key_P)
        scene.key(Key.Key_1)
        scene.see(PickupOpen, lambda card: card.partial and card.marks[0].take == 1)

    scene.step(
        "部分核销",
        did="扫 T-20473,按 P,第一行改成 1",
        expected="只取一件鸡蛋",
        act=part,
        picture="partial",
    )

    def confirm() -> None:
        before = scene.see(PickupOpen).count
        scene.key(Key.Key_Return)
        scene.see(DoneShown, handed("T-20473", before))

    scene.step("部分核销确认", did="按回车", expected="余下的还欠着", act=confirm)

    def rest() -> None:
        scene.scan(scene.shop.pickup_code("T-20473"))
        card = scene.see(PickupOpen, is_order("T-20473"))
        need(that=card.count == 2, else_say=f"{card.count} left instead of 2")

    scene.step("再来取余下的", did="再扫 T-20473", expected="还有 2 件可取", act=rest)


def _undo(scene: Scene) -> None:
    def undo() -> None:
        scene.clear()
        scene.scan(scene.shop.pickup_code("T-20463"))
        scene.see(PickupOpen, is_order("T-20463"))
        scene.key(Key.Key_Return)
        scene.see(DoneShown, handed("T-20463", 1))
        scene.control(Key.Key_Z)
        scene.see(UndoneShown)

    scene.step(
        "撤销",
        did="核销 T-20463 后按 Ctrl+Z",
        expected="60 秒内不用 PIN 就撤销",
        act=undo,
        picture="undone",
    )

    def again() -> None:
        scene.scan(scene.shop.pickup_code("T-20463"))
        scene.see(PickupOpen, is_order("T-20463"))
        scene.key(Key.Key_F9)
        scene.key(Key.Key_Return)
        scene.see(DoneShown, handed("T-20463", 1))

    scene.step("撤销后再取", did="再扫 T-20463,按 F9 再回车", expected="可以再核销", act=again)


def _override(scene: Scene, receipts: Receipts) -> None:
    def refused() -> None:
        scene.clear()
        scene.scan(scene.shop.pickup_code("T-20402"))
        scene.see(RefusedOpen)
        scene.control(Key.Key_M)
        scene.hands.wait(lambda: scene.state.pin is not None, "the PIN dialog")

    scene.step(
        "过期的单",
        did="扫 T-20402,按 Ctrl+M",
        expected="过了时间,问店长 PIN",
        act=refused,
        picture="pin",
    )

    def wrong() -> str:
        scene.pin("000000")
        scene.hands.wait(
            lambda: scene.state.pin is not None and scene.state.pin.word is not None, "an answer"
        )
        return "PIN 不对"

    scene.step(
        "PIN 错", did="输错一次", expected="说 PIN 不对,还能试", act=wrong, picture="pin-wrong"
    )

    def right() -> None:
        scene.hands.type(MANAGER_PIN, enter=False)
        scene.see(DoneShown, lambda card: card.handed.pickup.order_no == "T-20402")
        paper_with(scene, receipts, "T-20402", "店长放行")

    scene.step("店长放行", did="输入店长 PIN", expected="核销,小票写明店长放行", act=right)


def _reprint(scene: Scene, receipts: Receipts) -> None:
    def reprint() -> str:
        scene.control(Key.Key_P)
        paper = paper_with(scene, receipts, "T-20402", "补打")
        return next(line for line in paper.lines if "补打" in line)

    scene.step("补打", did="按 Ctrl+P", expected="纸上写补打和次数", act=reprint)
