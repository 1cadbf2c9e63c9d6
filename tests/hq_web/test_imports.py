"""Taking a file in at the console: opened, tried, taken, by the account that brought it and nobody else."""

from datetime import timedelta

import httpx
import pytest

from tests.hq.running import RunningHq
from tests.hq_imports.files import KTT_HEADS, KTT_ROWS, csv_file, xlsx_file
from tests.hq_web.console import signed_in
from tests.hq_web.phones import Browser

FILE = csv_file(KTT_HEADS, KTT_ROWS)


def opened(browser: Browser, content: bytes, kind: str = "orders", name: str = "团购.csv") -> httpx.Response:  # fmt: skip
    seen = browser.get("/hq/import")
    form = seen.text.split('name="form" value="')[1][:64]
    return browser.http.post(
        "/hq/import", data={"form": form, "kind": kind}, files={"file": (name, content)}
    )


def orders(hq: RunningHq) -> list[str]:
    return [row["order_no"] for row in hq.operator.look("pickups")]


def test_a_file_is_tried_and_then_taken_once(hq: RunningHq) -> None:
    browser = signed_in(hq, "he", "operator")
    trial = opened(browser, FILE)
    for words in ("新增 3", "不收 0 行", "导入这 3 条", "红颜草莓 500g×2", "139****1111"):
        assert words in trial.text
    assert "13900001111" not in trial.text
    assert "20261124-0001" not in orders(hq)
    path = trial.url.path
    done = browser.post(path, trial, store="", **guess_of(trial))
    assert "导入完成" in done.text
    assert "20261124-0001" in orders(hq)
    assert browser.get(path).status_code == 404, "full of phones, and not kept"
    again = opened(browser, FILE)
    assert "没有要改的" in again.text
    assert "导入这" not in again.text
    assert "团购.csv" in browser.get("/hq/import").text


def guess_of(trial: httpx.Response) -> dict[str, str]:
    """The hidden columns of the button."""
    import re

    return dict(re.findall(r'type="hidden" name="(f_\w+)" value="(\d+)"', trial.text))


def test_rows_that_are_not_taken_are_told_with_their_reason(hq: RunningHq) -> None:
    browser = signed_in(hq, "he", "operator")
    bad = (*KTT_ROWS[2][:11], "138****1234", *KTT_ROWS[2][12:])
    page = opened(browser, csv_file(KTT_HEADS, [bad, KTT_ROWS[3]])).text
    assert "不收 1 行" in page
    assert "手机号被隐藏了" in page


def test_columns_are_chosen_by_hand_when_nobody_can_guess(hq: RunningHq) -> None:
    browser = signed_in(hq, "he", "operator", 1)
    page = opened(browser, csv_file(("编号", "货"), [("A-1", "草莓")]))
    assert page.status_code == 422
    assert "找不到这些列" in page.text
    tried = browser.get(f"{page.url.path}?f_order_no=0&f_product=1&store=1")
    assert "新增 1" in tried.text
    for odd in ("f_order_no=99&f_product=1", "f_order_no=x", "f_order_no=-1&f_product=0", "store=1e9"):  # fmt: skip
        assert browser.get(f"{page.url.path}?{odd}").status_code in {200, 422}


def test_a_workbook_and_what_is_none(hq: RunningHq) -> None:
    browser = signed_in(hq, "he", "operator")
    assert (
        "新增 3" in opened(browser, xlsx_file(KTT_HEADS, KTT_ROWS, title="团"), name="a.xlsx").text
    )
    for content in (b"\x89PNG\0", b"PK\x03\x04xxxx", b""):
        assert opened(browser, content).status_code == 422
    form = browser.get("/hq/import").text.split('name="form" value="')[1][:64]
    assert browser.http.post("/hq/import", data={"form": form, "kind": "orders"}).status_code == 422
    huge = browser.http.post(
        "/hq/import",
        data={"form": form, "kind": "orders"},
        files={"file": ("a.csv", b"x" * (9 * 1024 * 1024))},
    )
    assert huge.status_code == 413


@pytest.mark.parametrize("text", ["<b>x</b>", "=cmd|' /C calc'!A0", '"><script>', "{{7*7}}"])
def test_what_stands_in_a_file_is_text(hq: RunningHq, text: str) -> None:
    browser = signed_in(hq, "he", "operator", 1)
    heads = ("订单号", "商品", "自提点", text)
    file = xlsx_file(heads, [("A-1", text, "翠湖路店", "x"), ("A-2", "草莓", text, text)])
    page = opened(browser, file, name=f"{text}.csv").text
    assert "<b>x</b>" not in page
    assert "<script" not in page
    assert "新增 1" in page


def test_a_file_is_its_accounts_own_and_only_for_an_hour(hq: RunningHq) -> None:
    mine, other = signed_in(hq, "he", "operator"), signed_in(hq, "wu", "admin")
    trial = opened(mine, FILE)
    assert other.get(trial.url.path).status_code == 404
    form = other.get("/hq/import")
    assert other.post(trial.url.path, form).status_code == 404
    hq.clock.ahead += timedelta(minutes=61)
    assert mine.get(trial.url.path).status_code == 404
    assert "20261124-0001" not in orders(hq)
    signed_in(hq, "lin", "admin")
    with hq.office.database.read() as connection:
        from sqlalchemy import select

        from sync.hq.store.web_tables import import_file

        assert connection.execute(select(import_file)).all() == []


def test_the_catalogue_takes_an_admin_of_all(hq: RunningHq) -> None:
    file = csv_file(("商品编码", "商品名称", "售价"), [("3001", "蓝莓", "19.9")])
    assert opened(signed_in(hq, "he", "admin", 1), file, "goods").status_code == 404
    page = opened(signed_in(hq, "lin", "admin"), file, "goods")
    assert "¥19.90" in page.text


def test_keys_are_made_shown_once_and_ended(hq: RunningHq) -> None:
    browser = signed_in(hq, "lin", "admin")
    seen = browser.get("/hq/keys")
    made = browser.post("/hq/keys", seen, name="快团团", store="1")
    key = made.text.split('class="mono key">')[1].split("<")[0]
    assert key.startswith("tgk_")
    page = browser.get("/hq/keys").text
    assert key not in page
    assert "翠湖路店" in page
    with hq.office.database.read() as connection:
        from sqlalchemy import select

        from sync.hq.store.web_tables import api_key

        assert key not in str(connection.execute(select(api_key)).all())
    ask = {"headers": {"authorization": f"Bearer {key}"}, "content": FILE}
    url = f"{hq.url}/api/v1/imports?kind=orders&dry_run=1"
    assert httpx.post(url, **ask).status_code == 200  # type: ignore[arg-type]  # httpx's many
    assert browser.post("/hq/keys", seen, name="快团团", store="1").status_code == 422
    assert browser.post("/hq/keys", seen, name=" ", store="1").status_code == 422
    assert browser.post("/hq/keys", seen, name="x", store="99").status_code == 404
    browser.post("/hq/keys/revoke", seen, name="快团团")
    assert httpx.post(url, **ask).status_code == 401  # type: ignore[arg-type]  # httpx's many
    one = signed_in(hq, "wu", "admin", 2)
    assert one.post("/hq/keys", one.get("/hq/keys"), name="all", store="").status_code == 404
    assert "快团团" not in one.get("/hq/keys").text
