"""The settings page: machines, papers, look; the guide through setting up."""
