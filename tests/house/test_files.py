"""Every file is short, says what it is for, has a name that means something, and knows no particular machine."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import modules, name, texts

LONGEST = 400
VAGUE = re.compile(r"^(util|helper|common|manager|base|misc|stuff|tools?)s?$")
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|NotImplementedError)\b|mark\.(skip|xfail)\b|type: ignore(?!\[)"
)
PLACES = re.compile(
    r"(?<![\w.<])/(work|root|home|opt|Users)/[a-z]|(?<!\w)/tmp/\w|(pypi|pythonhosted)\.org|find-links"
)
THIS = Path(__file__).resolve()


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    empty = path.name == "__init__.py" and not text.strip()
    assert empty or ast.get_docstring(ast.parse(text)), "a module opens by saying what lives in it"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_has_a_name_that_means_something(path: Path) -> None:
    assert not VAGUE.match(path.stem)
    assert not VAGUE.match(path.parent.name)


@pytest.mark.parametrize("path", [path for path in texts() if path != THIS], ids=name)
def test_nothing_is_left_for_later_and_no_machine_is_named(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        assert not UNFINISHED.search(line), f"{name(path)}:{number} is unfinished"
        assert not PLACES.search(line), f"{name(path)}:{number} names a place of one machine"


@pytest.mark.parametrize(
    "line",
    [
        "# TODO later",
        "x = 1  # type: ignore",
        "at /home/somebody",
        "open('/tmp/x')",
        "raise NotImplementedError",
    ],
)
def test_the_rules_above_can_fail(line: str) -> None:
    assert UNFINISHED.search(line) or PLACES.search(line)
