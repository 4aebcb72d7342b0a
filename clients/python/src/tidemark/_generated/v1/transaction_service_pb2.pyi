# Made by proto/generate.sh. Never edited.
from typing import ClassVar, Iterable, Literal, Mapping, MutableMapping, Optional, Union

from google.protobuf import any_pb2, duration_pb2, field_mask_pb2, timestamp_pb2
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.internal.containers import (
    RepeatedCompositeFieldContainer,
    RepeatedScalarFieldContainer,
)
from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper
from google.protobuf.message import Message
from tidemark._generated.rpc import status_pb2
from tidemark._generated.v1 import balance_pb2
from tidemark._generated.v1 import balance_service_pb2
from tidemark._generated.v1 import common_pb2
from tidemark._generated.v1 import ledger_pb2
from tidemark._generated.v1 import ledger_service_pb2
from tidemark._generated.v1 import monitor_pb2
from tidemark._generated.v1 import monitor_service_pb2
from tidemark._generated.v1 import transaction_pb2

DESCRIPTOR: FileDescriptor

class CreateTransactionRequest(Message):
    """The request of CreateTransaction. Its content, which a retry must repeat: `currency`, the
    amount in minor units, `precision`, sources and destinations (by id or indicator),
    `description`, the overdraft, the hold, the times and `meta_data`; and `transaction_id` where
    it is given.
    """
    transaction_id: str
    """The id to give it, "txn_" and a UUID. Empty: the server makes one."""
    reference: str
    """The caller's key, 1 to 256 bytes, unique for ever. Required."""
    currency: str
    """The currency of all its balances, 1 to 32 bytes without blanks or control characters.
    Required.
    """
    precise_amount: str
    """The total in minor units, above zero. Exactly one of this and `amount`."""
    amount: str
    """The total in major units, above zero; `amount` x `precision` must be whole."""
    precision: int
    """Minor units per major unit. 0: 1 beside `amount`, not stated beside `precise_amount`. It must
    be that of the balances, and fixes it where they have none.
    """
    rounding: common_pb2.Rounding
    """For an `amount` that isn't whole. Unspecified: refused."""
    source: str
    """Where the money comes from: an id ("bln_...") or an indicator in `currency`. Exactly one of
    this and `sources`. "@world" is the outside and has no floor.
    """
    @property
    def sources(self) -> RepeatedCompositeFieldContainer[transaction_pb2.Split]: ...
    """Several sources, 1 to 100."""
    destination: str
    """Where it goes to: an id or an indicator. Exactly one of this and `destinations`."""
    @property
    def destinations(self) -> RepeatedCompositeFieldContainer[transaction_pb2.Split]: ...
    """Several destinations, 1 to 100."""
    description: str
    """Text for people, up to 1,024 bytes."""
    allow_overdraft: bool
    """Let the sources go below zero: without limit, or down to `overdraft_limit`."""
    overdraft_limit: str
    """How far below zero, in minor units, "0" or more; only with `allow_overdraft`. The larger of
    this and the balance's standing overdraft holds. Empty: without limit.
    """
    inflight: bool
    """Hold the money instead of moving it."""
    @property
    def inflight_expires_at(self) -> timestamp_pb2.Timestamp: ...
    """When the rest of the hold is released; only with `inflight`, and ahead. Absent: never by
    itself.
    """
    @property
    def inflight_commit_at(self) -> timestamp_pb2.Timestamp: ...
    """When the rest of the hold is committed by the server; only with `inflight`, ahead, and before
    `inflight_expires_at`. Absent: never by itself.
    """
    @property
    def scheduled_for(self) -> timestamp_pb2.Timestamp: ...
    """When to run it. Funds are checked then. Absent: now. Not ahead of now: refused."""
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """When its entries count for `as_of`; may be past or ahead. Absent: when it is recorded."""
    meta_data: str
    """A JSON object as text. Empty: the empty object. The key BLNK_LINEAGE_PROVIDER names the
    provider of the money for destinations that track lineage.
    """
    dry_run: bool
    """Answer what would happen, by the real code, and keep nothing."""
    @property
    def expected_versions(self) -> RepeatedCompositeFieldContainer[common_pb2.ExpectedVersion]: ...
    """Versions that balances must have before it, at most 200."""
    ledger_id: str
    """The ledger for balances that it creates. Empty: "general_ledger_id"."""
    require_existing_balances: bool
    """Refuse missing indicators (NOT_FOUND / BALANCE_NOT_FOUND) instead of creating their balances.
    """
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        currency: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        rounding: Optional[Union[common_pb2.Rounding, str]] = ...,
        source: Optional[str] = ...,
        sources: Optional[Iterable[transaction_pb2.Split]] = ...,
        destination: Optional[str] = ...,
        destinations: Optional[Iterable[transaction_pb2.Split]] = ...,
        description: Optional[str] = ...,
        allow_overdraft: Optional[bool] = ...,
        overdraft_limit: Optional[str] = ...,
        inflight: Optional[bool] = ...,
        inflight_expires_at: Optional[timestamp_pb2.Timestamp] = ...,
        inflight_commit_at: Optional[timestamp_pb2.Timestamp] = ...,
        scheduled_for: Optional[timestamp_pb2.Timestamp] = ...,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        meta_data: Optional[str] = ...,
        dry_run: Optional[bool] = ...,
        expected_versions: Optional[Iterable[common_pb2.ExpectedVersion]] = ...,
        ledger_id: Optional[str] = ...,
        require_existing_balances: Optional[bool] = ...,
    ) -> None: ...

class CreateTransactionResponse(Message):
    """The reply of CreateTransaction."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The transaction as stored; in a replay, as it is by now."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """Each touched balance, with its version and sums right after it: sources, then destinations,
    in the order of the request. Empty for a scheduled one. In a replay: as they were right after
    the first call.
    """
    sequence: int
    """The commit. 0 for a dry run."""
    replayed: bool
    """True if an earlier call had applied it."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetTransactionRequest(Message):
    """The request of GetTransaction."""
    transaction_id: str
    """Which one. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetTransactionResponse(Message):
    """The reply of GetTransaction."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The transaction."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class GetTransactionByReferenceRequest(Message):
    """The request of GetTransactionByReference."""
    reference: str
    """The reference, byte for byte. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        reference: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetTransactionByReferenceResponse(Message):
    """The reply of GetTransactionByReference."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The transaction."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class BatchGetTransactionsRequest(Message):
    """The request of BatchGetTransactions."""
    @property
    def transaction_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """1 to 1,000 ids. An id that is there twice is answered twice."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        transaction_ids: Optional[Iterable[str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class BatchGetTransactionsResponse(Message):
    """The reply of BatchGetTransactions."""
    @property
    def transactions(self) -> RepeatedCompositeFieldContainer[transaction_pb2.Transaction]: ...
    """The transactions that exist, in the order of the request."""
    @property
    def missing_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """The ids that don't, in the order of the request."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        transactions: Optional[Iterable[transaction_pb2.Transaction]] = ...,
        missing_ids: Optional[Iterable[str]] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListTransactionsRequest(Message):
    """The request of ListTransactions."""
    page_size: int
    """The most transactions to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    @property
    def filter(self) -> transaction_pb2.TransactionFilter: ...
    """Which ones. Absent: all."""
    order: common_pb2.SortOrder
    """By recording. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        filter: Optional[transaction_pb2.TransactionFilter] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListTransactionsResponse(Message):
    """The reply of ListTransactions."""
    @property
    def transactions(self) -> RepeatedCompositeFieldContainer[transaction_pb2.Transaction]: ...
    """The page. It may be empty with a `next_page_token` where the filter passed over many rows."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        transactions: Optional[Iterable[transaction_pb2.Transaction]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class CommitInflightRequest(Message):
    """The request of CommitInflight."""
    transaction_id: str
    """The hold. Required."""
    reference: str
    """The caller's key for this commit, 1 to 256 bytes, unique for ever. Required."""
    precise_amount: str
    """How much, in minor units, above zero. With neither this nor `amount`: all that remains."""
    amount: str
    """How much, in major units, above zero."""
    precision: int
    """Minor units per major unit of `amount`. 0: 1."""
    rounding: common_pb2.Rounding
    """For an `amount` that isn't whole. Unspecified: refused."""
    description: str
    """Text for people, up to 1,024 bytes."""
    meta_data: str
    """A JSON object as text, of the commit itself. Empty: the empty object."""
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """When its entries count for `as_of`. Absent: when it is recorded."""
    dry_run: bool
    """Answer what would happen and keep nothing."""
    @property
    def expected_versions(self) -> RepeatedCompositeFieldContainer[common_pb2.ExpectedVersion]: ...
    """Versions that balances must have before it, at most 200."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        rounding: Optional[Union[common_pb2.Rounding, str]] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        dry_run: Optional[bool] = ...,
        expected_versions: Optional[Iterable[common_pb2.ExpectedVersion]] = ...,
    ) -> None: ...

class CommitInflightResponse(Message):
    """The reply of CommitInflight."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The commit: a child of the hold."""
    @property
    def hold(self) -> transaction_pb2.Transaction: ...
    """The hold after it."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """Each touched balance right after it."""
    sequence: int
    """The commit's sequence. 0 for a dry run."""
    replayed: bool
    """True if an earlier call had done it."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        hold: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class VoidInflightRequest(Message):
    """The request of VoidInflight."""
    transaction_id: str
    """The hold. Required."""
    reference: str
    """The caller's key for this void, 1 to 256 bytes, unique for ever. Required."""
    description: str
    """Text for people, up to 1,024 bytes."""
    meta_data: str
    """A JSON object as text, of the void itself. Empty: the empty object."""
    dry_run: bool
    """Answer what would happen and keep nothing."""
    @property
    def expected_versions(self) -> RepeatedCompositeFieldContainer[common_pb2.ExpectedVersion]: ...
    """Versions that balances must have before it, at most 200."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        dry_run: Optional[bool] = ...,
        expected_versions: Optional[Iterable[common_pb2.ExpectedVersion]] = ...,
    ) -> None: ...

class VoidInflightResponse(Message):
    """The reply of VoidInflight."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The void: a child of the hold."""
    @property
    def hold(self) -> transaction_pb2.Transaction: ...
    """The hold after it."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """Each touched balance right after it."""
    sequence: int
    """The commit. 0 for a dry run."""
    replayed: bool
    """True if an earlier call had done it."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        hold: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class UpdateInflightRequest(Message):
    """The request of UpdateInflight."""
    transaction_id: str
    """The hold. Required."""
    reference: str
    """The caller's key for this change, 1 to 256 bytes, unique for ever. Required."""
    precise_amount: str
    """The hold's new total in minor units, what is committed included; above what is committed."""
    amount: str
    """The new total in major units."""
    precision: int
    """Minor units per major unit of `amount`. 0: 1."""
    rounding: common_pb2.Rounding
    """For an `amount` that isn't whole. Unspecified: refused."""
    @property
    def inflight_expires_at(self) -> timestamp_pb2.Timestamp: ...
    """The new time at which the rest is released; ahead."""
    @property
    def inflight_commit_at(self) -> timestamp_pb2.Timestamp: ...
    """The new time at which the rest is committed; ahead."""
    @property
    def update_mask(self) -> field_mask_pb2.FieldMask: ...
    """What to change: "amount" (in either form), "inflight_expires_at", "inflight_commit_at".
    Empty: whatever is given. A time that is named here and absent above is taken away.
    """
    allow_overdraft: bool
    """Raising may overdraw the sources, as in CreateTransaction."""
    overdraft_limit: str
    """How far, in minor units; only with `allow_overdraft`. Empty: without limit."""
    description: str
    """Text for people, up to 1,024 bytes."""
    meta_data: str
    """A JSON object as text, of the change itself. Empty: the empty object."""
    dry_run: bool
    """Answer what would happen and keep nothing."""
    @property
    def expected_versions(self) -> RepeatedCompositeFieldContainer[common_pb2.ExpectedVersion]: ...
    """Versions that balances must have before it, at most 200."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        rounding: Optional[Union[common_pb2.Rounding, str]] = ...,
        inflight_expires_at: Optional[timestamp_pb2.Timestamp] = ...,
        inflight_commit_at: Optional[timestamp_pb2.Timestamp] = ...,
        update_mask: Optional[field_mask_pb2.FieldMask] = ...,
        allow_overdraft: Optional[bool] = ...,
        overdraft_limit: Optional[str] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        dry_run: Optional[bool] = ...,
        expected_versions: Optional[Iterable[common_pb2.ExpectedVersion]] = ...,
    ) -> None: ...

class UpdateInflightResponse(Message):
    """The reply of UpdateInflight."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The change: a child of the hold."""
    @property
    def hold(self) -> transaction_pb2.Transaction: ...
    """The hold after it."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """Each touched balance right after it."""
    sequence: int
    """The commit. 0 for a dry run."""
    replayed: bool
    """True if an earlier call had done it."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        hold: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class RefundTransactionRequest(Message):
    """The request of RefundTransaction."""
    transaction_id: str
    """What to refund: an applied transaction, or a hold with a committed part. Required."""
    reference: str
    """The caller's key for this refund, 1 to 256 bytes, unique for ever. Required. For a refund of
    all, clients make it of the id and "_refund" where the caller gives none.
    """
    precise_amount: str
    """How much, in minor units, above zero. With neither this nor `amount`: all that isn't
    refunded.
    """
    amount: str
    """How much, in major units, above zero."""
    precision: int
    """Minor units per major unit of `amount`. 0: 1."""
    rounding: common_pb2.Rounding
    """For an `amount` that isn't whole. Unspecified: refused."""
    allow_overdraft: bool
    """The refund may overdraw its sources, as in CreateTransaction."""
    overdraft_limit: str
    """How far, in minor units; only with `allow_overdraft`. Empty: without limit."""
    description: str
    """Text for people, up to 1,024 bytes."""
    meta_data: str
    """A JSON object as text, of the refund itself, added to that of the original by top-level keys:
    this one wins. Empty: the original's alone.
    """
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """When its entries count for `as_of`. Absent: when it is recorded."""
    dry_run: bool
    """Answer what would happen and keep nothing."""
    @property
    def expected_versions(self) -> RepeatedCompositeFieldContainer[common_pb2.ExpectedVersion]: ...
    """Versions that balances must have before it, at most 200."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        rounding: Optional[Union[common_pb2.Rounding, str]] = ...,
        allow_overdraft: Optional[bool] = ...,
        overdraft_limit: Optional[str] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        dry_run: Optional[bool] = ...,
        expected_versions: Optional[Iterable[common_pb2.ExpectedVersion]] = ...,
    ) -> None: ...

class RefundTransactionResponse(Message):
    """The reply of RefundTransaction."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The refund: a child of what it refunds."""
    @property
    def refunded(self) -> transaction_pb2.Transaction: ...
    """The refunded transaction after it."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """Each touched balance right after it."""
    sequence: int
    """The commit. 0 for a dry run."""
    replayed: bool
    """True if an earlier call had done it."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        refunded: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class CancelTransactionRequest(Message):
    """The request of CancelTransaction."""
    transaction_id: str
    """The scheduled transaction. Required."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
    ) -> None: ...

class CancelTransactionResponse(Message):
    """The reply of CancelTransaction."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """The transaction, CANCELLED."""
    sequence: int
    """The commit that cancelled it."""
    replayed: bool
    """True if it had been cancelled before."""
    def __init__(
        self,
        *,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class BatchItem(Message):
    """One write of a batch: the request of its own method. `dry_run` inside of it is refused; the
    batch has one for all.
    """
    @property
    def create_ledger(self) -> ledger_service_pb2.CreateLedgerRequest: ...
    """As LedgerService.CreateLedger."""
    @property
    def create_balance(self) -> balance_service_pb2.CreateBalanceRequest: ...
    """As BalanceService.CreateBalance."""
    @property
    def update_balance(self) -> balance_service_pb2.UpdateBalanceRequest: ...
    """As BalanceService.UpdateBalance."""
    @property
    def create_transaction(self) -> CreateTransactionRequest: ...
    """As CreateTransaction."""
    @property
    def commit_inflight(self) -> CommitInflightRequest: ...
    """As CommitInflight."""
    @property
    def void_inflight(self) -> VoidInflightRequest: ...
    """As VoidInflight."""
    @property
    def update_inflight(self) -> UpdateInflightRequest: ...
    """As UpdateInflight."""
    @property
    def refund_transaction(self) -> RefundTransactionRequest: ...
    """As RefundTransaction."""
    @property
    def cancel_transaction(self) -> CancelTransactionRequest: ...
    """As CancelTransaction."""
    @property
    def create_monitor(self) -> monitor_service_pb2.CreateMonitorRequest: ...
    """As MonitorService.CreateMonitor."""
    @property
    def update_monitor(self) -> monitor_service_pb2.UpdateMonitorRequest: ...
    """As MonitorService.UpdateMonitor."""
    @property
    def delete_monitor(self) -> monitor_service_pb2.DeleteMonitorRequest: ...
    """As MonitorService.DeleteMonitor."""
    def __init__(
        self,
        *,
        create_ledger: Optional[ledger_service_pb2.CreateLedgerRequest] = ...,
        create_balance: Optional[balance_service_pb2.CreateBalanceRequest] = ...,
        update_balance: Optional[balance_service_pb2.UpdateBalanceRequest] = ...,
        create_transaction: Optional[CreateTransactionRequest] = ...,
        commit_inflight: Optional[CommitInflightRequest] = ...,
        void_inflight: Optional[VoidInflightRequest] = ...,
        update_inflight: Optional[UpdateInflightRequest] = ...,
        refund_transaction: Optional[RefundTransactionRequest] = ...,
        cancel_transaction: Optional[CancelTransactionRequest] = ...,
        create_monitor: Optional[monitor_service_pb2.CreateMonitorRequest] = ...,
        update_monitor: Optional[monitor_service_pb2.UpdateMonitorRequest] = ...,
        delete_monitor: Optional[monitor_service_pb2.DeleteMonitorRequest] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["create_ledger", "create_balance", "update_balance", "create_transaction", "commit_inflight", "void_inflight", "update_inflight", "refund_transaction", "cancel_transaction", "create_monitor", "update_monitor", "delete_monitor"]]: ...

class CreateBatchRequest(Message):
    """The request of CreateBatch."""
    @property
    def items(self) -> RepeatedCompositeFieldContainer[BatchItem]: ...
    """The writes, 1 to 10,000, in order."""
    atomic: bool
    """True: all or nothing, one commit. False: each by itself."""
    view: transaction_pb2.BatchView
    """How much to answer. Unspecified: BRIEF."""
    dry_run: bool
    """Answer what would happen and keep nothing. Then an atomic batch too answers with a result for
    each item, refusals included; items after a refused one are tried as if it hadn't been there.
    """
    def __init__(
        self,
        *,
        items: Optional[Iterable[BatchItem]] = ...,
        atomic: Optional[bool] = ...,
        view: Optional[Union[transaction_pb2.BatchView, str]] = ...,
        dry_run: Optional[bool] = ...,
    ) -> None: ...

class BatchResult(Message):
    """What became of one item."""
    id: str
    """The id of what the item created or changed: a ledger, balance, transaction or monitor. For
    commits, voids, updates of holds and refunds the new child's. Empty if it was refused.
    """
    status: transaction_pb2.TransactionStatus
    """Of a transaction: its status."""
    sequence: int
    """The item's commit; the same for all items of an atomic batch. 0 if refused or for a dry run.
    """
    replayed: bool
    """True if an earlier call had done it."""
    @property
    def error(self) -> status_pb2.Status: ...
    """The refusal, as its own method would have answered it, its field paths beginning "items[i].".
    Absent: it was applied.
    """
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """FULL only: the transaction, or the child transaction."""
    @property
    def parent(self) -> transaction_pb2.Transaction: ...
    """FULL only: the hold or refunded transaction behind it, after it."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """FULL only: each touched balance right after it; of a created or updated balance, itself."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """FULL only: the monitor."""
    @property
    def ledger(self) -> ledger_pb2.Ledger: ...
    """FULL only: the ledger."""
    def __init__(
        self,
        *,
        id: Optional[str] = ...,
        status: Optional[Union[transaction_pb2.TransactionStatus, str]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
        error: Optional[status_pb2.Status] = ...,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        parent: Optional[transaction_pb2.Transaction] = ...,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        ledger: Optional[ledger_pb2.Ledger] = ...,
    ) -> None: ...

class CreateBatchResponse(Message):
    """The reply of CreateBatch."""
    @property
    def results(self) -> RepeatedCompositeFieldContainer[BatchResult]: ...
    """One result for each item, in order."""
    sequence: int
    """The last commit of the batch. 0 if nothing was applied."""
    replayed: bool
    """True if every item had been done by earlier calls."""
    shortened: bool
    """True if not all of it fitted a frame. Then some items, the later ones first, lack what FULL
    adds, and some refusals long facts, details and the end of their sentence. Ids, statuses,
    sequences and the codes and reasons of refusals are always there.
    """
    def __init__(
        self,
        *,
        results: Optional[Iterable[BatchResult]] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
        shortened: Optional[bool] = ...,
    ) -> None: ...
