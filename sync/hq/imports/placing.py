"""Which store a file means by a name people write, within what an account may touch. Pure."""

from sync.hq.imports.books import Books
from sync.hq.imports.cells import plain
from sync.hq.imports.plans import Wrong


def store_of(books: Books, said: str, chosen: int | None) -> int | Wrong:
    """The store called so, or the only one whose name is part of what is said or the other way round; nothing said is
    the chosen one."""
    if not said:
        if chosen is None:
            return Wrong.NO_STORE
        return chosen if chosen in books.stores else Wrong.NOT_YOUR_STORE
    bare = plain(said)
    names = {store: plain(name) for store, name in books.stores.items()}
    for fits in (lambda name: name == bare, lambda name: name in bare or bare in name):
        found = [store for store, name in names.items() if fits(name)]
        if len(found) == 1:
            return found[0]
    foreign = [plain(name) for name in books.foreign]
    known = any(name == bare or name in bare for name in foreign)
    return Wrong.NOT_YOUR_STORE if known else Wrong.UNKNOWN_STORE
