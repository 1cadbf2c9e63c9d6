"""Everything HQ keeps: tables, engine and units of work. SQL stands here and in feed.py, never in handlers or in accept.py.

Rows are locked in one order everywhere, so that two transactions never wait for each other: an enrol code, a store, its
counters, a journal, the turn of imports, orders by their numbers (those of one store before those elsewhere), members by
their ids, feed scopes by their names. Whoever needs several of a kind locks them sorted; the feed is told once, last, for
all of a transaction. What is thrown away is not waited for. tests/hq/test_lock_order.py brings the pairs that used to meet.
"""
