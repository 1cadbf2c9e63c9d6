"""`python -m app` and the `tuangui` command: nothing but the way in."""

import sys


def main() -> int:
    from app.bootstrap.start import start

    return start(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
