"""What a clerk can do, one verb a file. Effects only through ports.py."""
