"""Where this counter and headquarters have come to agree, in words: what needed a person and no longer does, and whether both
have the same rows."""

from datetime import datetime, timedelta

from app.actions.desk import Compared, SyncPicture
from app.actions.ports import JournalRow
from app.ui import words
from app.ui.sync.journal_words import age_words, fact_words
from app.ui.sync.panels import Attention, Sameness
from app.ui.theme import Tone
from app.ui.words import translate

KINDS = ("member", "pickup", "product", "prompt")
"""What HQ tells that a clerk has a word for."""
SHOWN = timedelta(days=7)
"""What was settled is shown that long: whoever was there that day may ask."""


def settled_of(picture: SyncPicture | None, now: datetime) -> list[Attention]:
    rows = picture.settled if picture is not None else ()
    return [_settled(row, now) for row in rows if row.settled_at and now - row.settled_at < SHOWN]


def _settled(row: JournalRow, now: datetime) -> Attention:
    when = words.day_and_clock(row.settled_at, now) if row.settled_at is not None else ""
    return Attention(
        label=translate("Sync", "Settled by headquarters"),
        title=fact_words(row),
        here=(
            words.joined(words.day_and_clock(row.at, now), row.by_name),
            translate("Sync", "settled {time}").format(time=when),
        ),
        advice=_settled_words(row),
        tone=Tone.OK,
    )


def _settled_words(row: JournalRow) -> str:
    if row.reason:
        return translate("Sync", "Headquarters: {reason}").format(reason=row.reason)
    if row.outcome == "closed":
        return translate("Sync", "Headquarters closed it. Nothing is left to do here.")
    return translate(
        "Sync", "Headquarters counts it as it was written here. Nothing is left to do."
    )


def sameness_of(picture: SyncPicture | None, now: datetime) -> Sameness:
    """How the rows here and at headquarters compared, and when some were last fetched anew."""
    known = {each.entity: each for each in picture.compared} if picture is not None else {}
    if picture is None or not known:
        return Sameness()
    every = sorted((known[kind] for kind in KINDS if kind in known), key=_agrees)
    newest = max(each.compared_at for each in known.values())
    fetched = picture.refetched_at
    return Sameness(
        head=_head(list(known.values()), newest, now),
        kinds=tuple(_kind(each, newest, now) for each in every),
        tail=translate("Sync", "fetched anew {time}").format(time=words.soon(fetched, now))
        if fetched is not None
        else "",
        tone=Tone.OK if all(_agrees(each) for each in known.values()) else Tone.WARN,
    )


def _agrees(each: Compared) -> bool:
    return each.agreed_at == each.compared_at


def _head(every: list[Compared], newest: datetime, now: datetime) -> str:
    when = words.soon(newest, now)
    same = all(_agrees(each) for each in every)
    return (
        translate("Sync", "The same as headquarters {time}")
        if same
        else translate("Sync", "Not yet the same as headquarters {time}")
    ).format(time=when)


def _kind(each: Compared, newest: datetime, now: datetime) -> tuple[str, str]:
    """A kind of rows and how many; at headquarters too where it differs, and when it last did not."""
    what, here = age_words(each.entity), f"{each.here:,}"
    if _agrees(each):
        when = "" if each.compared_at == newest else words.soon(each.compared_at, now)
        return what, words.joined(here, when)
    there = translate("Sync", "{here} here, {there} there").format(
        here=here, there=f"{each.at_hq:,}"
    )
    if each.agreed_at is None:
        return what, there
    same = translate("Sync", "the same {time}").format(time=words.soon(each.agreed_at, now))
    return what, words.joined(there, same)
