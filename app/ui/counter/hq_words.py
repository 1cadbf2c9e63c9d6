"""What a refused card says while HQ or the hub is asked for the order: as refused, asking, or not reached."""

from datetime import datetime
from typing import assert_never

from app.ui.counter.state import AtHq, RefusedOpen
from app.ui.messages import Saying, of_refusal
from app.ui.theme import Tone
from app.ui.words import translate


def saying_of(card: RefusedOpen, now: datetime) -> Saying:
    if card.near and card.at_hq is not AtHq.NOT_ASKED:
        return _of_hub(card)
    match card.at_hq:
        case AtHq.NOT_ASKED:
            return of_refusal(card.refused.refusal, now)
        case AtHq.ASKING:
            return Saying(
                translate("AtHq", "Asking headquarters…"),
                translate(
                    "AtHq",
                    "When it agrees, this is handed over at once. Nobody has to wait for it.",
                ),
                translate("AtHq", "One moment please, I am asking headquarters for your order."),
                Tone.INFO,
                "cloud-upload",
            )
        case AtHq.NOT_REACHED:
            return Saying(
                translate("AtHq", "Headquarters did not answer"),
                translate(
                    "AtHq", "Nothing was handed over. Ask again, or a manager lets it through."
                ),
                translate("AtHq", "The line is bad just now. I am trying it once more."),
                Tone.WARN,
                "cloud-off",
            )
        case _:
            assert_never(card.at_hq)


def _of_hub(card: RefusedOpen) -> Saying:
    if card.at_hq is AtHq.ASKING:
        return Saying(
            translate("AtHq", "Asking counter {number} …").format(number=card.near),
            translate(
                "AtHq",
                "When it agrees, this is handed over at once. Nobody has to wait for it.",
            ),
            translate("AtHq", "One moment please, I am asking our other counter."),
            Tone.INFO,
            "arrow-right-left",
        )
    return Saying(
        translate("AtHq", "Counter {number} does not answer").format(number=card.near),
        translate(
            "AtHq",
            "Nothing was handed over. Is that PC on? Ask again, or a manager lets it through.",
        ),
        translate("AtHq", "Our counters do not hear each other just now. I am trying once more."),
        Tone.WARN,
        "unplug",
    )
