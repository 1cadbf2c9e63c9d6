"""What differs between an order as HQ has it and as it would be, in words. Phones masked. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sync import wire
from sync.hq.imports.cells import SHOP_TIME
from sync.hq.imports.plans import Difference
from sync.hq.web.phones import masked

STATES: Final = {
    "paid": "未到货",
    "arrived": "可取货",
    "refunded": "已退款",
    "cancelled": "已取消",
    "expired": "已过期",
}


def differences(
    old: wire.PickupRow | None, new: wire.PickupRow, stores: Mapping[int, str]
) -> tuple[Difference, ...]:
    """Of a new order all that it says."""
    before = {} if old is None else _words(old, stores)
    return tuple(
        Difference(what, before.get(what, ""), after)
        for what, after in _words(new, stores).items()
        if after != before.get(what, "")
    )


def _words(row: wire.PickupRow, stores: Mapping[int, str]) -> dict[str, str]:
    return {
        "门店": stores.get(row.store, str(row.store)),
        "取货人": row.name,
        "手机号": masked(row.phone) if row.phone else "",
        "商品": "、".join(f"{line.name}×{line.quantity}" for line in row.lines),
        "金额": f"¥{sum(line.amount for line in row.lines) / 100:.2f}",
        "状态": STATES.get(row.state, row.state),
        "到货": f"{sum(line.arrived for line in row.lines)} 件",
        "下单": _clock(row.ordered_at),
        "预计到货": _clock(row.expected_at),
        "取货截止": _clock(row.expires_at),
        "团长": row.leader,
        "核销码": "、".join(row.aliases),
    }


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(SHOP_TIME):%Y-%m-%d %H:%M}"
