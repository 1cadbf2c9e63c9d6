"""Work that nobody waits for comes after the paint a clerk waits for, in its order, and is never dropped."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.ui.jobs import Jobs
from tests.ui import samples
from tests.ui.conftest import Desktop, settle
from tests.ui.desk import Lane


class Paints(QObject):
    """Notes in `order` when a window paints."""

    def __init__(self, order: list[str]) -> None:
        super().__init__()
        self._order = order

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self._order.append("painted")
        return False


def test_the_next_card_is_painted_before_the_unsaid_sentence_is_written(desktop: Desktop) -> None:
    order: list[str] = []
    desktop.scan(samples.found())
    paints = Paints(order)
    desktop.script.answers["answer_prompt"] = lambda _reply: order.append("written")
    desktop.window.counter.list.installEventFilter(paints)
    desktop.scan(samples.SEVERAL)
    assert order == ["painted", "written"]


def test_behind_is_before_whatever_is_asked_next(qtbot: QtBot) -> None:
    order: list[str] = []
    jobs = Jobs(Lane())
    jobs.run_behind(lambda: order.append("behind"))
    jobs.run_behind(lambda: order.append("behind too"))
    assert order == []
    jobs.run(lambda: order.append("asked"), lambda _done: None)
    assert order == ["behind", "behind too", "asked"]
    settle()
    assert order == ["behind", "behind too", "asked"]


def test_what_stood_behind_is_handed_on_at_the_end(qtbot: QtBot) -> None:
    order: list[str] = []
    jobs = Jobs(Lane())
    jobs.run_behind(lambda: order.append("behind"))
    jobs.close()
    QCoreApplication.processEvents()
    jobs.run_behind(lambda: order.append("too late"))
    QCoreApplication.processEvents()
    assert order == ["behind"]
