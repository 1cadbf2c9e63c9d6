"""The Qt binding keeps Python's books: a call into Qt must not use up references to None.

PySide6-Essentials 6.12.0 takes one away with every call that returns None when Python is older than 3.12 (where None
can die): after some thousand calls the process ends with "deallocating None". 6.11.3 does not.
"""

import sys

from PySide6.QtCore import QObject

CALLS = 500


def test_calls_into_qt_leave_none_whole() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - CALLS // 2
