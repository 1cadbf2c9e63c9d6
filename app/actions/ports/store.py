"""One transaction with everything in it, and the database that begins it."""

from contextlib import AbstractContextManager
from typing import Protocol

from app.actions.ports.kept import (
    About,
    Catalogue,
    Journal,
    Members,
    Pickups,
    PrintJobs,
    Prompts,
    Receipts,
    Staff,
)


class Room(Protocol):
    """Everything the verbs may touch inside one transaction."""

    @property
    def pickups(self) -> Pickups: ...
    @property
    def members(self) -> Members: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def print_jobs(self) -> PrintJobs: ...
    @property
    def staff(self) -> Staff: ...
    @property
    def about(self) -> About: ...


class Store(Protocol):
    """The counter's database. `write` is BEGIN IMMEDIATE, commits on a clean exit and rolls back otherwise;
    `read` is one snapshot."""

    def write(self) -> AbstractContextManager[Room]: ...

    def read(self) -> AbstractContextManager[Room]: ...
