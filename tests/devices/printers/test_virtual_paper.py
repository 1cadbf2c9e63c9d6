"""The virtual paper is strict: what a plain Chinese printer would garble is refused here, so no test can pass on it."""

import pytest

from app.devices.drawer import kick_bytes
from app.devices.printers.preview.picture import MARGIN, draw
from app.devices.printers.preview.reader import DrawerKick, PaperFault, PrintedLine, read_job

START = b"\x1b@\x1c&"


@pytest.mark.parametrize(
    "job",
    [
        b"no reset\n",
        START + "￥".encode("gbk")[:1] + b"\n",
        START + b"\x80\n",
        START + b"\xff\xff\n",
        START + b"\xa1\x20\n",
        START + b"\xaa\xa1\n",
        START + "¥".encode("gb18030") + b"\n",
        START + b"\t\n",
        START + b"\x7f\n",
        START + b"\x00",
        START + b"\r\n",
        START + b"x" * 33 + b"\n",
        START + b"\x1d!\x11" + b"x" * 17 + b"\n",
        START + "字".encode("gbk") * 17 + b"\n",
        START + b"no line feed",
        START + b"x\x1ba\x01\n",
        START + b"\x1ba\x05",
        START + b"\x1b!\x30",
        START + b"\x1d!\x08",
        START + b"\x1c." + "字\n".encode("gbk"),
        START + b"\x1c(C\x02\x000\x03",
        START + b"\x1c(C\x02\x000\x02" + b"\xe5\xad\n",
        START + b"\x1d(k\x04\x001A2\x00",
        START + b"\x1c.\x1d(k\x03\x001C\x00",
        START + b"\x1c.\x1d(k\x03\x001E9",
        START + b"\x1c.\x1d(k\x03\x001Q0",
        START + b"\x1c.\x1d(k\xff\x001P0short",
        START + b"\x1dV\x00",
        START + b"\x1d(k\x03\x00",
        START + b"\x1dv0\x00\x31\x00\x01\x00" + b"\x00" * 49,
        START + b"\x1dv0\x00\x01\x00\x81\x00" + b"\x00" * 129,
        START + b"\x1dv0\x00\x01\x00\x02\x00\x00",
        START + b"\x1dv0\x00\x01\x00\x00\x00",
        START + b"\x1bp\x00\x3c\x78",
        b"\x1bp\x02\x3c\x78",
        b"\x1bp\x00\x3c",
        b"\x1bp\x00\x3c\x78" + START,
        START + b"\x1b",
        b"\x1b@" + "字\n".encode("gbk"),
    ],
)
def test_what_a_printer_would_garble_is_refused(job: bytes) -> None:
    with pytest.raises(PaperFault):
        read_job(job)


def test_a_full_line_of_each_kind_fits() -> None:
    job = (
        START
        + b"x" * 32
        + b"\n"
        + "字".encode("gbk") * 16
        + b"\n"
        + b"\x1d!\x11"
        + b"x" * 16
        + b"\n"
    )
    lines = [piece for piece in read_job(job) if isinstance(piece, PrintedLine)]
    assert [line.dots for line in lines] == [384, 384, 384]


def test_a_printer_sold_in_china_needs_no_fs_amp() -> None:
    (line,) = read_job(b"\x1b@" + "字\n".encode("gbk"), chinese_at_start=True)
    assert isinstance(line, PrintedLine)
    assert line.text == "字"


def test_the_drawer_is_a_job_of_its_own_and_leaves_no_paper() -> None:
    for pin in (2, 5):
        job = kick_bytes(pin=pin, on_ms=120, off_ms=240)
        assert read_job(job) == (DrawerKick(pin, 120, 240),)
        assert draw(read_job(job), width_dots=384).height == 2 * MARGIN
