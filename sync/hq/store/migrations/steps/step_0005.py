"""Keys that start with the store, or the member: each of these tables is written anew, its rows with the store of their
counter or their order."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Columns = list[sa.Column[Any]]
OWN = ("o.store", "")
OF_COUNTER = ("coalesce(c.store, 0)", " LEFT JOIN counter c ON c.counter = o.counter")
OF_ORDER = (
    "coalesce(p.store, c.store, 0)",
    f" LEFT JOIN pickup p ON p.pickup = o.pickup{OF_COUNTER[1]}",
)


def upgrade() -> None:
    _anew(
        "staff",
        [_number("staff"), sa.Column("name", sa.Text(), nullable=False), _bytes("row")],
        2,
        OWN,
    )
    _anew("incarnation", _incarnation(), 3, OF_COUNTER, comment=_OF["incarnation"])
    _anew("pickup", _pickup(), 2, OWN, comment=_OF["pickup"])
    op.create_index("ix_pickup_pickup", "pickup", ["pickup"])
    op.create_index("ix_pickup_order_no", "pickup", ["order_no"])
    op.create_index("ix_pickup_pickup_no", "pickup", ["pickup_no"])
    op.create_index("ix_pickup_member", "pickup", ["member"])
    named = sa.text("order_no <> ''")
    op.create_index(
        "pickup_by_order_no",
        "pickup",
        ["store", "order_no"],
        unique=True,
        postgresql_where=named,
        sqlite_where=named,
    )
    op.create_index("pickup_by_holder", "pickup", ["holder", "store"])
    _anew("fact", _fact(), 4, OF_COUNTER, comment=_OF["fact"])
    op.create_index("fact_by_id", "fact", ["id", "store"])
    op.create_index("fact_by_pickup", "fact", ["pickup", "store"])
    _anew("redemption", _redemption(), 2, OF_ORDER, comment=_OF["redemption"])
    op.create_index("redemption_by_pickup", "redemption", ["pickup", "store"])
    _anew("conflict", _conflict(), 4, OF_COUNTER, comment=_OF["conflict"])
    op.create_index("conflict_by_pickup", "conflict", ["pickup", "store"])
    op.create_index("conflict_by_redemption", "conflict", ["redemption", "store"])
    _anew(
        "conflict_closed",
        [*_place(), _text("account", 40), _long("reason"), _text("at", 27)],
        4,
        OF_COUNTER,
    )
    _anew(
        "quarantine",
        [*_place(), _big("pickup", null=True), _bytes("raw"), _long("why"), _text("at", 27)],
        4,
        OF_COUNTER,
    )
    op.create_index("quarantine_by_pickup", "quarantine", ["pickup", "store"])
    _anew("replayed", _replayed(), 4, OF_COUNTER, comment=_OF["replayed"])
    _anew("counter_seen", _counter_seen(), 2, OF_COUNTER, comment=_OF["counter_seen"])
    clock = [_number("counter"), _big("ahead_ms"), _text("at", 27)]
    _anew("counter_clock", clock, 2, OF_COUNTER, comment=_OF["counter_clock"])
    numbered = "row_number() OVER (PARTITION BY o.store, o.pickup ORDER BY o.recall)"
    _anew("recall", _recall(), 3, OWN, comment=_OF["recall"], recall=numbered)
    ledger = [_text("operation", 60), _number("points"), _text("at", 27)]
    _anew("points_ledger", ledger, 2, ("o.member", ""), first=_text("member", 32))
    _anew(
        "member_card",
        [_text("card", 40)],
        2,
        ("o.member", ""),
        first=_text("member", 32),
        comment=_OF["member_card"],
    )
    op.create_index("ix_member_card_card", "member_card", ["card"])
    _member_feed()


def _member_feed() -> None:
    """Which feeds a member is in was looked for in all of them."""
    key = sa.PrimaryKeyConstraint("member", "scope")
    op.create_table(
        "member_feed", _text("member", 32), _text("scope", 24), key, comment=_OF["member_feed"]
    )
    op.execute(
        'INSERT INTO member_feed (member, scope) SELECT "key", scope FROM feed_row'
        " WHERE entity = 'member' AND op = 'put'"
    )
    op.drop_index("feed_row_by_key", "feed_row")


def _anew(
    name: str,
    columns: Columns,
    keys: int,
    whose: tuple[str, str],
    *,
    first: sa.Column[Any] | None = None,
    comment: str | None = None,
    **said: str,
) -> None:
    """`whose`: what the first column gets, and the tables that know it; `said`: what else is not simply carried over. The
    first `keys` columns are the key."""
    all_columns = [_number("store") if first is None else first, *columns]
    names = [column.name for column in all_columns]
    key = sa.PrimaryKeyConstraint(*names[:keys])
    op.create_table(f"new_{name}", *all_columns, key, comment=comment)
    given = [whose[0], *(said.get(each, f'o."{each}"') for each in names[1:])]
    into = ", ".join(f'"{each}"' for each in names)
    op.execute(
        f'INSERT INTO "new_{name}" ({into}) SELECT {", ".join(given)} FROM "{name}" o{whose[1]}'  # noqa: S608  all of it stands here
    )
    op.drop_table(name)
    op.rename_table(f"new_{name}", name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f'ALTER TABLE "{name}" RENAME CONSTRAINT "new_{name}_pkey" TO "{name}_pkey"')


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=null)


def _big(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=null)


def _text(name: str, length: int, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=null)


def _long(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _bytes(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _yes_no(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _place() -> Columns:
    return [_number("counter"), _number("incarnation"), _big("seq")]


def _incarnation() -> Columns:
    return [
        *_place()[:2],
        _bytes("public_key"),
        _bytes("receipt_key"),
        _text("enrolled_at", 27),
        _big("last_seq"),
        _text("head", 64),
        _text("told_head", 64),
    ]


def _pickup() -> Columns:
    return [
        _big("pickup"),
        _text("order_no", 40),
        _text("pickup_no", 8),
        _text("member", 32, null=True),
        _text("state", 12),
        _number("holder"),
        _number("epoch"),
        _bytes("row"),
    ]


def _fact() -> Columns:
    return [
        *_place(),
        _text("id", 36),
        _text("kind", 60),
        _big("v"),
        _text("at", 27),
        _big("mono_ms"),
        _big("by"),
        _bytes("body"),
        _text("prev", 64),
        _text("sha256", 64),
        _big("pickup", null=True),
        _text("outcome", 12),
        _long("detail"),
        _text("received_at", 27),
    ]


def _redemption() -> Columns:
    return [
        _text("redemption", 36),
        _big("pickup"),
        *_place(),
        _text("member", 32, null=True),
        _number("points"),
        _yes_no("undone"),
        _bytes("row"),
    ]


def _conflict() -> Columns:
    return [
        *_place(),
        _big("pickup"),
        _text("redemption", 36),
        _long("why"),
        _bytes("ours"),
        _bytes("theirs"),
        _text("at", 27),
        _yes_no("undone"),
    ]


def _replayed() -> Columns:
    return [
        *_place(),
        _big("pickup", null=True),
        _bytes("raw"),
        _long("why"),
        _text("at", 27),
        _text("account", 40),
        _text("outcome", 12),
        _long("detail"),
        _text("replayed_at", 27),
    ]


def _counter_seen() -> Columns:
    return [
        _number("counter"),
        _text("at", 27),
        _text("version", 40),
        _number("waiting", null=True),
    ]


def _recall() -> Columns:
    return [
        _big("pickup"),
        _number("recall"),
        _number("holder"),
        _number("epoch"),
        _text("verb", 10),
        _number("amount"),
        _bytes("row", null=True),
        _text("account", 40),
        _long("reason"),
        _text("asked_at", 27),
        _text("state", 10),
        _text("ended_at", 27, null=True),
    ]


_OF = {
    "incarnation": "one journal of a counter: how far HQ has it, and the head the counter says it has",
    "pickup": "an order once in the chain, in the store it is to be collected in; found without knowing the store, too",
    "fact": "every fact as it came, its body byte for byte; store: its counter's",
    "redemption": "store: where its order stands now; it moves with the order",
    "conflict": "store: the counter's; ours: what it says it handed over; theirs: what HQ already knew of the order",
    "replayed": "a fact that was in quarantine, why, and what became of it when it was judged again",
    "counter_seen": "waiting: facts in its queue as it last said, NULL = it never said",
    "counter_clock": "how far a counter's clock was ahead of HQ's when it last asked something",
    "recall": "store: where the order stood; recall: 1, 2, … of this order there; holder, epoch: who had the grant when it"
    " was asked; row: a moved order as it shall be",
    "member_feed": "the feeds a member is in: what HQ changes about them is told there",
    "member_card": "card numbers of other systems, brought by imports; each is one member's in the chain",
}
