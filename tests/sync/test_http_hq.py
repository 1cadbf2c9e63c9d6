"""The door to HQ: sessions, and every foreign fault as one of our errors, from a captive portal to a dropped reply."""

import gzip
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from sync import http_hq
from sync.answers import Unauthorized, understood
from sync.enrol import (
    AppTooOld,
    BadAddress,
    CodeRefused,
    EnrolError,
    HqTooOld,
    HqUnreachable,
    TooManyTries,
    enrol,
)
from sync.errors import Gap, Reset, Retry, Stop
from sync.http_hq import HttpHq, check_url
from sync.ports import Hq, Position
from sync.wire import SESSION_PREFIX, ChangesAnswer, PushAnswer
from tests.sync.scripted_hq import make_facts
from tests.sync.web_stub import (
    CHALLENGE,
    NOW,
    Reply,
    WebStub,
    message,
    page,
    problem,
    push_answer,
    session,
)

POSITION = Position(7, 1, 4, 6, "h" * 64, "", "e1")
ENTER = (CHALLENGE, session("t1"))


def hq_at(url: str, **more: object) -> HttpHq:
    return HttpHq(url, 7, lambda data: b"signed " + data, **more)  # type: ignore[arg-type]


def test_it_is_an_hq() -> None:
    hq: Hq = hq_at("https://hq.example")
    hq.close()


def test_a_session_is_opened_once_and_used() -> None:
    with WebStub(*ENTER, push_answer(6), page()) as web:
        hq = hq_at(web.url)
        answer = hq.push(POSITION, make_facts(6)[4:])
        assert hq.pull("a/b=", 1.5).cursor == "c1"
        assert answer.acked_through == 6
    assert web.paths == [
        "/v1/challenge",
        "/v1/session",
        "/v1/facts",
        "/v1/changes?cursor=a%2Fb%3D&wait=1.5",
    ]
    proof = json.loads(web.requests[1].body)
    assert proof["signature"] == "c2lnbmVkIHR1YW5ndWkgc2Vzc2lvbiAxCmFiYw=="
    assert SESSION_PREFIX == b"tuangui session 1\n"
    sent = json.loads(web.requests[2].body)
    assert (sent["first_seq"], sent["counter"], sent["incarnation"], sent["head"]) == (
        5,
        7,
        1,
        "h" * 64,
    )
    assert [request.token for request in web.requests] == ["", "", "t1", "t1"]


def test_a_probe_asks_from_the_next_seq() -> None:
    with WebStub(*ENTER, push_answer(4)) as web:
        hq_at(web.url).push(POSITION, [])
    assert json.loads(web.requests[2].body)["first_seq"] == 5


def test_a_token_that_is_over_is_renewed_without_anybody_noticing() -> None:
    gone = problem(401, "unauthorized")
    with WebStub(*ENTER, page(), gone, CHALLENGE, session("t2"), page(cursor="c2")) as web:
        hq = hq_at(web.url)
        hq.pull("", 0)
        assert hq.pull("", 0).cursor == "c2"
    assert [request.token for request in web.requests[-1:]] == ["t2"]


def test_a_key_hq_does_not_know_needs_a_person_a_fresh_token_refused_does_not() -> None:
    no = problem(401, "unauthorized")
    with WebStub(CHALLENGE, no, CHALLENGE, no) as web, pytest.raises(Stop) as stop:
        hq_at(web.url).pull("", 0)
    assert stop.value.code == "unauthorized"
    with WebStub(*ENTER, no) as web, pytest.raises(Retry, match="unauthorized"):
        hq_at(web.url).pull("", 0)
    with WebStub(CHALLENGE, no, CHALLENGE, session("t"), page()) as web:
        assert hq_at(web.url).pull("", 0).cursor == "c1"


@pytest.mark.parametrize(
    ("reply", "why", "after"),
    [
        (Reply(500, b"<html>"), "http_500", None),
        (problem(500, "internal"), "internal", None),
        (problem(503, "busy", after="7"), "busy", 7.0),
        (problem(429, "rate_limited", after="Sat, 31 Jan 2026 09:00:00 GMT"), "rate_limited", None),
        (Reply(404, b"nginx"), "http_404", None),
        (Reply(302, b"", {"Location": "http://portal.example/"}), "http_302", None),
        (Reply(200, b"<html>please sign in</html>"), "unreadable_answer", None),
        (Reply(200, b""), "unreadable_answer", None),
        (Reply(200, b"\xff\xfe{}"), "unreadable_answer", None),
        (Reply(200, b'{"cursor": 5}'), "unreadable_answer", None),
        (page(now="2026-01-31T09:00:00"), "unreadable_answer", None),
        (page(changes=[{"scope": 1}]), "unreadable_answer", None),
        (Reply(200, b"not zstd", {"Content-Encoding": "zstd"}), "unreadable_answer", None),
        (Reply(200, gzip.compress(b"{}"), {"Content-Encoding": "gzip"}), "unreadable_answer", None),
        (Reply(drop=True), "line_down", None),
        (problem(409, "gap"), "gap", None),
        (problem(400, "too_new", after="120"), "too_new", 120.0),
    ],
)
def test_the_worlds_faults_are_for_later(reply: Reply, why: str, after: float | None) -> None:
    with WebStub(*ENTER, reply) as web, pytest.raises(Retry) as fault:
        hq_at(web.url).pull("", 0)
    assert (str(fault.value), fault.value.after) == (why, after)


@pytest.mark.parametrize("code", ["forked", "revoked", "too_old", "bad_request"])
def test_what_a_person_must_see_stops(code: str) -> None:
    with WebStub(*ENTER, problem(409, code)) as web, pytest.raises(Stop) as stop:
        hq_at(web.url).push(POSITION, [])
    assert (stop.value.code, str(stop.value)) == (code, "said HQ")


def test_gap_and_reset_are_the_engines() -> None:
    with WebStub(*ENTER, problem(409, "gap", expected=3), problem(410, "reset")) as web:
        hq = hq_at(web.url)
        with pytest.raises(Gap) as gap:
            hq.push(POSITION, [])
        with pytest.raises(Reset):
            hq.pull("", 0)
    assert gap.value.expected == 3


def test_an_answer_that_drips_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_hq, "WHOLE_ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(http_hq, "READ_SECONDS", 0.3)
    with WebStub(*ENTER, Reply(drip=True)) as web, pytest.raises(Retry, match="timeout"):
        hq_at(web.url).push(POSITION, [])


def test_silence_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_hq, "READ_SECONDS", 0.2)
    with WebStub(*ENTER, Reply(hang=True)) as web, pytest.raises(Retry, match="timeout"):
        hq_at(web.url).push(POSITION, [])


def test_nobody_there_is_line_down() -> None:
    with WebStub() as web:
        url = web.url
    with pytest.raises(Retry, match="line_down"):
        hq_at(url).pull("", 0)
    with pytest.raises(Retry, match="line_down"):
        hq_at("https://tuangui.invalid").pull("", 0)


def _assert_close_ends(hq: HttpHq, web: WebStub) -> None:
    ended = []

    def poll() -> None:
        with pytest.raises(Retry, match="closed"):
            hq.pull("", 25)
        ended.append(time.monotonic())

    thread = threading.Thread(target=poll)
    thread.start()
    for _ in range(3):
        assert web.arrived.acquire(timeout=5)
    began = time.monotonic()
    hq.close()
    thread.join(5)
    assert ended
    assert ended[0] - began < 0.5
    with pytest.raises(Retry, match="closed"):
        hq.pull("", 0)


def test_closing_from_another_thread_ends_a_long_poll_at_once() -> None:
    with WebStub(*ENTER, Reply(hang=True)) as web:
        _assert_close_ends(hq_at(web.url), web)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hq.example", "insecure"),
        ("http://192.168.1.2:8000", "insecure"),
        ("http://127.0.0.1.evil.example", "insecure"),
        ("hq.example", "bad_address"),
        ("", "bad_address"),
        ("ftp://hq.example", "bad_address"),
        ("https://", "bad_address"),
        ("https://hq.example:99999", "bad_address"),
        ("https://hq.example/?x=1", "bad_address"),
        ("https://[::1", "bad_address"),
    ],
)
def test_only_tls_or_this_very_pc(url: str, code: str) -> None:
    with pytest.raises(Stop) as stop:
        check_url(url)
    assert stop.value.code == code


@pytest.mark.parametrize(
    "url",
    ["https://hq.example", "http://127.0.0.1:8470", "http://[::1]:8470", "http://localhost:8470"],
)
def test_good_addresses(url: str) -> None:
    assert check_url(f" {url}/ ") == url


def test_an_unreadable_certificate_file_needs_a_person(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate")
    with pytest.raises(Stop) as stop:
        hq_at("https://hq.example", ca_file=file).pull("", 0)
    assert stop.value.code == "bad_ca_file"


@given(st.integers(200, 599), st.text(max_size=5), st.binary(max_size=200))
def test_any_answer_is_a_message_or_an_error_of_ours(status: int, after: str, body: bytes) -> None:
    with pytest.raises((Retry, Stop, Gap, Reset, Unauthorized)):
        understood(status, after, body, PushAnswer)
    with pytest.raises((Retry, Stop, Gap, Reset, Unauthorized)):
        understood(status, after, body, ChangesAnswer)


ENROLLED = message(
    counter=7,
    incarnation=1,
    label=1,
    store={"store": 1, "name": "翠湖路店", "address": "a", "phone": "p"},
    code_keys=[{"key_id": 1, "public_key": "YWJj"}],
    receipt_key="YWJj",
    pin_pepper="YWJj",
    receipt_url="https://hq.example",
    server_epoch="e1",
    now=NOW.isoformat(),
)


def test_enrolling_forgives_how_the_code_was_typed() -> None:
    with WebStub(ENROLLED) as web:
        assert enrol(web.url, " abcd-2345 ", b"k" * 32).counter == 7
    sent = json.loads(web.requests[0].body)
    assert (sent["code"], sent["proto"]) == ("ABCD2345", 1)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (problem(403, "bad_code"), CodeRefused),
        (problem(400, "bad_request"), CodeRefused),
        (problem(429, "rate_limited", after="60"), TooManyTries),
        (problem(426, "too_old"), AppTooOld),
        (problem(400, "too_new"), HqTooOld),
        (problem(401, "unauthorized"), HqUnreachable),
        (problem(410, "reset"), HqUnreachable),
        (Reply(500, b"x"), HqUnreachable),
        (Reply(200, b"<html>"), HqUnreachable),
        (Reply(drop=True), HqUnreachable),
    ],
)
def test_every_refusal_of_an_enrolment_has_words(reply: Reply, error: type[EnrolError]) -> None:
    with WebStub(reply) as web, pytest.raises(error) as refused:
        enrol(web.url, "ABCD2345", b"k" * 32)
    assert refused.value.title
    assert refused.value.advice


def test_an_enrolment_never_goes_out_in_the_clear_or_empty() -> None:
    with pytest.raises(BadAddress):
        enrol("http://hq.example", "ABCD2345", b"k" * 32)
    with pytest.raises(CodeRefused):
        enrol("https://hq.example", " - ", b"k" * 32)
    with pytest.raises(ValueError, match="32 bytes"):
        enrol("https://hq.example", "ABCD2345", b"short")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A CA file a shop would pin, and what a server shows with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hq.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def _tls(context: ssl.SSLContext) -> Callable[[socket.socket], ssl.SSLSocket]:
    return lambda listener: context.wrap_socket(listener, server_side=True)


def test_tls_with_a_pinned_certificate_and_never_with_a_strangers(
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    ca_file, context = certificate
    with WebStub(*ENTER, page(), wrap=_tls(context)) as web:
        with pytest.raises(Retry, match="certificate"):
            hq_at(web.url).pull("", 0)
        assert web.requests == []
        assert hq_at(web.url, ca_file=ca_file).pull("", 0).cursor == "c1"


def test_closing_ends_a_long_poll_under_tls_too(
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    ca_file, context = certificate
    with WebStub(*ENTER, Reply(hang=True), wrap=_tls(context)) as web:
        _assert_close_ends(hq_at(web.url, ca_file=ca_file), web)
