"""The watch on this PC's network: each change for the better is told once, a loss not at all."""

from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from app.ui.network import NetworkWatch, addresses

Reach = QNetworkInformation.Reachability


def told(watch: NetworkWatch) -> list[int]:
    heard: list[int] = []
    watch.changed.connect(lambda: heard.append(1))
    return heard


def test_a_new_address_is_told_and_a_lost_one_is_not(qtbot: QtBot) -> None:
    watch = NetworkWatch()
    heard = told(watch)
    there = addresses()
    watch.look()
    assert heard == []
    watch.saw(there | {"192.0.2.77"})
    assert len(heard) == 1
    watch.saw(there | {"192.0.2.77"})
    watch.saw(frozenset())
    assert len(heard) == 1
    watch.saw(there | {"192.0.2.78"})
    assert len(heard) == 2


def test_what_the_system_tells_is_heard_at_once(qtbot: QtBot) -> None:
    watch = NetworkWatch()
    heard = told(watch)
    watch.start()
    system = QNetworkInformation.instance()
    if system is None:
        watch._heard(Reach.Disconnected)
        watch._heard(Reach.Online)
    else:
        system.reachabilityChanged.emit(Reach.Disconnected)
        system.reachabilityChanged.emit(Reach.Online)
    assert len(heard) == 1
    watch.stop()
    if system is not None:
        system.reachabilityChanged.emit(Reach.Online)
    assert len(heard) == 1


def test_loopback_is_no_network() -> None:
    assert not any(each.startswith("127.") or each == "::1" for each in addresses())
