"""Pages wear the counter's colours, and nothing gets into a page as markup that was not made as markup."""

import re
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from sync.hq.web.markup import Html, tag, together
from sync.hq.web.page import STYLE, document
from tests.house.tree import ROOT

_SIGNS = st.text(alphabet="<>&\"'ab /=中", max_size=30)


def test_the_colours_are_the_counters() -> None:
    tokens = tomllib.loads((ROOT / "resources/theme/tokens.toml").read_text(encoding="utf-8"))
    used = dict(re.findall(r"--([a-z-]+):(#[0-9A-Fa-f]{6})[;}]", STYLE))
    assert len(used) > 20
    assert used == {name: tokens["light"][name.replace("-", "_")] for name in used}
    loose = re.sub(r":root\{[^}]*\}", "", STYLE)
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", loose)) == {"#fff", "#000"}  # a QR alone
    assert set(re.findall(r"var\(--([a-z-]+)\)", loose)) <= used.keys()


def test_a_page_is_small_enough_for_a_slow_line() -> None:
    assert len(document("x", Html("")).encode()) < 12_000


@given(_SIGNS, _SIGNS)
def test_text_never_becomes_markup(text: str, value: str) -> None:
    made = tag("p", text, tag("b", text), title=value)
    assert re.findall(r"<[^>]*>", re.sub(r'"[^"]*"', '""', made)) == [
        '<p title="">',
        "<b>",
        "</b>",
        "</p>",
    ]


def test_attributes() -> None:
    made = together(
        tag("input", for_="a", http_equiv="b", required=True, disabled=False, value=None),
        None,
        3,
    )
    assert made == '<input for="a" http-equiv="b" required>3'
