"""Python's cycle collector, on the GUI thread only and never in the middle of a scan's way to the screen.

Trap: Python collects cycles on whatever thread allocates next. A widget in a cycle that dies on the store lane takes
the process with it (PySide6 deletes the C++ object right there).
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000


class GuiCollector(QObject):
    """From `start` on, for the life of the process, nothing is collected but here: once a second, what is due."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Before there are widgets: what start-up leaves behind is collected as ever."""
        gc.disable()
        self._timer.start()

    def settle(self) -> None:
        """The app stands: what there is now is never looked at again, so that each later look is short."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        """The oldest generation that is due, as the automatic collector would choose."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
