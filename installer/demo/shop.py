"""The demo shop without its counter: HQ with the seeds, the line to it, the printer, and the codes people show.
Everything lives in one folder and is gone with it."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from app.paths import Paths
from app.settings import PrinterSettings, Settings, save_settings
from installer.demo.headquarters import ROOT, Headquarters
from installer.demo.line import Fault, Line
from installer.demo.samples import Sample
from sync.hq.codes import CodeMint
from tests.virtual_printer import Condition, VirtualPrinter

STORE: Final = 1
CASHIER: Final = "小周"
CASHIER_PIN: Final = "246810"
MANAGER_PIN: Final = "808080"
PAYMENT_CODE: Final = "134567890123456789"


class Shop:
    """`folder` must be empty. `close` ends HQ, the line and the printer. The counter sounds where somebody is to hear it."""

    def __init__(self, folder: Path, *, sounds: bool = False) -> None:
        self.hq = Headquarters(folder / "hq" / "hq.db", seeds=ROOT / "seeds")
        self.line = Line(("127.0.0.1", self.hq.port))
        self.printer = VirtualPrinter()
        self.paths = Paths(folder / "counter")
        self._members: dict[str, str] = {}
        self.paths.prepare()
        printer = PrinterSettings(host="127.0.0.1", port=self.printer.start())
        settings = Settings(printers=(printer,), mute=not sounds)
        save_settings(self.paths.settings, settings)

    @property
    def address(self) -> str:
        """HQ as the counter is told to reach it: through the line."""
        return f"http://127.0.0.1:{self.line.port}"

    def enrol_code(self) -> str:
        """For counter 1 of the shop."""
        return self.hq.enrol_code(STORE, 1)

    def connect(self, connected: bool) -> None:  # noqa: FBT001  a switch has one position
        """The switch on the demo desk."""
        self.line.set(Fault.NONE if connected else Fault.CUT)

    def order(self, order_no: str) -> dict[str, Any]:
        """HQ's row of an order."""
        for row in self.hq.look("pickups"):
            if row["order_no"] == order_no:
                found: dict[str, Any] = row["row"]
                return found
        raise LookupError(order_no)

    def pickup_code(self, order_no: str) -> str:
        """As the customer's phone shows it."""
        return self.hq.mint("pickup", order_no)

    def member_code(self, order_no: str) -> str:
        """The fresh code of whoever ordered this."""
        return self.hq.mint("member", str(self.order(order_no)["member"]))

    def old_member_code(self, order_no: str) -> str:
        """A code of ten minutes ago, as a screenshot of it would be: signed with HQ's own key."""
        mint = self.hq.signing_key()
        issued = datetime.now(UTC) - timedelta(minutes=10)
        return mint.member(str(self.order(order_no)["member"]), issued, secrets.token_bytes(4))

    def card(self, order_no: str) -> str:
        """Their printed card."""
        return self.hq.mint("card", str(self.order(order_no)["member"]), serial=7)

    def forged(self, order_no: str) -> str:
        """The order signed by somebody who is not HQ, under HQ's key number."""
        row = self.order(order_no)
        lines = [(line["product_no"], line["quantity"]) for line in row["lines"]]
        someone = CodeMint(1, secrets.token_bytes(32))
        return someone.pickup(STORE, row["pickup"], datetime.now(UTC) + timedelta(days=1), lines)

    def close(self) -> None:
        self.line.close()
        self.printer.stop()
        self.hq.stop()


def samples(shop: Shop) -> list[Sample]:
    """What lies on the demo desk to be scanned, in the order of a day."""
    pickups = [
        ("T-20462", "取货码 T-20462", "王女士 · 缺一样"),
        ("T-20463", "取货码 T-20463", "陈先生 · 第一次来"),
        ("T-20466", "取货码 T-20466", "周女士 · 还有一单"),
        ("T-20481", "取货码 T-20481", "谢女士 · 共三单"),
        ("T-20473", "取货码 T-20473", "林女士 · 可以拆开取"),
        ("T-20472", "取货码 T-20472", "高先生 · 到了一部分"),
        ("T-20480", "取货码 T-20480", "贺先生 · 不是会员"),
        ("T-20455", "已经取走", "2 号柜台取的"),
        ("T-20441", "已退款", "不能再取"),
        ("T-20438", "已取消", "顾客自己取消"),
        ("T-20471", "还没到货", "预计三小时后"),
        ("T-20402", "过了时间", "店长可以放行"),
        ("H-10088", "别店的单", "湖滨店"),
    ]
    codes = [Sample(order, title, hint, shop.pickup_code(order)) for order, title, hint in pickups]
    codes.insert(1, Sample("member", "会员码", "周女士 · 两分钟内", shop.member_code("T-20466")))
    codes.insert(2, Sample("card", "会员卡", "王女士 · 印好的卡", shop.card("T-20462")))
    codes += [
        Sample("alias", "快团团的码", "马女士 · T-20475", "KTT88432201"),
        Sample("forged", "假码", "签名不对", shop.forged("T-20464")),
        Sample("damaged", "破损的码", "只扫到一半", shop.pickup_code("T-20464")[:60]),
        Sample("goods", "商品码", "红颜草莓", "6901234010015"),
        Sample("badge", "工牌", "老何 店长", shop.hq.mint("badge", "13", 1013)),
        Sample("payment", "付款码", "不是取货码", PAYMENT_CODE),
        Sample("garbage", "乱码", "看看会怎样", "%PDF-1.7 0BAD C0DE"),
    ]
    return codes


MOODS: Final = {
    "fine": Condition.OK,
    "no_paper": Condition.NO_PAPER,
    "jam": Condition.JAM,
}


def set_printer(shop: Shop) -> Callable[[str], None]:
    """For the demo desk's buttons."""

    def become(mood: str) -> None:
        shop.printer.state = MOODS[mood]

    return become
