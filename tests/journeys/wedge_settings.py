"""The places of the settings page: its list of fields, a field being typed into, the paper editor, a manager's PIN, and the
guide at a question and at the scanner."""

from typing import Final

from PySide6.QtWidgets import QWidget

from app.actions.setting_up import Step
from app.domain.receipt_styles import StyleKind
from app.ui.frame.rail import Page
from app.ui.settings.fields import Section, fields_of
from app.ui.settings.guide_state import GuideDid, GuideState
from app.ui.settings.home import SettingsHome
from app.ui.settings.state import Did, Pane, RowChosen
from app.ui.settings.style_state import StyleDid, StyleRowChosen
from tests.journeys.wedge_ways import Place, Ways

SETTINGS_PIN: Final = "the PIN of the settings"
NAME, ADDRESS, WORDING = "a name being typed", "an address being typed", "a receipt being worded"
SETTINGS: Final = (
    "the settings",
    NAME,
    ADDRESS,
    SETTINGS_PIN,
    "the receipt style",
    WORDING,
    "the guide asking",
    "an address for the guide",
    "the guide at the scanner",
    "the guide at the digits",
)


class InSettings(Ways):
    """The page is made when it is first gone to."""

    def places(self) -> dict[str, Place]:
        return {
            "the settings": Place(self._in_fields, self._to_fields),
            NAME: self._editing("printer.name"),
            ADDRESS: self._editing("printer.host"),
            SETTINGS_PIN: Place(self._pin_is_asked, self._to_pin),
            "the receipt style": Place(self._in_papers, self._to_papers),
            WORDING: Place(self._wording, self._to_wording),
            "the guide asking": self._guide(Step.PRINTER),
            "an address for the guide": self._guide(Step.PRINTER, typing=True),
            "the guide at the scanner": self._guide(Step.SCANNER),
            "the guide at the digits": self._guide(Step.DIGITS),
        }

    def _home(self) -> SettingsHome | None:
        """None while another page is shown; then one step nearer."""
        if self._window.page is not Page.SETTINGS or self._window.signing_in:
            self._to_page(Page.SETTINGS)
            return None
        return self._window.settings

    def _rests(self, widget: QWidget, pane: Pane) -> bool:
        home = self._window.settings
        shown = home is not None and home.at_fields.state.pane is pane and home.pin.isHidden()
        return shown and self._rests_on(widget, Page.SETTINGS)

    # -- fields -----------------------------------------------------------------------------------------------

    def _in_fields(self) -> bool:
        home = self._window.settings
        return (
            home is not None
            and home.at_fields.state.section is Section.PRINTER
            and self._rests(home.fields, Pane.FIELDS)
        )

    def _to_fields(self) -> None:
        home = self._home()
        if home is None or not self._quiet():
            return
        state = home.at_fields.state
        if state.section is not Section.PRINTER or state.pane is not Pane.FIELDS:
            home._choose(Section.PRINTER)
        elif state.editing:
            home.at_fields.act(Did.CANCELLED)
        else:
            home.rest()

    def _editing(self, name: str) -> Place:
        def there() -> bool:
            home = self._window.settings
            if home is None or home.at_fields.field is None or not home.at_fields.state.editing:
                return False
            editor = home.fields._editor(home.at_fields.field)
            return home.at_fields.field.name == name and self._rests(editor, Pane.FIELDS)

        def step() -> None:
            home = self._window.settings
            if home is None or not self._in_fields():
                self._to_fields()
                return
            state = home.at_fields.state
            names = [one.name for one in fields_of(state.section, state.settings, state.which)]
            if state.row != names.index(name):
                home.at_fields.act(RowChosen(names.index(name)))
            else:
                home.at_fields.act(Did.ENTERED)

        return Place(there, step)

    def _pin_is_asked(self) -> bool:
        home = self._window.settings
        return home is not None and not home.pin.isHidden()

    def _to_pin(self) -> None:
        home = self._window.settings
        if home is not None and self._in_fields():
            home.at_fields.act(Did.ADDED)
        else:
            self._to_fields()

    # -- papers -----------------------------------------------------------------------------------------------

    def _in_papers(self) -> bool:
        home = self._window.settings
        return (
            home is not None
            and home.at_papers.state.sheet is not None
            and self._rests(home.papers, Pane.PAPER)
        )

    def _to_papers(self) -> None:
        home = self._home()
        if home is None or not self._quiet():
            return
        if home.at_fields.state.pane is not Pane.PAPER:
            home._choose(Section.PAPER)
        elif home.at_papers.state.editing:
            home.at_papers.act(StyleDid.CANCELLED)
        elif home.at_papers.state.sheet is not None:
            home.rest()

    def _wording(self) -> bool:
        home = self._window.settings
        return (
            home is not None
            and home.at_papers.state.editing
            and self._rests(home.papers.editor, Pane.PAPER)
        )

    def _to_wording(self) -> None:
        """A manager gave the word for it."""
        home = self._window.settings
        if home is None or not self._in_papers():
            self._to_papers()
            return
        kinds = [item.kind for item in home.at_papers.state.items]
        line = kinds.index(StyleKind.LINE)
        if home.at_papers.state.row != line:
            home.at_papers.act(StyleRowChosen(line))
        else:
            home.approval._given = True
            home.at_papers.act(StyleDid.ENTERED)

    # -- the guide --------------------------------------------------------------------------------------------

    def _guide(self, step: Step, *, typing: bool = False) -> Place:
        def there() -> bool:
            home = self._window.settings
            state = home.at_guide.state if home is not None else GuideState()
            return (
                home is not None
                and state.at is not None
                and (state.at.step, state.typing) == (step, typing)
                and self._rests(home.guide.address if typing else home.guide, Pane.GUIDE)
            )

        def nearer() -> None:
            home = self._home()
            if home is None or not self._quiet():
                return
            at = home.at_guide.state.at
            if at is None or at.step is not step:
                home.at_guide.state = GuideState()
                home._start_guide(step)
            elif home.at_fields.state.pane is not Pane.GUIDE:
                home._start_guide(step)
            elif home.at_guide.state.typing is not typing:
                home.at_guide.act(GuideDid.ADDRESS if typing else GuideDid.CANCELLED)
            else:
                home.rest()

        return Place(there, nearer)
