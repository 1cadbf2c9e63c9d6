"""The sentence (话术): what to say, the offer with its price, F8 taken, F9 declined."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.prompts import Answer, Prompt
from app.ui import words
from app.ui.counter.state import Did, Said
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

MOST_LINES = 3


class PromptCard(Painted):
    """Its height follows the sentence."""

    did = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._said: Said | None = None
        self._take = ActionButton(look, kind="primary", big=False, parent=self)
        self._decline = ActionButton(look, big=False, parent=self)
        self._take.clicked.connect(lambda: self.did.emit(Did.TOOK_OFFER))
        self._decline.clicked.connect(lambda: self.did.emit(Did.DECLINED_OFFER))

    def render_said(self, said: Said) -> None:
        self._said = said
        taken, declined = said.answer is Answer.TAKEN, said.answer is Answer.DECLINED
        self._take.set_kind("plain" if declined else "primary")
        self._take.say(translate("Prompt", "Takes it"), "F8", "check" if taken else "")
        self._decline.say(translate("Prompt", "No"), "F9", "check" if declined else "")
        self._fit()
        self.update()

    def _sentence(self, prompt: Prompt) -> str:
        """As it is said: breath, and so a line, is taken at the commas."""
        width, step = self._sentence_width(), self.look.theme.type("sentence")
        quoted = translate("Prompt", "“{sentence}”").format(sentence=prompt.text)
        return words.by_clause(quoted, lambda line: step.width(line) <= width, MOST_LINES)

    def _sentence_width(self) -> int:
        return max(120, self.width() - 42)

    def _sentence_height(self, prompt: Prompt) -> float:
        metrics = self.look.theme.type("sentence").metrics
        wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
        area = QRectF(0, 0, self._sentence_width(), 400)
        return metrics.boundingRect(area, wrap, self._sentence(prompt)).height()

    def _has_offer(self, prompt: Prompt) -> bool:
        return bool(prompt.product_name)

    def _fit(self) -> None:
        if self._said is None:
            return
        prompt = self._said.prompt
        offer = 32 if self._has_offer(prompt) else 6
        if self._has_offer(prompt) and self._two_lines(prompt):
            offer += 26
        height = 56 + self._sentence_height(prompt) + offer + 12 + 48 + 16
        if self.minimumHeight() != round(height):
            self.setFixedHeight(round(height))
        width = (self.width() - 42 - 10) // 2
        top = round(height) - 16 - 48
        self._take.setGeometry(24, top, width, 48)
        self._decline.setGeometry(24 + width + 10, top, width, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fit()
        super().resizeEvent(event)

    def draw(self, ink: Ink) -> None:
        if self._said is None:
            return
        prompt, answer = self._said.prompt, self._said.answer
        area = self.box()
        ink.card(area, Tone.NEUTRAL if answer is Answer.DECLINED else Tone.WARN)
        left, right = 24.0, area.width() - 18
        label = translate("Prompt", "Say this · {variant}").format(variant=prompt.variant)
        width = ink.pill(left, 16, label, Tone.WARN)
        room = QRectF(left + width + 8, 16, right - left - width - 8, 28)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if answer is Answer.TAKEN:
            ink.text(room, translate("Prompt", "noted: taken"), "pill", "ok_deep", end)
        elif answer is Answer.DECLINED:
            ink.text(room, translate("Prompt", "noted: not wanted"), "pill", "ink_soft", end)
        else:
            ink.text(room, _stock(prompt), "caption", "ink_soft", end)
        height = self._sentence_height(prompt)
        faded = 0.55 if answer is Answer.DECLINED else 1.0
        with ink.faint(faded):
            sentence = QRectF(left - 3, 54, right - left + 3, height)
            ink.paragraph(sentence, self._sentence(prompt), "sentence")
            if self._has_offer(prompt):
                self._draw_offer(ink, prompt, QRectF(left, 60 + height, right - left, 26))

    def _draw_offer(self, ink: Ink, prompt: Prompt, area: QRectF) -> None:
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        at = area.right()
        top = area.top() + (26 if self._two_lines(prompt) else 0)
        for text, kind, role, struck in _prices(prompt):
            width = ink.width(text, kind) + 1
            ink.text(QRectF(at - width, top, width, 26), text, kind, role, end, struck=struck)
            at -= width + 6
        room = area.width() if self._two_lines(prompt) else at - area.left() - 4
        ink.text(QRectF(area.left(), area.top(), room, 26), prompt.product_name, "body_bold")

    def _two_lines(self, prompt: Prompt) -> bool:
        """The product's name gets a line of its own where the prices leave it no room."""
        types = self.look.theme
        needed = types.type("body_bold").width(prompt.product_name) + 8
        for text, kind, _role, _struck in _prices(prompt):
            needed += types.type(kind).width(text) + 8
        return needed > self.width() - 42


def _prices(prompt: Prompt) -> list[tuple[str, str, str, bool]]:
    """From right to left: (words, type, role, struck through)."""
    pieces: list[tuple[str, str, str, bool]] = []
    if prompt.units > 1:
        units = translate("Prompt", "for {count}").format(count=prompt.units)
        pieces.append((units, "body", "ink", False))
    if prompt.offer_price is not None:
        pieces.append((words.price(prompt.offer_price), "strong", "danger", False))
    if prompt.list_price is not None and prompt.list_price != prompt.offer_price:
        struck = prompt.offer_price is not None
        role = "ink_soft" if struck else "ink"
        pieces.append((words.price(prompt.list_price), "body", role, struck))
    return pieces


def _stock(prompt: Prompt) -> str:
    parts = []
    if prompt.on_hand is not None:
        parts.append(translate("Prompt", "{count} in stock").format(count=prompt.on_hand))
    if prompt.left_percent is not None:
        parts.append(translate("Prompt", "{percent}% left").format(percent=prompt.left_percent))
    return words.joined(*parts)
