"""A shop's paper is taken apart and put together again: one item changes, nothing else does, and the file says only what
differs from ours."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.devices.printers.styling import ShopPapers
from app.devices.printers.template import Kind, Template
from app.devices.printers.templates import Templates
from app.domain.receipt_styles import ON, StyleItem, StyleKind, StyleSheet

FOOTER = "block.footer.lines.1"


def item(sheet: StyleSheet, place: str) -> StyleItem:
    return next(each for each in sheet.items if each.place == place)


@pytest.mark.parametrize("kind", Kind)
def test_ours_has_nothing_changed_and_no_file(kind: Kind, tmp_path: Path) -> None:
    sheet = ShopPapers(tmp_path / "receipts").sheet(kind)
    assert sheet.text == ""
    assert sheet.items
    assert all(each.value == each.ours for each in sheet.items)
    assert not (tmp_path / "receipts").exists()


def test_a_footer_is_changed_and_printed(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    sheet = papers.changed(papers.sheet(Kind.PICKUP), FOOTER, "明早七点新鲜豆腐到店")
    papers.keep(sheet)
    assert (tmp_path / "pickup.toml").read_text(encoding="utf-8") == (
        '[block.footer]\nlines = ["明早七点新鲜豆腐到店"]\n'
    )
    assert papers.sheet(Kind.PICKUP) == sheet
    assert isinstance(Templates(tmp_path).read(Kind.PICKUP), Template)
    reprint = papers.sheet(Kind.REPRINT)
    assert item(reprint, FOOTER).value == "明早七点新鲜豆腐到店", "a reprint is like its original"
    assert reprint.text == ""


def test_a_line_more_and_a_line_less(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    more = papers.changed(papers.sheet(Kind.PICKUP), "block.footer.lines.2", "第二行")
    assert tomllib.loads(more.text)["block"]["footer"]["lines"] == ["谢谢惠顾，欢迎再来", "第二行"]
    less = papers.changed(more, FOOTER, "")
    assert tomllib.loads(less.text)["block"]["footer"]["lines"] == ["第二行"]
    back = papers.changed(
        papers.changed(more, "block.footer.lines.2", ""), FOOTER, "谢谢惠顾，欢迎再来"
    )
    assert back.text == "", "as ours again: nothing to say"


def test_both_ends_of_a_line_are_one_text(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    sheet = papers.sheet(Kind.PICKUP)
    place = "block.numbers.lines.1"
    assert item(sheet, place).value == "取货码 {pickup_no} | 小票 {receipt_no}"
    fresh = papers.changed(sheet, place, "码 {pickup_no} | 票 {receipt_no}")
    lines = tomllib.loads(fresh.text)["block"]["numbers"]["lines"]
    assert lines[0] == ["码 {pickup_no}", "票 {receipt_no}"]
    assert len(lines) == 3


def test_codes_are_switched_and_reworded(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    sheet = papers.sheet(Kind.SALE)
    place = "block.codes.codes.join_group"
    assert item(sheet, place).value == ON
    off = papers.changed(sheet, place, "")
    assert item(off, place).value == ""
    assert not any(each.place.startswith("block.codes.captions.join_group") for each in off.items)
    assert papers.changed(off, place, ON).text == ""
    words = papers.changed(sheet, "block.codes.captions.referral.line", "送您一张券")
    assert tomllib.loads(words.text)["block"]["codes"] == {
        "captions": {"referral": {"line": "送您一张券"}}
    }
    assert isinstance(Templates(tmp_path).read(Kind.SALE, draft=words.text), Template)


def test_a_logo_is_named_and_sized(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    named = papers.changed(papers.sheet(Kind.PICKUP), "block.logo.logo", "logo.png")
    sized = papers.changed(named, "block.logo.height", "200")
    assert item(sized, "block.logo.height").value == "200"
    (fault,) = _faults(tmp_path, sized.text)
    assert (fault.where, fault.got) == ("block.logo.logo", "logo.png")
    wrong = papers.changed(named, "block.logo.height", "tall")
    assert "block.logo.height" in {fault.where for fault in _faults(tmp_path, wrong.text)}


def _faults(folder: Path, text: str):  # type: ignore[no-untyped-def]
    found = Templates(folder).read(Kind.PICKUP, draft=text)
    assert isinstance(found, tuple)
    return found


def test_what_the_shop_wrote_besides_stays(tmp_path: Path) -> None:
    own = 'time = "%d.%m."\n[block.shop]\nsize = "tall"\nlines = ["{store_name} 欢迎您"]\n'
    (tmp_path / "pickup.toml").write_text(own, encoding="utf-8")
    papers = ShopPapers(tmp_path)
    sheet = papers.changed(papers.sheet(Kind.PICKUP), FOOTER, "再见")
    table = tomllib.loads(sheet.text)
    assert table["time"] == "%d.%m."
    assert table["block"]["shop"] == {"size": "tall", "lines": ["{store_name} 欢迎您"]}
    assert table["block"]["footer"] == {"lines": ["再见"]}


def test_a_file_that_is_no_toml_is_set_aside_and_not_lost(tmp_path: Path) -> None:
    (tmp_path / "pickup.toml").write_text("[block", encoding="utf-8")
    papers = ShopPapers(tmp_path)
    sheet = papers.sheet(Kind.PICKUP)
    assert sheet.items, "the editor still shows something to edit"
    papers.keep(papers.changed(sheet, FOOTER, "再见"))
    assert (tmp_path / "pickup.old").read_text(encoding="utf-8") == "[block"
    assert isinstance(Templates(tmp_path).read(Kind.PICKUP), Template)


def test_a_place_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    papers = ShopPapers(tmp_path)
    sheet = papers.sheet(Kind.PICKUP)
    for place in ("", "order", "block.shop.size", "block.footer.lines.x"):
        assert papers.changed(sheet, place, "x") == sheet


PAPERS = st.sampled_from(list(Kind))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(data=st.data(), kind=PAPERS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_change_is_read_back_and_touches_one_item(
    data: st.DataObject, kind: Kind, tmp_path: Path
) -> None:
    papers = ShopPapers(tmp_path / "none")
    sheet = papers.sheet(kind)
    chosen = data.draw(st.sampled_from(sheet.items))
    if chosen.kind is StyleKind.CODE:
        value = "" if chosen.value == ON else ON
    else:
        value = data.draw(WORDS.filter(lambda text: text.strip() and text != chosen.value))
    fresh = papers.changed(sheet, chosen.place, value)
    tomllib.loads(fresh.text)
    assert item(fresh, chosen.place).value == value
    before = {each.place: each.value for each in sheet.items}
    changed = {
        each.place for each in fresh.items if before.get(each.place, each.value) != each.value
    }
    assert changed <= {chosen.place}
