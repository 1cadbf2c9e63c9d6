"""The demo store is right whenever it is loaded, and shows every state of an order."""

import hashlib
import hmac
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from sync import wire
from sync.hq.accept import open_units
from sync.hq.codes import read_pickup
from sync.hq.pickup_numbers import with_check_digit
from sync.hq.pins import pin_hash
from sync.hq.seed_files import BadSeeds, fen, initials, member_id, read_seeds
from sync.hq.seed_times import day, moment
from sync.hq.seeding import load_seeds
from sync.hq.store.engine import Database
from tests.hq.running import SEEDS, RunningHq

MIDNIGHT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def loaded(folder: Path, file: Path, now: datetime) -> list[tuple[str, wire.Struct]]:
    """Every row of the feed as (scope, row)."""
    database = Database(f"sqlite:///{file}")
    database.create()
    load_seeds(database, folder, now)
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT scope, entity, row FROM feed_row").all()
    database.close()
    return [(row[0], msgspec.json.decode(row[2], type=wire.ROWS[row[1]])) for row in rows]


@pytest.mark.parametrize("minutes", [0, 59, 9 * 60, 17 * 60 + 42, 21 * 60 + 15, 24 * 60 - 1])
def test_times_make_sense_at_any_hour(tmp_path: Path, minutes: int) -> None:
    now = MIDNIGHT + timedelta(minutes=minutes)
    for _, row in loaded(SEEDS, tmp_path / "hq.db", now):
        match row:
            case wire.PickupRow():
                assert row.ordered_at is not None
                assert row.ordered_at < (row.arrived_at or now) <= now, row.order_no
                assert row.expected_at is None or row.expected_at > now
                closed = row.state == "expired" or row.order_no == "T-20402"
                assert row.expires_at is not None
                assert (row.expires_at < now) == closed, row.order_no
                for redemption in row.redemptions:
                    assert row.arrived_at is not None
                    assert row.arrived_at < redemption.at < now, row.order_no
                assert row.ended_at is None or row.ordered_at < row.ended_at < now
            case wire.SpecialRow() | wire.PromptRow():
                assert row.starts_at < now
                assert row.ends_at >= now + timedelta(minutes=59)
            case wire.CouponRow():
                assert row.valid_until >= now
            case wire.MemberRow():
                today = now.astimezone(UTC) + timedelta(hours=8)
                assert all(usual.last_bought < today.date() for usual in row.usual)
            case _:
                pass


def test_the_order_of_the_pictures(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20462")
    assert (row.name, row.phone, row.initials) == ("王女士", "13800001234", "wns")
    assert [(line.name, line.amount, line.arrived) for line in row.lines] == [
        ("红颜草莓 500g", 2990, 1),
        ("活鲈鱼 约 600g", 2680, 1),
        ("土鸡蛋 15 枚", 1880, 1),
        ("云南小瓜 400g", 490, 0),
    ]
    assert row.pickup_no.startswith("4827013")
    code = hq.operator.mint("pickup", "T-20462")
    signed = read_pickup(code, {k.key_id: k.public_key for k in counter.identity.code_keys})
    assert (signed.pickup, signed.store, len(signed.lines)) == (row.pickup, 1, 4)
    last = counter.pickup("T-20455").redemptions[-1]
    assert (last.counter_label, last.by_name, last.receipt_no) == (2, "小何", 42)


def test_every_state_of_an_order_is_there(hq: RunningHq) -> None:
    counter = hq.enrolled()
    now = hq.clock()
    rows = [
        msgspec.json.decode(change.row, type=wire.PickupRow)
        for change in counter.pull_all()
        if change.entity == "pickup"
    ]
    assert len(rows) >= 60
    assert {row.store for row in rows} == {1}
    assert {row.state for row in rows} == {"paid", "arrived", "refunded", "cancelled", "expired"}
    done = [row for row in rows if not any(open_units(row).values())]
    assert len(done) >= 8
    ready = [row for row in rows if row.state == "arrived" and row not in done]
    assert len(ready) >= 30
    overdue = [r for r in ready if r.arrived_at and r.arrived_at < now - timedelta(hours=24)]
    assert len([r for r in overdue if r.expires_at and r.expires_at > now]) == 6
    assert sum(not any(line.arrived for line in row.lines) for row in rows) >= 8
    assert any(0 < line.arrived < line.quantity for row in rows for line in row.lines)
    assert sum(any(line.short for line in row.lines) for row in rows) == 2
    assert sum(row.phone == "13500009021" for row in rows) == 2
    assert any("KTT88432201" in row.aliases for row in rows)
    assert any(row.member is None for row in rows)
    numbers = {row.pickup_no for row in rows}
    assert len(numbers) == len(rows)
    assert all(with_check_digit(number[:7]) == number for number in numbers)


def test_products_look_like_goods(tmp_path: Path) -> None:
    rows = loaded(SEEDS, tmp_path / "hq.db", MIDNIGHT)
    products = {row.product_no: row for _, row in rows if isinstance(row, wire.ProductRow)}
    assert len(products) >= 40
    for product in products.values():
        assert set(product.goes_with) <= set(products)
        for barcode in product.barcodes:
            digits = [int(sign) for sign in barcode]
            assert len(digits) == 13
            assert sum(digits[::2], 3 * sum(digits[1::2])) % 10 == 0
    phones = [row.phone for _, row in rows if isinstance(row, wire.MemberRow)]
    assert len(set(phones)) >= 60
    assert all(re.fullmatch(r"1[3-9]\d0000\d{4}", phone) for phone in phones)


def test_loading_twice_leaves_orders_and_points_as_they_are(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.redeem(counter.pickup("T-20462"), {1: 1}, points=72)
    counter.push()
    other = Database(hq.database_url)
    load_seeds(other, SEEDS, hq.clock() + timedelta(hours=3))
    other.close()
    assert len(counter.pickup("T-20462").redemptions) == 1
    counter.cursor = ""
    (member,) = [
        msgspec.json.decode(change.row, type=wire.MemberRow)
        for change in counter.pull_all()
        if change.entity == "member" and change.key == member_id("13800001234")
    ]
    assert member.points == 1286 + 72


def test_a_late_order_comes_to_the_holder(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.pull_all()
    other = Database(hq.database_url)
    assert load_seeds(other, SEEDS / "late", hq.clock()) == {"pickup": 1}
    other.close()
    row = counter.pickup("T-20599")
    assert row.holder == counter.identity.counter
    assert row.lines[1].amount == 2 * 1590


def test_bad_seeds_name_the_entry(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'hq.db'}")
    database.create()
    for content, words in (
        ("pickup = [{ order = 'T-1' }]", "T-1"),
        ("lamp = [{ on = true }]", "lamp"),
        ("store = [", "bad.toml"),
        (
            "store = [{ store = 1, name = 'x', address = '', phone = '', policy = 5 }]",
            "store no. 1",
        ),
    ):
        (tmp_path / "bad.toml").write_text(content, encoding="utf-8")
        with pytest.raises(BadSeeds, match=words):
            load_seeds(database, tmp_path, MIDNIGHT)
    with pytest.raises(BadSeeds):
        read_seeds(tmp_path / "nowhere")
    database.close()


@given(st.integers(0, 366 * 24 * 3600))
def test_relative_times(seconds: int) -> None:
    now = MIDNIGHT + timedelta(seconds=seconds, milliseconds=1)
    assert moment("now-1d2h3m", now) == (now - timedelta(days=1, hours=2, minutes=3)).replace(
        microsecond=0
    )
    assert now + timedelta(minutes=59) < moment("closing", now) <= now + timedelta(hours=22)
    assert timedelta() < moment("day+1 00:00", now) - now <= timedelta(days=1)
    assert timedelta() <= moment("tonight", now) - now + timedelta(seconds=1) <= timedelta(days=1)
    last = day("last-wed", now)
    assert last.weekday() == 2
    assert timedelta(days=1) <= day("day", now) - last <= timedelta(days=7)


@pytest.mark.parametrize("text", ["", "now+", "day 25:00", "day", "12:00", "last-xyz", "now-3"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"moment|hour|minute"):
        moment(text, MIDNIGHT)


def test_check_digits_catch_wrong_digits_and_swaps() -> None:
    number = with_check_digit("5724019")
    for place in range(8):
        for digit in "0123456789":
            other = number[:place] + digit + number[place + 1 :]
            assert (with_check_digit(other[:7]) == other) == (other == number)
    for place in range(7):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or with_check_digit(swapped[:7]) != swapped
    assert with_check_digit("0000572")[-1] == "4"


def test_small_words() -> None:
    assert fen("29.90") == 2990
    assert initials("欧阳静") == "oyj"
    assert day("day-1", datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == date(2026, 11, 22)
    with pytest.raises(ValueError, match="fen"):
        fen("0.001")
    hashed = pin_hash(b"p" * 32, 11, "246810")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    with pytest.raises(ValueError, match="six"):
        pin_hash(b"p" * 32, 11, "24681")
    text = hmac.new(b"p" * 32, b"11:246810", hashlib.sha256).hexdigest()
    assert PasswordHasher().verify(hashed, text)
