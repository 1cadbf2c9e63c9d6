"""The paper of the headless day: every job kept as bytes and as a picture, its QR codes read as a phone would."""

import threading
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image

from tests.virtual_printer import DrawerKick, PrintedLine, VirtualPrinter, read_job


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed receipt: what it says line by line, and what its QR codes hold."""

    name: str
    lines: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Receipts:
    """Hangs on the printer; `out` gets receipts/NNN.bin and .png."""

    def __init__(self, printer: VirtualPrinter, out: Path) -> None:
        self._printer = printer
        self._folder = out / "receipts"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self.papers: list[Paper] = []
        self.kicks: list[DrawerKick] = []
        """The drawer springing open, which leaves no paper."""
        printer.on_job = self._keep

    def _keep(self, job: bytes) -> None:
        with self._lock:
            name = f"{len(self.papers) + 1:03d}"
            pieces = read_job(job, width_dots=self._printer.width_dots)
            if isinstance(pieces[0], DrawerKick):
                self.kicks.append(pieces[0])
                return
            picture = self._printer.render(job)
            (self._folder / f"{name}.bin").write_bytes(job)
            picture.save(self._folder / f"{name}.png")
            lines = tuple(piece.text for piece in pieces if isinstance(piece, PrintedLine))
            self.papers.append(Paper(name, lines, codes_on(picture)))


def codes_on(picture: Image.Image) -> tuple[str, ...]:
    """What a phone reads off the paper, top to bottom and left to right."""
    found = zxingcpp.read_barcodes(picture)
    ordered = sorted(
        found, key=lambda code: (code.position.top_left.y // 40, code.position.top_left.x)
    )
    return tuple(code.text for code in ordered)
