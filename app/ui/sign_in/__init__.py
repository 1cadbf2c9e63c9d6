"""The sign-in page: who stands at the counter, by number key or badge, and their PIN."""
