"""The receipt bridge against the virtual printer and against everything a POS can send."""
