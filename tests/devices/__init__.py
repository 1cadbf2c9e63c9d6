"""Tests of the machines on the desk."""
