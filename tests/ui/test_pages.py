"""Sign-in, pickups, sync, menu: by keys alone, and what they show."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions.desk import Compared
from app.actions.outcomes import BadgeSeen, NothingFound, PickupLists, PinLocked, PinWrong
from app.actions.ports import JournalRow
from app.actions.requests import ListFilter
from app.domain.identity import StaffId
from app.domain.receipts import PrinterState
from app.ui.frame.rail import Page
from app.ui.frame.top_bar import data_age_word, line_word
from app.ui.language import Tongue
from app.ui.pickups.rows import rows_of
from app.ui.theme import Mode
from sync.status import Line, SyncStatus
from tests.builders import NOW
from tests.ui import samples
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words, text_of

Key = Qt.Key
OFFLINE = SyncStatus(
    line=Line.OFFLINE,
    pending=7,
    since=NOW - timedelta(minutes=42),
    fresh_at=NOW - timedelta(minutes=42),
    retry_at=NOW + timedelta(seconds=38),
    attempt=8,
)


@pytest.fixture
def signed_out(desktop: Desktop) -> Desktop:
    desktop.window.begin_with(replace(samples.START, clerk=None))
    settle()
    return desktop


def test_a_number_and_six_digits_sign_in(signed_out: Desktop) -> None:
    assert "谁在柜台" in signed_out.text
    assert not signed_out.window.rail.isVisible()
    signed_out.write("2")
    assert "小何的 PIN" in signed_out.text
    signed_out.script.answers["sign_in"] = PinWrong(4)
    signed_out.write("123456")
    assert "还能试 4 次" in signed_out.text
    signed_out.script.answers["sign_in"] = PinLocked(NOW + timedelta(minutes=5))
    signed_out.write("123456")
    assert "已锁定" in signed_out.text
    signed_out.write("123456")
    assert len(signed_out.script.asked("sign_in")) == 2
    signed_out.time.moment += timedelta(minutes=6)
    signed_out.script.answers.pop("sign_in")
    signed_out.write("65432")
    signed_out.press(Key.Key_Backspace)
    signed_out.write("21")
    assert signed_out.script.asked("sign_in")[-1] == (StaffId(12), "654321")
    assert signed_out.window.page is Page.COUNTER
    assert not signed_out.window.signing_in
    assert "请扫顾客的码" in signed_out.text


def test_a_badge_chooses_its_person_and_a_pickup_code_does_not_open(signed_out: Desktop) -> None:
    signed_out.scan(samples.found())
    assert "请先登录" in signed_out.text
    signed_out.scan(BadgeSeen(samples.LAO_HE))
    assert "老何的 PIN" in signed_out.text
    signed_out.press(Key.Key_Escape)
    assert "老何的 PIN" not in signed_out.text
    signed_out.press(Key.Key_Down, Key.Key_Return)
    assert "的 PIN" in signed_out.text


def test_pages_do_not_open_before_signing_in(signed_out: Desktop) -> None:
    signed_out.press(Key.Key_F2, Key.Key_F6)
    assert signed_out.window.signing_in


def test_signing_out_hides_everything_and_ends_the_card(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.script.answers["start"] = replace(samples.START, clerk=None)
    desktop.press(Key.Key_F10)
    QTest.qWait(320)
    desktop.write("3")
    told = [name for name, _ in desktop.script.calls if name in {"answer_prompt", "sign_out"}]
    assert told == ["answer_prompt", "sign_out"]
    (reply,) = desktop.script.asked("answer_prompt")[0]
    assert reply.answer == "unsaid"
    assert desktop.window.signing_in
    assert "王女士" not in desktop.text


def test_the_menu_turns_colours_and_language(desktop: Desktop) -> None:
    desktop.press(Key.Key_F10)
    QTest.qWait(320)
    desktop.write("1")
    assert desktop.look.theme.mode is Mode.DARK
    desktop.write("2")
    assert desktop.language.tongue is Tongue.EN
    assert "Appearance" in desktop.text
    desktop.press(Key.Key_Escape)
    assert not desktop.window.menu.isVisible()
    assert desktop.window.focusWidget() is desktop.window.counter


def test_the_list_opens_an_order_at_the_counter(desktop: Desktop) -> None:
    desktop.press(Key.Key_F2)
    assert desktop.script.asked("list_pickups")[-1] == (ListFilter.WAITING, "")
    desktop.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert desktop.script.asked("open_pickup") == [(samples.LISTS.rows[2].id,)]
    assert desktop.window.page is Page.COUNTER


def test_arrows_walk_through_the_lists(desktop: Desktop) -> None:
    desktop.press(Key.Key_F2, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    chosen = [arguments[0] for arguments in desktop.script.asked("list_pickups")[-4:]]
    assert chosen == [
        ListFilter.WAITING,
        ListFilter.OVERDUE,
        ListFilter.NOT_ARRIVED,
        ListFilter.OVERDUE,
    ]


def test_typing_searches_and_escape_clears(desktop: Desktop) -> None:
    desktop.press(Key.Key_F2)
    desktop.write("wx")
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("list_pickups")[-1] == (ListFilter.WAITING, "wx")
    desktop.script.answers["list_pickups"] = PickupLists((), samples.COUNTS, {})
    desktop.press(Key.Key_Escape)
    assert desktop.script.asked("list_pickups")[-1] == (ListFilter.WAITING, "")
    assert "这里没有自提单" in desktop.text


def test_a_slash_asks_for_chinese_and_is_never_typed(desktop: Desktop) -> None:
    """From the table and in the field; without it no input method stands before a scan."""
    desktop.press(Key.Key_F2)
    search = desktop.window.pickups.search
    desktop.write("wx")
    assert (search.text(), search.chinese) == ("wx", False)
    desktop.write("/")
    assert (search.text(), search.chinese) == ("wx", True)
    desktop.press(Key.Key_Escape)
    assert (search.text(), search.chinese) == ("", False)
    desktop.write("/")
    assert desktop.window.focusWidget() is search
    assert (search.text(), search.chinese) == ("", True)
    desktop.press(Key.Key_F1)
    assert not search.chinese


def test_a_slow_search_does_not_overwrite_a_newer_one(desktop: Desktop) -> None:
    desktop.press(Key.Key_F2)
    desktop.lane.held = True
    answers = iter((PickupLists((), samples.COUNTS, {}), samples.LISTS))
    desktop.script.answers["list_pickups"] = lambda *_: next(answers)
    desktop.press(Key.Key_Right, Key.Key_Right)
    state = desktop.window.at_pickups
    desktop.lane.drain()
    settle()
    assert state.state.lists is samples.LISTS
    assert state.state.chosen is ListFilter.NOT_ARRIVED


def test_rows_by_slot_and_their_tags() -> None:
    rows = rows_of(samples.LISTS, NOW, overdue_hours=24, by_slot=True)
    slots = [row.slot.split(" ")[-1] for row in rows]
    assert slots == sorted(slots)
    by_name = {row.name: row for row in rows}
    assert by_name["赵先生"].late
    assert by_name["王女士"].phone == "138****1234"
    assert by_name["周女士"].tag is not None
    assert by_name["吴先生"].tag is None


@pytest.mark.parametrize("size", SCREENS)
def test_the_list_shows_masked_phones_only(desktop: Desktop, size: tuple[int, int]) -> None:
    desktop.window.resize(*size)
    desktop.press(Key.Key_F2)
    delegate = desktop.window.pickups.table.itemDelegate()
    desktop.window.grab()
    words = [one.text for cell in delegate.shown.values() for one in cell]  # type: ignore[attr-defined]
    assert "138****1234" in words
    assert not any("13800001234" in word for word in words)
    model = desktop.window.pickups.model
    told = [str(model.data(model.index(0, column))) for column in range(8)]
    assert not any("13800001234" in word for word in told)


def test_the_sync_page_says_what_waits_and_what_needs_a_person(desktop: Desktop) -> None:
    desktop.window.show_sync(OFFLINE)
    desktop.press(Key.Key_F6)
    text = text_of(desktop.window.sync)
    for words in (
        "7 条",
        "38 秒",
        "第 9 次",
        "42 分前",
        "冲突",
        "核销 T-20461",
        "2 件",
        "话术 A 带上",
    ):
        assert words in text
    desktop.time.moment += timedelta(seconds=8)
    desktop.window.sync.tick()
    assert "30 秒" in text_of(desktop.window.sync)
    desktop.press(Key.Key_R)
    assert desktop.retried == [1]
    assert "正在重试" in text_of(desktop.window.sync)


def test_each_that_needs_a_person_is_a_key_away(desktop: Desktop) -> None:
    aside = samples.fact(
        30, "pickup.redeemed", 1500, {"units": []}, outcome="quarantined", detail="unknown_pickup"
    )
    picture = replace(samples.PICTURE, attention=(*samples.PICTURE.attention, aside))
    desktop.script.answers["sync_picture"] = picture
    desktop.press(Key.Key_F6)
    assert "冲突 · 需要店长看" in text_of(desktop.window.sync.attention)
    assert "1 / 2" in text_of(desktop.window.sync.attention)
    desktop.press(Key.Key_Right, Key.Key_Right)
    assert "总部先放在一边" in text_of(desktop.window.sync.attention)
    assert "还没有这一单" in text_of(desktop.window.sync.attention)
    desktop.press(Key.Key_Left)
    assert "T-20417" in text_of(desktop.window.sync.attention)


def test_a_stopped_sync_says_who_helps(desktop: Desktop) -> None:
    desktop.press(Key.Key_F6)
    for code in ("forked", "revoked", "too_old", "bad_request"):
        desktop.window.show_sync(SyncStatus(Line.STOPPED, 3, stopped_by=code))
        assert "记录都在" in text_of(desktop.window.sync)


def test_an_hq_older_than_this_counter_is_named_and_the_queue_is_kept(desktop: Desktop) -> None:
    desktop.press(Key.Key_F6)
    desktop.window.show_sync(SyncStatus(Line.OFFLINE, 3, why="timeout"))
    assert "先升级" not in text_of(desktop.window.sync)
    desktop.window.show_sync(SyncStatus(Line.OFFLINE, 3, why="too_new"))
    assert "总部的程序比本机旧" in text_of(desktop.window.sync)
    assert "记录都在" in text_of(desktop.window.sync)


def settled(seq: int, days: float, **changes: object) -> JournalRow:
    values = {"outcome": "closed", "reason": "顾客已补款", "subject": f"T-{seq}"}
    at = NOW - timedelta(days=days)
    return samples.fact(
        seq, "handout.override", 1500, {"units": []}, settled_at=at, **(values | changes)
    )


def test_what_headquarters_settled_is_no_trouble_any_more_and_its_reason_is_read(
    desktop: Desktop,
) -> None:
    rows = (settled(417, 0.1), settled(418, 0.2, outcome="applied", reason=""), settled(419, 8))
    picture = replace(samples.PICTURE, attention=(), settled=rows)
    desktop.script.answers["sync_picture"] = picture
    desktop.press(Key.Key_F6)
    card = desktop.window.sync.attention
    assert "顾客已补款" in text_of(card)
    assert "总部已处理" in text_of(card)
    assert "1 / 2" in text_of(card), "what was settled last week is not shown"
    assert "冲突" not in text_of(desktop.window.sync), "nothing is a trouble any more"
    desktop.press(Key.Key_Right)
    assert "T-418" in text_of(card)
    assert "总部照这里的记录算" in text_of(card)


def test_troubles_come_before_what_is_settled(desktop: Desktop) -> None:
    picture = replace(samples.PICTURE, settled=(settled(417, 0.1),))
    desktop.script.answers["sync_picture"] = picture
    desktop.press(Key.Key_F6)
    assert "冲突 · 需要店长看" in text_of(desktop.window.sync.attention)
    assert "1 / 2" in text_of(desktop.window.sync.attention)


def test_whether_both_sides_have_the_same_rows_is_said_kind_by_kind(desktop: Desktop) -> None:
    then, now = NOW - timedelta(hours=3), NOW - timedelta(minutes=1)
    same = tuple(
        Compared(kind, count, count, now, now)
        for kind, count in (("member", 1204), ("pickup", 312), ("staff", 5))
    )
    picture = replace(samples.PICTURE, compared=same, refetched_at=None)
    desktop.script.answers["sync_picture"] = picture
    desktop.press(Key.Key_F6)
    text = text_of(desktop.window.sync.known)
    assert "全部一致" in text
    for words in ("会员", "1,204", "订单", "312"):
        assert words in text
    assert "重新取过" not in text
    odd = (*same[:1], Compared("pickup", 311, 312, now, then))
    desktop.script.answers["sync_picture"] = replace(picture, compared=odd, refetched_at=now)
    desktop.press(Key.Key_R)
    text = text_of(desktop.window.sync.known)
    for words in ("还没有全部一致", "本机 311,总部 312", "14:42 一致", "17:41 重新取过"):
        assert words in text


def test_an_order_given_back_is_named(desktop: Desktop) -> None:
    given = samples.fact(1, "grant.returned", 1, {"pickup": 5, "epoch": 1}, subject="T-20463")
    desktop.script.answers["sync_picture"] = replace(samples.PICTURE, rows=(given,))
    desktop.press(Key.Key_F6)
    assert "交还总部 T-20463" in text_of(desktop.window.sync)


def test_a_blocked_counter_says_so_with_the_line_down(desktop: Desktop) -> None:
    desktop.script.answers["sync_picture"] = replace(samples.PICTURE, revoked=True)
    desktop.window.show_sync(OFFLINE)
    desktop.press(Key.Key_F6)
    assert "总部停用了本柜台" in text_of(desktop.window.sync)


def test_an_unknown_fact_is_shown_and_breaks_nothing(desktop: Desktop) -> None:
    strange = samples.fact(1, "stock.counted", 1, {"units": "x", "receipt_no": None})
    broken = samples.fact(2, "pickup.redeemed", 1, {"units": "x", "receipt_no": None})
    picture = replace(samples.PICTURE, rows=(strange, broken), attention=())
    desktop.script.answers["sync_picture"] = picture
    desktop.press(Key.Key_F6)
    text = text_of(desktop.window.sync)
    assert "stock.counted" in text
    assert "没有需要处理的事" in text


@pytest.mark.parametrize("page", [Key.Key_F2, Key.Key_F6])
@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("size", SCREENS)
def test_nothing_is_cut_on_any_screen(
    desktop: Desktop, page: Key, tongue: Tongue, size: tuple[int, int]
) -> None:
    desktop.window.resize(*size)
    desktop.language.set(tongue)
    desktop.window.show_sync(SyncStatus(Line.ONLINE, 0, NOW, NOW))
    desktop.press(page)
    assert [one.text for one in shown_words(desktop.window) if one.cut] == []


def test_the_strip_tells_line_age_clock_and_devices(desktop: Desktop) -> None:
    desktop.window.show_sync(OFFLINE)
    desktop.window.show_printer(PrinterState.NO_PAPER)
    desktop.window.show_scanner(present=False)
    for words in ("离线 42 分 · 待传 7 条", "数据 42 分前", "小票机缺纸", "扫码枪断开", "17:42"):
        assert words in desktop.text
    online = SyncStatus(Line.ONLINE, 2, NOW, NOW, clock_offset_s=-185.0)
    assert line_word(online, NOW).text == "在线 · 待传 2 条"
    age = data_age_word(online, NOW)
    assert age is not None
    assert age.text == "时钟差 3 分"
    assert data_age_word(SyncStatus(Line.ONLINE, 0, NOW, NOW), NOW) is None


def test_a_code_nobody_knows_is_no_dead_end(desktop: Desktop) -> None:
    desktop.scan(NothingFound("9999", "last4"))
    desktop.press(Key.Key_Return)
    assert "请扫顾客的码" in desktop.text
