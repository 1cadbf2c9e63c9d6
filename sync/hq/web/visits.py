"""What a browser carries: the seal of its forms, the code it waits for, who it is signed in as. All HttpOnly, Lax, and
Secure wherever HQ's public address is https; nothing in them tells a phone or a name."""

import hmac
import re
import secrets
from datetime import timedelta
from typing import Final

from litestar.datastructures import Cookie

from sync.hq.exchange import AnyRequest
from sync.hq.office import Office
from sync.hq.web.markup import Html, tag
from sync.hq.web.page import from_elsewhere
from sync.hq.web.phone_codes import LIFE as CODE_LIFE
from sync.hq.web.seals import Seals
from sync.hq.web.sender import Sender

FORM: Final = "tg_form"
ASK: Final = "tg_ask"
MEMBER: Final = "tg_member"
_ASK: Final = re.compile(r"[0-9a-f]{32}")
MEMBER_LIFE: Final = timedelta(days=30)


class Web:
    """What all pages share: the office, the seals, the sender."""

    def __init__(self, office: Office, sender: Sender) -> None:
        self.office = office
        self.sender = sender
        self.seals = Seals(office.keys.session)

    def cookie(self, name: str, value: str, life: timedelta | None) -> Cookie:
        """`life` None ends it at once."""
        return Cookie(
            key=name,
            value=value,
            max_age=0 if life is None else int(life.total_seconds()),
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.office.public_url.startswith("https"),
        )

    def form(self, request: AnyRequest) -> tuple[Html, list[Cookie]]:
        """The hidden field of this browser's forms, and the cookie that goes with it when it has none yet."""
        nonce = request.cookies.get(FORM, "")
        cookies: list[Cookie] = []
        if not 20 <= len(nonce) <= 64:
            nonce = secrets.token_urlsafe(18)
            cookies.append(self.cookie(FORM, nonce, MEMBER_LIFE))
        field = tag("input", type="hidden", name="form", value=self.seals.hidden("form", nonce))
        return field, cookies

    def own_form(self, request: AnyRequest, fields: dict[str, str]) -> bool:
        """Did this browser get this form from us?"""
        nonce = request.cookies.get(FORM, "")
        wanted = self.seals.hidden("form", nonce)
        given = fields.get("form", "")
        return (
            bool(nonce)
            and not from_elsewhere(request)
            and hmac.compare_digest(wanted.encode(), given.encode())
        )

    def asking(self, ask: str) -> Cookie:
        return self.cookie(ASK, ask, CODE_LIFE)

    def ask_of(self, request: AnyRequest) -> str:
        """The code this browser waits for; nothing for what cannot be one."""
        ask = request.cookies.get(ASK, "")
        return ask if _ASK.fullmatch(ask) else ""

    def signed_in(self, request: AnyRequest) -> str | None:
        """The member this browser has proven to be, 32 hex digits."""
        text = request.cookies.get(MEMBER, "")
        return self.seals.open("member", text, now=self.office.clock()) if text else None

    def sign_in(self, member: str) -> list[Cookie]:
        sealed = self.seals.seal("member", member, now=self.office.clock(), life=MEMBER_LIFE)
        return [self.cookie(MEMBER, sealed, MEMBER_LIFE), self.cookie(ASK, "", None)]

    def sign_out(self) -> list[Cookie]:
        return [self.cookie(MEMBER, "", None), self.cookie(ASK, "", None)]
