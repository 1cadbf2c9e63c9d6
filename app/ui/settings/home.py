"""The settings page put together: its panes, their presenters, the PIN dialog, and which of them has the keys. Made when it is
first opened, so that no start-up pays for it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.actions.setting_up import Step
from app.domain.staff import Clerk
from app.ui.look import Look
from app.ui.pickups.view import Title
from app.ui.settings.approval import Approval
from app.ui.settings.bench import Bench, Keeper
from app.ui.settings.fields import Section
from app.ui.settings.fields_pane import FieldsPane
from app.ui.settings.guide_pane import GuidePane
from app.ui.settings.guide_presenter import GuidePresenter
from app.ui.settings.paper_pane import PaperPane
from app.ui.settings.presenter import SettingsPresenter
from app.ui.settings.section_list import SECTIONS, SectionList
from app.ui.settings.state import Did, Pane, PinEntered, SectionChosen, SettingsState
from app.ui.settings.style_presenter import StylePresenter
from app.ui.widgets.pin_dialog import PinDialog
from app.ui.words import translate


class SettingsHome(QWidget):
    """`left` when the guide that came by itself is through: the counter is next."""

    left = Signal()

    def __init__(
        self,
        look: Look,
        bench: Bench,
        *,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._by_itself = False
        self.sections = SectionList(look)
        self.fields = FieldsPane(look)
        self.papers = PaperPane(look)
        self.guide = GuidePane(look)
        self.pin = PinDialog(look, now=now, parent=self)
        self._title = Title(look, self._name)
        self._lay_out()
        keeper = Keeper(bench)
        self.approval = Approval(bench.desk, bench.jobs, self._pin_changed)
        self.at_fields = SettingsPresenter(
            bench, keeper, self.approval, changed=self._render, guided=self._guide_from
        )
        self.at_papers = StylePresenter(bench, self.approval, changed=self.papers.render_state)
        self.at_guide = GuidePresenter(
            bench, keeper, changed=self.guide.render_state, finished=self._guided
        )
        self._connect()
        self._render(self.at_fields.state)

    def _lay_out(self) -> None:
        self._panes = QStackedLayout()
        for pane in (self.fields, self.papers, self.guide):
            self._panes.addWidget(pane)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.sections)
        across.addLayout(self._panes, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(across, 1)

    def _name(self) -> str:
        if self.at_fields.state.pane is Pane.GUIDE:
            return translate("Settings", "Set-up guide")
        return translate("Settings", "Settings")

    def _connect(self) -> None:
        act = self.at_fields.act
        self.fields.acted.connect(act)
        self.papers.acted.connect(self.at_papers.act)
        self.guide.acted.connect(self.at_guide.act)
        self.sections.chosen.connect(self._choose)
        self.sections.guided.connect(lambda: act(Did.GUIDED))
        self.sections.examined.connect(lambda: act(Did.EXAMINED))
        self.pin.entered.connect(lambda staff, pin: act(PinEntered(staff, pin)))
        self.pin.closed.connect(lambda: act(Did.PIN_CLOSED))

    # -- coming and going -------------------------------------------------------------------------------------

    def stands(self, clerk: Clerk | None, everyone: tuple[Clerk, ...]) -> None:
        """Who is at the counter now."""
        self.approval.stands(clerk, everyone)
        if clerk is None:
            self._by_itself = False
            self.at_guide.left()

    def shown(self) -> None:
        """What was begun in the guide goes on where it was."""
        self.at_fields.begin()
        if self.at_fields.state.pane is Pane.GUIDE:
            self._go_on()
        elif self.at_fields.state.pane is Pane.PAPER:
            self.at_papers.begin()
        self.rest()

    def shown_again(self) -> None:
        """Its key on itself: out of the guide to all settings; G goes on with it."""
        if self.at_fields.state.pane is Pane.GUIDE:
            self.at_guide.left()
            self._show_fields()
        self.rest()

    def hidden(self) -> None:
        """Another page is shown: nobody's word is kept."""
        self.approval.forget()
        self.at_guide.left()

    def locked(self) -> None:
        """Nobody's word outlives a lock; what is being set up stays where it is."""
        self.approval.forget()

    def begin_guide(self) -> None:
        """The first start: nobody asked for it, and no word is needed for a counter without a printer."""
        self._by_itself = True
        self._start_guide(Step.PRINTER)

    def wants_scans(self) -> bool:
        return self.at_fields.state.pane is Pane.GUIDE and self.at_guide.listens

    def scanned(self, text: str) -> None:
        self.at_guide.scanned(text)

    def rest(self) -> None:
        if not self.pin.isVisible():
            self._rest_at(self.at_fields.state.pane)

    def _rest_at(self, pane: Pane) -> None:
        match pane:
            case Pane.FIELDS:
                self.fields.rest()
            case Pane.PAPER:
                self.papers.rest()
            case Pane.GUIDE:
                self.guide.rest()

    # -- panes ------------------------------------------------------------------------------------------------

    def _render(self, state: SettingsState) -> None:
        shown: dict[Pane, QWidget] = {
            Pane.FIELDS: self.fields,
            Pane.PAPER: self.papers,
            Pane.GUIDE: self.guide,
        }
        self.sections.show_section(state.section)
        self.sections.setVisible(state.pane is not Pane.GUIDE)
        self._title.update()
        if self._panes.currentWidget() is not shown[state.pane]:
            self._panes.setCurrentWidget(shown[state.pane])
            if self.isVisible():
                self._rest_at(state.pane)
        self.fields.render_state(state)
        self.pin.render_pin(state.pin)

    def _choose(self, section: Section) -> None:
        self.at_fields.act(SectionChosen(section))
        if section is Section.PAPER:
            self.at_papers.begin()

    def _guide_from(self, section: Section) -> None:
        """G: a manager's word first."""
        step = Step.SCANNER if section is Section.SCANNER else Step.PRINTER
        if self._is_free():
            self._start_guide(step)
        else:
            self.approval.ask(lambda: self._start_guide(step))

    def _go_on(self) -> None:
        """With what was begun; the word that was given for it went with the page."""
        if self._is_free():
            self._start_guide(Step.PRINTER)
        else:
            self._show_fields()
            self.approval.ask(lambda: self._start_guide(Step.PRINTER))

    def _is_free(self) -> bool:
        """At the first start, and where there is no printer whose receipts could suffer."""
        return self._by_itself or not self._bench.settings().printer.is_set

    def _start_guide(self, step: Step) -> None:
        self.at_fields.show_pane(Pane.GUIDE)
        self.at_guide.begin(step)

    def _guided(self) -> None:
        self._show_fields()
        if self._by_itself:
            self._by_itself = False
            self.left.emit()

    def _show_fields(self) -> None:
        self.at_fields.begin()
        section = self.at_fields.state.section
        self.at_fields.show_pane(Pane.PAPER if section is Section.PAPER else Pane.FIELDS)

    def _pin_changed(self) -> None:
        self.at_fields.pin_changed()

    # -- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What the pane left over: a number chooses a section, G guides, D asks the doctor."""
        if self.at_fields.state.pane is Pane.GUIDE:
            super().keyPressEvent(event)
            return
        key, text = event.key(), event.text()
        if len(text) == 1 and text.isascii() and text.isdigit() and 1 <= int(text) <= len(SECTIONS):
            self._choose(SECTIONS[int(text) - 1])
        elif key == Qt.Key.Key_G:
            self.at_fields.act(Did.GUIDED)
        elif key == Qt.Key.Key_D:
            self.at_fields.act(Did.EXAMINED)
        else:
            super().keyPressEvent(event)

    def tick(self) -> None:
        self.pin.tick()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.at_fields.refreshed()
            self.papers.render_state(self.at_papers.state)
            self.guide.render_state(self.at_guide.state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.sections.setFixedWidth(248 if self.width() > 1100 else 206)
        super().resizeEvent(event)
