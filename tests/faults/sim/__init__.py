"""A whole chain in one process: counters with real encrypted files, HQ with a real database, and everything that breaks
between them, by one seed."""
