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

class BalanceStatus(int, metaclass=EnumTypeWrapper):
    """What may happen to a balance."""
    BALANCE_STATUS_UNSPECIFIED: ClassVar[BalanceStatus]
    """In a filter: any. In an update: leave it as it is."""
    BALANCE_STATUS_OPEN: ClassVar[BalanceStatus]
    """Money may go in and out."""
    BALANCE_STATUS_FROZEN: ClassVar[BalanceStatus]
    """No transaction may touch it; FAILED_PRECONDITION / BALANCE_FROZEN. Open holds may still be
    voided and expire.
    """
    BALANCE_STATUS_CLOSED: ClassVar[BalanceStatus]
    """Finished: all sums were at rest at zero when it was closed. FAILED_PRECONDITION /
    BALANCE_CLOSED. It may be opened again.
    """
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> BalanceStatus: ...
    @classmethod
    def items(cls) -> list[tuple[str, BalanceStatus]]: ...

BALANCE_STATUS_UNSPECIFIED: BalanceStatus
BALANCE_STATUS_OPEN: BalanceStatus
BALANCE_STATUS_FROZEN: BalanceStatus
BALANCE_STATUS_CLOSED: BalanceStatus

class AllocationStrategy(int, metaclass=EnumTypeWrapper):
    """From which deposits a debit is taken, on a balance that tracks the lineage of its funds."""
    ALLOCATION_STRATEGY_UNSPECIFIED: ClassVar[AllocationStrategy]
    """The same as FIFO."""
    ALLOCATION_STRATEGY_FIFO: ClassVar[AllocationStrategy]
    """The oldest deposit first."""
    ALLOCATION_STRATEGY_LIFO: ClassVar[AllocationStrategy]
    """The newest deposit first."""
    ALLOCATION_STRATEGY_PROPORTIONAL: ClassVar[AllocationStrategy]
    """From each provider by its part of what is available; largest remainder, so that the sum is
    exact.
    """
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> AllocationStrategy: ...
    @classmethod
    def items(cls) -> list[tuple[str, AllocationStrategy]]: ...

ALLOCATION_STRATEGY_UNSPECIFIED: AllocationStrategy
ALLOCATION_STRATEGY_FIFO: AllocationStrategy
ALLOCATION_STRATEGY_LIFO: AllocationStrategy
ALLOCATION_STRATEGY_PROPORTIONAL: AllocationStrategy

class EntrySide(int, metaclass=EnumTypeWrapper):
    """The side of a balance that an entry is on."""
    ENTRY_SIDE_UNSPECIFIED: ClassVar[EntrySide]
    """Never sent."""
    ENTRY_SIDE_DEBIT: ClassVar[EntrySide]
    """Money went out of the balance: it was a source."""
    ENTRY_SIDE_CREDIT: ClassVar[EntrySide]
    """Money came into the balance: it was a destination."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> EntrySide: ...
    @classmethod
    def items(cls) -> list[tuple[str, EntrySide]]: ...

ENTRY_SIDE_UNSPECIFIED: EntrySide
ENTRY_SIDE_DEBIT: EntrySide
ENTRY_SIDE_CREDIT: EntrySide

class Balance(Message):
    """An account in one currency, with its sums. All sums are in minor units of `currency`."""
    balance_id: str
    """"bln_..."
    """
    ledger_id: str
    """The ledger that it lives in."""
    identity_id: str
    """Whom it belongs to: any text of the caller's, up to 256 bytes. Empty: nobody named."""
    indicator: str
    """A name to find it by, unique with `currency`: phone number, e-mail, account number, "@name".
    1 to 256 bytes, not beginning with "bln_". Empty: it has none.
    """
    currency: str
    """The currency: 1 to 32 bytes without blanks or control characters; "USD" and "usd" are two."""
    balance: str
    """`credit_balance` - `debit_balance`. May be negative."""
    credit_balance: str
    """All settled credits. Never shrinks."""
    debit_balance: str
    """All settled debits. Never shrinks."""
    inflight_balance: str
    """`inflight_credit_balance` - `inflight_debit_balance`. May be negative."""
    inflight_credit_balance: str
    """What the open holds would bring in."""
    inflight_debit_balance: str
    """What the open holds would take out."""
    available_balance: str
    """`balance` - `inflight_debit_balance`: what may be spent before any overdraft."""
    currency_multiplier: int
    """Minor units per major unit. 0: not fixed yet; the first `amount` with a `precision` fixes it.
    """
    version: int
    """Starts at 1; one more with each transaction that touches the balance. An update doesn't
    count.
    """
    status: BalanceStatus
    """Open, frozen or closed."""
    overdraft_limit: str
    """Standing overdraft: how far below zero `available_balance` may go. Not negative. Empty: none,
    the same as "0". It has no meaning for "@world", which has no floor.
    """
    credit_limit: str
    """Ceiling: the most that `credit_balance` - `debit_balance` + `inflight_credit_balance` may be
    after a credit. Not negative. Empty: none.
    """
    track_fund_lineage: bool
    """True if each credit keeps its provider and each debit is allocated over them."""
    allocation_strategy: AllocationStrategy
    """How debits are allocated. Unspecified where lineage isn't tracked."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was created."""
    @property
    def updated_at(self) -> timestamp_pb2.Timestamp: ...
    """When anything of it last changed, its sums or its description."""
    @property
    def last_transaction_at(self) -> timestamp_pb2.Timestamp: ...
    """When its sums last changed. Absent: never yet."""
    @property
    def inflight_expires_at(self) -> timestamp_pb2.Timestamp: ...
    """When the first of its open holds expires. Absent: no open hold expires."""
    meta_data: str
    """A JSON object as text."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        ledger_id: Optional[str] = ...,
        identity_id: Optional[str] = ...,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        balance: Optional[str] = ...,
        credit_balance: Optional[str] = ...,
        debit_balance: Optional[str] = ...,
        inflight_balance: Optional[str] = ...,
        inflight_credit_balance: Optional[str] = ...,
        inflight_debit_balance: Optional[str] = ...,
        available_balance: Optional[str] = ...,
        currency_multiplier: Optional[int] = ...,
        version: Optional[int] = ...,
        status: Optional[Union[BalanceStatus, str]] = ...,
        overdraft_limit: Optional[str] = ...,
        credit_limit: Optional[str] = ...,
        track_fund_lineage: Optional[bool] = ...,
        allocation_strategy: Optional[Union[AllocationStrategy, str]] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        updated_at: Optional[timestamp_pb2.Timestamp] = ...,
        last_transaction_at: Optional[timestamp_pb2.Timestamp] = ...,
        inflight_expires_at: Optional[timestamp_pb2.Timestamp] = ...,
        meta_data: Optional[str] = ...,
    ) -> None: ...

class BalanceSums(Message):
    """The sums of a balance at one point, in minor units. The fields mean what they mean in
    Balance.
    """
    balance: str
    """`credit_balance` - `debit_balance`."""
    credit_balance: str
    """Settled credits."""
    debit_balance: str
    """Settled debits."""
    inflight_balance: str
    """`inflight_credit_balance` - `inflight_debit_balance`."""
    inflight_credit_balance: str
    """Incoming open holds."""
    inflight_debit_balance: str
    """Outgoing open holds."""
    available_balance: str
    """`balance` - `inflight_debit_balance`."""
    version: int
    """The version of the balance that has these sums. 0 for a sum over several balances."""
    def __init__(
        self,
        *,
        balance: Optional[str] = ...,
        credit_balance: Optional[str] = ...,
        debit_balance: Optional[str] = ...,
        inflight_balance: Optional[str] = ...,
        inflight_credit_balance: Optional[str] = ...,
        inflight_debit_balance: Optional[str] = ...,
        available_balance: Optional[str] = ...,
        version: Optional[int] = ...,
    ) -> None: ...

class Entry(Message):
    """One side of one transaction on one balance: a line of its history."""
    balance_id: str
    """The balance."""
    transaction_id: str
    """The transaction that made the entry."""
    reference: str
    """The transaction's reference."""
    sequence: int
    """The commit that recorded it."""
    side: EntrySide
    """Debit or credit."""
    precise_amount: str
    """What the transaction moved, held, committed, voided or refunded on this balance. Above zero,
    except for a change of a hold, where it is the difference.
    """
    credit_delta: str
    """The change of `credit_balance`. "0" or more."""
    debit_delta: str
    """The change of `debit_balance`. "0" or more."""
    inflight_credit_delta: str
    """The change of `inflight_credit_balance`. Negative when a hold is committed or voided."""
    inflight_debit_delta: str
    """The change of `inflight_debit_balance`. Negative when a hold is committed or voided."""
    @property
    def sums_after(self) -> BalanceSums: ...
    """The sums right after this entry, in the order of recording."""
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """The time at which it counts for `as_of`."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was recorded."""
    description: str
    """The transaction's description."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        transaction_id: Optional[str] = ...,
        reference: Optional[str] = ...,
        sequence: Optional[int] = ...,
        side: Optional[Union[EntrySide, str]] = ...,
        precise_amount: Optional[str] = ...,
        credit_delta: Optional[str] = ...,
        debit_delta: Optional[str] = ...,
        inflight_credit_delta: Optional[str] = ...,
        inflight_debit_delta: Optional[str] = ...,
        sums_after: Optional[BalanceSums] = ...,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        description: Optional[str] = ...,
    ) -> None: ...

class BalanceFilter(Message):
    """Picks balances; what is given must all hold. A filter field that the server doesn't know is
    refused INVALID_ARGUMENT / UNKNOWN_FILTER instead of being passed over.
    """
    ledger_id: str
    """Only of this ledger. Empty: of any."""
    identity_id: str
    """Only of this identity. Empty: of any."""
    currency: str
    """Only in this currency. Empty: in any."""
    indicator_prefix: str
    """Only with an indicator that begins so. Empty: with any or none."""
    status: BalanceStatus
    """Only with this status. Unspecified: any."""
    @property
    def sums(self) -> RepeatedCompositeFieldContainer[common_pb2.SumFilter]: ...
    """Only where all these comparisons hold, at most 8."""
    @property
    def meta_data(self) -> RepeatedCompositeFieldContainer[common_pb2.MetaDataFilter]: ...
    """Only where all these hold, at most 8."""
    @property
    def created_at(self) -> common_pb2.TimeRange: ...
    """Only created in this span."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        identity_id: Optional[str] = ...,
        currency: Optional[str] = ...,
        indicator_prefix: Optional[str] = ...,
        status: Optional[Union[BalanceStatus, str]] = ...,
        sums: Optional[Iterable[common_pb2.SumFilter]] = ...,
        meta_data: Optional[Iterable[common_pb2.MetaDataFilter]] = ...,
        created_at: Optional[common_pb2.TimeRange] = ...,
    ) -> None: ...

class LineageProvider(Message):
    """What one provider brought into a balance, and what is left of it, in minor units."""
    provider: str
    """The provider: metadata key BLNK_LINEAGE_PROVIDER of the credits, or their source. A commit
    without the key goes by that of its hold; a refund goes by its own, not by its original's.
    """
    received: str
    """All that it brought in."""
    spent: str
    """All that was spent of it."""
    available: str
    """`received` - `spent`."""
    def __init__(
        self,
        *,
        provider: Optional[str] = ...,
        received: Optional[str] = ...,
        spent: Optional[str] = ...,
        available: Optional[str] = ...,
    ) -> None: ...
