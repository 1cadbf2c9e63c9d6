"""The doctor's report: everything it promises is in it, and nothing of any person, code or key, whatever lies in the data
directory."""

import base64
import json
import logging
import random
import secrets
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from app.actions.set_up import ScreenFacts
from app.bootstrap import doctor
from app.bootstrap.doctor import cleaned, report, write_report
from app.bootstrap.measured import FILE, Measured, keep_measured, read_measured
from app.bootstrap.start import start
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.devices.secrets import new_keys
from app.domain.scan_timing import LineEnd, ScanTiming
from app.logs import set_up_logs
from app.paths import DATA_ENV, Paths
from app.settings import PrinterSettings, Settings, save_settings
from tests.virtual_printer import VirtualPrinter

NOW = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
SCREEN = ScreenFacts(("1366 x 768 at 0, 0; scale 1.25",), ("keyboard zh_CN",))
MEASURED = Measured((ScanTiming(26, 3, 7, LineEnd.ENTER),), -185.0)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths(tmp_path / "data")
    made.prepare()
    FileSecrets(made.data / KEY_FILE).save(new_keys())
    return made


def asked(paths: Paths) -> str:
    return report(paths, now=NOW, screen=SCREEN, measured=MEASURED)


def test_everything_promised_is_in_it(paths: Paths) -> None:
    with VirtualPrinter() as printer:
        host = PrinterSettings(name="收银", host="127.0.0.1", port=printer.port)
        save_settings(paths.settings, Settings(printers=(host,)))
        paths.receipts.mkdir()
        (paths.receipts / "pickup.toml").write_text('order = ["none"]', encoding="utf-8")
        paths.log.write_text(
            "".join(f"2026-11-22T09:00:{n:02d} INFO line {n}\n" for n in range(60)),
            encoding="utf-8",
        )
        text = asked(paths)
    for promised in (
        "SQLite 3.",
        "SQLCipher 4.",
        "python-escpos 3.",
        "key file, weak",
        "HQ's clock minus ours: -185.0 s",
        "1366 x 768 at 0, 0; scale 1.25",
        "keyboard zh_CN",
        "26 keys, gap 3 ms, longest 7 ms, end enter",
        "keyboard wedge",
        "DLE EOT 1 → 12, 2 → 12, 3 → 12, 4 → 12: ok",
        "printers.1.mode = gbk",
        "printers.1.name = set",
        "== other counters",
        "hub.listen = auto",
        "pickup: the shop's own, 1 mistakes",
        "line 59",
        "line 10",
    ):
        assert promised in text, promised
    assert "line 9\n" not in text, "only the last fifty"
    assert "收银" not in text


def test_an_empty_directory_and_no_screen_give_a_report_too(tmp_path: Path) -> None:
    text = report(Paths(tmp_path / "none"), now=NOW, screen=None, measured=Measured())
    assert "the counter is not on a screen" in text
    assert "HQ's clock is not known" in text
    assert "tuangui.db: none" in text


def test_a_part_that_cannot_be_asked_leaves_a_hole_and_no_more(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[str]:
        raise RuntimeError("13800001234")

    monkeypatch.setattr(doctor, "_ports", broken)
    text = asked(paths)
    assert "== serial ports\ncould not be asked: RuntimeError\n" in text
    assert "== settings" in text
    assert "13800001234" not in text


# -- what must not be in it -----------------------------------------------------------------------------------


def phone(luck: random.Random) -> str:
    digits = f"1{luck.choice('3456789')}{luck.randrange(10**9):09d}"
    return luck.choice([digits, f"{digits[:3]} {digits[3:7]} {digits[7:]}", f"+86{digits}"])


def signed_code(luck: random.Random) -> str:
    kind = luck.choice("PMKRCS")
    body = base64.b32encode(luck.randbytes(luck.randrange(20, 90))).decode().rstrip("=")
    return f"T{kind}{body}"


def token(luck: random.Random) -> str:
    raw = luck.randbytes(luck.choice([16, 24, 32]))
    urlsafe = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    made = luck.choice([raw.hex(), raw.hex().upper(), urlsafe])
    return made if any(char.isdigit() for char in made) else token(luck)


def payment_code(luck: random.Random) -> str:
    return f"1{luck.randrange(6)}{luck.randrange(10**16):016d}"


def pickup_number(luck: random.Random) -> str:
    number = f"{luck.randrange(10**8):08d}"
    return luck.choice([number, f"{number[:4]} {number[4:]}"])


def password(luck: random.Random) -> str:
    return "".join(luck.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(9)) + "!"


MAKERS: tuple[Callable[[random.Random], str], ...] = (
    phone,
    signed_code,
    token,
    payment_code,
    pickup_number,
)


def sow(paths: Paths, secret: str, luck: random.Random) -> None:
    """Into every file a person or a program may have put it."""
    as_text = json.dumps(secret)
    paths.settings.write_text(
        f'note = {as_text}\n{as_text} = 1\n[[printers]]\nname = {as_text}\nkind = "windows"\n'
        f"device = {as_text}\n[scanner]\nserial = {as_text}\n[bridge]\ndrop_folder = {as_text}\n",
        encoding="utf-8",
    )
    lines = [
        f"INFO main app: looked up {secret}",
        f"WARNING lane app: url https://hq.example/r/{secret}?x={secret}",
        f"ERROR main app: Authorization: Bearer {secret}",
        f"INFO {secret}",
        f"INFO a='{secret}', b={secret};",
    ]
    luck.shuffle(lines)
    paths.log.write_text("\n".join(lines), encoding="utf-8")
    paths.receipts.mkdir(exist_ok=True)
    (paths.receipts / "pickup.toml").write_text(f"order = [{as_text}]", encoding="utf-8")
    (paths.receipts / "sale.toml").write_text(f"[{secret}", encoding="utf-8")
    (paths.data / FILE).write_text(f'{{"scans": [[{as_text}]]}}', encoding="utf-8")


@given(st.integers(0, 2**32), st.sampled_from(MAKERS))
@rules(max_examples=120, deadline=None)
def test_no_phone_code_or_token_is_in_the_report(
    tmp_path_factory: pytest.TempPathFactory, seed: int, maker: Callable[[random.Random], str]
) -> None:
    luck = random.Random(seed)
    paths = Paths(tmp_path_factory.getbasetemp() / "seeded")
    paths.prepare()
    secret = maker(luck)
    sow(paths, secret, luck)
    with pytest.MonkeyPatch.context() as patch:
        for slow in ("_keys", "_database", "_versions", "_ports", "_printers"):
            patch.setattr(doctor, slow, lambda *_: ())
        text = report(paths, now=NOW, screen=SCREEN, measured=read_measured(paths.data))
    assert "== settings" in text
    assert secret not in text
    bare = secret.replace(" ", "")
    assert bare not in text.replace(" ", "")
    if len(bare) >= 20:
        assert bare[8:20] not in text, "a long one is not told in pieces either"


@given(st.integers(0, 2**32), st.sampled_from(["token", "password", "secret", "PIN", "密码"]))
def test_what_is_called_a_secret_is_none_of_the_reader_s_business(seed: int, name: str) -> None:
    word = password(random.Random(seed))
    for said in (f"{name}={word}", f'{name}: "{word}"', f"{name} {word}"):
        assert word not in cleaned(f"INFO {said} end")


@pytest.mark.parametrize(
    "secret",
    ["王女士", "陈先生", "someone@example.com", "0571-8800 0000", "135 0000 1234", "4827 0136"],
)
def test_people_are_not_named(secret: str) -> None:
    assert secret not in cleaned(f"INFO {secret} x")


@pytest.mark.parametrize(
    "fine",
    [
        "2026-11-22T09:42:17.123 INFO print-lane app.devices.printers.lane: the printer confirmed",
        "T-20462",
        "192.168.1.50:9100",
        "1366 x 768",
        "ConnectionRefusedError: [Errno 111]",
        "sqlalchemy.exc.OperationalError",
        "AVeryLongNamedTransportError",
        "printers.1.age_limit_seconds = 600",
    ],
)
def test_what_helps_stays(fine: str) -> None:
    assert cleaned(fine) == fine


def test_a_token_without_a_digit_is_no_name_either() -> None:
    assert "eEvFDbwvbqkNzipYTWmFtQ" not in cleaned("INFO eEvFDbwvbqkNzipYTWmFtQ")


def test_the_home_of_a_person_is_not_told() -> None:
    assert cleaned(f"{Path.home()}/x") == "~/x"


# -- the command ----------------------------------------------------------------------------------------------


def test_the_command_prints_and_keeps_it(
    paths: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(DATA_ENV, str(paths.data))
    monkeypatch.setattr(doctor, "_screen_here", lambda: SCREEN)
    keep_measured(paths.data, MEASURED)
    out = tmp_path / "report.txt"
    assert start(["tuangui", "doctor", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert out.read_text(encoding="utf-8") == said
    assert "26 keys, gap 3 ms" in said
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert start(["tuangui", "doctor", "--out", str(tmp_path)]) == 1
    assert "could not be kept" in capsys.readouterr().err
    assert start(["tuangui", "doctor"]) == 0
    assert (paths.data / doctor.REPORT).exists()


def test_without_a_display_no_screen_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in doctor.SCREENS:
        monkeypatch.delenv(name, raising=False)
    assert doctor._screen_here() is None


def test_what_was_measured_is_read_back_and_nothing_else(tmp_path: Path) -> None:
    keep_measured(tmp_path, MEASURED)
    assert read_measured(tmp_path) == MEASURED
    keep_measured(tmp_path, Measured())
    assert read_measured(tmp_path) == Measured()
    keep_measured(tmp_path / "none", MEASURED)
    for strange in ("", "[]", '{"scans": [[1, 2]]}', '{"scans": [["a", 1, 1, "x"]]}', "\x00"):
        (tmp_path / FILE).write_text(strange, encoding="utf-8")
        assert read_measured(tmp_path) == Measured()


def test_the_report_of_a_written_log_is_clean(paths: Paths) -> None:
    """Twice redacted is still clean: the log's own filter, and the report's."""
    handler = set_up_logs(paths.log)
    try:
        logging.getLogger("app").warning(
            "looked up %s with %s", "13800001234", secrets.token_hex(8)
        )
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    text = asked(paths)
    assert "138****1234" in text
    write_report(paths.data / doctor.REPORT, text)
