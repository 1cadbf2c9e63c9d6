"""How a counter and HQ agree. Imports nothing from app."""
