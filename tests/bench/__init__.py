"""Measurements with targets: what the counter promises in milliseconds and megabytes, and what it is on this machine."""
