"""What a fact does to a grant HQ asked back: pure, like accept.py."""

from dataclasses import replace

from msgspec.structs import replace as changed

from sync import wire
from sync.hq.accept import Applied, Deed, Known, Verdict, Why, open_units


def accept_grant_returned(
    known: Known, body: wire.GrantReturned, deed: Deed, *, store_holder: int
) -> Verdict:
    """The holder gave the grant of `epoch` up. HQ has it under the next epoch when it wants something with the order;
    else (it changed its mind, or forgot in a restore) the store's holder has it again. What was taken away before
    changes nothing."""
    row = known.row
    if (row.holder, row.epoch) != (deed.counter, body.epoch):
        return Applied(known, detail=Why.STALE_EPOCH)
    holder = 0 if row.recall else store_holder
    freed = changed(row, holder=holder, epoch=row.epoch + 1, recall=False)
    return Applied(replace(known, row=freed))


def recall_over(known: Known) -> Known:
    """Nothing is left that could be given back: the recall ends by itself."""
    row = known.row
    if row.recall and all(units <= 0 for units in open_units(row).values()):
        return replace(known, row=changed(row, recall=False))
    return known
