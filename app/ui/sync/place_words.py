"""Places of an export, and how one ended, in words."""

from typing import assert_never

from app.actions.export_unsent import Exported, ExportPlace, NothingUnsent, NotWritten
from app.ui import words
from app.ui.sync.state import ExportEnd
from app.ui.theme import Tone
from app.ui.words import translate

MOST_NAME = 16
"""Letters of a stick's own name."""


def place_name(place: ExportPlace) -> str:
    if place.removable:
        return translate("Export", "USB stick {name}").format(name=place.name[:MOST_NAME])
    return translate("Export", "this computer")


def end_words(end: ExportEnd | None) -> tuple[str, Tone, str]:
    """(sentence, tone, icon); an empty sentence when there is nothing to say."""
    match end:
        case None:
            return "", Tone.OK, ""
        case Exported(path=path, count=count):
            facts = words.counted(
                count,
                translate("Export", "{count} record exported"),
                translate("Export", "{count} records exported"),
            )
            hint = translate("Export", "Give the file to headquarters")
            return words.joined(facts, str(path), hint), Tone.OK, "file-check"
        case NothingUnsent():
            return (
                translate("Export", "Headquarters has everything: there is nothing to export"),
                Tone.INFO,
                "circle-check",
            )
        case NotWritten():
            return (
                translate(
                    "Export",
                    "The file could not be written. The stick may be full, locked or gone; try another. Nothing is lost.",
                ),
                Tone.DANGER,
                "circle-x",
            )
        case _:
            assert_never(end)
