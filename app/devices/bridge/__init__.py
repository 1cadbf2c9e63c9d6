"""The receipt bridge: another system's POS prints to us as to its printer, and we pass it on with our QR before the cut."""
