"""Receipts as they were written with their hand-over, and how often each was printed again."""

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.identity import ReceiptNo, RedemptionId
from app.domain.receipts import PickupReceipt
from app.store.meta import NEXT_CODE, NEXT_RECEIPT, Meta
from app.store.tables import receipt

FIRST_CODE = 2_000_000_000
"""Codes that stand on no paper are numbered from here: the shop's receipts keep counting without a gap, and both stay
below what a signed 32-bit column of HQ holds."""
decode_receipt = msgspec.json.Decoder(PickupReceipt).decode
encode_receipt = msgspec.json.encode
_c = receipt.c
_ADD = insert(receipt)
_GET = select(_c.content).where(_c.no == bindparam("asked"))
_LAST = select(_c.content).order_by(_c.no.desc()).limit(1)
_OF_REDEMPTION = select(_c.content).where(_c.redemption == bindparam("asked")).limit(1)
_REPRINT = (
    update(receipt)
    .where(_c.no == bindparam("asked"))
    .values(reprints=_c.reprints + 1)
    .returning(_c.reprints)
)


class SqlReceipts:
    """`Receipts` of the ports, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def next_no(self) -> ReceiptNo:
        number = self._meta.number(NEXT_RECEIPT, 1)
        self._meta.put(NEXT_RECEIPT, number + 1)
        return ReceiptNo(number)

    def next_code_no(self) -> ReceiptNo:
        number = self._meta.number(NEXT_CODE, FIRST_CODE)
        self._meta.put(NEXT_CODE, number + 1)
        return ReceiptNo(number)

    def add(self, receipt: PickupReceipt, redemption: RedemptionId) -> None:
        self._connection.execute(
            _ADD,
            {
                "no": receipt.receipt_no,
                "redemption": redemption,
                "reprints": 0,
                "content": encode_receipt(receipt),
            },
        )

    def get(self, receipt_no: ReceiptNo) -> PickupReceipt | None:
        row = self._connection.execute(_GET, {"asked": receipt_no}).first()
        return decode_receipt(row.content) if row is not None else None

    def last(self) -> PickupReceipt | None:
        row = self._connection.execute(_LAST).first()
        return decode_receipt(row.content) if row is not None else None

    def of_redemption(self, redemption: RedemptionId) -> PickupReceipt | None:
        row = self._connection.execute(_OF_REDEMPTION, {"asked": redemption}).first()
        return decode_receipt(row.content) if row is not None else None

    def count_reprint(self, receipt_no: ReceiptNo) -> int:
        return int(self._connection.execute(_REPRINT, {"asked": receipt_no}).scalar_one())
