"""The shell of every page: document, style, headers, redirects, errors as pages. Knows no content of any page."""

import base64
import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from litestar import MediaType, Response
from litestar.datastructures import Cookie

from sync.hq.exchange import AnyRequest
from sync.hq.problems import Refused
from sync.hq.store.engine import Busy
from sync.hq.web.markup import Html, Part, tag, together

STYLE: Final = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
MOST_FORM: Final = 16 * 1024
MOST_FIELDS: Final = 40
log = logging.getLogger("tuangui.hq.web")
Answer = Response[str]


def document(title: str, body: Html, *, refresh: int | None = None) -> str:
    """A whole page; the style stands in it, so that a phone on a slow line asks once. `refresh` seconds."""
    head = together(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="format-detection", content="telephone=no"),
        tag("meta", http_equiv="refresh", content=refresh) if refresh else None,
        tag("title", title),
        tag("style", Html(STYLE)),
    )
    return f"<!doctype html>{tag('html', tag('head', head), body, lang='zh-CN')}"


def phone_page(title: str, *parts: Part, refresh: int | None = None) -> str:
    """A page for a customer's phone."""
    body = tag("body", tag("main", *parts), class_="phone")
    return document(title, body, refresh=refresh)


def shown(page: str, status: int = 200, cookies: Sequence[Cookie] = ()) -> Answer:
    return Response(
        page, status_code=status, media_type=MediaType.HTML, headers=HEADERS, cookies=cookies
    )


def gone_to(path: str, cookies: Sequence[Cookie] = ()) -> Answer:
    """303: the answer to a form that did something."""
    return Response(
        "",
        status_code=303,
        media_type=MediaType.HTML,
        headers={**HEADERS, "location": path},
        cookies=cookies,
    )


async def form_of(request: AnyRequest) -> dict[str, str]:
    """The fields of a posted form, each once, without surrounding space; {} for anything else."""
    body = await request.body()
    if len(body) > MOST_FORM:
        return {}
    try:
        fields = parse_qs(body.decode(), max_num_fields=MOST_FIELDS, strict_parsing=bool(body))
    except ValueError:
        return {}
    return {name: values[0].strip().replace("\0", "") for name, values in fields.items()}


def from_elsewhere(request: AnyRequest) -> bool:
    """A browser says another site sent this form. Silence is left to the form's own seal."""
    return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def origin_of(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


def apology(status: int, title: str, words: str) -> Answer:
    """A page for what did not work."""
    return shown(
        phone_page(title, tag("section", tag("h1", title), tag("p", words), class_="card")), status
    )


def _refused(_request: AnyRequest, refused: Refused) -> Answer:
    if refused.refusal.status == 503:
        return _busy(_request, Busy())
    if refused.refusal.status == 413:
        return apology(413, "文件太大", "请分成几份再导入。")
    return apology(refused.refusal.status, "这一步没有完成", "请返回上一页再试一次。")


def _busy(_request: AnyRequest, _fault: Busy) -> Answer:
    page = apology(503, "现在人有点多", "什么都没有改变,请过几秒再试一次。")
    page.headers["retry-after"] = "2"
    return page


def _our_bug(_request: AnyRequest, fault: Exception) -> Answer:
    log.error("internal", exc_info=fault)
    return apology(500, "系统出了点问题", "什么都没有改变,请稍后再试。")


FAULTS: Final[dict[int | type[Exception], Any]] = {
    Refused: _refused,
    Busy: _busy,
    Exception: _our_bug,
}
"""How the pages' router answers what its handlers raise."""
