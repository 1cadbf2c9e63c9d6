"""The drop folder over the real database, stopped dead at every step: each sale is recorded once, no file is lost."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.devices.bridge.drop_folder import DropFolder
from app.domain.pos_sale_files import FileSale
from tests.actions.conftest import Shop

SHOP = ZoneInfo("Asia/Shanghai")
ROWS = "单号,金额,时间\nA1,1.00,2026-11-22 10:00\nA2,x,\nA3,3.00,2026-11-22 10:05\n"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "tuangui.db")
    yield shop
    shop.sql.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def dropped(folder: Path, record: Callable[[Sequence[FileSale]], int]) -> DropFolder:
    return DropFolder(folder, record=record, tz=SHOP)


def numbers(shop: Shop) -> list[object]:
    return [body["number"] for kind, body in shop.facts() if kind == "pos_sale.seen"]


def names(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(found)


def test_a_file_is_taken_in_reported_on_and_put_away(shop: Shop, folder: Path) -> None:
    (folder / "sales.csv").write_text(ROWS, encoding="gb18030")
    (folder / "notes.txt").write_text("not ours")
    looking = dropped(folder, shop.verbs.import_pos_sales)
    assert (looking.look(), looking.look(), looking.look()) == (0, 1, 0)
    assert numbers(shop) == ["A1", "A3"]
    assert names(folder) == ["done/sales.csv", "notes.txt", "rejected/sales.csv.rejected.csv"]
    report = (folder / "rejected" / "sales.csv.rejected.csv").read_text(encoding="utf-8-sig")
    assert report.splitlines() == ["row,why,content", "2,bad_total,A2 x"]


def test_a_file_still_being_written_is_left(shop: Shop, folder: Path) -> None:
    looking = dropped(folder, shop.verbs.import_pos_sales)
    with (folder / "sales.csv").open("w", encoding="utf-8") as file:
        for line in ROWS.splitlines(keepends=True):
            file.write(line)
            file.flush()
            assert looking.look() == 0
    assert looking.look() == 1
    assert numbers(shop) == ["A1", "A3"]


def test_the_same_rows_again_are_not_recorded_again(shop: Shop, folder: Path) -> None:
    looking = dropped(folder, shop.verbs.import_pos_sales)
    for more in ("", "A4,4.00,2026-11-22 10:09\n"):
        (folder / "sales.csv").write_text(ROWS + more, encoding="utf-8")
        looking.look()
        assert looking.look() == 1
    assert numbers(shop) == ["A1", "A3", "A4"]
    assert names(folder)[:2] == ["done/sales-2.csv", "done/sales.csv"], "nothing is written over"
    assert len(names(folder)) == 4


class Dead(BaseException):
    """The PC went off here."""


STEPS = ["before the commit", "after the commit", "fsync", "replace", "rename", "after the rename"]


@pytest.mark.parametrize("step", STEPS)
def test_power_lost_at_any_step_loses_and_doubles_nothing(
    step: str, shop: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sales.csv").write_text(ROWS, encoding="utf-8")

    def record(sales: Sequence[FileSale]) -> int:
        if step == "before the commit":
            raise Dead
        done = shop.verbs.import_pos_sales(sales)
        if step == "after the commit":
            raise Dead
        return done

    def dies(*_: object) -> None:
        raise Dead

    rename = Path.rename

    def renames_and_dies(path: Path, target: Path) -> Path:
        rename(path, target)
        raise Dead

    with monkeypatch.context() as patched:
        match step:
            case "fsync":
                patched.setattr(os, "fsync", dies)
            case "replace":
                patched.setattr(Path, "replace", dies)
            case "rename":
                patched.setattr(Path, "rename", dies)
            case "after the rename":
                patched.setattr(Path, "rename", renames_and_dies)
            case _:
                pass
        looking = dropped(folder, record)
        looking.look()
        with pytest.raises(Dead):
            looking.look()
    after = dropped(folder, shop.verbs.import_pos_sales)
    after.look()
    assert after.look() == (0 if step == "after the rename" else 1)
    assert numbers(shop) == ["A1", "A3"]
    assert [name for name in names(folder) if not name.endswith(".new")] == [
        "done/sales.csv",
        "rejected/sales.csv.rejected.csv",
    ]


def test_a_database_that_is_busy_leaves_the_file_for_the_next_look(
    shop: Shop, folder: Path
) -> None:
    (folder / "sales.json").write_text('[{"no": "B1", "total": "1"}]')
    tries = iter([OSError("disk full"), None])

    def record(sales: Sequence[FileSale]) -> int:
        if (error := next(tries)) is not None:
            raise error
        return shop.verbs.import_pos_sales(sales)

    looking = dropped(folder, record)
    assert [looking.look() for _ in range(3)] == [0, 0, 1]
    assert numbers(shop) == ["B1"]


def test_no_folder_is_no_trouble_and_the_thread_ends(shop: Shop, tmp_path: Path) -> None:
    looking = DropFolder(
        tmp_path / "none", record=shop.verbs.import_pos_sales, tz=SHOP, look_seconds=0.01
    )
    looking.start()
    looking.stop(10)
    assert looking.look() == 0
