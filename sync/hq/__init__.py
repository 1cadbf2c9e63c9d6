"""The reference HQ server. Shares only sync.wire with the counter."""
