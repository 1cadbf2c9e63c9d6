"""What this counter itself did to pickups: redemptions, undos, reported problems, and what it allowed another counter of its
store as the hub. Kept whether HQ has a row or not."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, bindparam, func, select, text, union, update
from sqlalchemy.dialects.sqlite import insert

from app.actions.ports import RedemptionRecord
from app.domain.identity import PickupId, RedemptionId
from app.domain.pickups import Units
from app.store.pickup_rows import NOTHING, OwnDeeds, OwnProblem, OwnRedemption, decode_record
from app.store.tables import grant_return, problem, redemption, sibling_claim

_IDS = select(func.json_each(bindparam("pickups")).table_valued("value").c.value)
_REDEMPTIONS = select(redemption.c.pickup, redemption.c.record, redemption.c.undone_seq)
_REDEMPTIONS_OF = _REDEMPTIONS.where(redemption.c.pickup.in_(_IDS)).order_by(redemption.c.no)
_PROBLEMS_OF = (
    select(
        problem.c.pickup,
        problem.c.line_no,
        problem.c.quantity,
        problem.c.problem,
        problem.c.seq,
    )
    .where(problem.c.pickup.in_(_IDS))
    .order_by(problem.c.no)
)
_RETURNED = select(grant_return.c.pickup, grant_return.c.epoch).where(
    grant_return.c.pickup.in_(_IDS)
)
_RETURN = insert(grant_return)
_RETURN = _RETURN.on_conflict_do_update(
    index_elements=["pickup"], set_={"epoch": _RETURN.excluded.epoch}
)
_ALLOWED_OF = (
    select(sibling_claim.c.pickup, sibling_claim.c.record, sibling_claim.c.undone_seq)
    .where(sibling_claim.c.pickup.in_(_IDS), text("seq IS NOT NULL"))
    .order_by(sibling_claim.c.seq)
)
_BY_ID = _REDEMPTIONS.where(redemption.c.id == bindparam("id"))
_LAST = _REDEMPTIONS.order_by(redemption.c.no.desc()).limit(1)
_ADD = insert(redemption)
_ADD_PROBLEM = insert(problem)
_UNDO = (
    update(redemption)
    .where(redemption.c.id == bindparam("of"), redemption.c.undone_seq.is_(None))
    .values(undone_seq=bindparam("by_seq"))
)
_BETWEEN = union(
    select(problem.c.pickup).where(
        problem.c.seq > bindparam("after"), problem.c.seq <= bindparam("through")
    ),
    select(redemption.c.pickup).where(
        text("undone_seq IS NOT NULL"),
        redemption.c.undone_seq > bindparam("after"),
        redemption.c.undone_seq <= bindparam("through"),
    ),
    select(sibling_claim.c.pickup).where(
        text("undone_seq IS NOT NULL"),
        sibling_claim.c.undone_seq > bindparam("after"),
        sibling_claim.c.undone_seq <= bindparam("through"),
    ),
)


def deeds_of(connection: Connection, pickups: Collection[int]) -> dict[int, OwnDeeds]:
    """By pickup; those this counter never touched are left out."""
    asked = {"pickups": msgspec.json.encode(list(pickups)).decode()}
    redemptions: dict[int, list[OwnRedemption]] = {}
    for query in (_REDEMPTIONS_OF, _ALLOWED_OF):
        for row in connection.execute(query, asked):
            own = OwnRedemption(decode_record(row.record), row.undone_seq)
            redemptions.setdefault(row.pickup, []).append(own)
    problems: dict[int, list[OwnProblem]] = {}
    for pickup, line_no, quantity, kind, seq in connection.execute(_PROBLEMS_OF, asked):
        reported = OwnProblem(line_no, quantity, kind, seq)
        problems.setdefault(pickup, []).append(reported)
    returned = {row.pickup: row.epoch for row in connection.execute(_RETURNED, asked)}
    return {
        pickup: OwnDeeds(
            redemptions.get(pickup, ()), problems.get(pickup, ()), returned.get(pickup, 0)
        )
        for pickup in redemptions.keys() | problems.keys() | returned.keys()
    }


def deeds_on(connection: Connection, pickup: int) -> OwnDeeds:
    return deeds_of(connection, (pickup,)).get(pickup, NOTHING)


def touched_between(connection: Connection, after: int, through: int) -> list[PickupId]:
    """Pickups whose picture changes when HQ settles facts after < seq ≤ through."""
    rows = connection.execute(_BETWEEN, {"after": after, "through": through})
    return [PickupId(pickup) for (pickup,) in rows]


def add_redemption(connection: Connection, record: RedemptionRecord, seq: int) -> None:
    connection.execute(
        _ADD,
        {
            "id": record.redemption.id,
            "pickup": record.pickup,
            "seq": seq,
            "undone_seq": None,
            "record": msgspec.json.encode(record),
        },
    )


def add_undo(connection: Connection, of: RedemptionId, seq: int) -> None:
    """The first undo counts; a second changes nothing."""
    connection.execute(_UNDO, {"of": of, "by_seq": seq})


def add_problem(
    connection: Connection,
    pickup: PickupId,
    units: Units,
    kind: str,
    of: RedemptionId | None,
    seq: int,
) -> None:
    connection.execute(
        _ADD_PROBLEM,
        {
            "pickup": pickup,
            "line_no": units.line_no,
            "quantity": units.quantity,
            "problem": kind,
            "redemption": of,
            "seq": seq,
        },
    )


def add_grant_return(connection: Connection, pickup: PickupId, epoch: int) -> None:
    connection.execute(_RETURN, {"pickup": pickup, "epoch": epoch})


def own_redemption(connection: Connection, of: RedemptionId) -> OwnRedemption | None:
    row = connection.execute(_BY_ID, {"id": of}).first()
    return OwnRedemption(decode_record(row.record), row.undone_seq) if row else None


def newest_redemption(connection: Connection) -> OwnRedemption | None:
    row = connection.execute(_LAST).first()
    return OwnRedemption(decode_record(row.record), row.undone_seq) if row else None
