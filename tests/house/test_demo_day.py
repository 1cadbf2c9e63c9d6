"""The end-to-end proof: the headless demo day against the real HQ, line and printer, run as a person would run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.devices.printers.escpos_bytes import TextMode
from app.devices.printers.template import Kind
from installer.demo.templates import WIDTHS
from tests.house.tree import ROOT

LIMIT_S = 300


@pytest.mark.timeout(LIMIT_S + 30)
def test_the_demo_day_does_what_it_should(tmp_path: Path) -> None:
    out = tmp_path / "out"
    argv = [sys.executable, "-m", "installer.demo", "--headless", "--out", str(out)]
    ran = subprocess.run(
        argv,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=LIMIT_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["ok"] is True
    assert summary["totals"]["failed"] == []
    assert summary["totals"]["hq_quarantine"] == 0

    ids = [fact for step in summary["steps"] for fact in step["fact_ids"]]
    assert len(ids) == len(set(ids)) == summary["totals"]["hq_facts"] > 20
    for step in summary["steps"]:
        for picture in step["pictures"]:
            assert Image.open(out / picture).width >= 1024

    papers = sorted((out / "receipts").glob("*.png"))
    assert len(papers) == summary["totals"]["receipts"] >= 10
    assert all(paper.with_suffix(".bin").stat().st_size > 1000 for paper in papers)
    assert len(zxingcpp.read_barcodes(Image.open(papers[0]))) == 2

    (customers,) = (out / "pages").glob("*-customer-display.png")
    picture = Image.open(customers)
    assert picture.size == (1280, 800), "not on the second screen"
    (invitation,) = zxingcpp.read_barcodes(picture)
    assert "/R/TR" in invitation.text.upper()

    every = sorted((out / "receipts" / "templates").glob("*.png"))
    assert len(every) == summary["totals"]["templates"] == len(Kind) * len(WIDTHS) * len(TextMode)

    said = json.dumps(summary, ensure_ascii=False)
    assert "13800001234" not in said, "a whole phone number in the report"
