"""What pyproject, README and the pinned packages promise is what is there."""

import re
import tomllib
from importlib.metadata import distribution

import pytest

from installer.commands import parser
from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8")


def test_the_one_rule_covers_every_module_of_the_counter() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (layers,) = (contract for contract in contracts if contract["type"] == "layers")
    assert layers["exhaustive"] is True
    assert layers["containers"] == ["app"]
    assert layers["layers"][:5] == [
        "__main__",
        "bootstrap",
        "ui | store | devices",
        "actions",
        "domain",
    ]
    assert len(layers["layers"]) == 6, "below the domain stand only modules that know nobody"
    assert not any("ignore_imports" in contract for contract in contracts)
    assert {contract["name"] for contract in contracts if contract is not layers} == {
        "sync knows no app",
        "HQ shares only the wire with the counter",
        "The counter never imports HQ",
        "The domain is the standard library alone",
        "Only app.ui imports PySide6",
        "Only app.store (and HQ) import sqlalchemy",
        "Only app.devices imports escpos, serial and keyring",
        "Only sync.http_hq imports httpx",
    }


def test_every_package_we_name_is_pinned_with_hashes_and_no_address() -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", CONSTRAINTS, flags=re.MULTILINE))
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *extras["hq"], *extras["dev"]]
    for requirement in wanted:
        package = re.split(r"[\[<>=;\s]", requirement, maxsplit=1)[0].lower()
        assert package in pinned, f"{package} is not in installer/constraints.txt"
    entries = re.split(r"\n(?=\S)", CONSTRAINTS.strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "http" not in CONSTRAINTS.replace("httptools", "").replace("httpx", "").replace(
        "httpcore", ""
    )


def test_nothing_that_ships_is_under_the_gpl() -> None:
    for requirement in PROJECT["project"]["dependencies"]:
        package = re.split(r"[\[<>=;\s]", requirement, maxsplit=1)[0]
        about = distribution(package).metadata
        said = " ".join(
            about[field] for field in ("License-Expression", "License") if field in about
        )
        assert "LGPL" in said or "GPL" not in said, f"{package}: {said}"


@pytest.mark.parametrize("document", ["README.md"])
def test_every_command_a_document_shows_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    shown = re.findall(r"installer/run\.py ([a-z]+[^`\n#]*)", text)
    assert shown
    for line in shown:
        words = (
            line.replace("NAME", "scan").replace("DIR", "out").replace("FILE", "out.json").split()
        )
        parser().parse_args([word.strip("[]") for word in words])


@pytest.mark.parametrize("document", ["README.md"])
def test_every_picture_and_file_a_document_points_at_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_the_glossary_is_the_same_words_in_both_languages() -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|",
        (ROOT / "CONTEXT.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    words = dict(rows[2:])
    assert len(words) == len(rows) - 2, "a word stands twice"
    assert all(re.search(r"[\u4e00-\u9fff]", chinese) for chinese in words.values())
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
