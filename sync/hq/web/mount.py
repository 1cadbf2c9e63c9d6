"""All pages under one router with their own way of answering faults. The one door the application uses."""

from typing import Any

from litestar import Router

from sync.hq.office import Office
from sync.hq.web import console, customer
from sync.hq.web.page import FAULTS
from sync.hq.web.sender import DeskSender, Sender
from sync.hq.web.visits import Web


def pages(office: Office, sender: Sender | None = None) -> Router:
    """The customer's pages and the console; without a sender the demo's is used."""
    web = Web(office, sender or DeskSender(office.database))
    handlers: list[Any] = [*customer.routes(web), *console.routes(web)]
    return Router(path="/", route_handlers=handlers, exception_handlers=FAULTS)
