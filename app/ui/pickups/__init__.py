"""The pickups page: everything that waits, is late, is on its way or is done. The picture is ui/pickups.png."""
