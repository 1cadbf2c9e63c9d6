"""Every route of the console, found from the application itself: nothing of another store is seen or done, nothing is done
without the form of this very visit, and every page carries the headers. A new route cannot be forgotten here."""

import re

import httpx
import pytest

from sync.hq.api import create_app
from sync.hq.web.claim_reads import TOO_LONG
from sync.hq.web.console_acts import MOST_LABEL
from tests.hq.counter import Counter
from tests.hq.running import TOKEN, RunningHq
from tests.hq.test_claims import asking, claim
from tests.hq_imports.files import KTT_HEADS, KTT_ROWS, csv_file
from tests.hq_web.console import PASSWORD, account, make_conflict, sign_in, signed_in
from tests.hq_web.phones import Browser

OPEN = {("GET", "/hq/login"), ("POST", "/hq/login")}
"""What answers without an account."""
HEADERS = (
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "strict-transport-security",
    "permissions-policy",
    "cross-origin-opener-policy",
)
FORM = re.compile(r'name="form" value="([0-9a-f]{64})"')


def every(hq: RunningHq) -> list[tuple[str, str]]:
    """(method, path with {name:kind} in it) of all of /hq."""
    app = create_app(hq.office, operator_token=TOKEN)
    return sorted(
        (method, route.path_format)
        for route in app.routes
        for method in route.methods
        if route.path.startswith("/hq") and method in {"GET", "POST"}
    )


def filled(path: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: names[found[1]], path)


class World:
    """Two stores with a counter each; what belongs to store 1 is what an operator of store 2 must not touch."""

    def __init__(self, hq: RunningHq) -> None:
        self.hq = hq
        self.here: Counter = hq.enrolled(1)
        self.there: Counter = hq.enrolled(2)
        self.conflict = make_conflict(hq, self.here)
        self.here.write(b'{"redemption":7,"pickup":20463}', kind="pickup.redeemed")
        self.here.push(len(self.here.facts))
        self.owner = signed_in(hq, "lin", "admin")
        self.owner.post("/hq/keys", self.owner.get("/hq/keys"), name="one", store="1")
        opened = self.owner.http.post(
            "/hq/import",
            data={"form": self.form(self.owner), "kind": "orders"},
            files={"file": ("团.csv", csv_file(KTT_HEADS, KTT_ROWS))},
        )
        row = self.here.pickup("T-20473")
        self.pickup = str(row.pickup)
        assert str(row.epoch) == FIELDS["epoch"], "so that the forms of an order would do something"
        asked = asking(row, {1: 1})
        assert claim(self.here, asked).outcome == "granted"
        self.claim = asked.claim_id
        hq.clock.ahead += TOO_LONG
        self.import_id = opened.url.path.rpartition("/")[2]
        assert len(self.import_id) == 32

    def form(self, browser: Browser) -> str:
        return str(FORM.findall(browser.get("/hq").text)[0])

    @property
    def names(self) -> dict[str, str]:
        """What stands in the addresses, all of store 1."""
        _, _, _, counter, incarnation, seq = self.conflict.split("/")
        return {
            "counter": counter,
            "incarnation": incarnation,
            "seq": seq,
            "store": "1",
            "import_id": self.import_id,
            "pickup": self.pickup,
            "claim": self.claim,
        }

    def state(self) -> list[object]:
        """All that an act could change."""
        tables = (
            "counters",
            "conflicts",
            "quarantine",
            "pickups",
            "facts",
            "redemptions",
            "recalls",
            "releases",
        )
        return [self.hq.operator.look(name) for name in tables]


FIELDS = {
    "store": "1",
    "label": "7",
    "sure": "yes",
    "link": "https://group.example/x",
    "reason": "不归我管的事",
    "name": "one",
    "kind": "goods",
    "f_order_no": "0",
    "f_product": "5",
    "verb": "cancel",
    "epoch": "1",
    "force": "yes",
}
"""Every field any act reads, as it would have to be to do something."""


@pytest.fixture
def world(hq: RunningHq) -> World:
    return World(hq)


def test_the_routes_are_found(hq: RunningHq) -> None:
    found = every(hq)
    assert len(found) >= 26
    assert ("POST", "/hq/import/{import_id}") in found
    assert ("POST", "/hq/orders/{pickup}") in found
    assert ("POST", "/hq/claims/{claim}") in found


def test_nothing_answers_a_stranger(world: World) -> None:
    stranger = Browser(world.hq)
    before = world.state()
    for method, path in every(world.hq):
        if (method, path) in OPEN:
            continue
        address = filled(path, world.names)
        if method == "GET":
            assert stranger.get(address).url.path == "/hq/login", path
        else:
            said = stranger.http.post(address, data=FIELDS | {"form": "0" * 64})
            assert said.status_code == 403, path
    assert world.state() == before


def test_no_act_without_the_form_of_this_visit(world: World) -> None:
    other = signed_in(world.hq, "wu", "admin")
    foreign, own = world.form(other), world.form(world.owner)
    before = world.state()
    for method, path in every(world.hq):
        if method == "GET" or path == "/hq/login":
            continue
        address = filled(path, world.names)
        for form in ("", "0" * 64, foreign):
            for sent in (
                {"data": FIELDS | {"form": form}},
                {"data": FIELDS | {"form": form}, "files": {"file": ("a.csv", b"x")}},
            ):
                said = world.owner.http.post(address, **sent)
                assert said.status_code == 403, (path, form)
        said = world.owner.http.post(
            address, data=FIELDS | {"form": own}, headers={"sec-fetch-site": "cross-site"}
        )
        assert said.status_code == 403, path
    assert world.state() == before
    assert world.owner.get("/hq").url.path == "/hq", "still signed in"


@pytest.mark.parametrize("role", ["operator", "admin"])
def test_an_account_of_store_2_sees_and_does_nothing_of_store_1(world: World, role: str) -> None:
    browser = signed_in(world.hq, "he", role, 2)
    form = world.form(browser)
    before = world.state()
    secret = ("翠湖路店", "T-20462", "T-20473", "翠湖路 18 号", "20261124-0001", "13900001111")
    for method, path in every(world.hq):
        if (method, path) in OPEN or path == "/hq/logout":
            continue
        address = filled(path, world.names)
        if method == "GET":
            page = browser.get(address)
            if path == "/hq/conflicts":
                page = httpx.Response(page.status_code, text=page.text + browser.get(f"{address}?closed=1").text)  # fmt: skip
        else:
            page = browser.http.post(address, data=FIELDS | {"form": form})
            if "{" in path:
                assert page.status_code == 404, path
        for words in secret:
            assert words not in page.text, (method, path, words)
        assert page.status_code < 500, path
    assert world.state() == before
    with world.hq.office.database.read() as connection:
        from sqlalchemy import select

        from sync.hq.store.tables import enrol_code
        from sync.hq.store.web_tables import api_key, conflict_closed, group_link

        assert connection.execute(select(conflict_closed)).all() == []
        assert connection.execute(select(group_link)).all() == []
        keys = connection.execute(select(api_key.c.name, api_key.c.revoked_at)).all()
        assert [tuple(row) for row in keys] == [("one", None)]
        codes = connection.execute(select(enrol_code.c.store, enrol_code.c.used_by)).all()
        assert all(row.used_by is not None for row in codes), "no new code of store 1"


def test_an_operator_makes_no_keys_and_takes_in_no_catalogue(world: World) -> None:
    browser = signed_in(world.hq, "he", "operator")
    assert browser.get("/hq/keys").status_code == 404
    form = world.form(browser)
    for path, fields in (("/hq/keys", {"name": "x"}), ("/hq/keys/revoke", {"name": "one"})):
        assert browser.http.post(path, data=fields | {"form": form}).status_code == 404
    said = browser.http.post(
        "/hq/import",
        data={"form": form, "kind": "goods"},
        files={"file": ("a.csv", "商品,价格\n草莓,1".encode())},
    )
    assert said.status_code == 404
    assert "商品</option>" not in browser.get("/hq/import").text


def test_every_page_carries_the_headers_and_no_script(world: World) -> None:
    for method, path in every(world.hq):
        if method != "GET":
            continue
        page = world.owner.get(filled(path, world.names))
        for name in HEADERS:
            assert name in page.headers, (path, name)
        assert page.headers["cache-control"] == "no-store"
        assert "<script" not in page.text
        assert "13800001234" not in page.text


def test_a_password_that_was_changed_ends_the_visit_in_the_middle(world: World) -> None:
    browser = signed_in(world.hq, "he", "operator", 1)
    form = world.form(browser)
    account(world.hq, "he", "operator", 2)
    said = browser.http.post("/hq/counters/enrol", data={"form": form, "store": "1"})
    assert said.url.path == "/hq/login"
    assert sign_in(browser, "he", PASSWORD).url.path == "/hq"
    seen = browser.get("/hq/counters")
    label = str(MOST_LABEL + 1)
    assert browser.post("/hq/counters/enrol", seen, store="2", label=label).status_code == 422
