"""Facts and HQ's answers in words. Bodies are read leniently: an unknown kind is shown by its name, never an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.actions.ports import JournalRow
from app.domain.drawer import DrawerReason
from app.domain.facts import EXPORTED
from app.domain.money import Fen
from app.ui import words
from app.ui.theme import Tone
from app.ui.words import translate


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as a row: `what` is bold, `about` follows it."""

    seq: int
    time: str
    what: str
    about: str
    who: str
    state: str
    tone: Tone


def row_of(row: JournalRow, now: datetime) -> FactRow:
    what, about = fact_words(row)
    state, tone = outcome_words(row)
    return FactRow(
        seq=row.seq,
        time=words.soon(row.at, now),
        what=what,
        about=about,
        who=row.by_name,
        state=state,
        tone=tone,
    )


def fact_words(row: JournalRow) -> tuple[str, str]:
    """(what happened to which order, what more there is to say); without an order the receipt names it."""
    body, order = row.body, row.subject
    match row.kind:
        case "pickup.redeemed":
            return _handed_over(body, order)
        case "handout.override":
            count = words.items(_units(body))
            if order:
                return translate("Facts", "Let through {order}").format(order=order), count
            return translate("Facts", "Let through {count}").format(count=count), _receipt(body)
        case "pickup.undone":
            return _of(translate("Facts", "Taken back"), order), _points_back(body)
        case "after_sale.reported":
            return _after_sale(body, order)
        case "prompt.answered":
            return _prompt(body)
        case "receipt.reprinted":
            times = translate("Facts", "time no. {count}").format(count=_int(body, "count"))
            return translate("Facts", "Reprinted"), words.joined(_receipt(body), times)
        case "grant.returned" | "staff.signed_in" | "claim.granted" | "claim.returned":
            return _plain(row.kind, body, order)
        case "drawer.asked" | "pos_sale.seen" | "phone.revealed":
            return _of_no_order(row.kind, body)
        case kind:
            return kind, ""


def _handed_over(body: Mapping[str, object], order: str) -> tuple[str, str]:
    blind = translate("Facts", "by its code, offline") if body.get("code") else ""
    count = words.items(_units(body))
    if order:
        what = translate("Facts", "Handed over {order}").format(order=order)
        return what, words.joined(count, blind)
    what = translate("Facts", "Handed over {count}").format(count=count)
    return what, words.joined(_receipt(body), blind)


def _points_back(body: Mapping[str, object]) -> str:
    points = _int(body, "points")
    return (
        words.counted(
            points,
            translate("Facts", "{count} point back"),
            translate("Facts", "{count} points back"),
        )
        if points
        else ""
    )


def _after_sale(body: Mapping[str, object], order: str) -> tuple[str, str]:
    problem = (
        translate("Facts", "Shortage")
        if body.get("problem") == "shortage"
        else translate("Facts", "Quality problem")
    )
    line = translate("Facts", "line {number}").format(number=_int(body, "line_no"))
    return _of(problem, order), words.joined(words.items(_int(body, "quantity")), line)


def _sale(body: Mapping[str, object]) -> str:
    sign = -1 if body.get("refund") else 1
    return words.joined(words.price(Fen(sign * _int(body, "total"))), str(body.get("number", "")))


def _of_no_order(kind: str, body: Mapping[str, object]) -> tuple[str, str]:
    if kind == "phone.revealed":
        return translate("Facts", "Phone number shown"), _revealed(body)
    if kind == "drawer.asked":
        return translate("Facts", "Cash drawer"), _drawer(body)
    return translate("Facts", "Sold at the other till"), _sale(body)


def _revealed(body: Mapping[str, object]) -> str:
    """Never whose: the journal page is for everybody who stands here."""
    approved = translate("Facts", "with a PIN") if body.get("approved_by") is not None else ""
    exported = translate("Facts", "in a file for the customer")
    return words.joined(exported if body.get("reason") == EXPORTED else "", approved)


def _drawer(body: Mapping[str, object]) -> str:
    reason = str(body.get("reason", ""))
    known = reason in set(DrawerReason)
    approved = translate("Facts", "with a PIN") if body.get("approved_by") is not None else ""
    return words.joined(words.drawer_reason(DrawerReason(reason)) if known else reason, approved)


def _plain(kind: str, body: Mapping[str, object], order: str) -> tuple[str, str]:
    match kind:
        case "staff.signed_in":
            return translate("Facts", "Signed in"), ""
        case "claim.granted":
            what = translate("Facts", "Let another counter have")
            return _of(what, order), words.items(_units(body))
        case "claim.returned":
            return _of(translate("Facts", "Another counter gave back"), order), ""
        case _:
            return _of(translate("Facts", "Given back to headquarters"), order), ""


def _of(what: str, order: str) -> str:
    return f"{what} {order}".strip()


def _prompt(body: Mapping[str, object]) -> tuple[str, str]:
    variant = str(body.get("variant", ""))
    match body.get("outcome"):
        case "taken":
            said = translate("Facts", "Sentence {variant}: taken")
        case "declined":
            said = translate("Facts", "Sentence {variant}: not wanted")
        case _:
            said = translate("Facts", "Sentence {variant}: not said")
    return said.format(variant=variant), ""


def _receipt(body: Mapping[str, object]) -> str:
    number = _int(body, "receipt_no")
    return translate("Facts", "receipt {number}").format(number=words.receipt_number(number))


def _units(body: Mapping[str, object]) -> int:
    units = body.get("units")
    if not isinstance(units, list | tuple):
        return 0
    return sum(_int(unit, "quantity") for unit in units if isinstance(unit, Mapping))


def _int(body: Mapping[str, object], name: str) -> int:
    value = body.get(name)
    return value if isinstance(value, int) else 0


def outcome_words(row: JournalRow) -> tuple[str, Tone]:
    """What HQ said of it."""
    match row.outcome:
        case "":
            return translate("Facts", "to send"), Tone.WARN
        case "conflict":
            return translate("Facts", "conflict"), Tone.DANGER
        case "quarantined":
            return translate("Facts", "HQ is looking at it"), Tone.DANGER
        case "closed":
            return translate("Facts", "settled"), Tone.OK
        case _:
            when = words.clock(row.acked_at) if row.acked_at is not None else ""
            return translate("Facts", "HQ has it {time}").format(time=when).strip(), Tone.OK


def detail_words(detail: str) -> str:  # noqa: C901 - one arm for each of HQ's words
    """HQ's stable word as a sentence that says what may have happened and what to do."""
    match detail:
        case "units_taken":
            return translate(
                "Facts",
                "These goods were handed over before. Compare the receipts; both records are kept.",
            )
        case "grant_elsewhere":
            return translate(
                "Facts",
                "Another counter held this order at that time. Compare the receipts of both counters.",
            )
        case "refunded":
            return translate(
                "Facts",
                "The money had already been paid back. Ask headquarters how to settle it with the customer.",
            )
        case "cancelled":
            return translate(
                "Facts", "The order had been cancelled before. Ask headquarters how to settle it."
            )
        case "other_store":
            return translate(
                "Facts",
                "The order belongs to another store by now. Tell that store it was handed over here.",
            )
        case "conflict_undone":
            return translate("Facts", "The conflict was taken back here. Nothing is left to do.")
        case "unknown_pickup" | "unknown_redemption" | "joined":
            return translate(
                "Facts",
                "Headquarters does not know this order yet and keeps the record until it does.",
            )
        case "revoked":
            return translate(
                "Facts", "This counter is blocked. Its records are kept at headquarters."
            )
        case "bad_code":
            return translate(
                "Facts",
                "The code of this hand-over is not one headquarters made. Keep the receipt and tell headquarters.",
            )
        case "":
            return ""
        case _:
            return translate(
                "Facts", "Headquarters keeps this record and looks at it ({word})."
            ).format(word=detail)


def age_words(entity: str) -> str:
    """The kinds of HQ's data a clerk knows; the rest are not shown."""
    match entity:
        case "member":
            return translate("Facts", "members")
        case "pickup":
            return translate("Facts", "orders")
        case "product":
            return translate("Facts", "products")
        case "prompt":
            return translate("Facts", "sentences")
        case _:
            return ""
