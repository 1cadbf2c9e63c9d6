"""What can go wrong around the app, as classes that know what people are to be told. No sentence stands here: keys only."""

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Sentence(StrEnum):
    """Names a title and a sentence of the screens (app/ui/messages.py has the words)."""

    DATA_FOLDER = "data_folder"
    """The data directory cannot be made, read or written."""
    DISK_FULL = "disk_full"
    DATABASE_NEWER = "database_newer"
    """Made by a newer version of this app."""
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_BUSY = "database_busy"
    """Another program holds the database."""
    KEYS_NOT_SAVED = "keys_not_saved"
    UNEXPECTED = "unexpected"
    """Our bug."""


class Whose(StrEnum):
    """Whose fault it is: the world's is told and tried again, ours is told, logged whole and mended by us."""

    WORLD = "world"
    OURS = "ours"


class CounterError(Exception):
    """Root of the errors people are told of. `why` is for the log."""

    sentence: Sentence = Sentence.UNEXPECTED
    whose: Whose = Whose.OURS

    def __init__(self, why: str = "") -> None:
        super().__init__(why or self.sentence.value)


class WorldError(CounterError):
    """The world's fault: a disk, a permission, another program."""

    whose = Whose.WORLD


class DataFolderError(WorldError):
    sentence = Sentence.DATA_FOLDER


class DiskFull(WorldError):
    sentence = Sentence.DISK_FULL


class DatabaseNewer(WorldError):
    sentence = Sentence.DATABASE_NEWER


class DatabaseDamaged(WorldError):
    sentence = Sentence.DATABASE_DAMAGED


class DatabaseBusy(WorldError):
    sentence = Sentence.DATABASE_BUSY


class KeysNotSaved(WorldError):
    """The keys could not be kept safely; nothing may be written under them."""

    sentence = Sentence.KEYS_NOT_SAVED


@dataclass(frozen=True, slots=True)
class Told:
    """What a screen says of an error. `detail` is the class of the error, never its text: that may name a person."""

    sentence: Sentence
    whose: Whose
    detail: str


_FOLDER_ERRORS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})
_FULL_ERRORS: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def told(error: BaseException) -> Told:
    """The one door from any error to what people are told: known ones by name, the world's by errno, the rest ours."""
    match error:
        case CounterError():
            sentence, whose = error.sentence, error.whose
        case OSError(errno=number) if number in _FULL_ERRORS:
            sentence, whose = Sentence.DISK_FULL, Whose.WORLD
        case OSError(errno=number) if number in _FOLDER_ERRORS:
            sentence, whose = Sentence.DATA_FOLDER, Whose.WORLD
        case _:
            sentence, whose = Sentence.UNEXPECTED, Whose.OURS
    return Told(sentence, whose, type(error).__name__)
