"""The POS next to us, as the settings have it: built, and tied to the counter's verbs. Started and stopped with the lanes."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from zoneinfo import ZoneInfo

from app.actions.prepare_pos_code import PosCode
from app.bootstrap.verbs import Verbs
from app.devices.bridge.bridge import ReceiptBridge, Upstream
from app.devices.bridge.clerk import BridgeClerk
from app.devices.bridge.drop_folder import DropFolder, Record
from app.devices.bridge.serial_door import SerialDoor
from app.devices.bridge.session import BridgeLimits, QrBlock, SeenReceipt
from app.devices.bridge.slip import slip
from app.devices.bridge.turns import PrinterTurns
from app.domain.identity import MemberId
from app.domain.money import yuan
from app.domain.pos_sales import PosSale, SalePatterns, read_receipt
from app.settings import BridgeSettings, PrinterSettings, Settings

log = logging.getLogger(__name__)

OFFER = "扫码领 {amount} 元无门槛券"
FIRST_BLOCK_SECONDS = 3.0


class PosNextToUs:
    """Whatever ties another system's POS to this counter: the bridge, the folder of its sales, both or neither.
    `served` is the member on screen, asked when a receipt has gone by; from any thread."""

    def __init__(
        self,
        settings: Settings,
        verbs: Verbs,
        lane: Executor,
        turns: PrinterTurns,
        served: Callable[[], MemberId | None],
    ) -> None:
        chosen, printer, zone = settings.bridge, settings.printer, settings.time_zone
        self._bridging: Bridging | None = None
        self._folder: DropFolder | None = None
        if wants_bridge(chosen, printer):
            self._bridging = Bridging(
                chosen,
                printer,
                time_zone=zone,
                turns=turns,
                prepare=lambda: lane.submit(verbs.prepare_pos_code).result(),
                record=lambda sale: lane.submit(verbs.record_pos_sale, sale, served()).result(),
            )
        if chosen.drop_folder:
            self._folder = sales_folder(
                chosen,
                time_zone=zone,
                record=lambda sales: lane.submit(verbs.import_pos_sales, sales).result(),
            )

    def start(self) -> None:
        """May take a few seconds: the first code is ready before the first receipt comes."""
        if self._folder is not None:
            self._folder.start()
        if self._bridging is not None:
            self._bridging.start()

    def stop(self) -> None:
        if self._bridging is not None:
            self._bridging.stop()
        if self._folder is not None:
            self._folder.stop()


class Bridging:
    """`prepare` and `record` are the verbs, called on a thread that may wait for them. `turns` are the printer's."""

    def __init__(
        self,
        chosen: BridgeSettings,
        printer: PrinterSettings,
        *,
        time_zone: str,
        turns: PrinterTurns,
        prepare: Callable[[], PosCode],
        record: Callable[[PosSale], None],
    ) -> None:
        self._chosen = chosen
        self._printer = printer
        self._prepare = prepare
        self._record = record
        self._patterns = sale_patterns(chosen)
        self._zone = ZoneInfo(time_zone)
        self.port = 0
        """Where it listens; 0 = it does not."""
        self._clerk = BridgeClerk(prepare=self._block, read=self._read)
        upstream = Upstream(printer.host, printer.port, printer.dots)
        limits = BridgeLimits(silence=chosen.silence_ms / 1000)
        self._bridge = ReceiptBridge(
            upstream=upstream,
            block=self._clerk.block,
            on_receipt=self._clerk.on_receipt,
            turns=turns,
            limits=limits,
        )
        self._door = SerialDoor(
            Path(chosen.serial_link),
            upstream=upstream,
            block=self._clerk.block,
            on_receipt=self._clerk.on_receipt,
            turns=turns,
            limits=limits if limits.silence else BridgeLimits(),
        )

    def start(self) -> None:
        """A port that cannot be had is logged: the counter works without its bridge."""
        self._clerk.start()
        self._clerk.wait_until_ready(FIRST_BLOCK_SECONDS)
        chosen = self._chosen
        try:
            if chosen.port:
                self.port = self._bridge.start(chosen.host, chosen.port)
            if chosen.serial_link:
                self._door.start()
        except OSError as error:
            log.warning("no receipt bridge: %s", error)

    def stop(self) -> None:
        self._bridge.stop()
        self._door.stop()
        self._clerk.stop()

    def _block(self) -> QrBlock | None:
        """A printer not in GBK gets the code and its short form alone: they are read in any character set."""
        made, printer = self._prepare(), self._printer
        in_gbk = printer.mode == "gbk"
        offer = OFFER.format(amount=yuan(made.code.amount).removesuffix(".00"))
        data = slip(
            made.code.url,
            (offer, made.code.short) if in_gbk else (made.code.short,),
            width_dots=printer.dots,
            chinese=in_gbk and printer.fs_amp,
        )
        return QrBlock(data, made.receipt_no) if data is not None else None

    def _read(self, seen: SeenReceipt) -> None:
        sale = read_receipt(seen.text, self._patterns, tz=self._zone, receipt_no=seen.receipt_no)
        if sale is not None:
            self._record(sale)


def wants_bridge(chosen: BridgeSettings, printer: PrinterSettings) -> bool:
    """False also when it would print to itself, or when no TCP printer stands behind it."""
    to_itself = chosen.port == printer.port and printer.host in {chosen.host, "localhost"}
    asked = chosen.port or chosen.serial_link
    return bool(asked and printer.kind == "tcp" and printer.host and not to_itself)


def sales_folder(chosen: BridgeSettings, *, time_zone: str, record: Record) -> DropFolder:
    """The folder of the settings; `record` is called on its own thread and may wait."""
    return DropFolder(Path(chosen.drop_folder), record=record, tz=ZoneInfo(time_zone))


def sale_patterns(chosen: BridgeSettings) -> SalePatterns:
    """The patterns of the settings, which were checked when they were read."""
    return SalePatterns(
        total=re.compile(chosen.total),
        number=re.compile(chosen.number),
        time=re.compile(chosen.time),
    )
