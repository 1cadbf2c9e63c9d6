"""What became of the last thing done on the settings page, in words."""

from app.ui import words
from app.ui.settings.state import Note
from app.ui.theme import Tone
from app.ui.words import translate


def note_words(note: Note, about: str) -> tuple[str, Tone, str]:
    """(sentence, tone, icon)."""
    tone, icon = _NOTE_LOOKS[note]
    if note is Note.BAD_VALUE:
        return _bad_value(about), tone, icon
    said = _note_sentences()[note]
    if note is Note.NOT_PRINTED:
        said = words.joined(said, fault_word(about))
    return said.format(file=about), tone, icon


_NOTE_LOOKS = {
    Note.KEPT: (Tone.OK, "circle-check"),
    Note.KEPT_LATER: (Tone.INFO, "info"),
    Note.NOT_KEPT: (Tone.DANGER, "circle-x"),
    Note.BAD_VALUE: (Tone.WARN, "circle-alert"),
    Note.PRINTING: (Tone.INFO, "printer"),
    Note.PRINTED: (Tone.OK, "circle-check"),
    Note.UNCERTAIN: (Tone.WARN, "circle-alert"),
    Note.NOT_PRINTED: (Tone.DANGER, "circle-x"),
    Note.NO_PRINTER: (Tone.WARN, "circle-alert"),
    Note.EXAMINING: (Tone.INFO, "stethoscope"),
    Note.EXAMINED: (Tone.OK, "circle-check"),
    Note.WENT_WRONG: (Tone.DANGER, "circle-x"),
}


def _note_sentences() -> dict[Note, str]:
    return {
        Note.KEPT: translate("Settings", "Kept, and in effect."),
        Note.KEPT_LATER: translate(
            "Settings", "Kept. It takes effect when the counter is started again."
        ),
        Note.NOT_KEPT: translate(
            "Settings", "Not kept: the data folder cannot be written. Everything is as it was."
        ),
        Note.PRINTING: translate("Settings", "Printing …"),
        Note.PRINTED: translate("Settings", "Sent to the printer. Did it come out right?"),
        Note.UNCERTAIN: translate("Settings", "The line broke while printing: look at the paper."),
        Note.NOT_PRINTED: translate("Settings", "Not printed"),
        Note.NO_PRINTER: translate(
            "Settings", "No printer is set here yet. G guides you through it."
        ),
        Note.EXAMINING: translate("Settings", "Asking all machines …"),
        Note.EXAMINED: translate(
            "Settings", "The report is in {file}. It names no customer; send it on."
        ),
        Note.WENT_WRONG: translate("Settings", "That went wrong here. Try again; the log has it."),
    }


def _bad_value(name: str) -> str:
    match name.rpartition(".")[2]:
        case "host":
            return translate("Settings", "That is no address. It looks like 192.168.1.50")
        case "address":
            return translate("Settings", "An address with its port, as 192.168.1.20:8471")
        case "port":
            return translate("Settings", "A port is a number from 1 to 65535.")
        case "vid" | "pid":
            return translate("Settings", "Four digits 0–9, a–f, or nothing.")
        case "time_zone":
            return translate("Settings", "No such place. The usual one is Asia/Shanghai")
        case _:
            return translate("Settings", "That cannot be here. Esc leaves it as it was.")


def fault_word(why: str) -> str:
    """Why a page did not print: a PrintFault's word."""
    found = {
        "no_paper": translate("Settings", "no paper"),
        "cover_open": translate("Settings", "the cover is open"),
        "printer_error": translate("Settings", "the printer reports an error"),
        "offline": translate("Settings", "the printer is off line"),
        "refused": translate("Settings", "nobody answers at this address, or it is in use"),
        "unreachable": translate("Settings", "not there: is it on, and is the cable in?"),
        "broke_off": translate("Settings", "the line broke"),
        "too_slow": translate("Settings", "the printer stopped taking data"),
        "no_font": translate("Settings", "this PC has no Chinese font"),
    }
    return found.get(why, translate("Settings", "something went wrong here"))
