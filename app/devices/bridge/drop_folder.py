"""A folder another system drops its sales into: whole files are taken in, reported on and put away. Crash-safe in every
step because taking in the same rows again changes nothing."""

import csv
import io
import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Final

from app.domain.pos_sale_files import FileSale, RejectedRow, RowFault, read_sales

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 3.0
MOST_BYTES: Final = 20_000_000
AT_ONCE: Final = 500
KINDS: Final = frozenset({".csv", ".json"})
DONE, REJECTED = "done", "rejected"

Record = Callable[[Sequence[FileSale]], int]
"""Keeps the sales not kept before, all or none of them; how many those were. May raise: then it is tried again."""


class DropFolder:
    """Files that have not changed from one look to the next are taken in: `done/` gets them afterwards, and
    `rejected/NAME.rejected.csv` says which rows of the file put away under this name were no sales, and why."""

    def __init__(
        self, folder: Path, *, record: Record, tz: tzinfo, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._folder = folder
        self._record = record
        self._tz = tz
        self._look_seconds = look_seconds
        self._before: dict[str, tuple[int, int]] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="drop-folder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """A file half taken in is taken in again at the next start."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def look(self) -> int:
        """One look: how many files were taken in. A file that cannot be is left, and tried again at the next look."""
        now = self._files()
        still = [name for name, state in now.items() if self._before.get(name) == state]
        self._before = now
        taken = 0
        for name in sorted(still):
            if self._stopping.is_set():
                break
            try:
                self._take_in(self._folder / name)
                taken += 1
            except Exception as error:  # noqa: BLE001 - disk, rights, database: the next look tries again
                log.warning("a file of sales is left for later: %s", type(error).__name__)
        return taken

    def _run(self) -> None:
        while not self._stopping.wait(self._look_seconds):
            self.look()

    def _files(self) -> dict[str, tuple[int, int]]:
        """(size, time of change) of what may be ours; a folder that is not there holds nothing."""
        found: dict[str, tuple[int, int]] = {}
        try:
            with os.scandir(self._folder) as entries:
                for each in entries:
                    kind = Path(each.name).suffix.lower()
                    if kind in KINDS and not each.name.startswith((".", "~")) and each.is_file():
                        about = each.stat()
                        found[each.name] = (about.st_size, about.st_mtime_ns)
        except OSError as error:
            log.debug("the folder of sales cannot be read: %s", type(error).__name__)
        return found

    def _take_in(self, file: Path) -> None:
        sales, rejected = self._read(file)
        new = sum(
            self._record(sales[first : first + AT_ONCE]) for first in range(0, len(sales), AT_ONCE)
        )
        target = self._free_place(file)
        if rejected:
            self._report(target.name, rejected)
        file.rename(target)
        self._before.pop(file.name, None)
        log.info("sales taken in: %d new of %d, %d rows refused", new, len(sales), len(rejected))

    def _read(self, file: Path) -> tuple[tuple[FileSale, ...], tuple[RejectedRow, ...]]:
        if file.stat().st_size > MOST_BYTES:
            return (), (RejectedRow(0, RowFault.TOO_MANY, ""),)
        return read_sales(file.name, file.read_bytes(), tz=self._tz)

    def _report(self, name: str, rejected: Sequence[RejectedRow]) -> None:
        """The report is not there or whole, never half."""
        text = io.StringIO(newline="")
        lines = csv.writer(text)
        lines.writerow(("row", "why", "content"))
        lines.writerows((each.row, each.why.value, each.content) for each in rejected)
        place = self._folder / REJECTED
        place.mkdir(exist_ok=True)
        draft = place / f"{name}.new"
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            file.write(text.getvalue())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place / f"{name}.rejected.csv")

    def _free_place(self, file: Path) -> Path:
        """Where it is put away: nothing put away before is written over."""
        place = self._folder / DONE
        place.mkdir(exist_ok=True)
        target, number = place / file.name, 1
        while target.exists():
            number += 1
            target = place / f"{file.stem}-{number}{file.suffix}"
        return target
