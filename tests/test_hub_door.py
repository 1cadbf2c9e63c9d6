"""The hub's door: open only where there is somebody to ask, as the settings say, and never in the way of the counter."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from app.actions.answer_claim import AnswerClaim
from app.bootstrap.hub_door import Door, HubDoor, addresses_of
from app.domain.identity import CounterId
from app.domain.siblings import Sibling
from app.settings import HubSettings
from sync.errors import Retry
from sync.hub.client import HubLine
from sync.wire.hub import HubAnswer
from tests.actions.conftest import Shop, shop
from tests.actions.test_answer_claim import counter_row
from tests.sync.test_hub_seals import CLAIM, own, peer
from tests.sync.test_with_real_hq import until

__all__ = ["shop"]


def sibling(number: int, *, hub: bool = False, revoked: bool = False) -> Sibling:
    key = peer(number).public_key
    return Sibling(CounterId(number), number, 1, key, revoked=revoked, hub=hub, addresses=())


class Place:
    """`everyone` and `settings` are what the door sees at its next look."""

    def __init__(self, verb: AnswerClaim) -> None:
        self.everyone = [sibling(1, hub=True), sibling(2)]
        self.settings = HubSettings(host="127.0.0.1", port=0)
        self.lane = ThreadPoolExecutor(1)
        self.door = HubDoor(
            own(1),
            verb=verb,
            siblings=lambda: self.everyone,
            staff=dict,
            settings=lambda: self.settings,
            lane=self.lane,
        )

    def look(self) -> Door:
        self.door.look()
        return self.door.state.door

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.door.state.port}"

    def close(self) -> None:
        self.door.stop()
        self.lane.shutdown()


@pytest.fixture
def place(shop: Shop) -> Iterator[Place]:
    made = Place(shop.verbs.answer_claim)
    yield made
    made.close()


def answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except OSError:
        return False
    return True


def test_it_opens_for_the_hub_of_a_store_with_others_and_shuts_again(place: Place) -> None:
    place.everyone = [sibling(1, hub=True)]
    assert place.look() is Door.SHUT
    assert place.door.told() is None
    place.everyone = [sibling(1, hub=True), sibling(2)]
    assert place.look() is Door.OPEN
    address = place.address
    assert place.door.told() == address
    assert answers(address)
    assert place.look() is Door.OPEN
    assert place.address == address, "nothing new, nothing moved"
    for nobody in (
        [sibling(1, hub=True), sibling(2, revoked=True)],
        [sibling(1), sibling(2, hub=True)],
        [sibling(1, hub=True, revoked=True), sibling(2)],
        [],
    ):
        place.everyone = nobody
        assert place.look() is Door.SHUT
    assert not answers(address)


def test_the_settings_say_whether_and_where(place: Place) -> None:
    place.settings = replace(place.settings, listen="off")
    assert place.look() is Door.SHUT
    assert place.door.told() == "", "the others must not look for it where it was"
    place.settings = replace(place.settings, listen="on")
    place.everyone = []
    assert place.look() is Door.OPEN


def test_a_port_another_program_has_is_told_and_taken_once_it_is_free(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        place.settings = replace(place.settings, port=port)
        assert place.look() is Door.NO_PORT
        assert (place.door.state.port, place.door.told()) == (port, "")
        place.settings = replace(place.settings, port=0)
        assert place.look() is Door.OPEN
        place.settings = replace(place.settings, port=port)
        assert place.look() is Door.NO_PORT
    until(lambda: place.look() is Door.OPEN, 20)


def test_an_address_this_pc_does_not_have_stops_nothing(place: Place) -> None:
    for host in ("203.0.113.7", "999.1.1.1", "::zz"):
        place.settings = replace(place.settings, host=host)
        assert place.look() is Door.NO_PORT


def test_a_counter_that_is_busy_answers_the_same_question_later(place: Place, shop: Shop) -> None:
    shop.told(counter_row(1), counter_row(2))
    place.look()
    free = threading.Event()
    place.lane.submit(free.wait, 30)
    with pytest.raises(Retry):
        HubLine(own(2), whole_seconds=20).ask(peer(1, place.address), CLAIM)
    free.set()
    heard: list[HubAnswer] = []

    def asked() -> bool:
        with suppress(Retry):
            heard.append(HubLine(own(2), whole_seconds=20).ask(peer(1, place.address), CLAIM))
        return len(heard) == 2

    until(asked, 60)
    assert heard[0] == heard[1]


def test_addresses_are_those_of_the_shops_networks() -> None:
    assert addresses_of("192.168.1.5", 8471) == ("192.168.1.5:8471",)
    assert addresses_of("fd00::5", 8471) == ("[fd00::5]:8471",)
    assert not any(each.startswith("127.") for each in addresses_of("0.0.0.0", 8471))  # noqa: S104 - nothing is bound
