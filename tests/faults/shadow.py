"""The comparison at the end of a day of kills: what the program said, what its journal holds and what HQ knows."""

from collections import Counter as Tally

from app.bootstrap.opening import Enrolled, open_data
from app.devices.secret_places import FileSecrets
from installer.demo.shop import Shop


def one_story(shop: Shop, said: list[tuple[str, str]], orders: int) -> list[dict[int, int]]:
    """Raises AssertionError when the three differ. Gives the units that left the shop, by line, of each order K-…"""
    told = {redemption for what, redemption in said if what == "redeemed"}
    opened = open_data(shop.paths.database, FileSecrets(shop.paths.data / "key"))
    assert isinstance(opened, Enrolled)
    assert opened.store.first_broken_fact() is None
    with opened.store.read() as room:
        facts = list(room.journal.recent(1_000_000))
    opened.store.close()
    redeemed = Tally(str(row.body["redemption"]) for row in facts if row.kind == "pickup.redeemed")
    undone = Tally(str(row.body["redemption"]) for row in facts if row.kind == "pickup.undone")
    assert told, "the day never got anywhere"
    assert told <= set(redeemed), "something the counter said was done is gone"
    assert set(redeemed.values()) == {1}
    """`duplicate`: HQ had it before the kill, the counter did not know yet."""
    assert {row.outcome for row in facts} <= {"applied", "duplicate"}, "HQ took every fact"
    rows = [shop.order(f"K-{number}") for number in range(orders)]
    at_hq = [each for row in rows for each in row["redemptions"]]
    assert Tally(each["redemption"] for each in at_hq) == redeemed, "HQ knows what happened here"
    assert {each["redemption"] for each in at_hq if each.get("undone")} == set(undone)
    given = []
    for row in rows:
        units: Tally[int] = Tally()
        for each in row["redemptions"]:
            if not each.get("undone"):
                for unit in each["units"]:
                    units[unit["line_no"]] += unit["quantity"]
        assert all(units[line["line_no"]] <= line["quantity"] for line in row["lines"])
        given.append(dict(units))
    return given
