"""PINs: bound to person and store, and nothing that is no PIN or no hash gets through."""

import argon2
import pytest

from app.actions.ports import PinCheck
from app.devices.pins import Argon2Pins, peppered
from app.domain.identity import StaffId
from app.domain.staff import Clerk, Role

PEPPER = b"p" * 32
PIN = "246810"


def clerk(staff: int = 3, pin_hash: str | None = None) -> Clerk:
    made = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(
        peppered(PEPPER, StaffId(3), PIN)
    )
    return Clerk(StaffId(staff), "小林", Role.MANAGER, 1, made if pin_hash is None else pin_hash)


def test_the_right_pin_of_the_right_person_at_the_right_store() -> None:
    pins: PinCheck = Argon2Pins(PEPPER)
    assert pins.matches(clerk(), PIN)
    assert not pins.matches(clerk(), "246811")
    assert not pins.matches(clerk(staff=4), PIN)
    assert not Argon2Pins(b"q" * 32).matches(clerk(), PIN)


@pytest.mark.parametrize(
    "pin", ["", "24681", "2468100", "24681０", "24681a", " 246810", "246810\n"]
)
def test_only_six_digits_are_a_pin(pin: str) -> None:
    assert not Argon2Pins(PEPPER).matches(clerk(), pin)


@pytest.mark.parametrize("pin_hash", ["", "x", "$argon2id$v=19$m=1", "$2b$12$abc", "哈希"])
def test_a_hash_that_is_none_matches_nothing(pin_hash: str) -> None:
    assert not Argon2Pins(PEPPER).matches(clerk(pin_hash=pin_hash), PIN)


def test_what_is_hashed_is_written_down() -> None:
    """HQ makes the hashes: these bytes are the agreement."""
    assert peppered(b"pepper", StaffId(12), "123456") == (
        "b0ad338ab9673536d46d3ab8f901c501ac72cb4989e947ee2ae0cbebe39d0d11"
    )
