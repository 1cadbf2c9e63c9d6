"""One-time codes, device keys and sessions: what is used up, over, guessed, replayed or replaced gets nothing."""

from datetime import timedelta

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import wire
from sync.hq.enrolment import ALPHABET, CODE_LIFE, TRIES
from tests.hq.counter import Counter, Said, heard, plain_http
from tests.hq.running import RunningHq


def refused(hq: RunningHq, code: str) -> str:
    with pytest.raises(Said) as said:
        Counter.enrol(hq.url, code)
    return said.value.code


def test_a_code_is_eight_clear_signs_and_read_in_any_case(hq: RunningHq) -> None:
    code = hq.operator.enrol_code()
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set("ILO01") & set(ALPHABET)
    counter = Counter.enrol(hq.url, f" {code[:4].lower()}-{code[4:]} ")
    assert counter.identity.receipt_url == "https://hq.example"
    assert len(counter.identity.receipt_key) == len(counter.identity.pin_pepper) == 32


def test_a_code_works_once(hq: RunningHq) -> None:
    code = hq.operator.enrol_code()
    Counter.enrol(hq.url, code)
    assert refused(hq, code) == "bad_code"


def test_a_lost_reply_is_given_again_to_the_same_key(hq: RunningHq) -> None:
    code, key = hq.operator.enrol_code(), Ed25519PrivateKey.generate()
    first = Counter.enrol(hq.url, code, key)
    again = Counter.enrol(hq.url, code, key)
    assert msgspec.structs.replace(again.identity, now=first.identity.now) == first.identity
    assert len(hq.operator.look("counters")) == 1


def test_a_code_is_over_after_ten_minutes(hq: RunningHq) -> None:
    code = hq.operator.enrol_code()
    hq.clock.ahead = CODE_LIFE + timedelta(seconds=1)
    assert refused(hq, code) == "bad_code"


def test_guessing_is_slowed_down_even_for_the_right_code(hq: RunningHq) -> None:
    code = hq.operator.enrol_code()
    for turn in range(TRIES):
        assert refused(hq, f"WRNG{ALPHABET[turn] * 4}") == "bad_code"
    with pytest.raises(Said) as said:
        Counter.enrol(hq.url, code)
    assert (said.value.status, said.value.code) == (429, "rate_limited")
    assert int(said.value.headers["retry-after"]) > 0
    hq.clock.ahead = CODE_LIFE + timedelta(seconds=1)
    Counter.enrol(hq.url, hq.operator.enrol_code())


def test_enrolling_a_label_again_replaces_the_journal(hq: RunningHq) -> None:
    old = hq.enrolled()
    old.write(wire.SignedIn(staff=11, way="pin"))
    old.push()
    new = hq.enrolled(label=1)
    assert new.identity.counter == old.identity.counter
    assert new.identity.incarnation == 2
    assert new.identity.receipt_key != old.identity.receipt_key
    with pytest.raises(Said, match="unauthorized"):
        old.pull()
    with pytest.raises(Said, match="unauthorized"):
        old.sign_in()
    old.write(wire.SignedIn(staff=11, way="pin"))
    with pytest.raises(Said, match="forked"):
        old.push(2)
    new.write(wire.SignedIn(staff=11, way="pin"))
    assert new.outcomes() == ["applied"]
    assert new.pickup("T-20462").holder == new.identity.counter


def test_a_session_ends_after_a_quarter_of_an_hour(hq: RunningHq) -> None:
    counter = hq.enrolled()
    hq.clock.ahead = timedelta(minutes=14)
    counter.pull()
    hq.clock.ahead = timedelta(minutes=16)
    with pytest.raises(Said) as said:
        counter.pull()
    assert (said.value.status, said.value.code) == (401, "unauthorized")
    counter.sign_in()
    counter.pull()


def test_a_challenge_must_be_fresh_ours_and_signed_by_the_device(hq: RunningHq) -> None:
    one, two = hq.enrolled(), hq.enrolled()

    def challenge(counter: Counter) -> bytes:
        asked = wire.ChallengeRequest(proto=wire.PROTOCOL, counter=counter.identity.counter)
        reply = counter.http.post("/v1/challenge", content=wire.encode(asked))
        return heard(reply, wire.Challenge).challenge

    def answer(counter: Counter, challenge: bytes, signed: bytes) -> str:
        proof = wire.SessionRequest(
            proto=wire.PROTOCOL,
            counter=counter.identity.counter,
            challenge=challenge,
            signature=signed,
        )
        reply = counter.http.post("/v1/session", content=wire.encode(proof))
        return "ok" if reply.status_code == 200 else heard_code(reply)

    def signed(counter: Counter, challenge: bytes) -> bytes:
        return counter.key.sign(wire.SESSION_PREFIX + challenge)

    mine = challenge(one)
    assert answer(one, mine, signed(one, mine)) == "ok"
    assert answer(one, mine, signed(two, mine)) == "unauthorized"
    assert answer(two, mine, signed(two, mine)) == "unauthorized"
    assert answer(one, mine, b"") == "unauthorized"
    forged = b"\0" * len(mine)
    assert answer(one, forged, signed(one, forged)) == "unauthorized"
    assert answer(one, b"", signed(one, b"")) == "unauthorized"
    hq.clock.ahead = timedelta(seconds=61)
    assert answer(one, mine, signed(one, mine)) == "unauthorized"


def heard_code(reply: httpx.Response) -> str:
    return msgspec.json.decode(reply.content, type=wire.Problem).code


def test_other_protocols_and_broken_requests_get_a_problem(hq: RunningHq) -> None:
    counter = hq.enrolled()
    with plain_http(hq.url) as http:
        for path, body, status, code in (
            ("/v1/challenge", b'{"proto":0,"counter":1}', 426, "too_old"),
            ("/v1/challenge", b'{"proto":99,"counter":1}', 400, "too_new"),
            ("/v1/challenge", b'{"proto":1,"counter":-1}', 401, "unauthorized"),
            ("/v1/challenge", b"\xff\xfe", 400, "bad_request"),
            ("/v1/enrol", b"{", 400, "bad_request"),
            ("/v1/enrol", b'{"proto":1,"code":"X","public_key":"AAAA"}', 400, "bad_request"),
            ("/v1/facts", b"{}", 401, "unauthorized"),
            ("/v1/nothing", b"", 404, "not_found"),
        ):
            reply = http.post(path, content=body)
            assert (reply.status_code, heard_code(reply)) == (status, code), path
        for header in ("", "Bearer", "Bearer x", "Basic abc", f"Bearer {counter.token[:-4]}AAAA"):
            reply = http.get("/v1/changes", headers={"authorization": header})
            assert (reply.status_code, heard_code(reply)) == (401, "unauthorized")
        big = http.post("/v1/facts", content=b" " * (5 << 20), headers=counter.headers)
        assert big.status_code == 413
        assert http.get("/healthz").json() == {"ok": True, "proto": wire.PROTOCOL}
        for what in ("facts", "enrol-code"):
            assert heard_code(http.get(f"/v1/operator/{what}")) == "unauthorized"
            assert heard_code(http.post(f"/v1/operator/{what}")) == "unauthorized"
