"""Where a file may be carried away from: sticks that can be written, with spaces in their names, and this PC."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.devices.export_places import MOST, export_places, mounted

LINES = (
    "/dev/sda1 / ext4 rw,relatime 0 0",
    "/dev/sdb1 /media/shop/KINGSTON vfat rw,nosuid 0 0",
    "/dev/sdc1 /run/media/shop/my\\040stick exfat rw 0 0",
    "/dev/sdd1 /media/shop/LOCKED vfat ro,nosuid 0 0",
    "/dev/sde1 /mnt/\\344\\270\\255 vfat rw 0 0",
    "/dev/sdf1 /media/shop/新加卷 vfat rw 0 0",
    "/dev/sdg1 /media/shop/a\\u4e2d\\x vfat rw 0 0",
    "tmpfs /run tmpfs rw 0 0",
    "broken",
)


def test_only_sticks_that_take_a_file_are_offered() -> None:
    assert mounted(LINES) == [
        ("KINGSTON", Path("/media/shop/KINGSTON")),
        ("a\\u4e2d\\x", Path("/media/shop/a\\u4e2d\\x")),
        ("my stick", Path("/run/media/shop/my stick")),
        ("中", Path("/mnt/中")),
        ("新加卷", Path("/media/shop/新加卷")),
    ]


def test_this_pc_is_always_the_last_and_its_folder_is_made(tmp_path: Path) -> None:
    places = export_places(tmp_path / "exports" / "here")
    assert places[-1].path.is_dir()
    assert not places[-1].removable
    assert len(places) <= MOST + 1


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_line_of_the_system_breaks_it(lines: list[str]) -> None:
    mounted(lines)
