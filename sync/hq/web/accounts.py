"""Accounts of the console: names, roles, the stores they see, passwords as argon2id, and the browsers signed in. Knows no
page. A wrong name costs as long as a wrong password."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select

from sync.hq import problems
from sync.hq.store.engine import upsert
from sync.hq.store.web_tables import account, account_visit, import_file
from sync.hq.web.limits import Limit, count_try, wait_seconds
from sync.hq.web.seals import Seals

ROLES: Final = ("admin", "operator")
LEAST_PASSWORD: Final = 10
VISIT_LIFE: Final = timedelta(hours=12)
FILE_LIFE: Final = timedelta(hours=1)
"""How long a file somebody looks at before taking it in is kept."""
_NAME: Final = re.compile(r"[\w.@-]{1,40}")
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
"""19 MiB, t=2, p=1: OWASP Password Storage Cheat Sheet."""
_NOBODY: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$yrsabghtKWRydjaYGreHSw"
    "$jEexTXs0CHj9glAAfLE9bloiYZUQ6QhEFh9vhG8wWB4"
)
"""What the password of nobody is held against, so that it takes its time."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who is at the console. `stores` empty = all."""

    name: str
    role: str
    stores: frozenset[int]

    @property
    def admin(self) -> bool:
        return self.role == "admin"

    def sees(self, store: int) -> bool:
        return not self.stores or store in self.stores


def add_account(
    connection: Connection,
    *,
    name: str,
    role: str,
    stores: frozenset[int],
    password: str,
    now: datetime,
) -> None:
    """A new account, or new words for one: then its browsers are signed out. Raises Refused(bad_request)."""
    if not _NAME.fullmatch(name) or role not in ROLES:
        raise problems.bad_request(
            "a name has 1 to 40 letters or digits; a role is admin or operator"
        )
    if len(password) < LEAST_PASSWORD:
        raise problems.bad_request(f"a password has at least {LEAST_PASSWORD} characters")
    row = {
        "name": name,
        "role": role,
        "stores": ",".join(str(store) for store in sorted(stores)),
        "password_hash": _HASHER.hash(password),
        "made_at": now,
    }
    upsert(connection, account, [row])
    connection.execute(delete(account_visit).where(account_visit.c.account == name))


def remove_account(connection: Connection, name: str) -> None:
    """It and its browsers. Raises Refused(not_found)."""
    gone = connection.execute(delete(account).where(account.c.name == name))
    if gone.rowcount != 1:
        raise problems.not_found("no such account")
    connection.execute(delete(account_visit).where(account_visit.c.account == name))


def may_try(connection: Connection, seals: Seals, *, name: str, origin: str, now: datetime) -> bool:
    """Counts a try to sign in. In a quarter of an hour ten for a name from one origin, thirty for an origin, and a
    hundred for a name, so that no stranger locks anybody out with a handful."""
    limits = (
        Limit("sign-in", seals.hidden("account", f"{name} {origin}"), 10, timedelta(minutes=15)),
        Limit("sign-in", seals.hidden("account", name), 100, timedelta(minutes=15)),
        Limit("sign-in", seals.hidden("origin", origin), 30, timedelta(minutes=15)),
    )
    if wait_seconds(connection, limits, now):
        return False
    count_try(connection, limits, now)
    return True


def check_password(connection: Connection, name: str, password: str) -> bool:
    """Takes some 20 ms, whoever it is."""
    kept = connection.execute(
        select(account.c.password_hash).where(account.c.name == name)
    ).scalar_one_or_none()
    try:
        _HASHER.verify(kept or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def open_visit(connection: Connection, name: str, now: datetime) -> str:
    """The key of a browser that has just signed in; only its hash is kept."""
    connection.execute(delete(account_visit).where(account_visit.c.expires_at < now))
    forget_files(connection, now)
    key = secrets.token_urlsafe(32)
    connection.execute(
        insert(account_visit).values(key_hash=_hash(key), account=name, expires_at=now + VISIT_LIFE)
    )
    return key


def forget_files(connection: Connection, now: datetime) -> None:
    """Files nobody took in: gone whenever somebody signs in or opens another."""
    connection.execute(delete(import_file).where(import_file.c.made_at < now - FILE_LIFE))


def close_visit(connection: Connection, key: str) -> None:
    connection.execute(delete(account_visit).where(account_visit.c.key_hash == _hash(key)))


def visitor(connection: Connection, key: str, now: datetime) -> Who | None:
    """Who this browser is signed in as, by the account as it stands now."""
    row = connection.execute(
        select(account)
        .join(account_visit, account_visit.c.account == account.c.name)
        .where(account_visit.c.key_hash == _hash(key), account_visit.c.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    stores = frozenset(int(store) for store in row.stores.split(",") if store)
    return Who(row.name, row.role, stores)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
