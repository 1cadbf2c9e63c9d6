"""The demo day without a screen: the real counter, HQ, line and printer, one step after the other, into `--out`."""

import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from app.settings import load_settings, save_settings
from installer.demo import (
    day_arrival,
    day_asking,
    day_pages,
    day_pickups,
    day_refusals,
    day_settings,
    day_troubles,
)
from installer.demo.hands import Hands
from installer.demo.opening import fresh_shop, open_counter
from installer.demo.receipts import Receipts
from installer.demo.report import Report
from installer.demo.scene import Scene
from installer.demo.shop import Shop
from installer.demo.templates import draw_templates


def run(out: Path) -> int:
    """0 when every step did what it should; the results are in `out` either way."""
    for old in ("pages", "receipts"):
        shutil.rmtree(out / old, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    report = Report(out, _say)
    with tempfile.TemporaryDirectory(prefix="tuangui-demo-", ignore_cleanup_errors=True) as folder:
        _a_screen(Path(folder))
        shop = fresh_shop(Path(folder))
        try:
            settings, _ = load_settings(shop.paths.settings)
            save_settings(shop.paths.settings, replace(settings, customer_display="second"))
            _day(shop, report)
        finally:
            shop.close()
    report.extra["templates"] = draw_templates(out / "receipts" / "templates")
    report.write()
    _say(
        f"{'ok' if report.ok else 'FAILED'}: {len(report.steps)} steps, see {out / 'summary.json'}"
    )
    return 0 if report.ok else 1


def _a_screen(folder: Path) -> None:
    """Qt's platform without a screen gets one of a usual size (its `configfile`; the default is 800 × 800), and a second
    one for the customer."""
    file = folder / "screen.json"
    screen = {
        "name": "demo",
        "x": 0,
        "y": 0,
        "width": 1920,
        "height": 1080,
        "logicalDpi": 96,
        "dpr": 1,
    }
    customers = screen | {"name": "customers", "x": 1920, "width": 1280, "height": 800}
    file.write_text(json.dumps({"screens": [screen, customers]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


def _day(shop: Shop, report: Report) -> None:
    receipts = Receipts(shop.printer, report.out)
    desktop = open_counter(shop)
    window = day_arrival.enrol(desktop, shop, report)
    scene = Scene(window=window, shop=shop, hands=Hands(window), report=report)
    day_arrival.run(scene)
    day_pickups.run(scene, receipts)
    day_refusals.run(scene, receipts)
    day_asking.run(scene, receipts)
    day_troubles.run(scene, receipts)
    day_pages.run(scene)
    day_troubles.count_the_paper(scene, receipts)
    day_settings.run(scene, receipts)
    _account(scene, receipts)
    scene.window.close()
    desktop.close()


def _account(scene: Scene, receipts: Receipts) -> None:
    """Which facts each step left, and what HQ said to them, from HQ's own books."""
    facts = scene.shop.hq.look("facts")
    scene.report.assign(facts)
    scene.report.extra |= {
        "receipts": len(receipts.papers),
        "hq_facts": len(facts),
        "hq_conflicts": len(scene.shop.hq.look("conflicts")),
        "hq_quarantine": len(scene.shop.hq.look("quarantine")),
        "hq_redemptions": len(scene.shop.hq.look("redemptions")),
    }


def _say(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
