"""Forms that carry a file: the fields and the file, bounded; nothing of it touches a disk we know of by name."""

from dataclasses import dataclass
from typing import Final

from litestar.datastructures import UploadFile
from litestar.exceptions import LitestarException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from sync.hq import problems
from sync.hq.exchange import AnyRequest
from sync.hq.imports.sheets import MOST_BYTES

MOST_UPLOAD: Final = MOST_BYTES + 64 * 1024
"""The file, and the form around it. Handlers that take one say so to the framework."""
MOST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """`name` as the browser gives it, without any folder."""

    name: str
    content: bytes


async def upload_of(
    request: AnyRequest, most: int = MOST_BYTES
) -> tuple[dict[str, str], Upload | None]:
    """The text fields, each once, and the first file; ({}, None) for what is no such form. Raises Refused(too_large)
    for what the handler's own limit stops."""
    try:
        form = await request.form()
    except RequestEntityTooLarge:
        raise problems.too_large(most) from None
    except (LitestarException, ValueError):
        return {}, None
    fields: dict[str, str] = {}
    upload: Upload | None = None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if upload is None and value.filename:
                upload = Upload(_bare(value.filename), await value.read())
        elif isinstance(value, str) and name not in fields:
            fields[name] = value.strip().replace("\0", "")
    return fields, upload


def _bare(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:MOST_NAME]
