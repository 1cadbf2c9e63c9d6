"""Codes are read from a phone's screen as a shop's camera sees it, and one that stays before the lens is one scan."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from app.devices.scanners.camera_codes import InView, read_codes
from installer.demo.samples import picture

CODE = "TPAEAAAAAB" + "Q7XM2K4ZN5VA3WBE" * 4
OTHER = "TMAEAAAAAB" + "ZN5VA3WBEQ7XM2K4" * 2


def phone(text: str, *, angle: float = 0, width: int = 640, height: int = 480) -> Image.Image:
    """A bright screen with the code, held at an angle in a dim shop."""
    code = picture(text, module=5).convert("L")
    screen = Image.new("L", (code.width + 60, code.height + 160), 245)
    screen.paste(code, (30, 80))
    held = screen.rotate(angle, expand=True, fillcolor=70, resample=Image.Resampling.BICUBIC)
    held.thumbnail((width - 20, height - 20))
    shop = Image.new("L", (width, height), 70)
    shop.paste(held, ((width - held.width) // 2, (height - held.height) // 2))
    return shop


def noisy(image: Image.Image, much: int) -> Image.Image:
    dice = random.Random(3)
    dots = bytes(max(0, min(255, dot + dice.randint(-much, much))) for dot in image.tobytes())
    return Image.frombytes("L", image.size, dots)


@pytest.mark.parametrize("angle", [0, 8, -21, 90, 180, 137])
def test_a_code_on_a_phone_is_read_at_any_angle(angle: float) -> None:
    image = phone(CODE, angle=angle)
    assert read_codes(image.tobytes(), *image.size) == (CODE,)


def test_noise_and_a_little_blur_do_not_matter() -> None:
    image = noisy(phone(CODE, angle=12), 35).filter(ImageFilter.GaussianBlur(0.8))
    assert read_codes(image.tobytes(), *image.size) == (CODE,)


def test_two_phones_side_by_side_are_two_codes() -> None:
    both = Image.new("L", (1280, 480), 70)
    both.paste(phone(CODE), (0, 0))
    both.paste(phone(OTHER), (640, 0))
    assert sorted(read_codes(both.tobytes(), *both.size)) == sorted((CODE, OTHER))


def test_a_picture_with_nothing_on_it_and_one_with_too_many_bytes() -> None:
    image = noisy(Image.new("L", (320, 240), 128), 100)
    assert read_codes(image.tobytes(), 320, 240) == ()
    code = phone(CODE)
    assert read_codes(code.tobytes() + b"rest", *code.size) == (CODE,)


def test_what_is_held_before_the_lens_is_one_scan() -> None:
    view = InView(gone_seconds=1.5)
    assert view.fresh([CODE], 0.0) == (CODE,)
    for step in range(1, 200):
        assert view.fresh([CODE], step * 0.125) == ()


def test_a_blurred_picture_in_between_does_not_make_it_new() -> None:
    view = InView(gone_seconds=1.5)
    assert view.fresh([CODE], 0.0) == (CODE,)
    assert view.fresh([], 0.5) == ()
    assert view.fresh([CODE], 1.4) == ()
    assert view.fresh([], 2.5) == ()
    assert view.fresh([CODE], 2.8) == ()


def test_taken_away_and_shown_again_it_is_new() -> None:
    view = InView(gone_seconds=1.5)
    assert view.fresh([CODE], 0.0) == (CODE,)
    assert view.fresh([], 1.0) == ()
    assert view.fresh([CODE], 1.5) == (CODE,)


def test_another_code_is_told_though_the_first_stays() -> None:
    view = InView(gone_seconds=1.5)
    assert view.fresh([CODE], 0.0) == (CODE,)
    assert view.fresh([CODE, OTHER, OTHER], 0.2) == (OTHER,)
    assert view.fresh([OTHER, CODE], 0.4) == ()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.01, 3), st.lists(st.sampled_from(["a", "b", "c"]), max_size=3)),
        max_size=40,
    )
)
def test_between_two_tellings_of_a_code_lies_a_time_without_it(
    pictures: list[tuple[float, list[str]]],
) -> None:
    view, now = InView(gone_seconds=1.5), 0.0
    last_seen: dict[str, float] = {}
    for pause, texts in pictures:
        now += pause
        told = view.fresh(texts, now)
        for text in set(texts):
            new = text not in last_seen or now - last_seen[text] >= 1.5
            assert (text in told) is new
            last_seen[text] = now
