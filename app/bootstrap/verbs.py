"""Every verb, given the things it needs: the `Desk` the screens use."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.actions.answer_claim import AnswerClaim
from app.actions.answer_prompt import AnswerPrompt
from app.actions.check_pin import CheckPin
from app.actions.claim_pickup import ClaimPickup
from app.actions.claiming import ClaimingRoom, ClaimingStore
from app.actions.desk import Desk
from app.actions.export_unsent import ExportUnsent, QueueSeal
from app.actions.hand_over import HandOverWriter
from app.actions.import_pos_sales import ImportPosSales, PosRoom
from app.actions.keep_retention import KeepRetention
from app.actions.list_pickups import ListPickups
from app.actions.lock_counter import LockCounter
from app.actions.look_at_sync import LookAtSync, SyncRoom
from app.actions.member_data import DeleteMember, DeleteOutcome, ExportMember
from app.actions.open_drawer import Kick, OpenDrawer
from app.actions.override_refusal import OverrideRefusal
from app.actions.ports import Clock, Ids, PinCheck, ReceiptTokens, Wake
from app.actions.prepare_group_code import CodesRoom, PrepareGroupCode
from app.actions.prepare_pos_code import PreparePosCode
from app.actions.print_next import PrintNext
from app.actions.privacy import PrivateRoom, PrivateStore
from app.actions.record_pos_sale import RecordPosSale
from app.actions.redeem_pickup import RedeemPickup
from app.actions.reprint_receipt import ReprintReceipt
from app.actions.reveal_phone import RevealPhone
from app.actions.scan_code import ScanCode
from app.actions.sign_in import SignIn
from app.actions.undo_redemption import UndoRedemption
from app.actions.wipe_member_data import WipeMemberData
from app.devices.signatures import Ed25519Verifier
from app.domain.identity import MemberId, PrintJobId, StaffId


class CounterRoom(SyncRoom, PrivateRoom, ClaimingRoom, PosRoom, CodesRoom, Protocol):
    """One transaction with everything any verb may touch."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """The screens' desk, and what is done behind them: printing and what personal data asks for."""

    desk: Desk
    check_pin: CheckPin
    print_next: PrintNext
    claim: ClaimPickup
    answer_claim: AnswerClaim
    wipe: WipeMemberData
    keep_retention: KeepRetention
    export_member: ExportMember
    export_unsent: ExportUnsent
    delete_member: Callable[[MemberId, StaffId, str], DeleteOutcome]
    prepare_pos_code: PreparePosCode
    prepare_group_code: PrepareGroupCode
    record_pos_sale: RecordPosSale
    import_pos_sales: ImportPosSales


class CounterStore(PrivateStore, ClaimingStore, QueueSeal, Protocol):
    """The counter's database with everything any verb needs of it."""

    def write(self) -> AbstractContextManager[CounterRoom]: ...

    def read(self) -> AbstractContextManager[CounterRoom]: ...


def _no_drawer(_until_ms: int) -> None:
    """A counter without a cash drawer."""


def build_verbs(
    *,
    store: CounterStore,
    clock: Clock,
    hq_now: Callable[[], datetime],
    ids: Ids,
    tokens: ReceiptTokens,
    pins: PinCheck,
    print_age_limit_s: int,
    committed: Wake,
    kick: Kick = _no_drawer,
) -> Verbs:
    """`committed` is called after each commit that left a fact or a print job; `kick` opens the cash drawer."""
    check_pin = CheckPin(store=store, pins=pins, clock=clock)
    writer = HandOverWriter(ids=ids, clock=clock, tokens=tokens)
    scan = ScanCode(store=store, verifier=Ed25519Verifier, now=hq_now)
    sign_in = SignIn(store=store, clock=clock, check_pin=check_pin, committed=committed)
    lock = LockCounter(store=store, check_pin=check_pin)
    sync = LookAtSync(store=store)
    printing = PrintNext(store=store, clock=clock, age_limit_seconds=print_age_limit_s)

    def print_again(job: PrintJobId) -> None:
        printing.again(job)
        committed()

    desk = Desk(
        start=sync.start,
        scan_code=scan,
        open_pickup=scan.open_pickup,
        open_member=scan.open_member,
        redeem_pickup=RedeemPickup(store=store, clock=clock, writer=writer, committed=committed),
        override_refusal=OverrideRefusal(
            store=store, clock=clock, check_pin=check_pin, writer=writer, committed=committed
        ),
        undo_redemption=UndoRedemption(
            store=store, clock=clock, check_pin=check_pin, committed=committed
        ),
        answer_prompt=AnswerPrompt(store=store, clock=clock, committed=committed),
        reprint_receipt=ReprintReceipt(store=store, clock=clock, committed=committed),
        list_pickups=ListPickups(store=store, clock=clock),
        sign_in=sign_in,
        sign_out=sign_in.out,
        lock=lock,
        unlock=lock.unlock,
        sync_picture=sync,
        troubled_prints=printing.troubled,
        print_state=printing.state_of,
        print_again=print_again,
        drop_print=printing.drop,
        open_drawer=OpenDrawer(
            store=store, clock=clock, check_pin=check_pin, kick=kick, committed=committed
        ),
        delete_member=DeleteMember(store=store, check_pin=check_pin),
        reveal_phone=RevealPhone(
            store=store, clock=clock, check_pin=check_pin, committed=committed
        ),
    )
    return Verbs(
        desk=desk,
        check_pin=check_pin,
        print_next=printing,
        claim=ClaimPickup(store=store, clock=clock, ids=ids, writer=writer, committed=committed),
        answer_claim=AnswerClaim(store=store, clock=clock, committed=committed),
        wipe=WipeMemberData(store=store, clock=clock),
        keep_retention=KeepRetention(store=store, clock=clock),
        export_unsent=ExportUnsent(store=store, check_pin=check_pin),
        export_member=ExportMember(
            store=store, check_pin=check_pin, clock=clock, committed=committed
        ),
        delete_member=desk.delete_member,
        prepare_pos_code=PreparePosCode(store=store, clock=clock, tokens=tokens),
        prepare_group_code=PrepareGroupCode(store=store, clock=clock, tokens=tokens),
        record_pos_sale=RecordPosSale(store=store, clock=clock, ids=ids, committed=committed),
        import_pos_sales=ImportPosSales(store=store, clock=clock, committed=committed),
    )
