"""Typed and scanned numbers: every rule of product.md and devices.md, and the clashes between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.code_numbers import (
    LongPrinted,
    Printed,
    ScaleFlags,
    damm_digit,
    good_damm,
    good_gs1,
    is_payment,
)
from app.domain.code_reading import plain, read_code
from app.domain.codes import (
    Barcode,
    Code,
    Fault,
    LastFour,
    PaymentCode,
    Phone,
    PickupNumber,
    ScaleLabel,
    Unusable,
    Words,
)
from app.domain.identity import ProductNo
from app.domain.money import Fen

PHONE = Phone("13800001234")
BAD_PHONE = Unusable(Fault.BAD_PHONE)
BAD_CHECK = Unusable(Fault.BAD_CHECK_DIGIT)


def read(text: str, flags: ScaleFlags | None = None) -> Code:
    return read_code(text, verify=lambda *_: None, flags=flags or ScaleFlags())


def with_gs1(digits: str) -> str:
    return next(digits + check for check in "0123456789" if good_gs1(digits + check))


DIGITS = st.text("0123456789", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("13800001234", PHONE),
        ("138 0000 1234", PHONE),
        ("138-0000-1234", PHONE),
        ("+8613800001234", PHONE),
        ("+86 138 0000-1234", PHONE),
        ("+86-13800001234", PHONE),
        ("(+86)13800001234", PHONE),
        ("8613800001234", PHONE),
        ("008613800001234", PHONE),
        ("１３８００００１２３４", PHONE),
        ("＋８６　１３８００００１２３４", PHONE),
        ("\u202d138\u200b00001234\u202c", PHONE),
        ("  13800001234\r\n", PHONE),
        ("12800001234", BAD_PHONE),
        ("10000001234", BAD_PHONE),
        ("05120001234", BAD_PHONE),
        ("0512 0000 123", BAD_PHONE),
        ("4001234567", BAD_PHONE),
        ("400-123-4567", BAD_PHONE),
        ("8001234567", BAD_PHONE),
        ("+8610086", BAD_PHONE),
        ("+14155550100", BAD_PHONE),
        ("13800138000", BAD_PHONE),
        ("13800571500", BAD_PHONE),
        ("+8613010112500", BAD_PHONE),
        ("1380000123", Words("1380000123")),
        ("1234", LastFour("1234")),
        ("１２３４", LastFour("1234")),
        ("١٢٣٤", Words("١٢٣٤")),
        ("²²²²", Words("²²²²")),
    ],
)
def test_phones(text: str, code: Code) -> None:
    assert read(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20462001", PickupNumber("20462001")),
        ("2046 2001", PickupNumber("20462001")),
        ("2046-2001", PickupNumber("20462001")),
        ("20462010", BAD_CHECK),
        ("20462011", BAD_CHECK),
        ("96385074", Barcode("96385074")),
        ("]E496385074", Barcode("96385074")),
        ("]E420462001", BAD_CHECK),
        ("6901234567892", Barcode("6901234567892")),
        ("]E06901234567892", Barcode("6901234567892")),
        ("6901234567893", BAD_CHECK),
        ("012345678905", Barcode("0012345678905")),
        ("012345678906", Words("012345678906")),
        ("]C10106901234567892", Barcode("6901234567892")),
        ("]C10106901234567892310300125010ABC\x1d21X", Barcode("6901234567892")),
        ("\x1d010690123456789217261231", Barcode("6901234567892")),
        ("0106901234567892", Words("0106901234567892")),
        ("]C10116901234567899", Words("0116901234567899")),
        ("69012\x1d34567892", Unusable(Fault.UNREADABLE)),
    ],
)
def test_pickup_numbers_and_barcodes(text: str, code: Code) -> None:
    assert read(text) == code


def test_a_number_right_both_ways_is_a_pickup_number_whose_digits_are_the_barcode() -> None:
    both = next(
        f"{n:07}{damm_digit(f'{n:07}')}"
        for n in range(1, 9999)
        if good_gs1(f"{n:07}{damm_digit(f'{n:07}')}")
    )
    assert read(both) == PickupNumber(both)
    assert read("]E4" + both) == Barcode(both)


@pytest.mark.parametrize(
    "text",
    [
        "134567890123456789",
        "100000000000000000",
        "159999999999999999",
        "1345 6789 0123 4567 89",
        "１３４５６７８９０１２３４５６７８９",
        "]C0134567890123456789",
        "https://pay.example/134567890123456789?from=x",
        "2512345678901234",
        "281234567890123456",
        "301234567890123456789012",
        "6212345678901234567",
        "134567890123456789134567890123456789",
        "62123456789012345676212345678901234567",
    ],
)
def test_a_payment_code_is_nothing_else(text: str) -> None:
    assert read(text) == PaymentCode()


@pytest.mark.parametrize(
    "text",
    [
        "094567890123456789",
        "164567890123456789",
        "13456789012345678",
        "1345678901234567890",
        "3112345678901234",
        "251234567890123",
        "621234567890123456",
        "62123456789012345678",
        "250101-123456789012345",
    ],
)
def test_next_to_a_payment_code_is_another_systems_number(text: str) -> None:
    assert read(text, ScaleFlags(long={})) == Words(text)


@given(st.integers(25, 29), st.text("0123456789", min_size=14, max_size=22))
def test_no_scale_label_takes_an_alipay_code(flag: int, rest: str) -> None:
    for text in (f"{flag}{rest}", with_gs1(f"{flag}{rest[:15].ljust(15, '0')}")):
        assert read(text) == PaymentCode()


@given(DIGITS)
def test_every_payment_code_is_refused_whatever_else_it_could_be(digits: str) -> None:
    assert (read(digits) == PaymentCode()) == is_payment(digits)


def test_scale_labels_by_flag() -> None:
    flags = ScaleFlags(
        short={21: Printed.AMOUNT, 22: Printed.WEIGHT},
        long={20: LongPrinted.AMOUNT_WEIGHT, 24: LongPrinted.WEIGHT_AMOUNT},
    )
    item = ProductNo(4711)
    amount, weight = with_gs1("210471101299"), with_gs1("220471100750")
    assert read(amount, flags) == ScaleLabel(item, None, Fen(1299))
    assert read("]E0" + weight, flags) == ScaleLabel(item, 750, None)
    assert read(with_gs1("230471100750"), flags) == Barcode(with_gs1("230471100750"))
    assert read(with_gs1("20047110129900750"), flags) == ScaleLabel(item, 750, Fen(1299))
    assert read(with_gs1("24047110075001299"), flags) == ScaleLabel(item, 750, Fen(1299))
    wrong = with_gs1("20047110129900750")[:-1] + "x"
    assert (
        read(wrong.replace("x", str((int(with_gs1("20047110129900750")[-1]) + 1) % 10)), flags)
        == BAD_CHECK
    )
    assert read(with_gs1("21047110129900750"), flags) == Words(with_gs1("21047110129900750"))


@pytest.mark.parametrize("flag", [19, 30])
def test_a_flag_no_scale_prints_is_refused(flag: int) -> None:
    with pytest.raises(ValueError, match="flags"):
        ScaleFlags(short={flag: Printed.AMOUNT})


@pytest.mark.parametrize("flag", [19, 25, 29])
def test_a_flag_of_payment_codes_is_refused(flag: int) -> None:
    with pytest.raises(ValueError, match="flags"):
        ScaleFlags(long={flag: LongPrinted.AMOUNT_WEIGHT})


def test_damm_known_values() -> None:
    assert damm_digit("572") == "4"
    assert good_damm("5724")
    assert not good_damm("5723")


@given(st.text("0123456789", min_size=7, max_size=7), st.data())
def test_damm_finds_every_wrong_digit_and_every_swap(seven: str, data: st.DataObject) -> None:
    number = seven + damm_digit(seven)
    place = data.draw(st.integers(0, 7))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert not good_damm(number[:place] + wrong + number[place + 1 :])
    if place < 7 and number[place] != number[place + 1]:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert not good_damm(swapped)


def test_plain_keeps_what_an_alias_is() -> None:
    assert plain(" ]Q1ＫＴＴ－２０２６　0001\u200b ") == "KTT-2026 0001"
    assert plain("20462010") == "20462010"
