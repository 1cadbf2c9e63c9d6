"""Refusals and dead ends as sentences for people: what it is, the detail, what to say to the customer, the tone.

Matched to exhaustion over the closed unions of app.actions.outcomes and app.domain.pickups; no widget in here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from app.actions.outcomes import (
    BadgeSeen,
    CardRevoked,
    MemberCodeStale,
    NotACode,
    NothingFound,
    PaymentCodeSeen,
    ReceiptTokenSeen,
)
from app.domain.codes import Fault
from app.domain.identity import ReceiptNo
from app.domain.pickups import (
    AlreadyRedeemed,
    BlindRefused,
    Cancelled,
    Expired,
    HeldBy,
    HeldElsewhere,
    NotArrived,
    NotEnough,
    OtherStore,
    Refunded,
    Refusal,
)
from app.ui import words
from app.ui.theme import Tone
from app.ui.words import translate


@dataclass(frozen=True, slots=True)
class Saying:
    """One card's words. `say` is what the clerk may tell the customer, in the clerk's language."""

    title: str
    detail: str
    say: str
    tone: Tone
    icon: str


Note = (
    MemberCodeStale
    | CardRevoked
    | ReceiptTokenSeen
    | BadgeSeen
    | PaymentCodeSeen
    | NothingFound
    | NotACode
)
"""Outcomes that end in words alone."""


def of_refusal(refusal: Refusal, now: datetime) -> Saying:
    """Why nothing of an order can be handed over now."""
    match refusal:
        case AlreadyRedeemed(last=last):
            return Saying(
                translate("Refusal", "Already picked up"),
                words.joined(
                    words.day_and_clock(last.at, now),
                    translate("Refusal", "counter {number}").format(number=last.counter_label),
                    last.by_name,
                    words.counted(
                        last.count,
                        translate("Refusal", "{count} item taken"),
                        translate("Refusal", "{count} items taken"),
                    ),
                    _receipt(last.receipt_no),
                ),
                translate(
                    "Refusal",
                    "The system shows this order was picked up at {time}. Let me look up the receipt for you.",
                ).format(time=words.soon(last.at, now)),
                Tone.DANGER,
                "x",
            )
        case Refunded(at=at, amount=amount):
            return Saying(
                translate("Refusal", "Refunded"),
                words.joined(
                    words.day_and_clock(at, now) if at is not None else "",
                    translate("Refusal", "{price} paid back").format(price=words.price(amount)),
                ),
                translate(
                    "Refusal",
                    "This order has been refunded; the money goes back the way it was paid. Would you like it again? I can help you order.",
                ),
                Tone.DANGER,
                "undo-2",
            )
        case Cancelled(at=at):
            return Saying(
                translate("Refusal", "Cancelled"),
                words.day_and_clock(at, now) if at is not None else "",
                translate(
                    "Refusal",
                    "This order was cancelled, so nothing is kept for it. Let me see whether we have it on the shelf.",
                ),
                Tone.DANGER,
                "ban",
            )
        case OtherStore(store=store):
            return Saying(
                translate("Refusal", "Another store's order"),
                words.joined(store.name, store.address, store.phone)
                if store is not None
                else translate("Refusal", "This counter does not know that store"),
                translate(
                    "Refusal", "Your goods are at {store}. I will write down the address for you."
                ).format(store=store.name)
                if store is not None
                else translate(
                    "Refusal", "Your goods are at another store. Your order page shows which one."
                ),
                Tone.WARN,
                "store",
            )
        case NotArrived(expected_at=expected):
            return Saying(
                translate("Refusal", "Not arrived yet"),
                translate("Refusal", "Expected {time}").format(
                    time=words.day_and_clock(expected, now)
                )
                if expected is not None
                else translate("Refusal", "No arrival time known"),
                translate(
                    "Refusal",
                    "Your goods are still on the way, expected {time}. You will get a message when they arrive.",
                ).format(time=words.day_and_clock(expected, now))
                if expected is not None
                else translate(
                    "Refusal",
                    "Your goods are still on the way. You will get a message when they arrive.",
                ),
                Tone.WARN,
                "truck",
            )
        case Expired(at=at):
            return Saying(
                translate("Refusal", "Pickup time is over"),
                translate("Refusal", "Valid until {time}").format(time=words.day_and_clock(at, now))
                if at is not None
                else "",
                translate(
                    "Refusal",
                    "The pickup time of this order is over. I will ask the manager right away.",
                ),
                Tone.WARN,
                "clock-alert",
            )
        case HeldElsewhere(grant=grant):
            return _held(grant)
        case BlindRefused(overridable=may):
            return Saying(
                translate("Refusal", "Order not on this counter yet"),
                translate("Refusal", "The code is genuine · a manager may agree")
                if may
                else translate("Refusal", "The code is genuine · wait for the line to come back"),
                translate(
                    "Refusal",
                    "Your code is fine, our line is slow just now. I will ask the manager right away.",
                )
                if may
                else translate(
                    "Refusal", "Your code is fine, our line is down just now. One moment please."
                ),
                Tone.WARN,
                "cloud-off",
            )
        case NotEnough(ready=ready):
            return Saying(
                translate("Refusal", "Fewer units than asked for"),
                translate("Refusal", "{count} can go now").format(count=ready),
                translate("Refusal", "One moment, I will count your goods again."),
                Tone.WARN,
                "circle-alert",
            )
        case _:
            assert_never(refusal)


def _receipt(number: ReceiptNo) -> str:
    """ "" for a hand-over at another counter whose receipt is not known here yet."""
    if not number:
        return ""
    return translate("Refusal", "receipt {number}").format(number=words.receipt_number(number))


def _held(grant: HeldBy) -> Saying:
    if not grant.counter:
        where = translate("Refusal", "Headquarters holds this order at the moment")
    elif grant.near:
        where = translate("Refusal", "Counter {number} of this store holds this order")
        where = where.format(number=grant.near)
    else:
        where = translate("Refusal", "Another counter of this store holds this order")
    return Saying(
        translate("Refusal", "Not at this counter"),
        where,
        translate("Refusal", "Please come to the other counter with me; your goods are kept there.")
        if grant.counter
        else translate("Refusal", "One moment please, headquarters is just handling this order."),
        Tone.WARN,
        "arrow-right-left",
    )


def of_note(note: Note) -> Saying:
    """What was scanned is no order and no member."""
    match note:
        case MemberCodeStale():
            return Saying(
                translate("Note", "Member code is too old"),
                translate("Note", "A member code lives two minutes"),
                translate("Note", "Please open your member code again; it changes every minute."),
                Tone.WARN,
                "clock-alert",
            )
        case CardRevoked():
            return Saying(
                translate("Note", "This card was reported lost"),
                translate("Note", "Look the member up by phone instead"),
                translate(
                    "Note",
                    "This card was reported lost. May I have the last four digits of your phone?",
                ),
                Tone.DANGER,
                "credit-card",
            )
        case ReceiptTokenSeen():
            return Saying(
                translate("Note", "This is a QR code from a receipt"),
                translate("Note", "The customer scans it with their own phone"),
                translate(
                    "Note", "Scan this code with WeChat on your phone and the coupon is yours."
                ),
                Tone.INFO,
                "receipt-text",
            )
        case BadgeSeen(clerk=clerk):
            return Saying(
                translate("Note", "Badge of {name}").format(name=clerk.name),
                translate("Note", "To change who stands here, sign out first (F10)"),
                "",
                Tone.INFO,
                "id-card",
            )
        case PaymentCodeSeen():
            return Saying(
                translate("Note", "This is a payment code"),
                translate("Note", "It was not kept. Payment is taken on the till."),
                translate(
                    "Note",
                    "That is your payment code. Please show me the pickup code of your order.",
                ),
                Tone.WARN,
                "wallet",
            )
        case NothingFound():
            return _nothing(note)
        case NotACode(fault=fault):
            return _not_a_code(fault)
        case _:
            assert_never(note)


def _nothing(found: NothingFound) -> Saying:
    title, say = {
        "pickup_no": (
            translate("Note", "No order with this pickup number"),
            translate(
                "Note", "May I see the code on your phone? Or the last four digits of your number?"
            ),
        ),
        "phone": (
            translate("Note", "Nobody with this phone number"),
            translate("Note", "Did you order with another number? The pickup code works too."),
        ),
        "last4": (
            translate("Note", "Nobody with these last four digits"),
            translate("Note", "Did you order with another number? The pickup code works too."),
        ),
        "words": (
            translate("Note", "Nothing found"),
            translate("Note", "May I have the last four digits of your phone?"),
        ),
        "product": (
            translate("Note", "Not one of our products"),
            "",
        ),
        "member": (
            translate("Note", "Member not known here yet"),
            translate("Note", "May I have your phone number? I will look for your order."),
        ),
        "coupon": (
            translate("Note", "Coupon not known here yet"),
            translate("Note", "This coupon is not here yet; it is still valid, please keep it."),
        ),
        "badge": (translate("Note", "Badge not valid"), ""),
    }.get(found.kind, (translate("Note", "Nothing found"), ""))
    return Saying(title, found.asked, say, Tone.NEUTRAL, "search-x")


def _not_a_code(fault: Fault) -> Saying:
    again = translate("Note", "Could you make the screen brighter and hold the code still?")
    number = translate("Note", "Could you read me the eight digits below the code?")
    match fault:
        case Fault.EMPTY | Fault.UNREADABLE:
            return Saying(
                translate("Note", "Not readable"),
                translate("Note", "The scanner sent no text. Scan again."),
                again,
                Tone.NEUTRAL,
                "scan-line",
            )
        case Fault.TOO_LONG:
            return Saying(
                translate("Note", "Not one of our codes"),
                translate("Note", "Far too long for a code of ours"),
                number,
                Tone.NEUTRAL,
                "scan-line",
            )
        case Fault.DAMAGED:
            return Saying(
                translate("Note", "Code is damaged"),
                translate("Note", "Ours, but not complete. Scan again or type the pickup number."),
                number,
                Tone.WARN,
                "scan-line",
            )
        case Fault.FORGED:
            return Saying(
                translate("Note", "Code is not genuine"),
                translate("Note", "The signature is wrong. Hand nothing over on this code."),
                translate(
                    "Note",
                    "This code cannot be checked. Please open the order in your app and show me the code there.",
                ),
                Tone.DANGER,
                "shield-x",
            )
        case Fault.UNKNOWN_KEY:
            return Saying(
                translate("Note", "Code cannot be checked here"),
                translate(
                    "Note",
                    "Its key is not on this counter: older than allowed, or newer than our data",
                ),
                number,
                Tone.WARN,
                "key-round",
            )
        case Fault.BAD_CHECK_DIGIT:
            return Saying(
                translate("Note", "Pickup number mistyped"),
                translate("Note", "The check digit does not fit. Type the eight digits again."),
                number,
                Tone.WARN,
                "keyboard",
            )
        case Fault.BAD_PHONE:
            return Saying(
                translate("Note", "Not a mobile number"),
                translate("Note", "A mobile number has 11 digits and starts with 13 to 19"),
                translate("Note", "Could you read me your phone number again?"),
                Tone.WARN,
                "phone-off",
            )
        case _:
            assert_never(fault)
