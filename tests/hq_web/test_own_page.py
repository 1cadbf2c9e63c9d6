"""The member's own page: a code the counter takes, a new one each time, points, coupons and orders; nobody else's."""

import re
from datetime import timedelta

import zxingcpp
from msgspec.structs import replace as changed
from PIL import Image, ImageDraw

from app.devices.signatures import Ed25519Verifier
from app.domain.code_reading import read_code
from app.domain.codes import MemberCode
from tests.hq.running import RunningHq
from tests.hq_web.phones import Browser, members, paper

KNOWN = "13800001234"


def read_qr(page: str) -> str:
    """What a scanner reads from the first QR of a page, drawn as its path says."""
    size, path = re.findall(r'viewBox="0 0 (\d+) \d+".*?<path d="([^"]+)"', page)[0]
    picture = Image.new("L", (int(size) * 6, int(size) * 6), 255)
    draw = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path):
        left, top = int(x) * 6, int(y) * 6
        draw.rectangle((left, top, left + 5, top + 5), fill=0)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_the_code_is_real_and_changes(hq: RunningHq) -> None:
    browser = Browser(hq)
    (member,) = members(hq, KNOWN)
    page = browser.prove("/m", KNOWN)
    keys = hq.office.keys.code_keys
    verify = Ed25519Verifier(list(keys.items()))
    codes = []
    for _ in range(2):
        text = read_qr(page.text)
        code = read_code(text, verify=verify)
        assert isinstance(code, MemberCode)
        assert code.member == member.member
        assert abs(code.issued_at - hq.clock()) < timedelta(seconds=5)
        codes.append(text)
        page = browser.get("/m")
    assert codes[0] != codes[1]
    assert '<meta http-equiv="refresh" content="60">' in page.text


def test_own_points_coupons_and_orders(hq: RunningHq) -> None:
    browser = Browser(hq)
    (member,) = members(hq, KNOWN)
    page = browser.prove("/m", KNOWN).text
    assert "138****1234" in page
    assert KNOWN not in page
    assert f">{member.points}<" in page
    for words in ("¥5 无门槛", "满 50 减 8", "满 50 元可用", "待取的自提单", "可取货"):
        assert words in page
    hq.clock.ahead += timedelta(days=20)
    assert "还没有优惠券" in browser.get("/m").text


def test_an_order_collected_leaves_the_page(hq: RunningHq) -> None:
    counter, browser = hq.enrolled(), Browser(hq)
    row = counter.pickup("T-20462")
    number = f"{row.pickup_no[:4]} {row.pickup_no[4:]}"
    assert number in browser.prove("/m", row.phone).text
    counter.redeem(row, {line.line_no: line.quantity for line in row.lines})
    counter.push()
    assert number not in browser.get("/m").text


def test_a_gift_is_on_the_page(hq: RunningHq) -> None:
    browser = Browser(hq)
    browser.prove(f"/r/{paper(hq, hq.enrolled(2))}", "13900005555")
    page = browser.get("/m").text
    assert "新会员" in page
    assert "湖滨店" in page


def test_strangers_and_those_who_leave(hq: RunningHq) -> None:
    browser = Browser(hq)
    assert "还不是会员" in browser.prove("/m", "13900009999").text
    assert members(hq, "13900009999") == []
    page = browser.prove("/m", KNOWN)
    stolen = browser.http.cookies["tg_member"]
    browser.post("/m/out", page)
    assert "tg_member" not in browser.http.cookies
    assert "获取验证码" in browser.get("/m").text
    hq.clock.ahead += timedelta(days=31)
    browser.http.cookies.set("tg_member", stolen)
    assert "获取验证码" in browser.get("/m").text
    browser.http.cookies.set("tg_member", "x" * 60)
    assert "获取验证码" in browser.get("/m").text


def test_names_are_text(hq: RunningHq) -> None:
    browser = Browser(hq)
    (row,) = members(hq, KNOWN)
    hq.operator.put(changed(row, name="<script>alert(1)</script>"))
    page = browser.prove("/m", KNOWN).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
