"""The lock: after minutes without anybody, or on a key, what is on the counter is kept and nothing of it is seen until a PIN."""
