"""Everything HQ keeps: tables, engine and units of work. SQL stands here and in feed.py, never in handlers or in accept.py."""
