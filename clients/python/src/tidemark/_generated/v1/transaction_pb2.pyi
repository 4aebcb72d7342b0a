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
from tidemark._generated.v1 import common_pb2

DESCRIPTOR: FileDescriptor

class TransactionStatus(int, metaclass=EnumTypeWrapper):
    """Where a transaction stands."""
    TRANSACTION_STATUS_UNSPECIFIED: ClassVar[TransactionStatus]
    """In a filter: any."""
    TRANSACTION_STATUS_APPLIED: ClassVar[TransactionStatus]
    """Settled. A hold gets here when all of it is committed."""
    TRANSACTION_STATUS_INFLIGHT: ClassVar[TransactionStatus]
    """A hold with something left to commit."""
    TRANSACTION_STATUS_VOID: ClassVar[TransactionStatus]
    """A hold whose rest was released by a void; parts may have been committed before. Also the
    transaction that released it.
    """
    TRANSACTION_STATUS_EXPIRED: ClassVar[TransactionStatus]
    """A hold whose rest was released at its expiry. Also the transaction that released it."""
    TRANSACTION_STATUS_SCHEDULED: ClassVar[TransactionStatus]
    """Waits for its time; nothing has moved."""
    TRANSACTION_STATUS_CANCELLED: ClassVar[TransactionStatus]
    """Was scheduled and cancelled before its time; nothing has moved."""
    TRANSACTION_STATUS_REJECTED: ClassVar[TransactionStatus]
    """Was scheduled and refused when it ran; nothing has moved."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> TransactionStatus: ...
    @classmethod
    def items(cls) -> list[tuple[str, TransactionStatus]]: ...

TRANSACTION_STATUS_UNSPECIFIED: TransactionStatus
TRANSACTION_STATUS_APPLIED: TransactionStatus
TRANSACTION_STATUS_INFLIGHT: TransactionStatus
TRANSACTION_STATUS_VOID: TransactionStatus
TRANSACTION_STATUS_EXPIRED: TransactionStatus
TRANSACTION_STATUS_SCHEDULED: TransactionStatus
TRANSACTION_STATUS_CANCELLED: TransactionStatus
TRANSACTION_STATUS_REJECTED: TransactionStatus

class TransactionKind(int, metaclass=EnumTypeWrapper):
    """What a transaction does."""
    TRANSACTION_KIND_UNSPECIFIED: ClassVar[TransactionKind]
    """In a filter: any."""
    TRANSACTION_KIND_TRANSFER: ClassVar[TransactionKind]
    """Moves settled money."""
    TRANSACTION_KIND_HOLD: ClassVar[TransactionKind]
    """Holds money, to be committed or voided."""
    TRANSACTION_KIND_COMMIT: ClassVar[TransactionKind]
    """Settles a hold or a part of it. Child of the hold."""
    TRANSACTION_KIND_VOID: ClassVar[TransactionKind]
    """Releases the rest of a hold, by a call or by expiry. Child of the hold."""
    TRANSACTION_KIND_HOLD_UPDATE: ClassVar[TransactionKind]
    """Raises, lowers or extends a hold. Child of the hold."""
    TRANSACTION_KIND_REFUND: ClassVar[TransactionKind]
    """Moves settled money back. Child of what it refunds."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> TransactionKind: ...
    @classmethod
    def items(cls) -> list[tuple[str, TransactionKind]]: ...

TRANSACTION_KIND_UNSPECIFIED: TransactionKind
TRANSACTION_KIND_TRANSFER: TransactionKind
TRANSACTION_KIND_HOLD: TransactionKind
TRANSACTION_KIND_COMMIT: TransactionKind
TRANSACTION_KIND_VOID: TransactionKind
TRANSACTION_KIND_HOLD_UPDATE: TransactionKind
TRANSACTION_KIND_REFUND: TransactionKind

class BatchView(int, metaclass=EnumTypeWrapper):
    """How much of a batch's result is answered."""
    BATCH_VIEW_UNSPECIFIED: ClassVar[BatchView]
    """The same as BRIEF."""
    BATCH_VIEW_BRIEF: ClassVar[BatchView]
    """Id, status or refusal, sequence: 10,000 results fit a frame."""
    BATCH_VIEW_FULL: ClassVar[BatchView]
    """The resources too. Refused RESOURCE_EXHAUSTED / REPLY_TOO_LARGE before anything is applied if
    what the items bring, and 4 KiB for each, might not fit a frame. What other balances and
    transactions then bring too much is left out, from later items first; see `shortened`.
    """
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> BatchView: ...
    @classmethod
    def items(cls) -> list[tuple[str, BatchView]]: ...

BATCH_VIEW_UNSPECIFIED: BatchView
BATCH_VIEW_BRIEF: BatchView
BATCH_VIEW_FULL: BatchView

class Split(Message):
    """One share of a transaction with several sources or destinations.

    Fixed shares are never altered. A percent is of the transaction's total. At most one `left`
    per side takes what the others leave. Without `left`, percents are rounded by largest
    remainder, ties to the earlier entry, and the shares must make up the total exactly; with
    `left`, percents are rounded down. A fixed share of zero or below is refused; a percent or
    `left` that comes to zero moves nothing, but a balance that is frozen or closed can't be
    named for it.
    """
    identifier: str
    """The balance: an id ("bln_...") or an indicator in the transaction's currency. Required, and
    only once on a side after indicators are resolved.
    """
    precise_amount: str
    """A fixed amount in minor units, above zero."""
    amount: str
    """A fixed amount in major units, above zero, at the transaction's `precision` (0: 1) and
    `rounding`.
    """
    percent: str
    """A part of the total in percent: decimal text without "%", above "0", at most "100", for
    example "33.33"; at most 18 digits after the point.
    """
    left: bool
    """True: whatever the other shares of this side leave. False is refused."""
    def __init__(
        self,
        *,
        identifier: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        percent: Optional[str] = ...,
        left: Optional[bool] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["precise_amount", "amount", "percent", "left"]]: ...

class Leg(Message):
    """One balance's part in a transaction, resolved and exact."""
    identifier: str
    """What the request named: an id or an indicator."""
    balance_id: str
    """The balance."""
    precise_amount: str
    """The part in minor units: moved, held, committed, released or refunded. "0" for a share that
    came to zero.
    """
    precise_committed_amount: str
    """Of a hold: what of `precise_amount` is committed so far. Empty otherwise."""
    precise_refunded_amount: str
    """What of it is refunded so far. Empty where a refund makes no sense."""
    created: bool
    """True if the transaction created the balance, because its indicator was missing."""
    def __init__(
        self,
        *,
        identifier: Optional[str] = ...,
        balance_id: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        precise_committed_amount: Optional[str] = ...,
        precise_refunded_amount: Optional[str] = ...,
        created: Optional[bool] = ...,
    ) -> None: ...

class LineageAllocation(Message):
    """Which deposits a debit was taken from, on a balance that tracks lineage."""
    balance_id: str
    """The balance."""
    provider: str
    """The provider of the money."""
    deposit_transaction_id: str
    """The transaction that brought it in. Empty under PROPORTIONAL, which goes by provider."""
    precise_amount: str
    """How much of it, in minor units, above zero."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        provider: Optional[str] = ...,
        deposit_transaction_id: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
    ) -> None: ...

class Transaction(Message):
    """A transaction: money moved, held, settled, released or given back, from sources to
    destinations, all at once.
    """
    transaction_id: str
    """"txn_..."
    """
    reference: str
    """The caller's key, unique for ever over the whole store."""
    kind: TransactionKind
    """What it does."""
    status: TransactionStatus
    """Where it stands now."""
    currency: str
    """The currency of all its balances."""
    precise_amount: str
    """The total in minor units. Of a hold: the whole hold, with what is committed or released
    since. Of a change of a hold: the difference, negative when it was lowered, "0" when only
    times changed.
    """
    amount: str
    """The total in major units, for people: `precise_amount` / `precision`. Empty where that has no
    finite decimal form.
    """
    precision: int
    """Minor units per major unit: the request's, or else the balances'. 0: unknown, then `amount`
    is the same as `precise_amount`.
    """
    source: str
    """The source as the request named it. Empty if there are several."""
    destination: str
    """The destination as the request named it. Empty if there are several."""
    @property
    def sources(self) -> RepeatedCompositeFieldContainer[Leg]: ...
    """All sources, also a single one, in the order of the request. Of a scheduled transaction that
    hasn't run: without ids and parts of balances that don't exist yet.
    """
    @property
    def destinations(self) -> RepeatedCompositeFieldContainer[Leg]: ...
    """All destinations, likewise."""
    description: str
    """Text for people, up to 1,024 bytes."""
    parent_transaction: str
    """The hold or the refunded transaction behind it. Empty: none."""
    sequence: int
    """The commit that recorded it. Of one that was scheduled: first the scheduling, then the run.
    """
    allow_overdraft: bool
    """Whether it might overdraw its sources."""
    overdraft_limit: str
    """How far, in minor units. Empty with `allow_overdraft`: without limit."""
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """When its entries count for `as_of`."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was recorded."""
    @property
    def updated_at(self) -> timestamp_pb2.Timestamp: ...
    """When its status or amounts last changed."""
    @property
    def inflight_expires_at(self) -> timestamp_pb2.Timestamp: ...
    """Of a hold: when the rest is released. Absent: never by itself."""
    @property
    def inflight_commit_at(self) -> timestamp_pb2.Timestamp: ...
    """Of a hold: when the rest is committed by the server. Absent: never by itself."""
    @property
    def scheduled_for(self) -> timestamp_pb2.Timestamp: ...
    """When it runs, or ran. Absent: it was applied at once."""
    precise_committed_amount: str
    """Of a hold: what is committed so far, in minor units. Empty otherwise."""
    precise_voided_amount: str
    """Of a hold: what was released by void or expiry, in minor units. Empty otherwise."""
    precise_remaining_amount: str
    """Of a hold: what can still be committed, in minor units. Empty otherwise."""
    precise_refunded_amount: str
    """What is refunded so far, in minor units. Empty where a refund makes no sense."""
    rejection_reason: str
    """Of a rejected one: the reason of the refusal, as an immediate one would name it."""
    rejection_message: str
    """Of a rejected one: the sentence that goes with it."""
    @property
    def allocations(self) -> RepeatedCompositeFieldContainer[LineageAllocation]: ...
    """Which deposits its debits were taken from, where lineage is tracked: the first 500. Rows of a
    list beyond its first 2,000 allocations have none; GetTransaction shows them.
    """
    meta_data: str
    """A JSON object as text."""
    inflight: bool
    """True if a hold was asked for; also while it is scheduled and after it is settled."""
    allocation_count: int
    """How many allocations there are, shown or not."""
    def __init__(
        self,
        *,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        kind: Optional[Union[TransactionKind, str]] = ...,
        status: Optional[Union[TransactionStatus, str]] = ...,
        currency: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        source: Optional[str] = ...,
        destination: Optional[str] = ...,
        sources: Optional[Iterable[Leg]] = ...,
        destinations: Optional[Iterable[Leg]] = ...,
        description: Optional[str] = ...,
        parent_transaction: Optional[str] = ...,
        sequence: Optional[int] = ...,
        allow_overdraft: Optional[bool] = ...,
        overdraft_limit: Optional[str] = ...,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        updated_at: Optional[timestamp_pb2.Timestamp] = ...,
        inflight_expires_at: Optional[timestamp_pb2.Timestamp] = ...,
        inflight_commit_at: Optional[timestamp_pb2.Timestamp] = ...,
        scheduled_for: Optional[timestamp_pb2.Timestamp] = ...,
        precise_committed_amount: Optional[str] = ...,
        precise_voided_amount: Optional[str] = ...,
        precise_remaining_amount: Optional[str] = ...,
        precise_refunded_amount: Optional[str] = ...,
        rejection_reason: Optional[str] = ...,
        rejection_message: Optional[str] = ...,
        allocations: Optional[Iterable[LineageAllocation]] = ...,
        meta_data: Optional[str] = ...,
        inflight: Optional[bool] = ...,
        allocation_count: Optional[int] = ...,
    ) -> None: ...

class TransactionFilter(Message):
    """Picks transactions; what is given must all hold. A filter field that the server doesn't know
    is refused INVALID_ARGUMENT / UNKNOWN_FILTER instead of being passed over.
    """
    balance_id: str
    """Only those that touch this balance, as source or destination. Empty: any."""
    parent_transaction: str
    """Only children of this transaction. Empty: any."""
    status: TransactionStatus
    """Only with this status. Unspecified: any."""
    kind: TransactionKind
    """Only of this kind. Unspecified: any."""
    currency: str
    """Only in this currency. Empty: in any."""
    reference_prefix: str
    """Only with a reference that begins so. Empty: any."""
    @property
    def created_at(self) -> common_pb2.TimeRange: ...
    """Only recorded in this span."""
    @property
    def effective_at(self) -> common_pb2.TimeRange: ...
    """Only effective in this span."""
    @property
    def scheduled_for(self) -> common_pb2.TimeRange: ...
    """Only scheduled for this span. Leaves out those that never were scheduled."""
    @property
    def meta_data(self) -> RepeatedCompositeFieldContainer[common_pb2.MetaDataFilter]: ...
    """Only where all these hold, at most 8."""
    min_precise_amount: str
    """Only of this total or more, in minor units. Empty: any."""
    max_precise_amount: str
    """Only of this total or less, in minor units. Empty: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        parent_transaction: Optional[str] = ...,
        status: Optional[Union[TransactionStatus, str]] = ...,
        kind: Optional[Union[TransactionKind, str]] = ...,
        currency: Optional[str] = ...,
        reference_prefix: Optional[str] = ...,
        created_at: Optional[common_pb2.TimeRange] = ...,
        effective_at: Optional[common_pb2.TimeRange] = ...,
        scheduled_for: Optional[common_pb2.TimeRange] = ...,
        meta_data: Optional[Iterable[common_pb2.MetaDataFilter]] = ...,
        min_precise_amount: Optional[str] = ...,
        max_precise_amount: Optional[str] = ...,
    ) -> None: ...
