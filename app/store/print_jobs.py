"""The print queue: one row a job, its receipt whole as JSON, its state as devices.md §1.6 has it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, text, update

from app.actions.ports import PrintJob
from app.domain.identity import PrintJobId, ReceiptNo
from app.domain.receipts import JobState, PickupReceipt
from app.store.receipts import decode_receipt, encode_receipt
from app.store.tables import AnyRow, print_job

_c = print_job.c
_UNFINISHED = text("state IN ('queued', 'sending')")
_TROUBLED = text("state IN ('waiting', 'failed', 'unknown')")
_ADD = insert(print_job).returning(_c.id)
_AGE = (
    update(print_job)
    .where(_UNFINISHED, _c.state == JobState.QUEUED, _c.queued_at < bindparam("before"))
    .values(state=JobState.WAITING, changed_at=bindparam("at"))
)
_NEXT = select(print_job).where(_UNFINISHED, _c.state == JobState.QUEUED).order_by(_c.id).limit(1)
_MARK = (
    update(print_job)
    .where(_c.id == bindparam("job"))
    .values(state=bindparam("now_state"), why=bindparam("now_why"), changed_at=bindparam("at"))
)
_REQUEUE = (
    update(print_job)
    .where(_c.id == bindparam("job"), _TROUBLED)
    .values(state=JobState.QUEUED, why="", queued_at=bindparam("at"), changed_at=bindparam("at"))
)
_IN_TROUBLE = select(print_job).where(_TROUBLED).order_by(_c.id).limit(bindparam("most"))
_OF_RECEIPT = (
    select(_c.state).where(_c.receipt_no == bindparam("asked")).order_by(_c.id.desc()).limit(1)
)
_RESTART = (
    update(print_job)
    .where(_UNFINISHED, _c.state == JobState.SENDING)
    .values(state=JobState.UNKNOWN)
)


class SqlPrintJobs:
    """`PrintJobs` of the ports, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, receipt: PickupReceipt, at: datetime) -> PrintJobId:
        job = self._connection.execute(
            _ADD,
            {
                "receipt_no": receipt.receipt_no,
                "state": JobState.QUEUED,
                "why": "",
                "created_at": at,
                "queued_at": at,
                "changed_at": at,
                "content": encode_receipt(receipt),
            },
        )
        return PrintJobId(job.scalar_one())

    def next(self, now: datetime, age_limit_seconds: int) -> PrintJob | None:
        before = now - timedelta(seconds=age_limit_seconds)
        self._connection.execute(_AGE, {"before": before, "at": now})
        row = self._connection.execute(_NEXT).first()
        return _job(row) if row is not None else None

    def mark(self, job: PrintJobId, state: JobState, why: str, at: datetime) -> None:
        self._connection.execute(_MARK, {"job": job, "now_state": state, "now_why": why, "at": at})

    def requeue(self, job: PrintJobId, at: datetime) -> None:
        self._connection.execute(_REQUEUE, {"job": job, "at": at})

    def troubled(self, limit: int = 20) -> Sequence[PrintJob]:
        return tuple(_job(row) for row in self._connection.execute(_IN_TROUBLE, {"most": limit}))

    def of_receipt(self, receipt_no: ReceiptNo) -> JobState | None:
        state = self._connection.execute(_OF_RECEIPT, {"asked": receipt_no}).scalar()
        return JobState(state) if state is not None else None

    def after_restart(self) -> None:
        self._connection.execute(_RESTART)


def _job(row: AnyRow) -> PrintJob:
    return PrintJob(
        id=PrintJobId(row.id),
        receipt_no=ReceiptNo(row.receipt_no),
        state=JobState(row.state),
        created_at=row.created_at,
        receipt=decode_receipt(row.content),
        why=row.why,
    )
