"""Why this PC was not enrolled, and what the person standing there can do."""

from dataclasses import dataclass
from enum import StrEnum

from app.ui.words import translate


class Failed(StrEnum):
    CODE_LENGTH = "code_length"
    CODE_REFUSED = "code_refused"
    TOO_MANY = "too_many"
    UNREACHABLE = "unreachable"
    BAD_ADDRESS = "bad_address"
    TOO_OLD = "too_old"
    HQ_TOO_OLD = "hq_too_old"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class Failure:
    title: str
    advice: str


def of_failure(failed: Failed) -> Failure:
    match failed:
        case Failed.CODE_LENGTH:
            return Failure(
                translate("Enrol", "The code has eight characters"),
                translate("Enrol", "Letters and digits; dashes and spaces do not matter."),
            )
        case Failed.CODE_REFUSED:
            return Failure(
                translate("Enrol", "Headquarters does not accept this code"),
                translate(
                    "Enrol",
                    "Check the eight characters. If they are right, ask for a new code: one lives ten minutes and works once.",
                ),
            )
        case Failed.TOO_MANY:
            return Failure(
                translate("Enrol", "Too many tries"),
                translate("Enrol", "Wait a minute, then try again."),
            )
        case Failed.UNREACHABLE:
            return Failure(
                translate("Enrol", "Headquarters cannot be reached"),
                translate(
                    "Enrol", "Check the network and the address, then try again with the same code."
                ),
            )
        case Failed.BAD_ADDRESS:
            return Failure(
                translate("Enrol", "This is not an address of headquarters"),
                translate("Enrol", "It begins with https:// and was given to you by headquarters."),
            )
        case Failed.TOO_OLD:
            return Failure(
                translate("Enrol", "This program is too old for headquarters"),
                translate("Enrol", "Install the current version, then enrol again."),
            )
        case Failed.HQ_TOO_OLD:
            return Failure(
                translate("Enrol", "Headquarters is older than this program"),
                translate(
                    "Enrol", "Headquarters has to be updated first; then ask it for a new code."
                ),
            )
        case Failed.UNEXPECTED:
            return Failure(
                translate("Enrol", "This PC was not enrolled"),
                translate(
                    "Enrol",
                    "Something went wrong here. Try again; if it stays so, tell headquarters.",
                ),
            )
