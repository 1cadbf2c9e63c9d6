"""The command `tuangui-hq`: serve, load, user, enrol-code, mint, migrate, backup, restore, new-epoch. Only this module reads arguments."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.hq.keys import Keys
    from sync.hq.store.engine import Database

DEFAULT_DATABASE = "sqlite:///tuangui-hq.db"


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong arguments."""
    from sync.hq.problems import Refused
    from sync.hq.seed_files import BadSeeds
    from sync.hq.store.engine import Busy, Unfit

    given = sys.argv[1:] if argv is None else argv
    arguments = _parser().parse_args(given)
    arguments.argv = list(given)
    try:
        return int(arguments.run(arguments))
    except Refused as refused:
        sys.stderr.write(f"{refused.refusal.message}\n")
    except (BadSeeds, Busy, Unfit, OSError) as wrong:
        sys.stderr.write(f"{wrong}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tuangui-hq", description="HQ of Tuangui.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument(
        "--database",
        default=DEFAULT_DATABASE,
        help="sqlite:///FILE or postgresql+psycopg://… (default: %(default)s)",
    )

    serve = verbs.add_parser("serve", parents=[database], help="answer counters")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8470, help="0 = any free port, printed")
    serve.add_argument("--public-url", default="", help="what the QR on receipts leads to")
    serve.add_argument("--operator-token-file", type=Path, default=None)
    serve.add_argument(
        "--sms-gateway", default="", help="where codes for phones are POSTed; default: the console"
    )
    serve.add_argument("--workers", type=int, default=1, help="processes on one port (PostgreSQL)")
    serve.add_argument(
        "--tls-cert", type=Path, default=None, help="PEM: the certificate, then its chain"
    )
    serve.add_argument("--tls-key", type=Path, default=None, help="PEM")
    serve.add_argument(
        "--plain",
        action="store_true",
        help="a proxy in front speaks TLS: plain HTTP on any address",
    )
    serve.add_argument("--as-worker", action="store_true", help=argparse.SUPPRESS)
    serve.set_defaults(run=_serve)

    user = verbs.add_parser("user", parents=[database], help="accounts of the console")
    user.add_argument("act", choices=("add", "remove"), help="add also gives a new password")
    user.add_argument("name")
    user.add_argument("--role", choices=("admin", "operator"), default="operator")
    user.add_argument("--store", type=int, action="append", default=[], help="default: all")
    user.set_defaults(run=_user)

    load = verbs.add_parser("load", parents=[database], help="load a folder of seeds")
    load.add_argument("folder", type=Path)
    load.set_defaults(run=_load)

    code = verbs.add_parser("enrol-code", parents=[database], help="print a one-time code")
    code.add_argument("--store", type=int, required=True)
    code.add_argument("--label", type=int, default=None, help="the counter's number in its store")
    code.set_defaults(run=_enrol_code)

    mint = verbs.add_parser("mint", parents=[database], help="print a signed code")
    mint.add_argument("kind", choices=("pickup", "member", "card", "coupon", "badge"))
    mint.add_argument("subject", help="order no., member or coupon id, staff no.")
    mint.add_argument("--serial", type=int, default=1, help="of a card or badge")
    mint.set_defaults(run=_mint)

    migrate = verbs.add_parser(
        "migrate", parents=[database], help="bring an older database to this version"
    )
    migrate.set_defaults(run=_migrate)

    backup = verbs.add_parser(
        "backup", parents=[database], help="everything HQ has into one file, while it runs"
    )
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)

    restore = verbs.add_parser("restore", parents=[database], help="back to what a backup holds")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="lose what the database holds now")
    restore.set_defaults(run=_restore)

    epoch = verbs.add_parser(
        "new-epoch", parents=[database], help="after a restore from a backup: counters start over"
    )
    epoch.set_defaults(run=_new_epoch)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    from sync.hq.serving import Service, serve, serve_as_worker

    service = Service(
        database_url=arguments.database,
        host=arguments.host,
        port=arguments.port,
        public_url=arguments.public_url,
        operator_token_file=arguments.operator_token_file,
        sms_gateway=arguments.sms_gateway,
        tls_cert=arguments.tls_cert,
        tls_key=arguments.tls_key,
        plain=arguments.plain,
        workers=arguments.workers,
    )
    if arguments.as_worker:
        return serve_as_worker(service)
    if service.workers > 1:
        from sync.hq.workers import serve_with_workers

        return serve_with_workers(service, arguments.argv)
    return serve(service)


def _user(arguments: argparse.Namespace) -> int:
    from getpass import getpass

    from sync.hq.office import utc_now
    from sync.hq.web.accounts import add_account, remove_account

    with _opened(arguments.database) as (database, _):
        if arguments.act == "remove":
            with database.write() as connection:
                remove_account(connection, arguments.name)
            return 0
        terminal = sys.stdin.isatty()
        password = getpass("password: ") if terminal else sys.stdin.readline().rstrip("\r\n")
        with database.write() as connection:
            add_account(
                connection,
                name=arguments.name,
                role=arguments.role,
                stores=frozenset(arguments.store),
                password=password,
                now=utc_now(),
            )
    return 0


def _load(arguments: argparse.Namespace) -> int:
    from sync.hq.office import utc_now
    from sync.hq.seeding import load_seeds

    with _opened(arguments.database) as (database, _):
        counts = load_seeds(database, arguments.folder, utc_now())
    sys.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()) + "\n")
    return 0


def _enrol_code(arguments: argparse.Namespace) -> int:
    from sync.hq.enrolment import new_code
    from sync.hq.office import utc_now

    with _opened(arguments.database) as (database, keys), database.write() as connection:
        code = new_code(
            connection, keys, store=arguments.store, label=arguments.label, now=utc_now()
        )
    sys.stdout.write(f"{code}\n")
    return 0


def _mint(arguments: argparse.Namespace) -> int:
    from sync.hq.minting import mint
    from sync.hq.office import utc_now

    with _opened(arguments.database) as (database, keys), database.read() as connection:
        text = mint(
            connection,
            keys.mint,
            kind=arguments.kind,
            subject=arguments.subject,
            serial=arguments.serial,
            now=utc_now(),
        )
    sys.stdout.write(f"{text}\n")
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    from sync.hq.store.engine import Database
    from sync.hq.store.schema import migrate

    database = Database(arguments.database)
    try:
        with database.write() as connection:
            before, after = migrate(connection)
    finally:
        database.close()
    sys.stdout.write(f"schema {before or 'new'} → {after}\n")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    from sync.hq.office import utc_now
    from sync.hq.store.archive import backup

    with _opened(arguments.database) as (database, _):
        count = backup(database, arguments.file, utc_now())
    sys.stdout.write(f"{count} rows\n")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from sync.hq.store.archive import restore
    from sync.hq.store.engine import Database

    database = Database(arguments.database)
    try:
        count = restore(database, arguments.file, replace=arguments.replace)
    finally:
        database.close()
    sys.stdout.write(f"{count} rows; counters will tell again what came after the backup\n")
    return 0


def _new_epoch(arguments: argparse.Namespace) -> int:
    from sync.hq.keys import new_epoch

    with _opened(arguments.database) as (database, _), database.write() as connection:
        new_epoch(connection)
    sys.stdout.write("counters will pull everything again, and tell what is missing here\n")
    return 0


@contextmanager
def _opened(url: str) -> Iterator[tuple["Database", "Keys"]]:
    """The database with its tables and keys, as the server would open it."""
    from sync.hq.keys import open_keys
    from sync.hq.office import utc_now
    from sync.hq.store.engine import Database

    database = Database(url)
    try:
        database.create()
        with database.write() as connection:
            keys = open_keys(connection, utc_now())
        yield database, keys
    finally:
        database.close()


if __name__ == "__main__":
    raise SystemExit(main())
