"""What mutations.py takes out of the program: the promises of protocol.md §1 to §4, each with the test that guards it. Most
are noticed by a seed of the simulated chain, which knows none of the program's rules."""

from dataclasses import dataclass
from typing import Final

SEED: Final = "tests/faults/test_simulator.py::test_the_promises_hold_in_this_story"
SHOP: Final = "tests/faults/test_simulator.py::test_the_promises_hold_in_this_shop"


@dataclass(frozen=True)
class Mutation:
    """`old` stands exactly once in `file` and becomes `new`; `test` guards what is gone then. `quick`: CI does it too."""

    name: str
    file: str
    old: str
    new: str
    test: str
    quick: bool = False


PLAIN_SEQUENCE = """\
        last = {}
        with connection.engine.begin() as own:  # as a plain sequence: taken outside the transaction
            for scope, puts in by_scope.items():
                last[scope] = own.exec_driver_sql(
                    "UPDATE feed_scope SET last = last + %s WHERE scope = %s RETURNING last",
                    (len(puts), scope),
                ).scalar_one_or_none() or len(puts)
        for scope in by_scope:
            upsert(connection, feed_scope, [{"scope": scope, "last": last[scope], "pruned": 0}], keep=True)
        values = [
            {"scope": row.scope, "entity": row.entity, "key": row.key, "seq": last[row.scope] - row.behind,
             "op": row.op, "row": row.row, "at": at}
            for row in rows
        ]
        from sqlalchemy.dialects import postgresql
        make = postgresql.insert(feed_row)
        fresh = {name: make.excluded[name] for name in ("seq", "op", "row", "at")}
        connection.execute(make.on_conflict_do_update(index_elements=["scope", "entity", "key"], set_=fresh), values)
"""

ANSWER_FIRST: Final = """\
        answers = []
        try:
            with self.database.write() as connection:
                answers.append(work(connection))
        except Exception:
            if not answers:
                raise
        return answers[0]
"""

TAKEN_OUT: Final = (
    Mutation(
        name="the dense counter",
        file="sync/hq/feed.py",
        old="        connection.exec_driver_sql(PUBLISH, published(rows, Moment.text(at)))\n",
        new=PLAIN_SEQUENCE,
        test="tests/hq/test_feed.py::test_a_lower_number_of_an_open_transaction_is_never_passed",
        quick=True,
    ),
    Mutation(
        name="the look after the database was away",
        file="sync/hq/office.py",
        old='            except (Busy, Refused) as fault:\n                log.warning("not looking"',
        new='            except Refused as fault:\n                log.warning("not looking"',
        test="tests/hq/test_long_poll.py::test_they_are_looked_for_again_after_the_database_was_away[sqlite]",
    ),
    Mutation(
        name="the epoch check",
        file="sync/hq/accept.py",
        old="(row.holder, row.epoch) != (deed.counter, body.epoch)",
        new="row.holder != deed.counter",
        test=f"{SEED}[2-disaster]",
        quick=True,
    ),
    Mutation(
        name="the seq check: a gap is taken",
        file="sync/hq/push.py",
        old="if request.first_seq > journal.last_seq + 1:",
        new="if request.first_seq < 0:",
        test=f"{SEED}[26-disaster]",
        quick=True,
    ),
    Mutation(
        name="the seq check: known facts are judged again",
        file="sync/hq/push.py",
        old="known_already = [fact for fact in request.facts if fact.seq <= journal.last_seq]",
        new="known_already = [fact for fact in request.facts if fact.seq < 0]",
        test=f"{SEED}[3-line]",
    ),
    Mutation(
        name="the fork: the same seq under another hash",
        file="sync/hq/push.py",
        old="        if had.sha256 != fact.sha256:",
        new="        if had.sha256 == '':",
        test="tests/hq/test_push.py::test_a_restored_disk_is_a_fork[sqlite]",
    ),
    Mutation(
        name="the chain of hashes",
        file="sync/hq/push.py",
        old="        if fact.prev != head:",
        new="        if fact.prev == '':",
        test="tests/hq/test_push.py::test_a_cut_chain_is_a_fork_and_stores_nothing[sqlite]",
    ),
    Mutation(
        name="the one count of facts carried into another journal",
        file="sync/hq/carried.py",
        old="    if not _still_carried(connection, journal):",
        new="    if journal.last_seq >= 0:",
        test=f"{SEED}[2-disaster]",
        quick=True,
    ),
    Mutation(
        name="quarantine: later facts of an order join the first",
        file="sync/hq/push.py",
        old="    if pickup_of(body) in bench.quarantined:\n        return Why.JOINED\n",
        new="",
        test=f"{SEED}[2-people]",
    ),
    Mutation(
        name="quarantine of a revoked counter's queue",
        file="sync/hq/push.py",
        old="    if bench.journal.revoked_at is not None:\n        return Why.REVOKED\n",
        new="",
        test=f"{SEED}[7-people]",
    ),
    Mutation(
        name="the undo that is a fact",
        file="sync/hq/accept.py",
        old="            changed(r, undone=True) if r is named else r for r in known.row.redemptions\n",
        new="            r for r in known.row.redemptions if r is not named\n",
        test=f"{SEED}[1-people]",
    ),
    Mutation(
        name="the override that is no second redemption",
        file="sync/hq/accept.py",
        old="    award = Award(body.member, 0)\n    why = why_not(known.row, body.units, deed)\n",
        new="    award = Award(body.member, 0)\n    why = None\n",
        test=f"{SEED}[7-people]",
    ),
    Mutation(
        name="the grant a blind hand-over claims",
        file="sync/hq/accept.py",
        old="        row = changed(row, holder=deed.counter, epoch=row.epoch + 1)\n    return",
        new="        pass\n    return",
        test="tests/hq/test_accept.py::test_a_blind_pickup_claims_the_grant_from_hq",
    ),
    Mutation(
        name="the claim refused while the order is asked back",
        file="sync/hq/accept.py",
        old=" or (row.holder and row.recall)",
        new="",
        test=f"{SEED}[9-line]",
    ),
    Mutation(
        name="the same answer to the same claim",
        file="sync/hq/claims.py",
        old="    if before is not None:\n        same, answer = before",
        new="    if before is not None and False:\n        same, answer = before",
        test=f"{SEED}[3-line]",
    ),
    Mutation(
        name="the holder that is asked before an order ends",
        file="sync/hq/grants.py",
        old="    if row.holder == 0:\n        recalls.keep(connection, row, wish, asker, ended=Ended.DONE",
        new="    if row.holder >= 0:\n        recalls.keep(connection, row, wish, asker, ended=Ended.DONE",
        test="tests/hq/test_recall.py::test_a_refund_waits_for_the_holder_and_is_done_with_its_fact[sqlite]",
    ),
    Mutation(
        name="the grant a counter needs",
        file="app/domain/pickups.py",
        old="        return HeldElsewhere(pickup.grant)",
        new="        pass",
        test=f"{SEED}[1-people]",
    ),
    Mutation(
        name="the grant kept when goods have left",
        file="app/domain/grants.py",
        old="return pickup.grant.counter == own and not standing",
        new="return pickup.grant.counter == own",
        test="tests/store/test_recall.py::test_goods_handed_over_keep_it_until_they_are_taken_back",
    ),
    Mutation(
        name="the grant that is gone once given back",
        file="app/domain/grants.py",
        old="return HeldBy(HQ, grant.epoch) if 0 < grant.epoch <= returned_epoch else grant",
        new="return grant",
        test="tests/store/test_recall.py::test_it_is_given_up_once_and_stays_given_up",
    ),
    Mutation(
        name="the record of a grant given back",
        file="app/store/inbox.py",
        old="    own_deeds.add_grant_return(room.connection, pickup, known.grant.epoch)\n",
        new="",
        test="tests/store/test_recall.py::test_it_is_given_up_once_and_stays_given_up",
    ),
    Mutation(
        name="the acknowledgement that is HQ's alone",
        file="app/store/sync_store.py",
        old="through = min(answer.acked_through, newest)",
        new="through = newest",
        test="tests/store/test_journal.py::TestAnswers::test_pending_counts_what_hq_has_not_acknowledged",
    ),
    Mutation(
        name="own deeds on top of HQ's rows",
        file="app/store/inbox.py",
        old="own = deeds.get(row.pickup, NOTHING)",
        new="own = NOTHING",
        test=f"{SEED}[1-people]",
    ),
    Mutation(
        name="what HQ has not settled, done again on its rows",
        file="app/store/pickup_rows.py",
        old="elif own.undone_seq is not None and own.undone_seq > settled:",
        new="elif own.undone_seq is not None and own.undone_seq > 2**40:",
        test=f"{SEED}[1-people]",
    ),
    Mutation(
        name="what a restored HQ forgot, unsettled again",
        file="app/store/sync_store.py",
        old="            room.meta.put(SETTLED, min(acked, room.meta.number(SETTLED)))\n",
        new="",
        test="tests/store/test_inbox.py::TestPoints::test_a_restored_hq_does_not_take_points_away",
    ),
    Mutation(
        name="the facts a restored HQ is told again",
        file="sync/engine.py",
        old="        self._store.rewind(expected - 1, position.server_epoch)",
        new="        self._store.rewind(expected, position.server_epoch)",
        test="tests/sync/test_engine.py::test_a_restored_hq_gets_again_what_it_lost_even_if_nothing_is_pending",
    ),
    Mutation(
        name="the cursor in its page's transaction",
        file="app/store/sync_store.py",
        old="        with self._transactions.write() as room:\n            self._inbox.apply(room, page, at)",
        new="        with self._transactions.write() as room:\n            room.meta.put(CURSOR, page.cursor)\n        with self._transactions.write() as room:\n            self._inbox.apply(room, page, at)",
        test=f"{SEED}[3-line]",
    ),
    Mutation(
        name="the outbox a reset keeps",
        file="app/store/sync_store.py",
        old="            start_over(room.connection, EVERYTHING if whole else scope)\n",
        new="            start_over(room.connection, EVERYTHING if whole else scope)\n            room.connection.exec_driver_sql('DELETE FROM journal WHERE seq > %d' % room.meta.number(ACKED))\n",
        test=f"{SEED}[26-disaster]",
    ),
    Mutation(
        name="the epoch in a cursor",
        file="sync/hq/feed.py",
        old="if schema != SCHEMA or epoch != server_epoch or whose != counter:",
        new="if schema != SCHEMA or whose != counter:",
        test=f"{SEED}[11-disaster]",
    ),
    Mutation(
        name="the tombstone of an order that moved",
        file="sync/hq/grants.py",
        old='            puts.append(Put(store_scope(old.store), "pickup", str(row.pickup), None))',
        new="            pass",
        test="tests/hq/test_recall.py::test_an_order_moves_when_its_holder_let_go_and_only_then[sqlite]",
    ),
    Mutation(
        name="the signature of a ticket",
        file="sync/hq/siblings.py",
        old="        if _signed(keys.get((ticket.hub, ticket.hub_incarnation)), payload, signature)\n",
        new="",
        test=f"{SHOP}[5-disaster]",
        quick=True,
    ),
    Mutation(
        name="the epoch of what a hub grants",
        file="sync/hq/accept_hub.py",
        old="(known.row.holder, known.row.epoch) != (hub, epoch)",
        new="known.row.holder != hub",
        test=f"{SHOP}[31-people]",
        quick=True,
    ),
    Mutation(
        name="the hub's memory of what it answered",
        file="app/actions/answer_claim.py",
        old="answered(asked.id)\n            if before is not None:\n",
        new="answered(asked.id)\n            if before is not None and before.taken_back:\n",
        test=f"{SHOP}[6-line]",
    ),
    Mutation(
        name="the hand-over told after the hub has told that it is over",
        file="sync/hq/accept_hub.py",
        old="        if _returned(known, named, deed):\n            return _told_late(known, body, deed)\n",
        new="",
        test=f"{SHOP}[6-line]",
    ),
    Mutation(
        name="the units that are only free by what HQ has not heard",
        file="app/actions/answer_claim.py",
        old="if unheard and ahead_of_hq(pickup, asked, unheard):",
        new="if False:",
        test=f"{SHOP}[39-line]",
    ),
    Mutation(
        name="the missing units the hub is not told to hand over",
        file="app/actions/claim_pickup.py",
        old="None if claim.with_missing else _hub(room, hub)",
        new="_hub(room, hub)",
        test=f"{SHOP}[7-people]",
    ),
    Mutation(
        name="the give-back of nothing but what is over",
        file="app/store/claims.py",
        old="or_(_c.state == ClaimState.GIVEN_BACK, _UNDONE.correlate(table).exists())",
        new="or_(_c.state == ClaimState.GIVEN_BACK, _c.state == ClaimState.HANDED_OVER)",
        test=f"{SHOP}[6-line]",
    ),
    Mutation(
        name="the answer that waits for its commit",
        file="sync/hq/office.py",
        old="        with self.database.write() as connection:\n            return work(connection)\n",
        new=ANSWER_FIRST,
        test="tests/hq/test_push.py::test_what_could_not_be_committed_is_not_answered[sqlite]",
    ),
    Mutation(
        name="the numbers without holes",
        file="sync/hq/feed.py",
        old='set_={"last": feed_scope.c.last + count}',
        new='set_={"last": feed_scope.c.last + count + 1}',
        test="tests/hq/test_feed.py::test_a_later_row_of_a_key_replaces_the_earlier_and_numbers_stay_dense[sqlite]",
    ),
)
