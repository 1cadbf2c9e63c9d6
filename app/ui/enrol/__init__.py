"""The first start: this PC becomes a counter of a store."""
