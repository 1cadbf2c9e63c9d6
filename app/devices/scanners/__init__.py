"""Scanners that are no keyboard. They give text; what it means is decided in app/domain/codes.py."""
