"""What stands on the counter's page, in the words a person would read there. For the report; decides nothing."""

from datetime import UTC, datetime
from typing import assert_never

from app.actions.outcomes import CodeOfUnknownStore
from app.domain.members import masked
from app.ui.counter.state import (
    Card,
    Choosing,
    DoneShown,
    Idle,
    MemberOpen,
    NoteShown,
    PickupOpen,
    ProductShown,
    RefusedOpen,
    UndoneShown,
)
from app.ui.messages import of_note, of_refusal


def words_on(card: Card) -> str:
    """One line for one card; phones stay masked."""
    match card:
        case Idle():
            return "空闲"
        case PickupOpen(found=found):
            pickup = found.pickup
            goods = "、".join(f"{line.name}×{line.quantity}" for line in pickup.lines)
            blind = " (本机没有这一单,按码内明细)" if pickup.blind else ""
            return f"{pickup.order_no} {pickup.name} {masked(pickup.phone)} 可取 {card.count} 件: {goods}{blind}"
        case RefusedOpen(refused=refused):
            saying = of_refusal(refused.refusal, datetime.now(UTC))
            order = "" if isinstance(refused, CodeOfUnknownStore) else f"{refused.pickup.order_no} "
            return f"{order}{saying.title}: {saying.detail}"
        case Choosing():
            return f"选一个: {len(card.several.pickups)} 单 {len(card.several.members)} 位会员"
        case MemberOpen(found=found):
            member = found.member
            return f"{member.name} {masked(member.phone)} 积分 {member.points} 待取 {len(found.pickups)} 单"
        case ProductShown(found=found):
            return f"商品 {found.product.name}"
        case NoteShown(note=note):
            saying = of_note(note)
            return f"{saying.title}: {saying.detail}"
        case DoneShown(handed=handed, others=others):
            more = f" 还有 {len(others)} 单" if others else ""
            return f"{handed.pickup.order_no} 已核销 {handed.count} 件 小票 {handed.receipt.receipt_no:04d}{more}"
        case UndoneShown(undone=undone):
            return f"{undone.order_no} 撤销 {undone.count} 件"
        case _:
            assert_never(card)
