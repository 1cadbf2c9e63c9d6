"""A camera as a scanner, for shops without a gun: frames in, codes out, and whether the camera is there."""
