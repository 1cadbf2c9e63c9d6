"""Personal data: who is not seen is forgotten, one member is told or deleted, a revoked counter keeps nothing of them."""

import json
from pathlib import Path

import pytest

from app.actions.export_unsent import NotWritten
from app.actions.keep_retention import BATCH
from app.actions.member_data import (
    MemberDeleted,
    MemberTold,
    MemberWritten,
    NoSuchMember,
    StillOwed,
    write_member,
)
from app.actions.outcomes import (
    HandedOver,
    MemberFound,
    NotAllowed,
    NothingFound,
    PickupRefused,
    PinWrong,
)
from app.actions.requests import PromptReply, RedeemRequest
from app.domain.identity import MemberId, PickupId, PromptId, StaffId
from app.domain.pickups import AlreadyRedeemed, BlindRefused, Units
from app.errors import DatabaseBusy
from app.store.opening import SqlStore
from sync import wire
from tests.actions.conftest import Shop
from tests.builders import NOW, WANG, WANG_PHONE
from tests.rows import member_row, page, pickup_row
from tests.store.disk import on_disk

KEY = b"k" * 32
MANAGER, CASHIER = StaffId(9), StaffId(1)
OLD_CARD = "oldcard"


def tidy(shop: Shop, *, days: float) -> None:
    """Time goes by, then all batches of one run."""
    shop.clock.forward(days=days)
    while shop.verbs.keep_retention():
        pass


def member(shop: Shop, phone: str = WANG_PHONE) -> MemberId | None:
    with shop.store.read() as room:
        found = room.members.by_phone(phone)
    return found.id if found is not None else None


def hand_over(shop: Shop) -> None:
    done = shop.desk.redeem_pickup(RedeemRequest(PickupId(20462), (Units(1, 1),)))
    assert isinstance(done, HandedOver)


def settle(shop: Shop, seq: int) -> None:
    shop.inbox.apply(page(settled=seq), NOW)


def phones(path: Path) -> int:
    return on_disk(path, KEY).count(WANG_PHONE.encode())


class TestRetention:
    def test_who_was_not_seen_for_the_time_goes(self, shop: Shop) -> None:
        shop.told(("pickup", "20462", None))
        tidy(shop, days=29)
        assert member(shop) == WANG
        tidy(shop, days=2)
        assert member(shop) is None

    def test_the_time_is_hqs_to_set(self, shop: Shop) -> None:
        shop.told(("pickup", "20462", None), ("policy", "1", wire.PolicyRow(retention_days=90)))
        tidy(shop, days=60)
        assert member(shop) == WANG

    def test_with_an_open_order_nobody_is_forgotten(self, shop: Shop) -> None:
        tidy(shop, days=400)
        assert member(shop) == WANG

    def test_an_open_order_under_the_name_from_before_a_merge_counts(self, shop: Shop) -> None:
        shop.told(
            ("pickup", "20462", pickup_row(member=OLD_CARD)),
            ("member", WANG, member_row(aliases=(OLD_CARD,))),
        )
        tidy(shop, days=400)
        assert member(shop) == WANG

    def test_points_hq_has_not_settled_keep_their_member(self, shop: Shop) -> None:
        hand_over(shop)
        tidy(shop, days=31)
        assert member(shop) == WANG
        settle(shop, 50)
        tidy(shop, days=2)
        assert member(shop) is None

    def test_news_of_hq_a_hand_over_and_an_answer_are_seeing_them(self, shop: Shop) -> None:
        hand_over(shop)
        settle(shop, 50)
        tidy(shop, days=20)
        shop.desk.answer_prompt(PromptReply(PromptId(1), "A", "taken", MemberId(WANG), None, None))
        tidy(shop, days=20)
        assert member(shop) == WANG
        known = page(("member", WANG, member_row(visits=47)), settled=50)
        shop.inbox.apply(known, shop.clock.now())
        tidy(shop, days=20)
        assert member(shop) == WANG
        tidy(shop, days=20)
        assert member(shop) is None

    def test_the_same_row_again_is_no_news(self, shop: Shop) -> None:
        shop.told(("pickup", "20462", None))
        shop.clock.forward(days=20)
        shop.inbox.reset(shop.clock.now())
        shop.inbox.apply(page(("member", WANG, member_row())), shop.clock.now())
        tidy(shop, days=11)
        assert member(shop) is None

    def test_a_finished_order_loses_name_and_phone_and_stays_handed_over(self, shop: Shop) -> None:
        hand_over(shop)
        settle(shop, 50)
        tidy(shop, days=31)
        found = shop.desk.scan_code("T-20462")
        assert isinstance(found, PickupRefused)
        assert isinstance(found.refusal, AlreadyRedeemed)
        assert (found.pickup.phone, found.pickup.name) == ("", "")
        assert isinstance(shop.desk.scan_code(WANG_PHONE), NothingFound)

    def test_many_go_a_few_at_a_time_and_once_a_day(self, shop: Shop) -> None:
        crowd = [f"{no + 100:032x}" for no in range(2 * BATCH + 1)]
        shop.told(
            *(
                ("member", one, member_row(member=one, phone=f"139{no:08d}"))
                for no, one in enumerate(crowd)
            )
        )
        shop.clock.forward(days=31)
        turns = 1
        while shop.verbs.keep_retention():
            turns += 1
        assert turns == 3
        assert member(shop, "13900000400") is None
        shop.told(("pickup", "20462", None))
        assert not shop.verbs.keep_retention()
        assert member(shop) == WANG

    def test_nothing_of_them_is_left_on_the_disk(self, shop: Shop, tmp_path: Path) -> None:
        path = tmp_path / "tuangui.db"
        backup = tmp_path / "tuangui.db.v1.20260101T000000000000.bak"
        hand_over(shop)
        settle(shop, 50)
        shop.sql.scrub()
        backup.write_bytes(path.read_bytes())
        assert phones(path) > 2
        shop.clock.forward(days=20_000)
        while shop.verbs.keep_retention():
            pass
        assert not backup.exists()
        shop.sql.scrub()
        assert phones(path) == 0


class TestOneMember:
    def test_they_are_told_all_of_it(self, shop: Shop) -> None:
        hand_over(shop)
        told = shop.verbs.export_member(MemberId(WANG), MANAGER, "999999")
        assert isinstance(told, MemberTold)
        text = json.dumps(told.data, ensure_ascii=False)
        for known in (WANG_PHONE, "王女士", "T-20462", "points"):
            assert known in text
        assert WANG_PHONE not in repr(told)

    def test_only_a_manager_opens_it(self, shop: Shop) -> None:
        for verb in (shop.verbs.export_member, shop.verbs.delete_member):
            assert isinstance(verb(MemberId(WANG), CASHIER, "111111"), NotAllowed)
            assert isinstance(verb(MemberId(WANG), MANAGER, "000000"), PinWrong)
            assert isinstance(verb(MemberId("f" * 32), MANAGER, "999999"), NoSuchMember)
        assert member(shop) == WANG

    def test_what_is_owed_is_handed_over_first_then_they_go(
        self, shop: Shop, tmp_path: Path
    ) -> None:
        delete = shop.verbs.delete_member
        assert delete(MemberId(WANG), MANAGER, "999999") == StillOwed(("T-20462",))
        hand_over(shop)
        facts = shop.facts()
        assert delete(MemberId(WANG), MANAGER, "999999") == MemberDeleted()
        assert isinstance(shop.desk.scan_code(WANG_PHONE), NothingFound)
        refused = shop.desk.scan_code("T-20462")
        assert isinstance(refused, PickupRefused)
        assert isinstance(refused.refusal, AlreadyRedeemed)
        assert shop.facts() == facts
        assert shop.sql.first_broken_fact() is None

    def test_a_card_from_before_a_merge_deletes_the_person(self, shop: Shop) -> None:
        shop.told(("pickup", "20462", None), ("member", WANG, member_row(aliases=(OLD_CARD,))))
        assert shop.verbs.delete_member(MemberId(OLD_CARD), MANAGER, "999999") == MemberDeleted()
        assert member(shop) is None


class TestRevoked:
    def test_no_phone_is_left_on_the_disk_and_the_queue_stays(
        self, shop: Shop, tmp_path: Path
    ) -> None:
        path = tmp_path / "tuangui.db"
        backup = tmp_path / "tuangui.db.v1.20260101T000000000000.bak"
        hand_over(shop)
        shop.sql.scrub()
        backup.write_bytes(path.read_bytes())
        assert phones(path) > 2
        pending = shop.desk.sync_picture().pending
        assert shop.verbs.wipe()
        assert phones(path) == 0
        assert not backup.exists()
        picture = shop.desk.sync_picture()
        assert picture.revoked
        assert picture.pending == pending > 0
        assert shop.sql.first_broken_fact() is None
        assert not shop.verbs.wipe()

    def test_nothing_can_be_handed_over_any_more(self, shop: Shop) -> None:
        shop.verbs.wipe()
        assert isinstance(shop.desk.scan_code("T-20462"), NothingFound)
        with shop.store.read() as room:
            assert room.about.policy().blind_pickup == "allow"
        from app.actions.reading import judged, place_of
        from tests.builders import pickup

        with shop.store.read() as room:
            verdict = judged(room, pickup(blind=True), None, place_of(room, NOW))
        assert verdict == BlindRefused(overridable=False)

    def test_a_disk_too_busy_to_be_scrubbed_is_scrubbed_next_time(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(_store: SqlStore) -> None:
            raise DatabaseBusy("a reader holds the log")

        with monkeypatch.context() as patched:
            patched.setattr(SqlStore, "scrub", busy)
            with pytest.raises(DatabaseBusy):
                shop.verbs.wipe()
        assert shop.sql.scrub_due()
        tidy(shop, days=1)
        assert not shop.sql.scrub_due()

    def test_a_counter_hq_takes_back_works_again(self, shop: Shop) -> None:
        hand_over(shop)
        shop.verbs.wipe()
        shop.told(("member", WANG, member_row()), ("pickup", "20462", pickup_row()), settled=0)
        assert not shop.desk.sync_picture().revoked
        assert isinstance(shop.desk.scan_code(WANG_PHONE), MemberFound)
        again = shop.desk.scan_code("T-20462")
        assert isinstance(again, PickupRefused)
        assert isinstance(again.refusal, AlreadyRedeemed)


class TestFile:
    def test_it_is_whole_named_without_the_number_and_theirs_to_read(
        self, shop: Shop, tmp_path: Path
    ) -> None:
        told = shop.verbs.export_member(MemberId(WANG), MANAGER, "999999")
        assert isinstance(told, MemberTold)
        written = write_member(told, tmp_path)
        assert isinstance(written, MemberWritten)
        assert WANG_PHONE not in written.path.name
        read = json.loads(written.path.read_text(encoding="utf-8"))
        assert read == json.loads(json.dumps(told.data))
        assert WANG_PHONE in written.path.read_text(encoding="utf-8")
        assert [each.suffix for each in tmp_path.iterdir() if each.suffix == ".part"] == []

    def test_a_folder_that_is_gone_takes_nothing(self, shop: Shop, tmp_path: Path) -> None:
        told = shop.verbs.export_member(MemberId(WANG), MANAGER, "999999")
        assert isinstance(told, MemberTold)
        assert write_member(told, tmp_path / "gone") == NotWritten()
