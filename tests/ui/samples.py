"""Made-up values for pictures and screen tests: an order like the design's, its member, its sentence, a day's lists."""

from dataclasses import replace
from datetime import date, timedelta

from app.actions.desk import Compared, Start, SyncPicture
from app.actions.outcomes import (
    HandedOver,
    PhoneTold,
    PickupFound,
    PickupLists,
    PickupRefused,
    Several,
)
from app.actions.ports import JournalRow, PickupCounts, PickupSummary, PrintJob
from app.domain.identity import (
    CounterId,
    CouponId,
    MemberId,
    PickupId,
    PrintJobId,
    ProductNo,
    PromptId,
    ReceiptNo,
    RedemptionId,
    StaffId,
)
from app.domain.members import Coupon, Member, Tag, UsualProduct
from app.domain.money import Fen
from app.domain.pickups import Pickup, Ready, Refusal, State, Units, Zone, overridable
from app.domain.prompts import Prompt, Reason
from app.domain.receipts import JobState, PickupReceipt, PrintFault, ReceiptLine
from app.domain.staff import Clerk, CounterIdentity, Policy, Role, StoreCard
from tests.builders import NOW, STORE, WANG, WANG_PHONE, line, pickup

LAKE = StoreCard(STORE, "翠湖路店", "翠湖路 18 号", "0871-6510 2233")
BAY = StoreCard(STORE.__class__(2), "湖滨店", "湖滨路 6 号 1 层", "0871-6517 8890")
IDENTITY = CounterIdentity(CounterId(1), 1, 1, LAKE, "http://127.0.0.1:1")
ZHOU = Clerk(StaffId(11), "小周", Role.CASHIER, 1, "")
HE = Clerk(StaffId(12), "小何", Role.STAFF, 2, "")
LAO_HE = Clerk(StaffId(13), "老何", Role.MANAGER, 3, "")
LIN = Clerk(StaffId(14), "林店长", Role.MANAGER, 4, "")
START = Start(IDENTITY, Policy(), ZHOU, (ZHOU, HE, LAO_HE))
MEMBER = Member(
    id=WANG,
    name="王女士",
    phone=WANG_PHONE,
    home_store=STORE,
    visits=46,
    points=1286,
    month_spend=Fen(41250),
    tags=(Tag.FREQUENT, Tag.RECOMMENDER),
    usual=(
        UsualProduct(ProductNo(2001), "鲈鱼", date(2026, 11, 18), 2),
        UsualProduct(ProductNo(2002), "简醇酸奶 8 连杯", date(2026, 11, 20)),
        UsualProduct(ProductNo(2003), "红颜草莓", date(2026, 11, 22)),
    ),
    coupons=(
        Coupon(CouponId("a"), "", Fen(0), Fen(500), NOW + timedelta(days=3)),
        Coupon(CouponId("b"), "", Fen(5000), Fen(800), NOW + timedelta(hours=3)),
    ),
)
PHONE_TOLD = PhoneTold(WANG, MEMBER.name, WANG_PHONE)
PROMPT = Prompt(
    rule=PromptId(1),
    reason=Reason.USUAL,
    variant="A",
    text="王姐,您常买的酸奶今天第二件半价,要不要带一提?",
    product_no=ProductNo(2002),
    product_name="简醇酸奶 8 连杯",
    units=2,
    list_price=Fen(3180),
    offer_price=Fen(2385),
    on_hand=14,
    left_percent=47,
)
ORDER = pickup(
    line(1, name="红颜草莓 500g", slot="B-12", amount=Fen(2990)),
    line(2, name="活鲈鱼 约 600g", zone=Zone.LIVE, slot="水产台", amount=Fen(2680)),
    line(3, name="土鸡蛋 15 枚", zone=Zone.AMBIENT, slot="A-03", amount=Fen(1880)),
    line(4, name="云南小瓜 400g", zone=Zone.AMBIENT, slot="A-07", amount=Fen(490), arrived=0),
)


def summary(number: int, **changes: object) -> PickupSummary:
    values: dict[str, object] = {
        "id": PickupId(20000 + number),
        "order_no": f"T-{20000 + number}",
        "pickup_no": f"4827{number:04d}",
        "name": "王女士",
        "phone": WANG_PHONE,
        "member": WANG,
        "goods": "红颜草莓、活鲈鱼、土鸡蛋",
        "units": 4,
        "ready": 4,
        "open": 4,
        "total": 8040,
        "slot": "B-12",
        "zone": "chilled",
        "state": State.ARRIVED,
        "arrived_at": NOW - timedelta(hours=3, minutes=37),
        "expected_at": None,
        "last_redeemed_at": None,
        "problem": False,
    }
    return PickupSummary(**(values | changes))  # type: ignore[arg-type]


OTHERS = (
    summary(470, goods="秘制鸭脖 200g", units=1, ready=1, open=1, total=1680, slot="B-05"),
    summary(475, goods="生日蛋糕 6 寸", units=1, ready=1, open=1, total=12800, slot="C-01"),
)


def found(order: Pickup = ORDER, **changes: object) -> PickupFound:
    ready = Ready(tuple(Units(one.line_no, one.ready) for one in order.lines if one.ready))
    values: dict[str, object] = {
        "pickup": order,
        "ready": ready,
        "member": MEMBER,
        "prompt": PROMPT,
        "others": (),
        "code": None,
    }
    return PickupFound(**(values | changes))  # type: ignore[arg-type]


def refused(refusal: Refusal, order: Pickup = ORDER) -> PickupRefused:
    return PickupRefused(order, refusal, MEMBER, overridable(refusal))


def receipt(number: int = 43, **changes: object) -> PickupReceipt:
    values: dict[str, object] = {
        "store_name": LAKE.name,
        "store_address": LAKE.address,
        "store_phone": LAKE.phone,
        "receipt_no": ReceiptNo(number),
        "counter_label": 1,
        "clerk": "小周",
        "at": NOW,
        "order_no": "T-20462",
        "pickup_no": "48270136",
        "lines": (ReceiptLine("红颜草莓 500g", 1),),
        "phone": "138****1234",
        "points_earned": 181,
        "points_balance": 1467,
        "codes": (),
        "codes_valid_days": 7,
    }
    return PickupReceipt(**(values | changes))  # type: ignore[arg-type]


def handed_over(order: Pickup = ORDER, count: int = 3) -> HandedOver:
    after = replace(order, lines=tuple(replace(one, redeemed=one.ready) for one in order.lines))
    return HandedOver(
        redemption=RedemptionId("b" * 32),
        receipt=receipt(order_no=order.order_no),
        pickup=after,
        count=count,
        points=181,
        member=MEMBER,
        undo_until=NOW + timedelta(seconds=47),
        fact_seq=9,
    )


SEVERAL = Several(
    "1234",
    (
        summary(462),
        summary(
            141,
            name="陈先生",
            phone="13700001234",
            member=None,
            goods="5 斤苹果",
            units=1,
            ready=1,
            open=1,
        ),
        summary(
            152,
            name="刘女士",
            phone="15900001234",
            member=None,
            goods="生日蛋糕 6 寸",
            units=1,
            ready=0,
            open=1,
            expected_at=NOW + timedelta(hours=16),
        ),
    ),
    (replace(MEMBER, id=MemberId("e" * 32), name="赵先生", phone="18600001234", visits=3),),
)
COUNTS = PickupCounts(waiting=38, overdue=6, not_arrived=12, done=86, problem=2)
CHEN, LIU, ZHAO, ZHOU_M, WU = (MemberId(letter * 32) for letter in "cdefa")
LISTS = PickupLists(
    rows=(
        summary(136),
        summary(
            141,
            name="陈先生",
            phone="13700000288",
            member=CHEN,
            goods="5 斤苹果",
            units=1,
            ready=1,
            open=1,
            total=990,
            slot="A-03",
            zone="ambient",
        ),
        summary(
            152,
            name="刘女士",
            phone="15900007719",
            member=LIU,
            goods="生日蛋糕 6 寸",
            units=1,
            ready=1,
            open=1,
            total=12800,
            slot="C-01",
            arrived_at=NOW - timedelta(hours=2, minutes=22),
        ),
        summary(
            977,
            name="赵先生",
            phone="18600004410",
            member=ZHAO,
            goods="云南小瓜、上海青、生菜",
            units=5,
            total=3170,
            slot="A-07",
            zone="ambient",
            arrived_at=NOW - timedelta(hours=26),
        ),
        summary(
            160,
            name="周女士",
            phone="13500009021",
            member=ZHOU_M,
            goods="简醇酸奶 8 连杯",
            units=2,
            ready=2,
            open=2,
            total=3180,
            slot="B-02",
        ),
        summary(
            163,
            name="周女士",
            phone="13500009021",
            member=ZHOU_M,
            goods="土鸡蛋 15 枚",
            units=1,
            ready=1,
            open=1,
            total=1880,
            slot="A-03",
            zone="ambient",
        ),
        summary(
            171,
            name="吴先生",
            phone="13900006632",
            member=WU,
            goods="秘制鸭脖 200g",
            units=1,
            ready=1,
            open=1,
            total=1680,
            slot="B-05",
            arrived_at=NOW - timedelta(hours=1, minutes=2),
        ),
    ),
    counts=COUNTS,
    member_orders={ZHOU_M: 2},
)


def fact(
    seq: int, kind: str, minutes: int, body: dict[str, object], **changes: object
) -> JournalRow:
    values: dict[str, object] = {
        "seq": seq,
        "kind": kind,
        "at": NOW - timedelta(minutes=minutes),
        "by_name": "小周",
        "body": body,
        "outcome": "",
        "detail": "",
        "acked_at": None,
        "subject": "",
    }
    return JournalRow(**(values | changes))  # type: ignore[arg-type]


_ACKED = {"outcome": "applied", "acked_at": NOW - timedelta(minutes=44)}
FACTS = (
    fact(
        58,
        "pickup.redeemed",
        1,
        {"units": [{"line_no": 1, "quantity": 2}], "receipt_no": 43},
        subject="T-20461",
    ),
    fact(57, "prompt.answered", 2, {"variant": "A", "outcome": "taken"}),
    fact(
        56,
        "after_sale.reported",
        9,
        {"line_no": 2, "quantity": 1, "problem": "quality"},
        subject="T-20458",
    ),
    fact(
        55,
        "handout.override",
        22,
        {"units": [{"line_no": 1, "quantity": 4}], "receipt_no": 42},
        by_name="老何",
        subject="T-20455",
    ),
    fact(54, "receipt.reprinted", 42, {"receipt_no": 40, "count": 1}),
    fact(
        53,
        "pickup.redeemed",
        44,
        {"units": [{"line_no": 1, "quantity": 1}], "receipt_no": 41},
        subject="T-20448",
        **_ACKED,
    ),
    fact(52, "pickup.undone", 50, {"points": 24}, **_ACKED, by_name="小何"),
    fact(51, "staff.signed_in", 59, {}, **_ACKED),
)
_COMPARED_AT = NOW - timedelta(hours=20)
PICTURE = SyncPicture(
    rows=FACTS,
    attention=(
        fact(
            31,
            "handout.override",
            1420,
            {"units": [{"line_no": 1, "quantity": 2}], "receipt_no": 17},
            outcome="conflict",
            detail="units_taken",
            by_name="小何",
            subject="T-20417",
        ),
    ),
    pending=7,
    oldest_pending=NOW - timedelta(minutes=42),
    compared=(
        Compared("member", 1203, 1204, _COMPARED_AT, _COMPARED_AT - timedelta(days=1)),
        *(
            Compared(kind, count, count, _COMPARED_AT, _COMPARED_AT)
            for kind, count in (("pickup", 312), ("product", 88), ("prompt", 6))
        ),
    ),
    refetched_at=_COMPARED_AT,
    ages={name: NOW - timedelta(minutes=42) for name in ("member", "pickup", "product", "prompt")},
)


def print_job(state: JobState = JobState.FAILED, why: str = PrintFault.NO_PAPER) -> PrintJob:
    return PrintJob(PrintJobId(5), ReceiptNo(42), state, NOW, receipt(42), why)
