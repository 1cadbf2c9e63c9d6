"""The paper editor in words: papers, their parts, and every mistake with its place."""

import re
from typing import assert_never

from app.domain.receipt_styles import ON, LogoFile, LogoFlaw, StyleFault, StyleItem, StyleKind
from app.ui import words
from app.ui.settings.style_state import StyleNote
from app.ui.theme import Tone
from app.ui.words import translate


def paper_name(paper: str) -> str:
    found = {
        "pickup": translate("Style", "Pickup receipt"),
        "reprint": translate("Style", "Reprint"),
        "sale": translate("Style", "Sale receipt"),
        "label": translate("Style", "Shelf label"),
        "end_of_shift": translate("Style", "End of shift"),
        "test_page": translate("Style", "Test page"),
        "scanner_sheet": translate("Style", "Scanner sheet"),
    }
    return found.get(paper, paper)


def block_name(block: str) -> str:
    """A block nobody of us named keeps its own name."""
    found = {
        "logo": translate("Style", "Logo"),
        "shop": translate("Style", "Shop"),
        "address": translate("Style", "Address"),
        "title": translate("Style", "Title"),
        "override": translate("Style", "Override"),
        "numbers": translate("Style", "Numbers"),
        "member": translate("Style", "Member"),
        "codes": translate("Style", "QR codes"),
        "validity": translate("Style", "Validity"),
        "footer": translate("Style", "Footer"),
        "copy": translate("Style", "Reprint mark"),
        "total": translate("Style", "Total"),
        "change": translate("Style", "Change"),
        "about": translate("Style", "Header"),
        "work": translate("Style", "Work done"),
        "sales": translate("Style", "Sales"),
        "cash": translate("Style", "Cash"),
        "people": translate("Style", "Members, prompts"),
        "waiting": translate("Style", "Not sent yet"),
        "sign": translate("Style", "Signature"),
        "reason": translate("Style", "Reason"),
        "name": translate("Style", "Product"),
        "price": translate("Style", "Price"),
        "regular": translate("Style", "Regular price"),
        "hours": translate("Style", "Hours"),
        "maker": translate("Style", "Maker"),
        "steps": translate("Style", "Steps"),
        "serial": translate("Style", "To serial"),
        "how": translate("Style", "How to check"),
        "back": translate("Style", "Back to keys"),
        "reset": translate("Style", "Reset"),
    }
    if block in found:
        return found[block]
    return found.get(block.partition("_")[0], block)


def logo_words(logo: LogoFile) -> tuple[str, str, str]:
    """(what it is called, where it lies, its size or why it cannot be the logo)."""
    if not logo.path:
        return translate("Style", "No logo"), "", ""
    place = logo.where or translate("Style", "the shop's own")
    if logo.flaw is not None:
        return logo.name, place, logo_flaw_words(logo.flaw)[0]
    clear = translate("Style", "see-through") if logo.clear else ""
    return logo.name, words.joined(place, clear), f"{logo.width} × {logo.height}"


def logo_flaw_words(flaw: LogoFlaw) -> tuple[str, str]:
    """(in a word, what to do)."""
    match flaw:
        case LogoFlaw.NO_PICTURE:
            return (
                translate("Style", "broken"),
                translate("Style", "Damaged. Save it anew as PNG."),
            )
        case LogoFlaw.OTHER_KIND:
            return (
                translate("Style", "not read here"),
                translate("Style", "Not read here. Save it as PNG or JPG."),
            )
        case LogoFlaw.TOO_LARGE:
            return (
                translate("Style", "too large"),
                translate("Style", "Too large: at most 2000 dots wide."),
            )
        case LogoFlaw.BLANK:
            return (
                translate("Style", "nothing to see"),
                translate("Style", "White as the paper: take a dark one."),
            )
        case _:
            assert_never(flaw)


def code_name(purpose: str) -> str:
    found = {
        "referral": translate("Style", "Coupon"),
        "join_group": translate("Style", "Group"),
        "recommender": translate("Style", "Recommender"),
        "serial": translate("Style", "Serial code"),
        "keyboard": translate("Style", "Keyboard code"),
        "reset": translate("Style", "Reset code"),
        "digits": translate("Style", "Check 1"),
        "letters": translate("Style", "Check 2"),
        "ours": translate("Style", "Check 3"),
    }
    return found.get(purpose, purpose)


def for_people(text: str) -> str:
    """`{store_name}` → `{店名}`: the fields of a paper by the names people know."""
    names = _field_names()
    return _FIELD.sub(lambda found: f"{{{names.get(found.group(1), found.group(1))}}}", text)


def from_people(text: str) -> str:
    """Back to the names of the file; a name nobody knows stays and is told of by the paper."""
    names = {said: name for name, said in _field_names().items()}
    return _FIELD.sub(lambda found: f"{{{names.get(found.group(1), found.group(1))}}}", text)


_FIELD = re.compile(r"\{([^{}]+)\}")


def _field_names() -> dict[str, str]:
    return {
        "store_name": translate("Style", "shop"),
        "store_address": translate("Style", "address"),
        "store_phone": translate("Style", "telephone"),
        "counter": translate("Style", "counter"),
        "clerk": translate("Style", "clerk"),
        "time": translate("Style", "time"),
        "receipt_no": translate("Style", "receipt number"),
        "phone": translate("Style", "member's phone"),
        "points_earned": translate("Style", "points earned"),
        "points_balance": translate("Style", "points balance"),
        "codes_valid_days": translate("Style", "days valid"),
        "reprint": translate("Style", "times reprinted"),
        "order_no": translate("Style", "order number"),
        "pickup_no": translate("Style", "pickup number"),
        "override": translate("Style", "let through"),
        "total": translate("Style", "total"),
        "saved": translate("Style", "saved"),
        "change": translate("Style", "change given"),
        "name": translate("Style", "product"),
        "unit": translate("Style", "unit"),
        "regular": translate("Style", "regular price"),
        "special": translate("Style", "special price"),
        "starts": translate("Style", "begins"),
        "ends": translate("Style", "ends"),
        "reason": translate("Style", "reason"),
        "printer": translate("Style", "printer"),
        "place": translate("Style", "its address"),
        "columns": translate("Style", "columns"),
        "dots": translate("Style", "dots"),
        "mode": translate("Style", "kind of text"),
        "ruler": translate("Style", "ruler"),
        "maker": translate("Style", "maker"),
        "models": translate("Style", "models"),
        "amount": translate("Style", "amount"),
        "opened": translate("Style", "shift began"),
        "closed": translate("Style", "shift ended"),
        "pickups": translate("Style", "orders"),
        "units": translate("Style", "units handed over"),
        "after_sales": translate("Style", "after-sales"),
        "overrides": translate("Style", "orders let through"),
        "undone": translate("Style", "taken back"),
        "sales": translate("Style", "number of sales"),
        "sales_total": translate("Style", "sum of sales"),
        "cash_expected": translate("Style", "cash expected"),
        "cash_counted": translate("Style", "cash counted"),
        "cash_difference": translate("Style", "cash difference"),
        "known_members": translate("Style", "members known"),
        "prompts_said": translate("Style", "prompts said"),
        "prompts_taken": translate("Style", "prompts taken"),
        "reprints": translate("Style", "reprints"),
        "waiting_facts": translate("Style", "facts waiting"),
    }


def item_label(item: StyleItem) -> str:
    """`页脚 1`, `二维码 · 入群`"""
    parts = item.place.split(".")
    block = block_name(parts[1]) if len(parts) > 1 else item.place
    match item.kind:
        case StyleKind.LINE:
            return f"{block} {parts[-1]}"
        case StyleKind.CODE:
            return code_name(parts[-1])
        case StyleKind.CAPTION:
            which = (
                translate("Style", "text") if parts[-1] == "line" else translate("Style", "bold")
            )
            return f"{code_name(parts[-2])} · {which}"
        case StyleKind.LOGO:
            return translate("Style", "Logo file")
        case StyleKind.HEIGHT:
            return translate("Style", "Logo height")


def item_value(item: StyleItem) -> str:
    if item.kind is StyleKind.CODE:
        printed = item.value == ON
        return translate("Style", "printed") if printed else translate("Style", "left out")
    if item.value:
        return for_people(item.value)
    if item.kind is StyleKind.LINE:
        return translate("Style", "one line more")
    return translate("Style", "none")


def fault_words(fault: StyleFault) -> str:
    """Where, and what, in one sentence."""
    said = _flaws().get(fault.flaw, translate("Style", "this is not possible"))
    text = said.format(got=_field_names().get(fault.got, fault.got))
    if fault.allowed:
        text += translate("Style", " (possible: {names})").format(names=_names(fault.allowed))
    place = place_words(fault.where)
    return f"{place}:{text}" if place else text


def place_words(where: str) -> str:
    """`block.footer.lines.2` → `页脚 2`"""
    parts = where.split(".")
    if len(parts) < 2 or parts[0] != "block":
        return where
    number = parts[-1] if parts[-1].isdecimal() else ""
    return " ".join(part for part in (block_name(parts[1]), number) if part)


def _names(allowed: tuple[str, ...]) -> str:
    names = _field_names()
    shown = [f"{{{names.get(name, name)}}}" for name in allowed[:6]]
    return " ".join([*shown, "…"] if len(allowed) > len(shown) else shown)


def _flaws() -> dict[str, str]:
    return {
        "no_toml": translate("Style", "the file cannot be understood: {got}"),
        "unreadable": translate("Style", "the file cannot be read"),
        "unknown_key": translate("Style", "there is no setting {got}"),
        "missing_key": translate("Style", "{got} is missing"),
        "wrong_type": translate("Style", "there has to be {got}"),
        "unknown_word": translate("Style", "{got} is not possible here"),
        "unknown_block": translate("Style", "there is no part {got}"),
        "unknown_field": translate("Style", "this paper does not know the field {got}"),
        "bad_brace": translate("Style", "unpaired brace or wrong name"),
        "bad_time": translate("Style", "a time is written with %Y %m %d %H %M %S"),
        "no_picture": translate(
            "Style", "there is no picture {got} in the folder receipts of the data folder"
        ),
        "too_much": translate("Style", "longer than allowed ({got})"),
        "no_font": translate("Style", "this PC has no Chinese font to draw with"),
    }


def note_words(note: StyleNote) -> tuple[str, Tone, str]:
    match note:
        case StyleNote.KEPT:
            return (
                translate("Style", "Kept. The next paper is printed like this."),
                Tone.OK,
                "circle-check",
            )
        case StyleNote.NOT_KEPT:
            return (
                translate("Style", "Not kept: the folder receipts cannot be written."),
                Tone.DANGER,
                "circle-x",
            )
        case StyleNote.NOT_NOW:
            return (
                translate("Style", "Not kept yet: mend the mistake, or Esc."),
                Tone.WARN,
                "circle-alert",
            )
