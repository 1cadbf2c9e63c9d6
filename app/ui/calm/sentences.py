"""What a person is told when the counter cannot open. Three parts each: what happened, what it means, what to do."""

from dataclasses import dataclass

from app.errors import Sentence
from app.ui.words import translate


@dataclass(frozen=True, slots=True)
class Calm:
    title: str
    meaning: str
    advice: str
    icon: str


def of_sentence(sentence: Sentence) -> Calm:
    match sentence:
        case Sentence.DATA_FOLDER:
            return Calm(
                translate("Calm", "The data folder cannot be used"),
                translate(
                    "Calm",
                    "The counter may not read or write where its data is kept. Nothing was changed.",
                ),
                translate(
                    "Calm",
                    "Start the counter under the usual account of this PC, or ask headquarters.",
                ),
                "folder-x",
            )
        case Sentence.DISK_FULL:
            return Calm(
                translate("Calm", "The disk is full"),
                translate("Calm", "Nothing can be recorded any more. What was recorded is safe."),
                translate(
                    "Calm", "Delete files that are not needed from this PC, then start again."
                ),
                "hard-drive",
            )
        case Sentence.DATABASE_NEWER:
            return Calm(
                translate("Calm", "The data is newer than this program"),
                translate(
                    "Calm",
                    "A newer version of the counter worked here. This one would damage its data, so it stopped.",
                ),
                translate("Calm", "Install the newer version again. The data is untouched."),
                "package-plus",
            )
        case Sentence.DATABASE_DAMAGED:
            return Calm(
                translate("Calm", "The data cannot be read"),
                translate(
                    "Calm",
                    "The file is damaged, or the key does not belong to it. What headquarters has is safe.",
                ),
                translate(
                    "Calm",
                    "Switch nothing off and delete nothing. Call headquarters: a copy is kept beside it.",
                ),
                "database",
            )
        case Sentence.DATABASE_BUSY:
            return Calm(
                translate("Calm", "The data is in use"),
                translate(
                    "Calm", "Another program holds it, perhaps a backup or a second counter."
                ),
                translate("Calm", "Wait a minute, then start again."),
                "hourglass",
            )
        case Sentence.KEYS_NOT_SAVED:
            return Calm(
                translate("Calm", "The keys could not be kept safely"),
                translate("Calm", "Without a safe place for its keys the counter writes nothing."),
                translate(
                    "Calm", "Sign in to this PC as usual and start again, or ask headquarters."
                ),
                "key-round",
            )
        case Sentence.UNEXPECTED:
            return Calm(
                translate("Calm", "The counter could not start"),
                translate(
                    "Calm", "This is a fault of the program, not yours. What was recorded is safe."
                ),
                translate(
                    "Calm", "Start it again. If it happens again, tell headquarters the word below."
                ),
                "wrench",
            )


def of_lock(why: str) -> Calm:
    """`why` is a word of the room that keeps the keys. A new key would make the data worthless, so none is made."""
    match why:
        case "too_slow" | "refused":
            return Calm(
                translate("Calm", "The place of the keys does not answer"),
                translate("Calm", "The data of this counter is here and safe, but locked."),
                translate(
                    "Calm",
                    "Sign in to this PC again and start the counter. If that does not help, type the recovery key.",
                ),
                "key-round",
            )
        case "open_to_others":
            return Calm(
                translate("Calm", "The key file is open to others"),
                translate(
                    "Calm", "Somebody else on this PC could have read the key, so it is not used."
                ),
                translate(
                    "Calm",
                    "Call headquarters. With the recovery key the counter keeps it safely again.",
                ),
                "key-round",
            )
        case _:
            return Calm(
                translate("Calm", "The key of this counter is missing"),
                translate(
                    "Calm",
                    "The data is here and safe, but locked. No new key is made: it could never open this data.",
                ),
                translate(
                    "Calm",
                    "Type the recovery key from the sheet printed at enrolment, or call headquarters.",
                ),
                "key-round",
            )
