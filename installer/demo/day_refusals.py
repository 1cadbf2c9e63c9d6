"""Everything the counter must refuse, one after the other: the card says which, and nothing is written."""

from dataclasses import dataclass

from app.actions.outcomes import (
    BadgeSeen,
    MemberCodeStale,
    NotACode,
    NothingFound,
    PaymentCodeSeen,
    ReceiptTokenSeen,
)
from app.domain.codes import Fault
from app.domain.pickups import (
    AlreadyRedeemed,
    Cancelled,
    Expired,
    NotArrived,
    OtherStore,
    Refunded,
    Refusal,
)
from app.ui.counter.state import NoteShown, ProductShown, RefusedOpen
from app.ui.messages import Note
from installer.demo.day_pickups import need
from installer.demo.receipts import Receipts
from installer.demo.scene import Scene
from installer.demo.seen import words_on
from installer.demo.shop import PAYMENT_CODE


@dataclass(frozen=True, slots=True)
class _Order:
    order_no: str
    refusal: type[Refusal]
    title: str
    picture: str


ORDERS = (
    _Order("T-20455", AlreadyRedeemed, "别的柜台已经核销", "refused-elsewhere"),
    _Order("T-20441", Refunded, "已退款", "refused-refunded"),
    _Order("T-20438", Cancelled, "已取消", "refused-cancelled"),
    _Order("H-10088", OtherStore, "别店的单", "refused-other-store"),
    _Order("T-20471", NotArrived, "还没到货", "refused-not-arrived"),
    _Order("T-20399", Expired, "总部已关的过期单", "refused-expired"),
)


def run(scene: Scene, receipts: Receipts) -> None:
    """Orders that may not go, then texts that are no order."""
    for each in ORDERS:
        _order(scene, each)
    shop = scene.shop
    whole = shop.pickup_code("T-20464")
    _fault(scene, "假码", shop.forged("T-20464"), Fault.FORGED, "note-forged")
    _fault(scene, "破损的码", whole[:60], Fault.DAMAGED, "note-damaged")
    _fault(scene, "别的版本的码", f"TP{whole[3:]}", Fault.DAMAGED, "")
    _note(scene, "付款码", PAYMENT_CODE, PaymentCodeSeen, "note-payment")
    _note(scene, "乱码", "%PDF-1.7 0BAD C0DE", NothingFound, "note-garbage")
    _note(scene, "过时的会员码", shop.old_member_code("T-20462"), MemberCodeStale, "note-stale")
    _note(scene, "工牌", shop.hq.mint("badge", "13", 1013), BadgeSeen, "note-badge")
    if receipts.papers:
        _note(
            scene, "小票上的码", receipts.papers[0].codes[0], ReceiptTokenSeen, "note-receipt-code"
        )
    _number(scene)
    _goods(scene)


def _order(scene: Scene, each: _Order) -> None:
    def scan() -> None:
        scene.clear()
        scene.scan(scene.shop.pickup_code(each.order_no))
        card = scene.see(RefusedOpen)
        need(that=isinstance(card.refused.refusal, each.refusal), else_say=words_on(card))

    scene.step(
        f"拒绝: {each.title}",
        did=f"扫 {each.order_no}",
        expected=f"{each.refusal.__name__},同一张卡片说清原因和怎么办",
        act=scan,
        picture=each.picture,
    )


def _note(scene: Scene, name: str, text: str, kind: type[Note], picture: str) -> None:
    def scan() -> None:
        scene.clear()
        scene.scan(text)
        card = scene.see(NoteShown)
        need(that=isinstance(card.note, kind), else_say=words_on(card))

    scene.step(name, did=f"扫一个{name}", expected=kind.__name__, act=scan, picture=picture)


def _fault(scene: Scene, name: str, text: str, fault: Fault, picture: str) -> None:
    def scan() -> None:
        scene.clear()
        scene.scan(text)
        card = scene.see(NoteShown)
        note = card.note
        need(that=isinstance(note, NotACode) and note.fault is fault, else_say=words_on(card))

    scene.step(
        name, did=f"扫一个{name}", expected=f"不认: {fault.value}", act=scan, picture=picture
    )


def _number(scene: Scene) -> None:
    def wrong() -> None:
        digits = str(scene.shop.order("T-20464")["pickup_no"])
        scene.typed(digits[:-1] + str((int(digits[-1]) + 1) % 10))
        card = scene.see(NoteShown)
        note = card.note
        need(
            that=isinstance(note, NotACode) and note.fault is Fault.BAD_CHECK_DIGIT,
            else_say=words_on(card),
        )

    scene.step("取货码输错一位", did="末位输错", expected="校验位不对", act=wrong)


def _goods(scene: Scene) -> None:
    def goods() -> None:
        scene.clear()
        scene.scan("6901234010015")
        scene.see(ProductShown, lambda card: card.found.product.name.startswith("红颜草莓"))

    scene.step(
        "商品码", did="扫红颜草莓的条码", expected="显示商品和价格", act=goods, picture="product"
    )
