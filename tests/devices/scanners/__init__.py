"""Tests of scanners that are no keyboard."""
