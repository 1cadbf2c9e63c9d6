"""What can go wrong between a counter and HQ, as classes that say what to do next."""


class SyncError(Exception):
    """Root; never raised itself."""


class Retry(SyncError):
    """The world's fault: line down, timeout, 5xx, busy. The queue stays; `after` seconds is HQ's wish, or None."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class NotSent(Retry):
    """Nobody was reached: what was to be said surely was not heard."""


class Gap(SyncError):
    """HQ wants another seq first (409 gap): it lost or never had facts from `expected` on."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"HQ expects seq {expected}")
        self.expected = expected


class Reset(SyncError):
    """The cursor is no longer valid (410): pull this scope again, or everything ("")."""

    def __init__(self, scope: str = "") -> None:
        super().__init__(f"start over: {scope or 'everything'}")
        self.scope = scope


class Stop(SyncError):
    """A person must act; the queue is kept. `code` is the Problem's code: forked | revoked | too_old | bad_request."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
