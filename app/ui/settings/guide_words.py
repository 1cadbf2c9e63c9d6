"""The guide in words: each question with its answers, and the check list. A clerk who reads one screen knows what to do."""

from dataclasses import dataclass
from typing import assert_never

from app.actions.setting_up import NOTHING, OTHER_CODE, Item, Said, SettingUp, Step, Verdict
from app.ui import words
from app.ui.settings.guide_state import GuideDid
from app.ui.settings.note_words import fault_word
from app.ui.theme import Tone
from app.ui.words import translate


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its key, its words, what it means."""

    key: str
    label: str
    act: Said | GuideDid


@dataclass(frozen=True, slots=True)
class Screen:
    """One question. `trouble` is what went wrong just before."""

    title: str
    text: str
    replies: tuple[Reply, ...] = ()
    trouble: str = ""


def address_screen() -> Screen:
    """While an address is typed."""
    return Screen(
        translate("Guide", "What is the printer's address?"),
        translate("Guide", "Type it and press Enter. It looks like 192.168.1.50"),
    )


def maker_screen() -> Screen:
    """While a maker is chosen."""
    return Screen(
        translate("Guide", "Whose scanner is it?"),
        translate(
            "Guide",
            "The name stands on the gun. ↑↓, then Enter prints its sheet: scan one code, and the "
            "gun is on a serial port.",
        ),
    )


def screen_of(at: SettingUp, *, sheet_possible: bool) -> Screen:
    """The question at this step."""
    screen = _of_codes(at.step) if at.step in _CODES else _of_printer(at.step)
    replies = screen.replies
    if at.step in {Step.DIGITS, Step.LETTERS, Step.LENGTH} and sheet_possible:
        sheet = Reply("S", translate("Guide", "Print the sheet with the codes"), GuideDid.SHEET)
        replies = (*replies, sheet)
    if at.step is Step.SCANNER and sheet_possible:
        sheet = Reply("S", translate("Guide", "Print its set-up sheet"), GuideDid.MAKERS)
        replies = (sheet, *replies)
    return Screen(screen.title, screen.text, replies, _trouble(at))


_CODES = frozenset(
    {Step.CODE, Step.NATIVE, Step.SCANNER, Step.DIGITS, Step.LETTERS, Step.LENGTH, Step.DONE}
)


def _of_printer(step: Step) -> Screen:
    yes_no = (
        Reply("Y", translate("Guide", "Yes"), Said.YES),
        Reply("N", translate("Guide", "No"), Said.NO),
    )
    match step:
        case Step.PRINTER:
            return Screen(
                translate("Guide", "Which one is the receipt printer?"),
                translate("Guide", "Choose it with ↑↓ and press Enter: it prints a test page."),
                (
                    Reply("A", translate("Guide", "Type its address"), GuideDid.ADDRESS),
                    Reply("L", translate("Guide", "Look in the shop's network"), GuideDid.LOOKED),
                    Reply("R", translate("Guide", "Look at this PC again"), GuideDid.AGAIN),
                ),
            )
        case Step.PRINTING:
            return Screen(
                translate("Guide", "The test page is being printed …"),
                translate("Guide", "This takes a few seconds."),
            )
        case Step.CAME_OUT:
            return Screen(
                translate("Guide", "Did a page come out?"),
                translate("Guide", "Look at the printer. Whether it can be read is asked next."),
                yes_no,
            )
        case Step.CHINESE:
            return Screen(
                translate("Guide", "Is the Chinese readable?"),
                translate(
                    "Guide",
                    "Compare with the right. If it is strange or blank, press N.",
                ),
                (
                    Reply("Y", translate("Guide", "All of it can be read"), Said.YES),
                    Reply("N", translate("Guide", "Strange signs or blanks"), Said.NO),
                ),
            )
        case Step.WIDTH:
            return Screen(
                translate("Guide", "Do the digits fill one line?"),
                translate("Guide", "It is the one below “1.”"),
                (
                    Reply("1", translate("Guide", "Exactly one line"), Said.YES),
                    Reply("2", translate("Guide", "It goes on in a second line"), Said.WRAPS),
                    Reply("3", translate("Guide", "Paper is left on the right"), Said.SHORT),
                ),
            )
        case _:
            return Screen(
                translate("Guide", "Was the page cut off?"),
                translate("Guide", "By the printer itself. Torn off by hand means No."),
                yes_no,
            )


def _of_codes(step: Step) -> Screen:
    unread = Reply("N", translate("Guide", "It cannot be scanned"), Said.NO)
    match step:
        case Step.CODE:
            return Screen(
                translate("Guide", "Scan the upper code on the test page"),
                translate("Guide", "With the shop's scanner. If there is none yet, use a phone."),
                (Reply("Y", translate("Guide", "A phone could read it"), Said.YES), unread),
            )
        case Step.NATIVE:
            return Screen(
                translate("Guide", "Now scan the lower code"),
                translate(
                    "Guide", "The printer drew it itself. With No, ours is used, which works too."
                ),
                (Reply("N", translate("Guide", "Not there, or cannot be scanned"), Said.NO),),
            )
        case Step.SCANNER:
            return Screen(
                translate("Guide", "Scan any code now"),
                translate(
                    "Guide",
                    "From a package, say. A scanner on a serial port: choose it with ↑↓ and "
                    "Enter first.",
                ),
                (Reply("R", translate("Guide", "Look for serial ports again"), GuideDid.AGAIN),),
            )
        case Step.DIGITS:
            return Screen(
                translate("Guide", "Scan code 1: digits"),
                translate(
                    "Guide",
                    "From the screen or the sheet: does an input method take digits away?",
                ),
                (unread,),
            )
        case Step.LETTERS:
            return Screen(
                translate("Guide", "Scan code 2: letters"),
                translate("Guide", "It shows whether Caps Lock is on."),
                (unread,),
            )
        case Step.LENGTH:
            return Screen(
                translate("Guide", "Scan code 3: a long one"),
                translate("Guide", "The last one."),
                (unread,),
            )
        case _:
            return Screen(
                translate("Guide", "Done"),
                translate(
                    "Guide", "↑↓ and Enter go back to a line. This page is always in the settings."
                ),
                (Reply("F", translate("Guide", "Finish"), GuideDid.FINISHED),),
            )


def _trouble(at: SettingUp) -> str:
    if not at.trouble:
        return ""
    if at.trouble == OTHER_CODE:
        return translate("Guide", "That was another code. Scan the right one.")
    if at.trouble == NOTHING:
        return translate(
            "Guide", "No page came: is the printer on, has it paper? Or choose another one."
        )
    return words.joined(translate("Guide", "Not printed"), fault_word(at.trouble))


def item_word(item: Item) -> str:
    return {
        Item.PRINTER: translate("Guide", "Printer"),
        Item.CHINESE: translate("Guide", "Chinese"),
        Item.WIDTH: translate("Guide", "Paper width"),
        Item.CUT: translate("Guide", "Cut"),
        Item.CODE: translate("Guide", "QR code"),
        Item.SCANNER: translate("Guide", "Scanner"),
        Item.SPEED: translate("Guide", "Scanner speed"),
        Item.LINE_END: translate("Guide", "Line end"),
        Item.INPUT_METHOD: translate("Guide", "Input method"),
        Item.CAPS_LOCK: translate("Guide", "Caps Lock"),
    }[item]


def verdict_look(verdict: Verdict | None) -> tuple[Tone, str]:
    """(tone, icon)."""
    match verdict:
        case Verdict.OK:
            return Tone.OK, "circle-check"
        case Verdict.NOTE:
            return Tone.WARN, "circle-alert"
        case Verdict.WRONG:
            return Tone.DANGER, "circle-x"
        case Verdict.SKIPPED:
            return Tone.NEUTRAL, "circle-dashed"
        case None:
            return Tone.NEUTRAL, "circle"
        case _:
            assert_never(verdict)


def verdict_words(at: SettingUp, item: Item) -> str:
    """What was found, in the words of the check list."""
    verdict = at.verdict(item)
    match verdict:
        case None | Verdict.SKIPPED:
            return translate("Guide", "skipped")
        case Verdict.OK:
            return _found(at, item)
        case Verdict.NOTE | Verdict.WRONG:
            return _advice(item)
        case _:
            assert_never(verdict)


def _found(at: SettingUp, item: Item) -> str:
    from app.ui.settings.field_words import kind_word, paper_word, place_word

    printer = at.printer
    match item:
        case Item.PRINTER:
            return words.joined(kind_word(printer.kind), place_word(printer))
        case Item.CHINESE:
            modes = {
                "gbk": translate("Guide", "letters of the printer"),
                "utf8": translate("Guide", "letters of the printer (UTF-8)"),
                "image": translate("Guide", "drawn by us"),
            }
            return modes[printer.mode]
        case Item.WIDTH:
            return paper_word((printer.dots, printer.columns))
        case Item.CUT:
            cuts = translate("Guide", "cuts by itself"), translate("Guide", "torn off by hand")
            return cuts[0] if printer.cut else cuts[1]
        case Item.CODE:
            return (
                translate("Guide", "drawn by the printer")
                if printer.native_qr
                else translate("Guide", "readable")
            )
        case Item.SPEED:
            gap = at.settings.scanner.wedge_gap_ms
            return translate("Guide", "gap {count} ms").format(count=gap)
        case _:
            return translate("Guide", "fine")


def _advice(item: Item) -> str:
    return {
        Item.PRINTER: translate("Guide", "no page came; is it on, with paper and cable?"),
        Item.CHINESE: translate("Guide", "cannot be read even when drawn; try another printer"),
        Item.WIDTH: translate("Guide", "no width fits; set it in the settings"),
        Item.CUT: translate("Guide", "not known"),
        Item.CODE: translate("Guide", "cannot be scanned; is the print pale?"),
        Item.SCANNER: translate("Guide", "scans arrive damaged; take a prefix off"),
        Item.SPEED: translate("Guide", "too slow; set it faster with its manual"),
        Item.LINE_END: translate("Guide", "sends no Enter; works, a little slower"),
        Item.INPUT_METHOD: translate("Guide", "digits get lost; turn the input method off"),
        Item.CAPS_LOCK: translate("Guide", "Caps Lock is on; our codes are read all the same"),
    }[item]
