"""Receipts, the print queue, staff and what HQ told us of ourselves: small tables, exact promises."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.identity import PrintJobId, ReceiptNo, RedemptionId, StaffId, StoreId
from app.domain.money import Fen
from app.domain.receipts import JobState, LineNote, PickupReceipt, ReceiptCode, ReceiptLine
from app.domain.staff import Policy, Role
from app.store.opening import SqlStore, open_store
from sync import wire
from tests.builders import NOW
from tests.rows import enrol_answer, page, staff_rows
from tests.store.conftest import KEY

MINUTE = timedelta(minutes=1)


def receipt(no: int = 1, reprint: int = 0) -> PickupReceipt:
    return PickupReceipt(
        store_name="翠湖路店",
        store_address="翠湖路 18 号",
        store_phone="0571-88000000",
        receipt_no=ReceiptNo(no),
        counter_label=1,
        clerk="小周",
        at=NOW.replace(microsecond=1),
        order_no="T-20462",
        pickup_no="48270136",
        lines=(
            ReceiptLine("红颜草莓", 2, LineNote.NONE, Fen(5980)),
            ReceiptLine("土鸡蛋", 1, LineNote.SHORT),
        ),
        phone="138****1234",
        points_earned=144,
        points_balance=None,
        codes=(ReceiptCode("referral", "HTTPS://HQ.EXAMPLE/R/TRAAAA", "TRAA-AAAA", Fen(500)),),
        codes_valid_days=7,
        override=True,
        reprint=reprint,
    )


class TestReceipts:
    def test_a_receipt_comes_back_as_it_was(self, store: SqlStore) -> None:
        with store.write() as room:
            room.receipts.add(receipt(1), RedemptionId("a" * 32))
            room.receipts.add(receipt(2), RedemptionId("b" * 32))
        with store.read() as room:
            assert room.receipts.get(ReceiptNo(1)) == receipt(1)
            assert room.receipts.last() == receipt(2)
            assert room.receipts.of_redemption(RedemptionId("a" * 32)) == receipt(1)
            assert room.receipts.get(ReceiptNo(3)) is None
            assert room.receipts.of_redemption(RedemptionId("c" * 32)) is None

    def test_numbers_are_never_used_again(self, store: SqlStore, path: Path) -> None:
        with store.write() as room:
            assert [room.receipts.next_no(), room.receipts.next_no()] == [1, 2]
        store.close()
        again = open_store(path, KEY)
        again.enrolled(enrol_answer(), "https://hq.example")
        with again.write() as room:
            assert room.receipts.next_no() == 3
        again.close()

    def test_reprints_are_counted(self, store: SqlStore) -> None:
        with store.write() as room:
            room.receipts.add(receipt(1), RedemptionId("a" * 32))
            counts = [room.receipts.count_reprint(ReceiptNo(1)) for _ in range(3)]
        assert counts == [1, 2, 3]


class TestPrintQueue:
    def test_oldest_first_each_once(self, store: SqlStore) -> None:
        with store.write() as room:
            for no in (1, 2):
                room.print_jobs.add(receipt(no), NOW)
        taken = []
        for _ in range(3):
            with store.write() as room:
                job = room.print_jobs.next(NOW, 600)
                if job is not None:
                    room.print_jobs.mark(job.id, JobState.SENDING, "", NOW)
                    taken.append(job.receipt)
        assert taken == [receipt(1), receipt(2)]

    def test_an_old_job_waits_for_a_key(self, store: SqlStore) -> None:
        with store.write() as room:
            old = room.print_jobs.add(receipt(1), NOW)
            young = room.print_jobs.add(receipt(2), NOW + 9 * MINUTE)
        with store.write() as room:
            job = room.print_jobs.next(NOW + 11 * MINUTE, 600)
            assert job is not None
            assert job.id == young
            (waiting,) = room.print_jobs.troubled()
            assert (waiting.id, waiting.state) == (old, JobState.WAITING)
            room.print_jobs.mark(young, JobState.SENT, "", NOW)
            room.print_jobs.requeue(old, NOW + 11 * MINUTE)
        with store.write() as room:
            job = room.print_jobs.next(NOW + 12 * MINUTE, 600)
            assert job is not None
            assert (job.id, job.created_at) == (old, NOW)

    def test_what_was_being_sent_is_unknown_after_a_crash(self, store: SqlStore) -> None:
        with store.write() as room:
            job = room.print_jobs.add(receipt(1), NOW)
            room.print_jobs.mark(job, JobState.SENDING, "", NOW)
            room.print_jobs.add(receipt(2), NOW)
            room.print_jobs.after_restart()
            assert [each.state for each in room.print_jobs.troubled()] == [JobState.UNKNOWN]

    @pytest.mark.parametrize(
        ("state", "again"),
        [
            (JobState.FAILED, True),
            (JobState.UNKNOWN, True),
            (JobState.WAITING, True),
            (JobState.SENT, False),
            (JobState.CONFIRMED, False),
            (JobState.SENDING, False),
            (JobState.DROPPED, False),
        ],
    )
    def test_a_key_prints_only_what_is_in_trouble(
        self, store: SqlStore, state: JobState, *, again: bool
    ) -> None:
        with store.write() as room:
            job = room.print_jobs.add(receipt(1), NOW)
            room.print_jobs.mark(job, state, "no_paper", NOW)
            assert (job in [each.id for each in room.print_jobs.troubled()]) is again
            room.print_jobs.requeue(job, NOW)
            assert (room.print_jobs.next(NOW, 600) is not None) is again

    def test_a_job_says_why(self, store: SqlStore) -> None:
        with store.write() as room:
            job = room.print_jobs.add(receipt(1), NOW)
            assert job == PrintJobId(1)
            room.print_jobs.mark(job, JobState.FAILED, "no_paper", NOW)
            assert [each.why for each in room.print_jobs.troubled()] == ["no_paper"]


class TestStaff:
    def test_who_may_stand_here(self, shop: SqlStore) -> None:
        with shop.read() as room:
            assert [clerk.name for clerk in room.staff.everyone()] == ["小周", "小何", "老何"]
            manager = room.staff.get(StaffId(9))
            assert room.staff.get(StaffId(5)) is None
        assert manager is not None
        assert (manager.role, manager.badge_serial) == (Role.MANAGER, 109)

    def test_who_is_signed_in_survives_a_restart_but_not_leaving(
        self, shop: SqlStore, path: Path
    ) -> None:
        with shop.write() as room:
            room.staff.sign_in(StaffId(2), NOW)
        shop.close()
        again = open_store(path, KEY)
        with again.read() as room:
            clerk = room.staff.signed_in()
        assert clerk is not None
        assert clerk.name == "小何"
        again.sync_store().apply(page(("staff", "2", None)), NOW)
        with again.read() as room:
            assert room.staff.signed_in() is None
        again.sync_store().apply(page(*staff_rows()), NOW)
        with again.write() as room:
            room.staff.sign_out()
            assert room.staff.signed_in() is None
        again.close()

    def test_wrong_pins_are_remembered(self, shop: SqlStore) -> None:
        with shop.write() as room:
            assert room.staff.pin_tries(StaffId(1)) == (0, None)
            room.staff.set_pin_tries(StaffId(1), 5, NOW + MINUTE)
        with shop.write() as room:
            assert room.staff.pin_tries(StaffId(1)) == (5, NOW + MINUTE)
            room.staff.set_pin_tries(StaffId(1), 0, None)
            assert room.staff.pin_tries(StaffId(1)) == (0, None)

    def test_revoked_cards_and_badges_are_not_each_other(self, shop: SqlStore) -> None:
        card = wire.RevocationRow(kind="card", serial=7)
        shop.sync_store().apply(page(("revocation", "card:7", card)), NOW)
        with shop.read() as room:
            assert room.about.card_revoked(7)
            assert not room.about.card_revoked(8)
            assert not room.staff.badge_revoked(7)
        shop.sync_store().apply(page(("revocation", "card:7", None)), NOW)
        with shop.read() as room:
            assert not room.about.card_revoked(7)


class TestAbout:
    def test_hqs_numbers_or_the_defaults(self, store: SqlStore) -> None:
        with store.read() as room:
            assert room.about.policy() == Policy()
        row = wire.PolicyRow(blind_pickup="override", overdue_hours=48)
        store.sync_store().apply(page(("policy", "policy", row)), NOW)
        with store.read() as room:
            assert room.about.policy() == Policy(blind_pickup="override", overdue_hours=48)

    def test_every_number_of_the_wire_is_one_of_ours(self) -> None:
        assert set(wire.PolicyRow.__struct_fields__) == set(Policy.__slots__)

    def test_our_own_card_is_hqs_newest(self, store: SqlStore) -> None:
        moved = wire.StoreRow(store=1, name="翠湖路新店", address="新路 1 号", phone="0571-1")
        other = wire.StoreRow(store=2, name="南门店", address="南门 2 号", phone="0571-2")
        store.sync_store().apply(page(("store", "1", moved), ("store", "2", other)), NOW)
        with store.read() as room:
            assert room.about.identity().store.name == "翠湖路新店"
            card = room.about.store(StoreId(2))
            assert room.about.store(StoreId(3)) is None
        assert card is not None
        assert card.address == "南门 2 号"

    def test_retired_keys_do_not_count(self, store: SqlStore) -> None:
        keys = [
            ("code_key", str(no), wire.CodeKeyRow(key_id=no, public_key=bytes([no]) * 32, retired=gone))
            for no, gone in ((1, False), (2, True))
        ]  # fmt: skip
        store.sync_store().apply(page(*keys), NOW)
        with store.read() as room:
            assert room.about.code_keys() == ((1, b"\1" * 32),)
