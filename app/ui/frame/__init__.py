"""What stands around every page: the rail, the top bar, the footer, the menu."""
