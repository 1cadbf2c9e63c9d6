"""The customer's pages as values: what a phone shows for each state of a receipt's gift, and the member's own page."""

from datetime import datetime

from sync import wire
from sync.hq.web.gifts import SHOP_TIME, yuan
from sync.hq.web.markup import Html, Part, tag
from sync.hq.web.members import Own, units_left
from sync.hq.web.page import phone_page
from sync.hq.web.phones import masked
from sync.hq.web.qr import qr_svg
from sync.hq.web.receipt_tokens import JOIN_GROUP, Genuine

CODE_SECONDS = 60
"""How often the member's own code is made anew; it lives twice as long."""


def not_ours() -> str:
    return phone_page(
        "这不是我们的小票码",
        _card(
            tag("h1", "这不是我们的小票码"),
            tag("p", "请确认二维码完整、没有折痕,再扫一次。"),
            tag("p", "或到门店服务台出示小票。"),
        ),
    )


def offered(found: Genuine, group: str | None, form: Html, *, signed_in: str, problem: str) -> str:
    """Not taken yet. `signed_in`: the masked phone of the member this browser belongs to, or nothing."""
    return phone_page(
        _title(found),
        _card(
            tag("h1", _title(found)),
            tag("p", _gift(found), class_="gift"),
            tag("p", f"在{found.store.name}使用,每张小票限领一次。"),
            tag("p", _until(found)),
            form,
            _note(problem),
            tag("p", f"当前会员 {signed_in}", class_="faint") if signed_in else None,
        ),
        _group(found, group),
        _store(found.store),
    )


def taken(found: Genuine, group: str | None, coupon: wire.CouponRow | None) -> str:
    """This member has it."""
    until = "" if coupon is None else f"{_day(coupon.valid_until)} 前在{found.store.name}使用。"
    return phone_page(
        "领到了",
        _card(
            tag("h1", "领到了,已放进您的账户"),
            tag("p", _gift(found), class_="gift"),
            tag("p", until) if until else None,
            tag("p", "结账时出示会员码即可,不用打印、不用截图。"),
            tag("p", tag("a", "打开我的会员码", href="/m", class_="button")),
        ),
        _group(found, group),
        _store(found.store),
    )


def gone(found: Genuine, group: str | None) -> str:
    """Somebody else has it."""
    return phone_page(
        "已被领取",
        _card(
            tag("h1", "这份优惠已被领取"),
            tag("p", _gift(found), class_="gift used"),
            tag("p", "每张小票只能领一次,下次取货会有新的。"),
            tag("p", tag("a", "打开我的会员码", href="/m")),
        ),
        _group(found, group),
        _store(found.store),
    )


def expired(found: Genuine, group: str | None) -> str:
    until = found.claim.expires_at.astimezone(SHOP_TIME)
    return phone_page(
        f"{_title(found)}已过期",
        _card(
            tag("h1", f"{_title(found)}已过期"),
            tag("p", f"已于 {until.month} 月 {until.day} 日到期,下次取货会有新的。"),
        ),
        _group(found, group),
        _store(found.store),
    )


def phone_form(action: str, hidden: Html, typed: str, button: str) -> Html:
    """Asks for a phone."""
    return tag(
        "form",
        hidden,
        tag("label", "手机号", for_="phone"),
        tag(
            "input",
            id="phone",
            name="phone",
            type="tel",
            inputmode="tel",
            autocomplete="tel-national",
            maxlength=20,
            required=True,
            placeholder="11 位手机号",
            value=typed or None,
        ),
        tag("button", button),
        method="post",
        action=action,
        autocomplete="on",
    )


def one_tap(action: str, hidden: Html, other: str) -> Html:
    """For a browser whose member is known."""
    return tag(
        "form",
        hidden,
        tag("button", "领取"),
        tag("p", tag("a", "换个手机号领", href=other), class_="faint"),
        method="post",
        action=action,
    )


def code_page(base: str, hidden: Html, *, phone: str, problem: str) -> str:
    """Asks for the code that was sent; `phone` is masked."""
    return phone_page(
        "输入验证码",
        _card(
            tag("h1", "输入验证码"),
            tag("p", f"6 位验证码已发到 {phone}"),
            _note(problem),
            tag(
                "form",
                hidden,
                tag("label", "验证码", for_="code"),
                tag(
                    "input",
                    id="code",
                    name="code",
                    class_="code",
                    inputmode="numeric",
                    autocomplete="one-time-code",
                    pattern="[0-9]{6}",
                    maxlength=6,
                    required=True,
                    autofocus=True,
                ),
                tag("button", "确认"),
                method="post",
                action=f"{base}/code",
            ),
            tag("p", tag("a", "没收到?换个号码或重新发送", href=f"{base}?other=1"), class_="faint"),
        ),
    )


def sign_in_page(form: Html, problem: str) -> str:
    return phone_page(
        "我的会员码",
        _card(
            tag("h1", "我的会员码"),
            tag("p", "用手机号登录,查看会员码、积分、优惠券和自提单。"),
            form,
            _note(problem),
        ),
    )


def stranger_page() -> str:
    """A proven phone no member has."""
    return phone_page(
        "还不是会员",
        _card(
            tag("h1", "这个手机号还不是会员"),
            tag("p", "扫一扫小票上的二维码,或在柜台报手机号,马上就是。"),
            tag("p", tag("a", "换个手机号", href="/m")),
        ),
    )


def own_page(own: Own, code: str, hidden: Html) -> str:
    """The member's code, made anew every minute by the page itself."""
    row = own.row
    return phone_page(
        "我的会员码",
        _card(
            tag(
                "div",
                tag("h1", row.name),
                tag("span", masked(row.phone), class_="soft"),
                class_="row",
            ),
            qr_svg(code, "会员码"),
            tag("p", "到店出示此码 · 每分钟自动更新", class_="faint"),
        ),
        _card(
            tag(
                "div",
                tag("h2", "积分"),
                tag("span", str(row.points), class_="points"),
                class_="row",
            ),
            plain=True,
        ),
        _card(
            tag("h2", "优惠券"),
            _list([_coupon(coupon, store) for coupon, store in own.coupons], "还没有优惠券"),
            plain=True,
        ),
        _card(
            tag("h2", "待取的自提单"),
            _list([_pickup(pickup, store) for pickup, store in own.pickups], "没有待取的自提单"),
            plain=True,
        ),
        tag(
            "footer",
            tag(
                "form",
                hidden,
                tag("button", "退出登录", class_="link"),
                method="post",
                action="/m/out",
            ),
        ),
        refresh=CODE_SECONDS,
    )


def _coupon(coupon: wire.CouponRow, store: str) -> Html:
    limit = f"满 {yuan(coupon.threshold)} 元可用" if coupon.threshold else "无门槛"
    return tag(
        "li",
        tag("div", tag("b", coupon.title), tag("span", limit, class_="pill ok"), class_="row"),
        tag("p", f"{store} · {_day(coupon.valid_until)} 前有效", class_="faint"),
    )


def _pickup(row: wire.PickupRow, store: str) -> Html:
    here = any(line.arrived > 0 for line in row.lines) and row.state == "arrived"
    state = (
        tag("span", "可取货", class_="pill ok")
        if here
        else tag("span", "未到货", class_="pill warn")
    )
    goods = "、".join(f"{line.name}×{line.quantity}" for line in row.lines)
    number = f"{row.pickup_no[:4]} {row.pickup_no[4:]}"
    return tag(
        "li",
        tag("div", tag("span", number, class_="big"), state, class_="row"),
        tag("p", goods),
        tag("p", f"{store} · 还有 {units_left(row)} 件", class_="faint"),
    )


def _list(items: list[Html], none: str) -> Html:
    return tag("ul", *items) if items else tag("p", none, class_="faint")


def _card(*parts: Part, plain: bool = False) -> Html:
    return tag("section", *parts, class_="card plain" if plain else "card")


def _note(problem: str) -> Html | None:
    return tag("p", problem, class_="note bad", role="alert") if problem else None


def _title(found: Genuine) -> str:
    return "加入拼团群" if found.claim.purpose == JOIN_GROUP else "好友券"


def _gift(found: Genuine) -> str:
    amount = yuan(found.amount)
    return f"立减 {amount} 元" if found.claim.purpose == JOIN_GROUP else f"{amount} 元无门槛券"


def _until(found: Genuine) -> str:
    until = found.claim.expires_at.astimezone(SHOP_TIME)
    return f"{until.month} 月 {until.day} 日 {until:%H:%M} 前可领。"


def _day(moment: datetime) -> str:
    local = moment.astimezone(SHOP_TIME)
    return f"{local.month} 月 {local.day} 日 {local:%H:%M}"


def _group(found: Genuine, link: str | None) -> Html | None:
    """Only on the paper that invites into the group."""
    if found.claim.purpose != JOIN_GROUP:
        return None
    if link is None:
        return _card(
            tag("h2", f"{found.store.name}拼团群"),
            tag("p", "请店员邀请您进群,或致电门店。"),
            plain=True,
        )
    opened = link.startswith(("https://", "http://"))
    return _card(
        tag("h2", f"{found.store.name}拼团群"),
        qr_svg(link, "群二维码"),
        tag("p", "长按或截图后用微信扫一扫进群", class_="faint"),
        tag("p", tag("a", "直接打开", href=link, rel="noreferrer")) if opened else None,
        plain=True,
    )


def _store(store: wire.StoreRow) -> Html:
    dial = "".join(sign for sign in store.phone if sign.isdigit())
    return _card(
        tag("h2", store.name),
        tag("p", store.address),
        tag("p", tag("a", store.phone, href=f"tel:{dial}")),
        plain=True,
    )
