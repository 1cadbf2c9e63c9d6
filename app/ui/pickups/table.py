"""The list as a Qt table: a model over frozen rows and a delegate that paints them with the theme's roles."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.ui.look import Look
from app.ui.pickups.rows import Row
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Shown
from app.ui.words import translate

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 60


class Column(IntEnum):
    NUMBER = 0
    CUSTOMER = 1
    GOODS = 2
    SLOT = 3
    ARRIVED = 4
    WAITED = 5
    AMOUNT = 6
    TAG = 7


class PickupsModel(QAbstractTableModel):
    """UserRole gives the Row; DisplayRole words for people who listen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return len(self._rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, Column(index.column()))
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if section == Column.AMOUNT:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(Column(section))
        return None


def _heading(column: Column) -> str:
    return {
        Column.NUMBER: translate("Pickups", "Pickup no."),
        Column.CUSTOMER: translate("Pickups", "Customer"),
        Column.GOODS: translate("Pickups", "Goods"),
        Column.SLOT: translate("Pickups", "Slot"),
        Column.ARRIVED: translate("Pickups", "Arrived"),
        Column.WAITED: translate("Pickups", "Waiting"),
        Column.AMOUNT: translate("Pickups", "Amount"),
        Column.TAG: "",
    }[column]


def _words(row: Row, column: Column) -> str:
    return {
        Column.NUMBER: row.number,
        Column.CUSTOMER: f"{row.name} {row.phone}",
        Column.GOODS: f"{row.goods} {row.units}".strip(),
        Column.SLOT: row.slot,
        Column.ARRIVED: row.arrived,
        Column.WAITED: row.waited,
        Column.AMOUNT: row.amount,
        Column.TAG: row.tag[0] if row.tag else "",
    }[column]


class RowDelegate(QStyledItemDelegate):
    """Paints one cell; a chosen row is green and shows what Enter does."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self._look = look
        self._table = table
        self.shown: dict[tuple[int, int], tuple[Shown, ...]] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Row):
            return
        painter.save()
        ink = Ink(self._table, self._look, painter)
        area = QRectF(_rect(option))
        chosen = bool(_state(option) & QStyle.StateFlag.State_Selected)
        if chosen:
            ink.fill(area.adjusted(0, 0, 0, -1), "accent_soft")
        else:
            ink.fill(QRectF(area.left(), area.bottom() - 1, area.width(), 1), "hair")
        self._cell(ink, row, Column(index.column()), area, chosen=chosen)
        self.shown[(index.row(), index.column())] = tuple(ink.shown)
        painter.restore()

    def _cell(self, ink: Ink, row: Row, column: Column, area: QRectF, *, chosen: bool) -> None:
        inner = area.adjusted(10, 0, -10, 0)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        match column:
            case Column.NUMBER:
                ink.text(inner, row.number, "strong")
            case Column.CUSTOMER:
                ink.text(QRectF(inner.left(), area.top() + 8, inner.width(), 24), row.name, "body")
                phone = QRectF(inner.left(), area.top() + 32, inner.width(), 20)
                ink.text(phone, row.phone, "caption", "ink_soft")
            case Column.GOODS:
                units = ink.width(row.units, "body") + 8 if row.units else 0.0
                room = QRectF(inner.left(), inner.top(), inner.width() - units, inner.height())
                taken = ink.text(room, row.goods, "body")
                rest = QRectF(inner.left() + taken + 8, inner.top(), units, inner.height())
                ink.text(rest, row.units, "body", "ink_soft")
            case Column.SLOT if row.slot:
                tone = Tone.INFO if row.cold else Tone.NEUTRAL
                ink.pill(inner.left(), area.center().y() - 14, row.slot, tone, most=inner.width())
            case Column.ARRIVED:
                ink.text(inner, row.arrived, "body")
            case Column.WAITED:
                kind, role = ("strong", "warn_deep") if row.late else ("body", "ink")
                ink.text(inner, row.waited, kind, role)
            case Column.AMOUNT:
                ink.text(inner, row.amount, "body", "ink", end)
            case Column.TAG:
                self._last_cell(ink, row, inner, chosen=chosen)
            case _:
                pass

    def _last_cell(self, ink: Ink, row: Row, area: QRectF, *, chosen: bool) -> None:
        if chosen:
            box = QRectF(area.left(), area.center().y() - 18, area.width(), 36)
            ink.box(box, "accent", 10)
            label = (
                translate("Pickups", "Hand over")
                if row.ready
                else translate("Pickups", "Look at it")
            )
            width = ink.width(label, "button_small") + 8 + ink.key_width("Enter")
            at = box.center().x() - width / 2
            if width > box.width() - 8:
                ink.text(box, label, "button_small", "on_accent", Qt.AlignmentFlag.AlignCenter)
                return
            text = QRectF(at, box.top(), width, box.height())
            at += ink.text(text, label, "button_small", "on_accent") + 8
            ink.key(at, box.center().y(), "Enter", on_accent=True)
        elif row.tag is not None:
            word, tone = row.tag
            ink.pill(area.left(), area.center().y() - 14, word, tone, most=area.width())


def _rect(option: QStyleOptionViewItem) -> QRectF:
    return QRectF(option.rect)


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state: QStyle.StateFlag = option.state
    return state


def make_table(look: Look, model: PickupsModel, parent: QWidget) -> QTableView:
    """A quiet table: whole rows, no grid, no editing, no tab stops inside."""
    table = QTableView(parent)
    table.setModel(model)
    table.setItemDelegate(RowDelegate(look, table))
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setMinimumSectionSize(40)
    header.setStretchLastSection(True)
    header.setFixedHeight(40)
    return table


def column_widths(room: int) -> dict[Column, int]:
    """Fixed columns shrink on small screens, where the time of arrival gives way to the goods (0 = hidden)."""
    wide, narrow = (118, 128, 138, 118, 118, 104, 176), (106, 120, 120, 0, 100, 92, 136)
    columns = (
        Column.NUMBER,
        Column.CUSTOMER,
        Column.SLOT,
        Column.ARRIVED,
        Column.WAITED,
        Column.AMOUNT,
        Column.TAG,
    )
    widths = dict(zip(columns, wide if room >= 1000 else narrow, strict=True))
    widths[Column.GOODS] = max(120, room - sum(widths.values()))
    return widths
