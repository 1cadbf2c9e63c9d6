"""The demo shop: the real counter and the real HQ, with a line that can be cut and a printer made of paper pictures."""
