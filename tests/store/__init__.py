"""The counter's database, always as a real encrypted file."""
