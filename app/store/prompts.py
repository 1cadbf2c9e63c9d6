"""Prompt rules HQ publishes, and what members answered at this counter."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, text, true

from app.domain.identity import MemberId, ProductNo, PromptId
from app.domain.money import Fen
from app.domain.prompts import PromptRule, Reason, Variant
from app.store.tables import member, pickup, product, prompt, prompt_answer
from sync.wire import PromptRow

_decode = msgspec.json.Decoder(PromptRow).decode
_ORDERS_LOOKED_AT = 50
_RULES = select(prompt.c.row).where(
    prompt.c.ends_at > bindparam("now"), prompt.c.starts_at <= bindparam("now")
)
_DECLINED = (
    select(prompt_answer.c.prompt)
    .where(
        text("outcome = 'declined'"),
        prompt_answer.c.member == bindparam("member"),
        prompt_answer.c.at >= bindparam("since"),
    )
    .distinct()
)
_ordered = (
    select(pickup.c.products)
    .where(pickup.c.member == bindparam("member"))
    .limit(_ORDERS_LOOKED_AT)
    .subquery()
)
_usual = (
    select(func.json_extract(member.c.row, "$.usual").label("products"))
    .where(member.c.id == bindparam("member"))
    .subquery()
)
_each_ordered = func.json_each(_ordered.c.products).table_valued("value", name="each_ordered")
_each_usual = func.json_each(_usual.c.products).table_valued("value", name="each_usual")
_CATEGORIES = (
    select(product.c.category)
    .where(
        product.c.no.in_(
            select(_each_ordered.c.value)
            .select_from(_ordered.join(_each_ordered, true()))
            .union_all(
                select(func.json_extract(_each_usual.c.value, "$.product_no")).select_from(
                    _usual.join(_each_usual, true())
                )
            )
        )
    )
    .distinct()
)
_ADD = insert(prompt_answer)


class SqlPrompts:
    """`Prompts` of the ports, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rules(self, now: datetime) -> Sequence[PromptRule]:
        rows = self._connection.execute(_RULES, {"now": now})
        return tuple(_rule(_decode(row)) for (row,) in rows)

    def declined(self, member: MemberId, since: datetime) -> Sequence[PromptId]:
        rows = self._connection.execute(_DECLINED, {"member": member, "since": since})
        return tuple(PromptId(no) for (no,) in rows)

    def bought_categories(self, member: MemberId) -> Sequence[str]:
        """Of their usual products and of what they ordered here, as far as this counter's data goes."""
        rows = self._connection.execute(_CATEGORIES, {"member": member})
        return tuple(category for (category,) in rows)

    def record_answer(
        self, prompt: PromptId, member: MemberId | None, outcome: str, at: datetime, seq: int
    ) -> None:
        self._connection.execute(
            _ADD,
            {"prompt": prompt, "member": member, "outcome": outcome, "at": at, "seq": seq},
        )


def _rule(row: PromptRow) -> PromptRule:
    return PromptRule(
        id=PromptId(row.prompt),
        reason=Reason(row.reason),
        product_no=ProductNo(row.product_no) if row.product_no is not None else None,
        variants=tuple(Variant(each.name, each.text) for each in row.variants),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        units=row.units,
        offer_price=Fen(row.offer_price) if row.offer_price is not None else None,
    )
