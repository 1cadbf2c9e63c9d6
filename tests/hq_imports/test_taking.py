"""A file taken in: orders with their codes at the store's holder, once, whatever is sent again; nothing outside the scope."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from sync.hq.imports.plans import Wrong
from sync.hq.pickup_numbers import with_check_digit
from sync.hq.web.api_keys import make_key
from tests.hq.running import RunningHq
from tests.hq_imports.files import KTT_HEADS, KTT_ROWS, csv_file, xlsx_file

FILE = csv_file(KTT_HEADS, KTT_ROWS)


def key(hq: RunningHq, *stores: int, name: str = "tool") -> str:
    with hq.office.database.write() as connection:
        made = make_key(connection, name=name, stores=frozenset(stores), by="lin", now=hq.clock())
    assert made is not None
    return made


@dataclass
class Tool:
    """Another program with a key."""

    hq: RunningHq
    key: str

    def send(self, content: bytes, kind: str = "orders", **asked: object) -> httpx.Response:
        return httpx.post(
            f"{self.hq.url}/api/v1/imports",
            params={"kind": kind} | {name: str(value) for name, value in asked.items()},
            content=content,
            headers={"authorization": f"Bearer {self.key}"},
            timeout=60,
        )

    def counts(self, content: bytes, kind: str = "orders", **asked: object) -> tuple[int, ...]:
        """(new, changed, same, refused)"""
        answer = self.send(content, kind, **asked)
        assert answer.status_code == 200, answer.text
        said = answer.json()
        return said["new"], said["changed"], said["same"], said["refused_rows"]

    def why(self, content: bytes, kind: str = "orders", **asked: object) -> list[str]:
        refused = self.send(content, kind, **asked).json()["refused"]
        return [row["why"] for row in refused]


@pytest.fixture
def tool(hq: RunningHq) -> Tool:
    return Tool(hq, key(hq))


def rows(hq: RunningHq, what: str, wanted: Callable[[dict[str, object]], bool]) -> list[dict[str, object]]:  # fmt: skip
    return [row for row in hq.operator.look(what) if wanted(row)]


def order(hq: RunningHq, order_no: str) -> dict[str, object]:
    (row,) = rows(hq, "pickups", lambda row: row["order_no"] == order_no)
    found = row["row"]
    assert isinstance(found, dict)
    return found


def changed(rows: tuple[tuple[str, ...], ...], row: int, **cells: str) -> list[tuple[str, ...]]:
    """The file with other cells in one row."""
    given = [dict(zip(KTT_HEADS, each, strict=True)) for each in rows]
    given[row] |= cells
    return [tuple(each.values()) for each in given]


def test_a_dry_run_writes_nothing_and_the_real_one_exactly_that(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    counter = hq.enrolled(1)
    tool = Tool(hq, key(hq))
    before = hq.operator.look("pickups")
    assert tool.counts(FILE, dry_run=1) == (3, 0, 0, 0)
    assert hq.operator.look("pickups") == before
    assert tool.counts(FILE) == (3, 0, 0, 0)
    first = order(hq, "20261124-0001")
    assert first["holder"] == counter.identity.counter
    assert (first["state"], first["store"], first["aliases"]) == ("arrived", 1, ["KTT900001"])
    number = str(first["pickup_no"])
    assert with_check_digit(number[:7]) == number
    ended = order(hq, "20261124-0003")
    assert (ended["state"], ended["refunded"], ended["holder"]) == ("refunded", 2990, 0)
    seen = counter.pickup("20261124-0001")
    assert [line.quantity for line in seen.lines] == [2, 1]
    assert hq.operator.act("mint", kind="pickup", subject="20261124-0001")["code"].startswith("TP")
    counter.redeem(seen, {line.line_no: line.quantity for line in seen.lines})
    assert counter.outcomes() == ["applied"]


def test_the_same_file_again_changes_nothing_even_after_a_hand_over(hq_on_both: RunningHq) -> None:
    hq = hq_on_both
    counter = hq.enrolled(1)
    tool = Tool(hq, key(hq))
    tool.send(FILE)
    seen = counter.pickup("20261124-0001")
    counter.redeem(seen, {1: 1})
    counter.push()
    kept = hq.operator.look("pickups")
    counter.pull_all()
    assert tool.counts(FILE, dry_run=1) == (0, 0, 3, 0)
    assert tool.counts(FILE) == (0, 0, 3, 0)
    assert tool.counts(xlsx_file(KTT_HEADS, KTT_ROWS, title="又一次")) == (0, 0, 3, 0)
    assert hq.operator.look("pickups") == kept
    assert counter.pull_all() == []


def test_what_changed_in_the_tool_changes_here_and_nothing_else(tool: Tool) -> None:
    tool.send(FILE)
    before = order(tool.hq, "20261124-0002")
    file = csv_file(KTT_HEADS, changed(KTT_ROWS, 2, 收货人="陈小姐", 数量="3"))
    answer = tool.send(file, dry_run=1).json()
    (change,) = answer["changes"]
    assert change["subject"] == "20261124-0002"
    assert {each["what"] for each in change["differences"]} == {"取货人", "商品", "到货"}
    assert tool.counts(file) == (0, 1, 2, 0)
    after = order(tool.hq, "20261124-0002")
    assert after["name"] == "陈小姐"
    for kept in ("pickup", "pickup_no", "phone", "epoch", "holder", "member"):
        assert after[kept] == before[kept]


def test_goods_somebody_took_from_are_not_changed(hq: RunningHq) -> None:
    counter, tool = hq.enrolled(1), Tool(hq, key(hq))
    tool.send(FILE)
    seen = counter.pickup("20261124-0002")
    counter.redeem(seen, {1: 1})
    counter.push()
    assert tool.why(csv_file(KTT_HEADS, changed(KTT_ROWS, 2, 数量="3"))) == [Wrong.LINES_TAKEN]


def test_an_order_ended_in_the_tool_is_ended_here(tool: Tool) -> None:
    tool.send(FILE)
    ended = csv_file(KTT_HEADS, changed(KTT_ROWS, 2, 订单状态="已取消"))
    assert tool.counts(ended) == (0, 1, 2, 0)
    assert order(tool.hq, "20261124-0002")["state"] == "cancelled"
    assert tool.counts(ended) == (0, 0, 3, 0)
    assert tool.why(FILE) == [Wrong.ENDED], "what was ended is never opened by a file"


@pytest.mark.parametrize(
    ("state", "why"),
    [("待付款", Wrong.NOT_PAID), ("部分退款", Wrong.PARTLY_REFUNDED), ("已核销", Wrong.COLLECTED)],
)
def test_orders_that_are_none_of_ours(tool: Tool, state: str, why: Wrong) -> None:
    file = csv_file(KTT_HEADS, [changed(KTT_ROWS, 2, 订单状态=state)[2]])
    assert tool.why(file) == [why]


def test_members_are_found_or_made_and_get_their_orders(tool: Tool) -> None:
    known = "13800001234"
    file = csv_file(KTT_HEADS, changed(KTT_ROWS, 2, 联系电话=known))
    tool.send(file)
    with tool.hq.office.database.read() as connection:
        from sync.hq.web.members import find_member

        old, new = find_member(connection, known), find_member(connection, "13900001111")
    assert old is not None
    assert new is not None
    assert order(tool.hq, "20261124-0002")["member"] == old.member
    assert order(tool.hq, "20261124-0001")["member"] == new.member
    assert (new.name, new.home_store) == ("王女士", 1)


def test_goods_get_one_number_each_for_ever(tool: Tool) -> None:
    tool.send(FILE)
    lines = order(tool.hq, "20261124-0001")["lines"]
    assert isinstance(lines, list)
    catalogue = {line["name"]: line["product_no"] for line in lines}
    other = csv_file(KTT_HEADS, [changed(KTT_ROWS, 0, 订单号="X-9", 商品="活鲈鱼 约 600g 大份", 核销码="")[0]])  # fmt: skip
    tool.send(other)
    again = order(tool.hq, "X-9")["lines"]
    assert isinstance(again, list)
    assert again[0]["product_no"] == catalogue["活鲈鱼 约 600g 大份"]
    assert len(set(catalogue.values())) == len(catalogue)


def test_goods_on_their_way_and_goods_that_came(tool: Tool) -> None:
    heads = ("订单号", "商品", "数量", "联系电话", "预计到货")
    file = csv_file(heads, [("N-1", "草莓", "2", "13900001111", "2026-11-26 10:00")])
    assert tool.counts(file, store=1) == (1, 0, 0, 0)
    assert order(tool.hq, "N-1")["state"] == "paid"
    assert tool.counts(file, store=1, arrived=1) == (0, 1, 0, 0)
    row = order(tool.hq, "N-1")
    assert row["state"] == "arrived"
    assert row["arrived_at"]
    assert tool.counts(file, store=1, arrived=1) == (0, 0, 1, 0)
    assert tool.counts(file, store=1) == (0, 0, 1, 0), "what came does not go away again"


def test_a_key_for_one_store_touches_no_other(hq: RunningHq) -> None:
    everywhere, here = Tool(hq, key(hq)), Tool(hq, key(hq, 1, name="one"))
    assert here.why(FILE) == [Wrong.NOT_YOUR_STORE]
    everywhere.send(FILE)
    moved = csv_file(KTT_HEADS, changed(KTT_ROWS, 3, 自提点="翠湖路店", 订单状态="待自提"))
    assert here.why(moved) == [Wrong.NOT_YOUR_STORE]
    assert order(hq, "20261124-0003")["store"] == 2
    heads = ("手机号", "姓名", "归属门店")
    member = csv_file(heads, [("13900005555", "马女士", "湖滨店")])
    assert here.why(member, "members") == [Wrong.NOT_YOUR_STORE]
    assert everywhere.counts(member, "members") == (1, 0, 0, 0)
    mine = csv_file(heads[:2], [("13900005555", "别人")])
    assert here.why(mine, "members", store=1) == [Wrong.NOT_YOUR_STORE]
    assert here.send(b"x", "goods").status_code == 403
    assert here.why(csv_file(("订单号", "商品"), [("Z", "草莓")]), store=2) == [
        Wrong.NOT_YOUR_STORE
    ]


def test_stores_by_the_names_people_write(tool: Tool) -> None:
    heads = ("订单号", "商品", "自提点")
    file = csv_file(heads, [("A-1", "草莓", "昆明 翠湖路店 自提点"), ("A-2", "草莓", "火星店"), ("A-3", "草莓", "")])  # fmt: skip
    assert tool.counts(file) == (1, 0, 0, 2)
    assert tool.why(file) == [Wrong.UNKNOWN_STORE, Wrong.NO_STORE]


def test_members_and_their_cards(tool: Tool) -> None:
    heads = ("会员手机号", "会员姓名", "会员卡号", "积分", "归属门店")
    file = csv_file(heads, [
        ("13900005555", "马女士", "VIP0001", "320", "翠湖路店"),
        ("13900006666", "何先生", "VIP0001", "0", "翠湖路店"),
        ("13900005555", "重复", "", "", "翠湖路店"),
        ("13800001234", "王女士", "VIP0003", "99999", ""),
    ])  # fmt: skip
    assert tool.why(file, "members", store=1, dry_run=1) == [Wrong.CARD_TAKEN, Wrong.TWICE_IN_FILE]
    assert tool.counts(file, "members", store=1) == (1, 1, 0, 2)
    assert tool.counts(file, "members", store=1) == (0, 0, 2, 2)
    with tool.hq.office.database.read() as connection:
        from sync.hq.web.members import find_member

        new, old = find_member(connection, "13900005555"), find_member(connection, "13800001234")
    assert new is not None
    assert old is not None
    assert (new.points, new.aliases) == (320, ("VIP0001",))
    assert "VIP0003" in old.aliases
    assert old.points != 99999, "points of a known member are HQ's own"


def test_the_catalogue(tool: Tool) -> None:
    heads = ("商品编码", "商品名称", "售价", "成本价", "商品分类", "条码", "库存")
    file = csv_file(heads, [
        ("3001", "蓝莓 125g", "¥19.90", "9.95", "水果", "6901234567892", "40"),
        ("SKU-7", "手工面包", "12", "", "", "", ""),
        ("3002", "没有价", "", "", "", "", ""),
        ("3001", "又一个", "1", "", "", "", ""),
    ])  # fmt: skip
    assert tool.counts(file, "goods", store=1) == (2, 0, 0, 2)
    assert tool.counts(file, "goods", store=1) == (0, 0, 2, 2)
    dearer = csv_file(heads, [("3001", "蓝莓 125g", "21.90", "", "水果", "", "12")])
    answer = tool.send(dearer, "goods", store=1).json()
    assert {each["what"]: each["after"] for each in answer["changes"][0]["differences"]} == {
        "售价": "¥21.90",
        "库存": "12",
    }


def test_columns_may_be_named(tool: Tool) -> None:
    file = csv_file(("编号", "货", "多少"), [("A-1", "草莓", "2")])
    assert tool.send(file, store=1).status_code == 422
    named = '{"order_no": "编号", "product": "货", "quantity": "多少"}'
    assert tool.counts(file, store=1, columns=named) == (1, 0, 0, 0)
    for wrong in ("[]", "{", '{"phone": "没有"}', '{"points": "货"}'):
        assert tool.send(file, store=1, columns=wrong).status_code in {400, 422}


def test_what_is_asked_wrongly_is_told(tool: Tool) -> None:
    assert tool.send(FILE, "planets").status_code == 400
    assert tool.send(FILE, dry_run="yes").status_code == 400
    assert tool.send(FILE, store="one").status_code == 400
    said = tool.send(b"\x89PNG\0\0", dry_run=1)
    assert (said.status_code, said.json()["code"]) == (422, "unreadable")
    assert tool.send(b"x" * (9 * 1024 * 1024)).status_code == 413


def test_keys_are_few_tries_apart_and_end(hq: RunningHq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hq.web.api_keys.WRONG_KEYS", 4)
    from sync.hq.web.accounts import Who
    from sync.hq.web.api_keys import revoke_key

    tool, wrong = Tool(hq, key(hq)), Tool(hq, "tgk_" + "x" * 43)
    assert tool.send(FILE, dry_run=1).status_code == 200
    with hq.office.database.write() as connection:
        assert revoke_key(connection, Who("lin", "admin", frozenset()), "tool", hq.clock())
    assert tool.send(FILE, dry_run=1).status_code == 401
    statuses = [wrong.send(FILE, dry_run=1).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert httpx.post(f"{hq.url}/api/v1/imports?kind=orders", content=FILE).status_code == 429


def test_one_key_asks_so_often_and_no_more(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hq.web.api_keys.A_MINUTE", 3)
    statuses = [tool.send(FILE, dry_run=1).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    other = Tool(tool.hq, key(tool.hq, name="other"))
    assert other.send(FILE, dry_run=1).status_code == 200


def test_a_busy_database_is_asked_again_and_nothing_is_taken_twice(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.hq.imports import taking
    from sync.hq.store.engine import Busy

    monkeypatch.setattr(taking, "PAUSES", (0.0, 0.0, 0.0))
    real, tries = taking.take, []

    def stumbling(*given: object) -> object:
        tries.append(1)
        if len(tries) <= 2:
            raise Busy("deadlock")
        return real(*given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(taking, "take", stumbling)
    assert tool.counts(FILE) == (3, 0, 0, 0)
    assert len(tries) == 3
    monkeypatch.setattr(taking, "take", lambda *_: (_ for _ in ()).throw(Busy("still")))
    assert tool.send(FILE).status_code == 503
