"""A delivery's list taken in: each line's goods are in the store, once, and nobody takes them away again. On both databases."""

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from sync import wire
from sync.hq.store.tables import pickup
from tests.hq.running import RunningHq
from tests.hq.test_recall import ORDER
from tests.hq_imports.files import csv_file
from tests.hq_imports.test_taking import Tool, key, order, rows

HEADS = ("订单号", "商品名称", "商品编码", "到货数量")


@pytest.fixture
def tool(hq_on_both: RunningHq) -> Tool:
    """With an order of which nothing has come yet."""
    hq = hq_on_both
    hq.enrolled(1)
    with hq.office.database.write() as connection:
        where = pickup.c.order_no == ORDER
        raw = connection.execute(select(pickup.c.row).where(where)).scalar_one()
        row = msgspec.json.decode(raw, type=wire.PickupRow)
        bare = replace(
            row,
            state="paid",
            arrived_at=None,
            lines=tuple(replace(line, arrived=0) for line in row.lines),
        )
        connection.execute(update(pickup).where(where).values(row=wire.encode(bare), state="paid"))
    return Tool(hq, key(hq))


def lines(tool: Tool) -> list[dict[str, object]]:
    found = order(tool.hq, ORDER)["lines"]
    assert isinstance(found, list)
    return found


def listed(*said: tuple[str, str, str, str]) -> bytes:
    return csv_file(HEADS, said)


def test_what_came_is_there_and_the_same_list_again_changes_nothing(tool: Tool) -> None:
    first, second, third = lines(tool)
    file = listed(
        (ORDER, str(first["name"]), "", "2"),
        (ORDER, "", str(second["product_no"]), ""),
    )
    assert tool.counts(file, "arrivals", dry_run=1) == (0, 1, 0, 0)
    assert [each["arrived"] for each in lines(tool)] == [0, 0, 0], "a dry run writes nothing"
    assert tool.counts(file, "arrivals") == (0, 1, 0, 0)
    assert [each["arrived"] for each in lines(tool)] == [2, second["quantity"], 0]
    row = order(tool.hq, ORDER)
    assert row["state"] == "arrived"
    assert row["arrived_at"]
    assert row["holder"], "whose the grant is stays"
    assert tool.counts(file, "arrivals") == (0, 0, 1, 0)
    later = listed((ORDER, str(first["name"]), "", "3"), (ORDER, str(third["name"]), "", "1"))
    assert tool.counts(later, "arrivals") == (0, 1, 0, 0)
    assert [each["arrived"] for each in lines(tool)] == [3, second["quantity"], 1]


def test_what_cannot_be_is_refused_row_by_row_and_the_rest_is_taken(tool: Tool) -> None:
    name = str(lines(tool)[0]["name"])
    file = listed(
        (ORDER, name, "", "1"),
        (ORDER, name, "", "99"),
        (ORDER, name, "", "一半"),
        (ORDER, name, "", "0"),
        (ORDER, "没有的货", "", "1"),
        ("T-NONE", name, "", "1"),
        ("", name, "", "1"),
        (ORDER, "", "", "1"),
    )
    assert sorted(tool.why(file, "arrivals")) == sorted(
        [
            "bad_arrived",
            "bad_arrived",
            "arrived_before",
            "unknown_line",
            "unknown_order",
            "no_order_no",
            "no_product",
        ]
    )
    assert lines(tool)[0]["arrived"] == 1
    tool.hq.operator.act("order", pickup=order(tool.hq, ORDER)["pickup"], verb="cancel", force=True, reason="客户不要了")  # fmt: skip
    assert tool.why(listed((ORDER, name, "", "2")), "arrivals") == ["ended"]


def test_a_list_of_another_stores_orders_is_not_taken(tool: Tool) -> None:
    stranger = Tool(tool.hq, key(tool.hq, 2, name="two"))
    name = str(lines(tool)[0]["name"])
    assert stranger.why(listed((ORDER, name, "", "1")), "arrivals") == ["not_your_store"]
    assert lines(tool)[0]["arrived"] == 0
    assert rows(tool.hq, "recalls", lambda _: True) == []
