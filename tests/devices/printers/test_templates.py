"""A shop changes its paper block by block; every mistake is told with its place; whatever it wrote, a receipt is printed."""

import ast
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.devices.printers import content, encoding, escpos_bytes, layout
from app.devices.printers.content import VOCABULARY, Saying, content_of, kind_of
from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.logo import logo_raster
from app.devices.printers.paper import MM_58
from app.devices.printers.preview import picture, reader
from app.devices.printers.preview.reader import PrintedLine, PrintedPicture, read_job
from app.devices.printers.preview.samples import sample
from app.devices.printers.preview.show import paper_png
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.qr import Raster
from app.devices.printers.template import Flaw, Kind, Template, TemplateFault
from app.devices.printers.templates import SHIPPED, Templates, shipped_template
from app.devices.printers.transports import TcpTransport
from tests.devices.printers.receipts import SHOP_TIME, any_receipt, receipt


def lines(own: Path | None, kind: Kind = Kind.PICKUP) -> list[str]:
    """What stands on the paper of the kind's sample with the shop's templates."""
    pieces = read_job(_job(own, kind))
    return [piece.text.strip() for piece in pieces if isinstance(piece, PrintedLine)]


def _job(own: Path | None, kind: Kind) -> bytes:
    printer = EscposPrinter(
        TcpTransport("127.0.0.1"), setup=PrinterSetup(), tz=SHOP_TIME, templates=Templates(own)
    )
    return printer.job(sample(kind))


def faults(text: str, kind: Kind = Kind.PICKUP) -> tuple[TemplateFault, ...]:
    found = Templates().read(kind, draft=text)
    return () if isinstance(found, Template) else found


@pytest.mark.parametrize("kind", Kind)
def test_ours_have_no_mistake_and_say_everything_the_paper_knows(kind: Kind) -> None:
    template = shipped_template(kind)
    assert template.kind is kind
    paper = sample(kind)
    assert kind_of(paper) is kind
    found = content_of(paper, Saying(SHOP_TIME, template.time, template.clock), columns=32)
    words = VOCABULARY[kind]
    assert set(found.texts) == set(words.fields)
    assert set(found.lists) == set(words.lists)
    for name, items in found.lists.items():
        for item in items:
            assert item.variant in words.lists[name].variants
            assert set(item.texts) == set(words.lists[name].fields)
    assert {code.purpose for code in found.codes} <= set(words.codes)
    text = (SHIPPED / f"{kind}.toml").read_text(encoding="utf-8")
    like = tomllib.loads(text).get("like")
    text += (SHIPPED / f"{like}.toml").read_text(encoding="utf-8") if like else ""
    unsaid = {
        name for name in words.fields if f"{{{name}}}" not in text and f'"{name}"' not in text
    }
    assert unsaid <= {"reprint"}, "a field nobody prints"


def test_a_shop_changes_only_what_it_names(tmp_path: Path) -> None:
    before = lines(None)
    (tmp_path / "pickup.toml").write_text(
        '[block.footer]\nlines = ["明天早上七点，新鲜豆腐到店"]\n[block.codes]\ncodes = ["join_group"]\n',
        encoding="utf-8",
    )
    after = lines(tmp_path)
    assert after[-1] == "明天早上七点，新鲜豆腐到店"
    assert "扫码加入本店拼团群" in after
    assert not any("无门槛券" in line for line in after)
    assert after[:15] == before[:15]
    assert lines(tmp_path, Kind.REPRINT)[-1] == after[-1], "a reprint is made after the original"
    assert lines(tmp_path, Kind.REPRINT)[0] == "*** 补打 第 2 次 ***"
    assert lines(tmp_path, Kind.SALE) == lines(None, Kind.SALE)


def test_a_change_is_printed_without_a_restart_and_an_own_block_where_it_says(
    tmp_path: Path,
) -> None:
    file = tmp_path / "label.toml"
    templates = Templates(tmp_path)
    first = templates.get(Kind.LABEL)
    file.write_text(
        'order = ["name", "-", "motto"]\n[block.motto]\nlines = ["{name}真甜"]\n', encoding="utf-8"
    )
    assert templates.get(Kind.LABEL) != first
    assert lines(tmp_path, Kind.LABEL) == ["上海青 500g", "-" * 32, "上海青真甜"]
    file.unlink()
    assert templates.get(Kind.LABEL) == first


def test_without_any_code_nothing_is_said_of_how_long_they_hold(tmp_path: Path) -> None:
    (tmp_path / "pickup.toml").write_text("[block.codes]\ncodes = []\n", encoding="utf-8")
    said = lines(tmp_path)
    assert not any("有效" in line or "TR4K7Q" in line for line in said)


def test_a_logo_is_drawn_at_the_top_kept_and_drawn_anew_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "pickup.toml").write_text('[block.logo]\nlogo = "logo.png"\n', encoding="utf-8")
    Image.new("RGBA", (1600, 400), (0, 0, 0, 255)).save(tmp_path / "logo.png")
    top = read_job(_job(tmp_path, Kind.PICKUP))[0]
    assert isinstance(top, PrintedPicture)
    assert (top.width_bytes * 8, len(top.rows), top.align) == (384, 96, 1)
    assert set(b"".join(top.rows)) == {0xFF}
    Image.new("RGBA", (100, 500), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    pieces = read_job(_job(tmp_path, Kind.PICKUP))
    rows = [row for piece in pieces[:2] if isinstance(piece, PrintedPicture) for row in piece.rows]
    assert len(rows) == 160
    assert not any(b"".join(rows)), "what is transparent stays white"


def test_a_drawing_is_printed_in_solid_black_and_a_photo_in_dots(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (200, 100), (20, 90, 60)).save(file)
    assert set(b"".join(_logo(file).rows)) == {0xFF}, "dark green is ink, not a grey of dots"
    Image.new("RGB", (200, 100), (255, 230, 120)).save(file)
    assert len(set(b"".join(_logo(file).rows))) > 1, "light yellow would vanish: dots"
    Image.linear_gradient("L").save(file)
    assert len(set(b"".join(_logo(file).rows))) > 10, "a photo keeps its shades"


def _logo(file: Path) -> Raster:
    found = logo_raster(file, width=200, height=100)
    assert found is not None
    return found


def test_a_logo_that_is_gone_leaves_the_receipt(tmp_path: Path) -> None:
    (tmp_path / "pickup.toml").write_text('[block.logo]\nlogo = "logo.png"\n', encoding="utf-8")
    Image.new("1", (8, 8)).save(tmp_path / "logo.png")
    assert isinstance(Templates(tmp_path).read(Kind.PICKUP), Template)
    (tmp_path / "logo.png").write_bytes(b"no picture any more")
    assert lines(tmp_path) == lines(None)


@pytest.mark.parametrize(
    ("text", "where", "flaw", "got"),
    [
        ("order = [", "", Flaw.NO_TOML, None),
        ("colour = 1", "", Flaw.UNKNOWN_KEY, "colour"),
        ('order = "shop"', "order", Flaw.WRONG_TYPE, None),
        ('order = ["shop", "shpo"]', "order", Flaw.UNKNOWN_BLOCK, "shpo"),
        (f"order = {['-'] * 61}", "order", Flaw.TOO_MUCH, "60"),
        ('time = "%Q"', "time", Flaw.BAD_TIME, "%Q"),
        ("time = 3", "time", Flaw.WRONG_TYPE, None),
        ("block = 3", "block", Flaw.WRONG_TYPE, None),
        ("[block]\nshop = 3", "block.shop", Flaw.WRONG_TYPE, None),
        ("[block.mine]", "block.mine", Flaw.MISSING_KEY, None),
        ("[block.shop]\nlogo = 'x.png'", "block.shop", Flaw.UNKNOWN_KEY, "lines + logo"),
        ("[block.shop]\nsize = 'giant'", "block.shop.size", Flaw.UNKNOWN_WORD, "giant"),
        ("[block.shop]\nalign = 3", "block.shop.align", Flaw.UNKNOWN_WORD, "3"),
        ("[block.shop]\nbold = 1", "block.shop.bold", Flaw.WRONG_TYPE, None),
        ("[block.shop]\nspace = 256", "block.shop.space", Flaw.WRONG_TYPE, None),
        ("[block.shop]\nwhen = 'rain'", "block.shop.when", Flaw.UNKNOWN_FIELD, "rain"),
        ("[block.shop]\ncolour = 1", "block.shop", Flaw.UNKNOWN_KEY, "colour"),
        ("[block.shop]\nlines = 'x'", "block.shop.lines", Flaw.WRONG_TYPE, None),
        ("[block.shop]\nlines = [[]]", "block.shop.lines.1", Flaw.WRONG_TYPE, None),
        ("[block.shop]\nlines = ['', 3]", "block.shop.lines.2", Flaw.WRONG_TYPE, None),
        ("[block.shop]\nlines = ['{weather}']", "block.shop.lines.1", Flaw.UNKNOWN_FIELD, "weather"),
        ("[block.shop]\nlines = ['{store_name']", "block.shop.lines.1", Flaw.BAD_BRACE, None),
        ("[block.shop]\nlines = ['{store_name!r}']", "block.shop.lines.1", Flaw.BAD_BRACE, None),
        ("[block.shop]\nlines = ['{}']", "block.shop.lines.1", Flaw.BAD_BRACE, None),
        (f"[block.shop]\nlines = ['{'x' * 401}']", "block.shop.lines.1", Flaw.TOO_MUCH, "400"),
        ("[block.goods]\neach = 'people'", "block.goods.each", Flaw.UNKNOWN_WORD, "people"),
        ("[block.goods]\nrows.short = ['{phone}']", "block.goods.rows.short", Flaw.UNKNOWN_FIELD, "phone"),
        ("[block.goods]\nrows.lost = ['x']", "block.goods.rows", Flaw.UNKNOWN_KEY, "lost"),
        ("[block.more]\neach = 'lines'", "block.more", Flaw.MISSING_KEY, "rows.none"),
        ("[block.codes]\ncodes = ['lottery']", "block.codes.codes", Flaw.UNKNOWN_WORD, "lottery"),
        ("[block.more]\ncodes = ['referral']", "block.more.captions.referral", Flaw.MISSING_KEY, "line"),
        ("[block.codes.captions.referral]\nline = '{clerk}'", "block.codes.captions.referral.line", Flaw.UNKNOWN_FIELD, "clerk"),
        ("[block.logo]\nlogo = 'none.png'", "block.logo.logo", Flaw.NO_PICTURE, "none.png"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_place(
    text: str, where: str, flaw: Flaw, got: str | None
) -> None:
    found = faults(text)
    assert (where, flaw) in [(fault.where, fault.flaw) for fault in found]
    fault = next(fault for fault in found if (fault.where, fault.flaw) == (where, flaw))
    assert got is None or fault.got == got
    assert where in str(fault)
    assert "{" not in str(fault).replace(fault.got, "")


def test_all_mistakes_are_told_at_once() -> None:
    found = faults("time = 3\n[block.shop]\nsize = 'giant'\nlines = ['{weather}']\n")
    assert [fault.flaw for fault in found] == [
        Flaw.UNKNOWN_WORD, Flaw.UNKNOWN_FIELD, Flaw.WRONG_TYPE,
    ]  # fmt: skip


def test_a_broken_template_of_the_shop_prints_ours_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "pickup.toml").write_text("[block.shop]\nsize = 'giant'\n", encoding="utf-8")
    templates = Templates(tmp_path)
    for _ in range(3):
        assert templates.get(Kind.PICKUP) == shipped_template(Kind.PICKUP)
    assert [record.getMessage().count("block.shop.size") for record in caplog.records] == [1]
    assert lines(tmp_path) == lines(None)


@pytest.mark.parametrize("bad", [b"\xff\xfe\x00", b"x" * 300_000, None])
def test_a_file_that_cannot_be_read_prints_ours(tmp_path: Path, bad: bytes | None) -> None:
    file = tmp_path / "pickup.toml"
    if bad is None:
        file.mkdir()
    else:
        file.write_bytes(bad)
    assert lines(tmp_path) == lines(None)


_values = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.sampled_from(["{name}", "{", "big", "lines"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["lines", "each", "rows", "codes", "captions", "logo", "size", "when", "referral", "line", "none"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["shop", "goods", "codes", "mine", "logo"]), _values, max_size=4
    )
)
def test_any_table_is_a_template_or_a_list_of_mistakes(block: dict[str, object]) -> None:
    from app.devices.printers.template_reading import merged, template_of

    below = tomllib.loads((SHIPPED / "pickup.toml").read_text(encoding="utf-8"))
    found = template_of(Kind.PICKUP, merged(below, {"block": block}), folder=SHIPPED)
    if isinstance(found, Template):
        layout.lay_out(receipt(), found, width=MM_58, tz=SHOP_TIME)
    else:
        assert all(str(fault) for fault in found)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(any_receipt)
def test_what_a_name_holds_is_never_taken_for_a_field(of: object) -> None:
    """A customer's or product's name with braces stands on the paper as it is."""
    paper = replace(of, store_name="{clerk}{0}", clerk="王")  # type: ignore[type-var]
    elements = layout.lay_out(
        paper,  # type: ignore[arg-type]
        shipped_template(Kind.PICKUP),
        width=MM_58,
        tz=SHOP_TIME,
    )
    assert any(getattr(element, "line", "") == "{clerk}{0}" for element in elements)


def test_the_preview_tells_mistakes_and_shows_a_draft(tmp_path: Path) -> None:
    def png(draft: str | None) -> bytes | tuple[TemplateFault, ...]:
        return paper_png(
            Kind.PICKUP,
            templates=Templates(tmp_path),
            setup=PrinterSetup(),
            tz=SHOP_TIME,
            draft=draft,
        )

    saved = png(None)
    assert isinstance(saved, bytes)
    assert png("") == saved
    assert png('[block.footer]\nlines = ["再见"]') != saved
    wrong = png("x = 1")
    assert isinstance(wrong, tuple)
    assert wrong[0].flaw is Flaw.UNKNOWN_KEY


def test_the_judge_knows_nothing_of_what_it_judges() -> None:
    """The preview's reader and picture share no code with the encoder, the layout or the templates."""
    judged = {module.__name__ for module in (content, encoding, escpos_bytes, layout)}
    for module in (reader, picture):
        source = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(source)
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        }
        ours = {name for name in imported if name.startswith("app.")}
        assert ours <= {"app.devices.printers.fonts", "app.devices.printers.preview.reader"}
        assert not ours & judged
