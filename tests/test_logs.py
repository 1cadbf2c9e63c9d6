"""The log: nothing personal gets in, by whatever way a line is written, and no log call stops the app."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.logs import Redaction, log_crashes, redact, set_up_logs

PHONE = "13800001234"
SPACED = "138 0000 1234"
PAYMENT = "134512345678901234"
CODE = "TP" + "ABCDEFGH234567" * 4
SECRETS = [PHONE, SPACED, PAYMENT, CODE, CODE.lower()]


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger whose handler has the filter, and what it wrote."""
    log = logging.getLogger("tuangui.test.logs")
    paper = io.StringIO()
    handler = logging.StreamHandler(paper)
    handler.addFilter(Redaction())
    log.addHandler(handler)
    log.propagate = False
    yield log, paper
    log.removeHandler(handler)


def clean(text: str) -> bool:
    return not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"phone={PHONE}.", "phone=138****1234."),
        (f"+86{PHONE}", "+86138****1234"),
        ("138-0000-1234", "138****1234"),
        (f"电话{SPACED}号", "电话138****1234号"),
        (f"x{PAYMENT}y", "x[long]y"),
        ("6225 8801 2345 6789", "[long]"),
        (f"https://hq/r/{CODE} ok", "https://hq/r/TP… ok"),
        ("key x'" + "ab" * 32 + "'", "key [key]"),
        ("Authorization: Bearer abc.def", "Authorization: [bearer]"),
    ],
)
def test_what_is_masked(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "0197a1b2c3d4750086138000012345ff",
        "0197a1b2-c3d4-7500-8613-8000012345ff",
        "ab13800001234" + "0" * 51,
        "EAN 6901234567892 receipt 259 seq 104857",
        "2025-06-01T12:30:45.123 took 16 ms",
        "TPABC short",
    ],
)
def test_what_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text(), st.sampled_from(SECRETS), st.text())
def test_no_surroundings_bring_a_secret_through(before: str, secret: str, after: str) -> None:
    assert secret not in redact(before + " " + secret + " " + after)


class Talkative:
    def __str__(self) -> str:
        return f"member {PHONE}"

    __repr__ = __str__


class Broken:
    def __str__(self) -> str:
        raise RuntimeError(PHONE)


def fail() -> None:
    raise ValueError(f"no member {PHONE}") from KeyError(CODE)


def test_no_way_of_logging_gets_past(written: tuple[logging.Logger, io.StringIO]) -> None:
    log, paper = written
    log.error("plain %s", PHONE)
    log.error("a dict %(phone)s", {"phone": PHONE})
    log.error(Talkative())
    log.error("%r %s", [Talkative()], {"code": CODE})
    log.error("split %s%s", PHONE[:6], PHONE[6:])
    log.error("bytes %s", PHONE.encode())
    log.error("text with %d in it " + PHONE, "no number")  # noqa: G003 - the fault under test
    log.error("broken %s", Broken())
    log.error("stack " + SPACED, stack_info=True)  # noqa: G003 - the fault under test
    try:
        fail()
    except ValueError:
        log.exception("failed for %s", PAYMENT)
    text = paper.getvalue()
    assert clean(text)
    assert "ValueError: no member 138****1234" in text
    assert "RuntimeError" in text
    assert len([line for line in text.splitlines() if line.startswith("plain")]) == 1


def test_the_record_itself_is_clean_for_handlers_that_come_later() -> None:
    record = logging.LogRecord("n", logging.INFO, "f", 1, "to %s", (PHONE,), None)
    Redaction().filter(record)
    Redaction().filter(record)
    assert (record.msg, record.args, record.getMessage()) == (
        "to 138****1234",
        None,
        "to 138****1234",
    )


def test_the_file_holds_redacted_lines_and_rotates(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = root.level
    handler = set_up_logs(tmp_path / "tuangui.log")
    try:
        logging.getLogger("tuangui.any.room").info("called %s", PHONE)
        for _ in range(1200):
            logging.getLogger("tuangui.any.room").info("x" * 1000)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["tuangui.log", "tuangui.log.1"]
    assert "138****1234" in files[1].read_text(encoding="utf-8")
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_a_crash_on_any_thread_is_logged_redacted(
    written: tuple[logging.Logger, io.StringIO],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log, paper = written
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    top = logging.getLogger("tuangui")
    monkeypatch.setattr(top, "handlers", log.handlers)
    monkeypatch.setattr(top, "propagate", False)
    log_crashes()

    def crash() -> None:
        raise RuntimeError(f"lost {PHONE}")

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    try:
        crash()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = paper.getvalue()
    assert text.count("RuntimeError: lost 138****1234") == 2
    assert clean(text)
