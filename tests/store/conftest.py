"""A counter's database on a temporary file, enrolled, and the same with one order of one member."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.opening import SqlStore, open_store
from tests.builders import NOW
from tests.rows import enrol_answer, member_row, page, pickup_line, pickup_row, staff_rows

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tuangui.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    """Enrolled and empty."""
    opened = open_store(path, KEY)
    opened.enrolled(enrol_answer(), "https://hq.example")
    yield opened
    opened.close()


@pytest.fixture
def shop(store: SqlStore) -> SqlStore:
    """With 王女士, an order of three units of one line and one of another, and the staff."""
    store.sync_store().apply(
        page(
            *staff_rows(),
            ("member", member_row().member, member_row()),
            ("pickup", "20462", pickup_row(20462, pickup_line(1, 3), pickup_line(2, 1))),
        ),
        NOW,
    )
    return store
