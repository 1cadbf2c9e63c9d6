"""Tests of app/devices/printers."""
