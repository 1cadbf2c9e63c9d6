"""How a counter and HQ agree, attacked from both ends."""
