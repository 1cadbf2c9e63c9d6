"""A look into the shop's own network for printers: only on a key, only this PC's private network of 254 addresses, one
connection each with a short time limit and a few at once. Sends no byte."""

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network
from typing import Final

PORT: Final = 9100
CONNECT_SECONDS: Final = 0.4
AT_ONCE: Final = 32
_PRIVATE: Final = tuple(
    map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
)  # RFC 1918
_ELSEWHERE: Final = ("192.0.2.1", 9)
"""RFC 5737's documentation network: a UDP socket "connected" there sends nothing and tells which address would be used."""


def own_address() -> IPv4Address | None:
    """This PC's address on its usual network; None without one."""
    return _used_towards(_ELSEWHERE)


def own_addresses() -> tuple[str, ...]:
    """This PC's private addresses as far as its routes tell, the usual network's first. Asks no name server and sends
    nothing: costs nothing to ask again."""
    found = [_used_towards(_ELSEWHERE)]
    found += [_used_towards((str(network[1]), 9)) for network in _PRIVATE]
    private = (each for each in found if each and any(each in network for network in _PRIVATE))
    return tuple(dict.fromkeys(str(each) for each in private))


def _used_towards(place: tuple[str, int]) -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(place)
            return IPv4Address(asked.getsockname()[0])
        except OSError:
            return None


def addresses_beside(own: IPv4Address | None) -> tuple[str, ...]:
    """The other 253 of its /24; nothing when that is not a private network."""
    if own is None or not any(own in network for network in _PRIVATE):
        return ()
    around = IPv4Network((own, 24), strict=False)
    return tuple(str(each) for each in around.hosts() if each != own)


def listening(
    addresses: Sequence[str], *, port: int = PORT, seconds: float = CONNECT_SECONDS
) -> tuple[str, ...]:
    """Those that take a connection on the port, in their order; at most `AT_ONCE` are asked at the same time."""
    if not addresses:
        return ()

    def answers(address: str) -> bool:
        try:
            socket.create_connection((address, port), timeout=seconds).close()
        except OSError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="neighbours") as askers:
        there = tuple(askers.map(answers, addresses))
    return tuple(address for address, is_there in zip(addresses, there, strict=True) if is_there)
