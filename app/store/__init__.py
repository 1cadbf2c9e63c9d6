"""Everything SQLite. The only app room that imports sqlalchemy; `opening` is its door."""
