"""The sync page: what waits for HQ, what HQ said, what a person must look at. The picture is ui/sync.png."""
