"""The demo desk: a small window beside the counter that plays the shop around it. It only shows and signals; the line,
the printer and the scanner are whoever listens."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import Theme
from installer.demo.paper_roll import PaperRoll, as_pixmap
from installer.demo.samples import Sample, picture

COLUMNS = 2
QR_SIDE = 92
PAPER_WIDTH = 212
WIDTH = 552
"""Beside a counter of 1366 pixels it fits a screen of 1920."""


class Printer(StrEnum):
    """The three moods of the demo's printer."""

    FINE = "fine"
    NO_PAPER = "no_paper"
    JAM = "jam"


MOODS = {Printer.FINE: "正常", Printer.NO_PAPER: "缺纸", Printer.JAM: "卡纸"}


class DemoDesk(QWidget):
    """`scanned` carries the text of a clicked code; `line_switched` True = connected."""

    scanned = Signal(str)
    line_switched = Signal(bool)
    printer_set = Signal(str)
    codes_wanted = Signal()
    _sprung = Signal(str)

    def __init__(self, theme: Theme, pin_hint: str) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("演示台 · 团柜")
        self.setStyleSheet(_style(theme))
        self.roll = PaperRoll(PAPER_WIDTH)
        self._drawer = _label("关着 · Ctrl+D 打开", "drawer")
        self._sprung.connect(self._show_drawer, Qt.ConnectionType.QueuedConnection)
        self._codes = QGridLayout()
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(16)
        page.addLayout(self._left(pin_hint), stretch=1)
        page.addLayout(self._right())
        self.setFixedWidth(WIDTH)
        self.resize(WIDTH, 860)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Replaces the grid: a code is a picture to click, with what it is for below it."""
        while (item := self._codes.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for place, sample in enumerate(samples):
            self._codes.addWidget(self._code(sample), place // COLUMNS, place % COLUMNS)
        self._codes.setRowStretch(len(samples) // COLUMNS + 1, 1)

    def spring_drawer(self, at: str) -> None:
        """From the printer's thread: the pulse came."""
        self._sprung.emit(f"钱箱弹开 · {at}")

    def _show_drawer(self, said: str) -> None:
        self._drawer.setText(said)
        self._drawer.setProperty("open", "yes")
        self._drawer.style().polish(self._drawer)

    def _left(self, pin_hint: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(_label("演示台", "title"))
        column.addWidget(_label(f"点一下二维码,就像扫了一下。{pin_hint}", "hint"))
        column.addWidget(self._machines())
        inside = QWidget()
        inside.setObjectName("codes")
        inside.setLayout(self._codes)
        self._codes.setContentsMargins(0, 0, 6, 0)
        self._codes.setSpacing(10)
        for place in range(COLUMNS):
            self._codes.setColumnStretch(place, 1)
        area = QScrollArea()
        area.setObjectName("codesArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column.addWidget(area, stretch=1)
        renew = QPushButton("换一批动态码")
        renew.setObjectName("quiet")
        renew.clicked.connect(self.codes_wanted)
        _keyless(renew)
        column.addWidget(renew)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(_label("小票机", "title"))
        column.addWidget(_label("打出来的纸,最新的在上面", "hint"))
        self.roll.setFixedWidth(PAPER_WIDTH + 14)
        column.addWidget(self.roll, stretch=1)
        return column

    def _machines(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        grid.addWidget(_label("总部线路", "name"), 0, 0)
        self._line = QPushButton()
        self._line.setObjectName("line")
        self._line.setCheckable(True)
        self._line.setChecked(True)
        self._line.toggled.connect(self._line_toggled)
        _keyless(self._line)
        self._say_line(connected=True)
        grid.addWidget(self._line, 0, 1, 1, 3)
        grid.addWidget(_label("小票机", "name"), 1, 0)
        moods = QButtonGroup(self)
        for place, (mood, word) in enumerate(MOODS.items()):
            button = QPushButton(word)
            button.setObjectName("mood")
            button.setProperty("mood", mood.value)
            button.setCheckable(True)
            button.setChecked(mood is Printer.FINE)
            button.clicked.connect(lambda _=False, mood=mood: self.printer_set.emit(mood.value))
            _keyless(button)
            moods.addButton(button)
            grid.addWidget(button, 1, place + 1)
        grid.addWidget(_label("钱箱", "name"), 2, 0)
        grid.addWidget(self._drawer, 2, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        return card

    def _line_toggled(self, connected: bool) -> None:  # noqa: FBT001  Qt's signal gives it by place
        self._say_line(connected=connected)
        self.line_switched.emit(connected)

    def _say_line(self, *, connected: bool) -> None:
        self._line.setText("● 已接通 · 点一下剪断" if connected else "✂ 已剪断 · 点一下接通")

    def _code(self, sample: Sample) -> QToolButton:
        button = QToolButton()
        button.setObjectName("code")
        button.setToolTip(sample.hint)
        button.setText(f"{sample.title}\n{sample.hint}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIcon(QIcon(as_pixmap(picture(sample.text))))
        button.setIconSize(QSize(QR_SIDE, QR_SIDE))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(QR_SIDE + 62)
        button.clicked.connect(lambda _=False, text=sample.text: self.scanned.emit(text))
        _keyless(button)
        return button


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(name == "hint")
    return label


def _keyless(widget: QWidget) -> None:
    """The keyboard belongs to the counter; this window is for the mouse."""
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setCursor(Qt.CursorShape.PointingHandCursor)


def _style(theme: Theme) -> str:
    """The counter's own colours, so that the two windows look like one desk."""
    c = {role: colour.name() for role, colour in theme.colours.items()}
    return f"""
#desk, #codes, #codesArea, #rollInside, #roll {{ background: {c["paper"]}; }}
QLabel {{ color: {c["ink"]}; background: transparent; }}
#title {{ font-size: 20px; font-weight: bold; }}
#name {{ font-size: 14px; font-weight: bold; }}
#hint {{ font-size: 13px; color: {c["ink_soft"]}; }}
#drawer {{ font-size: 13px; color: {c["ink_soft"]}; border-radius: 10px; padding: 8px 10px; }}
#drawer[open="yes"] {{ background: {c["ok_soft"]}; color: {c["ok_deep"]}; font-weight: bold; }}
#card {{ background: {c["card"]}; border: 1px solid {c["line"]}; border-radius: 14px; }}
#sheet {{ background: white; border: 1px solid {c["line"]}; }}
QPushButton {{ min-height: 40px; border-radius: 10px; border: 1px solid {c["line"]};
  background: {c["card"]}; color: {c["ink"]}; font-size: 14px; font-weight: bold; padding: 0 10px; }}
QPushButton:hover {{ border-color: {c["accent"]}; }}
#quiet {{ color: {c["ink_soft"]}; font-weight: normal; }}
#line:checked {{ background: {c["accent"]}; border-color: {c["accent"]}; color: {c["on_accent"]}; }}
#line {{ background: {c["danger"]}; border-color: {c["danger"]}; color: white; }}
#mood[mood="fine"]:checked {{ background: {c["ok_soft"]}; color: {c["ok_deep"]}; border-color: {c["ok"]}; }}
#mood[mood="no_paper"]:checked {{ background: {c["warn_soft"]}; color: {c["warn_deep"]};
  border-color: {c["warn"]}; }}
#mood[mood="jam"]:checked {{ background: {c["danger_soft"]}; color: {c["danger_deep"]};
  border-color: {c["danger"]}; }}
#code {{ background: {c["card"]}; border: 1px solid {c["line"]}; border-radius: 12px; padding: 8px 4px;
  font-size: 12px; color: {c["ink"]}; }}
#code:hover {{ border: 2px solid {c["accent"]}; }}
#code:pressed {{ background: {c["accent_soft"]}; }}
"""
