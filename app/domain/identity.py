"""The names of things: ids that must not be mixed up. Values only, no behaviour."""

from typing import NewType

StoreId = NewType("StoreId", int)
"""A store (门店), numbered by HQ from 1."""
CounterId = NewType("CounterId", int)
"""A counter (柜台), numbered by HQ over all stores; its number on the wall is `CounterIdentity.label`."""
StaffId = NewType("StaffId", int)
MemberId = NewType("MemberId", str)
"""UUID as 32 lower-case hex digits. May be made at a counter while offline."""
PickupId = NewType("PickupId", int)
"""Below 2**63, given by HQ; travels inside the signed pickup code."""
ProductNo = NewType("ProductNo", int)
"""The chain's own product number, also the PLU."""
CouponId = NewType("CouponId", str)
FactId = NewType("FactId", str)
"""UUIDv7 as 32 lower-case hex digits."""
RedemptionId = NewType("RedemptionId", str)
"""UUIDv7 hex; one hand-over of one pickup, the idempotency key of the redemption."""
ReceiptNo = NewType("ReceiptNo", int)
"""Counts up from 1 at each counter, never used again."""
PrintJobId = NewType("PrintJobId", int)
PromptId = NewType("PromptId", int)
