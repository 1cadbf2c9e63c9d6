"""A print job read byte by byte into what stands on the paper. Strict: a byte outside the vocabulary, a line wider than
the paper, or a picture off its edge is a PaperFault. Imports nothing of ours: it judges what the encoder made.

Sources: Epson, "ESC/POS Command Reference" (ESC @, ESC 3, ESC E, ESC a, ESC d, ESC J, ESC p, GS !, GS V, GS v 0, GS ( k) and its
chapter on Kanji commands (FS &, FS ., FS ( C); GB 18030-2005, table of the two-byte area, for which byte pairs are
characters."""

from dataclasses import dataclass, field
from typing import NoReturn

COLUMN = 12
LETTER = 24
ESC, FS, GS, LF = 0x1B, 0x1C, 0x1D, 0x0A
MOST_ROWS = 128


class PaperFault(Exception):
    """The job is not what a plain Chinese receipt printer understands. Says where, never what the text was."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one style inside a line; `wide` and `high` are multiples of the normal letter."""

    text: str
    bold: bool
    wide: int
    high: int

    @property
    def dots(self) -> int:
        return sum(1 if char < "\x80" else 2 for char in self.text) * COLUMN * self.wide


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """`align` 0 left, 1 centre, 2 right; `feed` is how far the paper moved, in dots."""

    runs: tuple[Run, ...]
    align: int
    feed: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def dots(self) -> int:
        return sum(run.dots for run in self.runs)


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """One `GS v 0`: rows of 1-bit dots, 1 = black."""

    width_bytes: int
    rows: tuple[bytes, ...]
    align: int


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A QR the printer draws itself; `module` in dots, `level` L M Q H."""

    content: str
    module: int
    level: str
    align: int


@dataclass(frozen=True, slots=True)
class Fed:
    dots: int


@dataclass(frozen=True, slots=True)
class CutHere:
    """`partial` leaves a bridge of paper."""

    partial: bool


@dataclass(frozen=True, slots=True)
class DrawerKick:
    """No paper: a pulse on the drawer's connector. It is a job of its own."""

    pin: int
    on_ms: int
    off_ms: int


Piece = PrintedLine | PrintedPicture | PrintedCode | Fed | CutHere | DrawerKick


def read_job(
    job: bytes, *, width_dots: int = 384, chinese_at_start: bool = False
) -> tuple[Piece, ...]:
    """The pieces of paper from top to bottom. `chinese_at_start`: the printer takes two-byte characters without
    FS &, as most sold in China do."""
    return _Reader(job, width_dots, chinese_at_start).read()


@dataclass
class _Reader:
    job: bytes
    width: int
    chinese_at_start: bool
    at: int = 0
    chinese: bool = False
    utf8: bool = False
    code_module: int = 3
    code_level: str = "L"
    code_content: bytes = b""
    bold: bool = False
    wide: int = 1
    high: int = 1
    align: int = 0
    spacing: int = 30
    runs: list[Run] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def read(self) -> tuple[Piece, ...]:
        if self.job[:2] == b"\x1bp":
            return (self.kick(),)
        if self.job[:2] != b"\x1b@":
            self.fault("a job starts with ESC @")
        while self.at < len(self.job):
            self.step(self.take())
        if self.runs:
            self.fault("the last line was never printed")
        return tuple(self.pieces)

    def kick(self) -> DrawerKick:
        self.at = 2
        pin = 2 if self.one_of((0, 1), "ESC p") == 0 else 5
        on_ms, off_ms = 2 * self.take(), 2 * self.take()
        if self.at < len(self.job):
            self.fault("a drawer is a job of its own")
        return DrawerKick(pin, on_ms, off_ms)

    def step(self, byte: int) -> None:
        match byte:
            case 0x0A:
                self.end_line()
            case 0x1B:
                self.esc(self.take())
            case 0x1C:
                self.fs(self.take())
            case 0x1D:
                self.gs(self.take())
            case _ if 0x20 <= byte <= 0x7E:
                self.letter(chr(byte))
            case _ if self.utf8 and 0xC2 <= byte <= 0xF4:
                self.letter(self.utf8_bytes(byte))
            case _ if not self.utf8 and 0x81 <= byte <= 0xFE:
                self.letter(self.two_bytes(byte))
            case _:
                self.fault("no text and no command")

    def fs(self, command: int) -> None:
        match chr(command):
            case "&":
                self.chinese = True
            case ".":
                self.chinese = False
            case "(":
                self.at_line_start("FS ( C")
                if bytes(self.take() for _ in range(5)) != b"C\x02\x000\x02":
                    self.fault("unknown FS ( command")
                self.utf8 = True
            case _:
                self.fault("unknown FS command")

    def esc(self, command: int) -> None:
        match chr(command):
            case "@":
                self.at_line_start("ESC @")
                self.chinese, self.utf8 = self.chinese_at_start, False
                self.bold, self.wide, self.high, self.align, self.spacing = False, 1, 1, 0, 30
            case "E":
                self.bold = self.one_of((0, 1), "ESC E") == 1
            case "a":
                self.at_line_start("ESC a")
                self.align = self.one_of((0, 1, 2), "ESC a")
            case "3":
                self.spacing = self.take()
            case "J":
                self.at_line_start("ESC J")
                self.pieces.append(Fed(self.take()))
            case "d":
                self.at_line_start("ESC d")
                self.pieces.append(Fed(self.take() * self.spacing))
            case _:
                self.fault("unknown ESC command")

    def gs(self, command: int) -> None:
        match chr(command):
            case "!":
                size = self.take()
                self.wide, self.high = (size >> 4) + 1, (size & 0x0F) + 1
                if self.wide > 8 or self.high > 8:
                    self.fault("GS ! goes up to eight times")
            case "V":
                self.at_line_start("GS V")
                self.one_of((66,), "GS V")
                self.pieces += [Fed(self.take() + 4 * LETTER), CutHere(partial=True)]
            case "v":
                self.picture()
            case "(":
                self.code()
            case _:
                self.fault("unknown GS command")

    def picture(self) -> None:
        self.at_line_start("GS v 0")
        if self.take() != ord("0"):
            self.fault("unknown GS v command")
        self.one_of((0,), "GS v 0 density")
        width_bytes = self.take() | self.take() << 8
        height = self.take() | self.take() << 8
        if not 1 <= height <= MOST_ROWS:
            self.fault("a slice of a picture has 1 to 128 rows")
        if not 1 <= width_bytes <= (self.width + 7) // 8:
            self.fault("picture wider than the paper")
        dots = self.job[self.at : self.at + width_bytes * height]
        if len(dots) < width_bytes * height:
            self.fault("picture cut off")
        self.at += len(dots)
        rows = tuple(dots[top : top + width_bytes] for top in range(0, len(dots), width_bytes))
        self.pieces.append(PrintedPicture(width_bytes, rows, self.align))

    def code(self) -> None:
        """GS ( k for QR: functions 165 (model 2), 167 (module), 169 (level), 180 (content), 181 (print)."""
        self.at_line_start("GS ( k")
        if self.take() != ord("k"):
            self.fault("unknown GS ( command")
        if self.chinese:
            self.fault("GS ( k in Chinese mode: some printers print its data as text")
        length = self.take() | self.take() << 8
        data = bytes(self.take() for _ in range(length))
        match data[:2]:
            case b"1A" if data[2:] == b"2\x00":
                pass
            case b"1C" if len(data) == 3 and 1 <= data[2] <= 16:
                self.code_module = data[2]
            case b"1E" if len(data) == 3 and data[2:] in {b"0", b"1", b"2", b"3"}:
                self.code_level = "LMQH"[data[2] - ord("0")]
            case b"1P" if data[2:3] == b"0" and len(data) > 3:
                self.code_content = data[3:]
            case b"1Q" if data[2:] == b"0" and self.code_content:
                content = self.code_content.decode()
                self.pieces.append(
                    PrintedCode(content, self.code_module, self.code_level, self.align)
                )
            case _:
                self.fault("GS ( k with a function or value out of range")

    def utf8_bytes(self, first: int) -> str:
        more = 1 if first < 0xE0 else 2 if first < 0xF0 else 3
        try:
            return bytes((first, *(self.take() for _ in range(more)))).decode()
        except UnicodeDecodeError:
            self.fault("broken UTF-8")

    def two_bytes(self, first: int) -> str:
        if not self.chinese:
            self.fault("two-byte character without FS &")
        second = self.take()
        if not (0x40 <= second <= 0x7E or 0x80 <= second <= 0xFE):
            self.fault("half a two-byte character")
        try:
            char = bytes((first, second)).decode("gb18030")
        except UnicodeDecodeError:
            self.fault("no such two-byte character")
        if 0xE000 <= ord(char) <= 0xF8FF:
            self.fault("two-byte character without a glyph")
        return char

    def letter(self, char: str) -> None:
        style = (self.bold, self.wide, self.high)
        if self.runs and (self.runs[-1].bold, self.runs[-1].wide, self.runs[-1].high) == style:
            self.runs[-1] = Run(self.runs[-1].text + char, *style)
        else:
            self.runs.append(Run(char, *style))
        if sum(run.dots for run in self.runs) > self.width:
            self.fault("line wider than the paper")

    def end_line(self) -> None:
        feed = max([self.spacing, *(run.high * LETTER for run in self.runs)])
        self.pieces.append(PrintedLine(tuple(self.runs), self.align, feed))
        self.runs = []

    def take(self) -> int:
        if self.at >= len(self.job):
            self.fault("job cut off inside a command")
        self.at += 1
        return self.job[self.at - 1]

    def one_of(self, allowed: tuple[int, ...], command: str) -> int:
        value = self.take()
        if value not in allowed:
            self.fault(f"{command} with a value out of range")
        return value

    def at_line_start(self, command: str) -> None:
        if self.runs:
            self.fault(f"{command} in the middle of a line")

    def fault(self, why: str) -> NoReturn:
        raise PaperFault(f"byte {self.at} of {len(self.job)}: {why}")
