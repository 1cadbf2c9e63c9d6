"""What the machines on the desk say when the doctor asks: printers' status bytes, ports, Windows' queues, and how the keys are
kept. One line each; no key, no paper and no person in them. Blocks for some seconds."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.devices.printers.finding import receipt_printers, usb_printers
from app.devices.printers.from_settings import transport_from
from app.devices.printers.status import Question, judge, state_of
from app.devices.printers.transports import ConnectionBroke, NoConnection
from app.devices.printers.windows_spooler import fault_of
from app.devices.printers.winspool import WinSpool
from app.devices.printers.winspool_names import windows_printers
from app.devices.scanners.serial_scanner import PortInfo, choose_port, system_ports
from app.devices.secret_places import KeyringSecrets, choose_secrets
from app.settings import PrinterSettings, ScannerSettings

ANSWER_SECONDS = 0.5


def printer_answers(printer: PrinterSettings) -> str:
    """`DLE EOT 1 → 12, 2 → 12 …: ok`, or why there was no connection."""
    transport = transport_from(printer)
    if transport is None:
        return "not set"
    answers: dict[Question, int] = {}
    try:
        with transport.open() as connection:
            for question in Question:
                byte = connection.ask(question, seconds=ANSWER_SECONDS)
                if byte is None:
                    break
                answers[question] = byte
            connection.finish()
    except NoConnection as none:
        return f"no connection: {none.fault}"
    except ConnectionBroke as broke:
        return f"the connection broke: {broke.fault}"
    said = ", ".join(f"{question.value} → {byte:02x}" for question, byte in answers.items())
    return f"DLE EOT {said or '→ no answer'}: {state_of(judge(answers))}"


def serial_ports() -> Iterator[str]:
    """Every port with its ids; the serial number of a device says which one it is and is nobody's secret."""
    for port in system_ports():
        yield f"{port.device}  {_ids(port)}  {port.name or ''}".rstrip()


def scanner_found(scanner: ScannerSettings) -> str:
    """Which port the settings lead to now."""
    if not (scanner.port or scanner.vid or scanner.serial):
        return "keyboard wedge"
    return choose_port(scanner, system_ports()) or "none of the ports fits the settings"


def usb_device_files() -> Iterable[str]:
    return usb_printers()


def windows_queues() -> Iterator[str]:
    """Attributes, status and waiting jobs of each queue of Windows; nothing on other systems."""
    for name in receipt_printers(windows_printers()):
        try:
            state = WinSpool().state(name)
        except OSError as refused:
            yield f"{name}: {refused}"
            continue
        yield (
            f"{name}: attributes {state.attributes:#x}, status {state.status:#x}, "
            f"{state.jobs} jobs, {fault_of(state) or 'ready'}"
        )


def keys_kept(data_dir: Path) -> str:
    """Where, and how well. Reads no key."""
    secrets = choose_secrets(data_dir)
    place = secrets.backend_name if isinstance(secrets, KeyringSecrets) else "key file"
    return f"{place}, {secrets.strength}"


def _ids(port: PortInfo) -> str:
    if port.vid is None or port.pid is None:
        return "not USB"
    return f"{port.vid:04x}:{port.pid:04x}"
