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
from tidemark._generated.v1 import balance_pb2
from tidemark._generated.v1 import common_pb2

DESCRIPTOR: FileDescriptor

class CreateBalanceRequest(Message):
    """The request of CreateBalance."""
    balance_id: str
    """The id to give it, "bln_" and a UUID. Empty: the server makes one."""
    ledger_id: str
    """The ledger. Empty: "general_ledger_id"."""
    identity_id: str
    """Whom it belongs to, up to 256 bytes. Empty: nobody named."""
    indicator: str
    """A name to find it by, unique with `currency`, 1 to 256 bytes, not beginning with "bln_".
    Empty: none.
    """
    currency: str
    """The currency, 1 to 32 bytes without blanks or control characters. Required; never changes."""
    currency_multiplier: int
    """Minor units per major unit, from 1. 0: the first `amount` with a `precision` fixes it."""
    overdraft_limit: str
    """Standing overdraft in minor units, "0" or more. Empty: none."""
    credit_limit: str
    """Ceiling in minor units, "0" or more. Empty: none."""
    track_fund_lineage: bool
    """Keep the lineage of funds from the first credit on. Can't be changed later."""
    allocation_strategy: balance_pb2.AllocationStrategy
    """How debits are allocated; only with `track_fund_lineage`. Unspecified: FIFO."""
    meta_data: str
    """A JSON object as text. Empty: the empty object."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        ledger_id: Optional[str] = ...,
        identity_id: Optional[str] = ...,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        currency_multiplier: Optional[int] = ...,
        overdraft_limit: Optional[str] = ...,
        credit_limit: Optional[str] = ...,
        track_fund_lineage: Optional[bool] = ...,
        allocation_strategy: Optional[Union[balance_pb2.AllocationStrategy, str]] = ...,
        meta_data: Optional[str] = ...,
    ) -> None: ...

class CreateBalanceResponse(Message):
    """The reply of CreateBalance."""
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """The balance as stored."""
    sequence: int
    """The commit that created it; in a replay, the last commit of all."""
    replayed: bool
    """True if an earlier call had created it with the same id and content."""
    def __init__(
        self,
        *,
        balance: Optional[balance_pb2.Balance] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetBalanceRequest(Message):
    """The request of GetBalance."""
    balance_id: str
    """Which one. Required."""
    @property
    def as_of(self) -> common_pb2.AsOf: ...
    """The point of history. Absent: now."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        as_of: Optional[common_pb2.AsOf] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetBalanceResponse(Message):
    """The reply of GetBalance."""
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """The balance. With `as_of` its seven sums, version and `last_transaction_at` are those of that
    point (all "0" before the first entry) and the rest is as of now.
    """
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        balance: Optional[balance_pb2.Balance] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class GetBalanceByIndicatorRequest(Message):
    """The request of GetBalanceByIndicator."""
    indicator: str
    """The indicator, byte for byte. Required."""
    currency: str
    """The currency. Required."""
    @property
    def as_of(self) -> common_pb2.AsOf: ...
    """The point of history. Absent: now."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        as_of: Optional[common_pb2.AsOf] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetBalanceByIndicatorResponse(Message):
    """The reply of GetBalanceByIndicator."""
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """The balance, as in GetBalanceResponse."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        balance: Optional[balance_pb2.Balance] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class BatchGetBalancesRequest(Message):
    """The request of BatchGetBalances."""
    @property
    def balance_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """1 to 1,000 ids. An id that is there twice is answered twice."""
    @property
    def as_of(self) -> common_pb2.AsOf: ...
    """The point of history. Absent: now."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_ids: Optional[Iterable[str]] = ...,
        as_of: Optional[common_pb2.AsOf] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class BatchGetBalancesResponse(Message):
    """The reply of BatchGetBalances."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """The balances that exist, in the order of the request."""
    @property
    def missing_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """The ids that don't, in the order of the request."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        missing_ids: Optional[Iterable[str]] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListBalancesRequest(Message):
    """The request of ListBalances."""
    page_size: int
    """The most balances to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    @property
    def filter(self) -> balance_pb2.BalanceFilter: ...
    """Which ones. Absent: all."""
    order: common_pb2.SortOrder
    """By time of creation. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        filter: Optional[balance_pb2.BalanceFilter] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListBalancesResponse(Message):
    """The reply of ListBalances."""
    @property
    def balances(self) -> RepeatedCompositeFieldContainer[balance_pb2.Balance]: ...
    """The page. It may be empty with a `next_page_token` where the filter passed over many rows."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        balances: Optional[Iterable[balance_pb2.Balance]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class UpdateBalanceRequest(Message):
    """The request of UpdateBalance."""
    balance_id: str
    """Which one. Required."""
    identity_id: str
    """The new identity, up to 256 bytes."""
    meta_data: str
    """A JSON object as text, merged by top-level keys: new values win, null removes a key."""
    overdraft_limit: str
    """The new standing overdraft in minor units, "0" or more."""
    credit_limit: str
    """The new ceiling in minor units, "0" or more."""
    status: balance_pb2.BalanceStatus
    """The new status."""
    @property
    def update_mask(self) -> field_mask_pb2.FieldMask: ...
    """What to change, by the names of the five fields above. Empty: whatever is given. A field that
    is named here and empty above is cleared; `status` can't be.
    """
    expected_version: int
    """Refused unless the balance has this version: no transaction has touched it since it was read.
    0: not checked.
    """
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        identity_id: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        overdraft_limit: Optional[str] = ...,
        credit_limit: Optional[str] = ...,
        status: Optional[Union[balance_pb2.BalanceStatus, str]] = ...,
        update_mask: Optional[field_mask_pb2.FieldMask] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class UpdateBalanceResponse(Message):
    """The reply of UpdateBalance."""
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """The balance after the change."""
    sequence: int
    """The commit of the change."""
    def __init__(
        self,
        *,
        balance: Optional[balance_pb2.Balance] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class CheckFundsRequest(Message):
    """The request of CheckFunds. The balance is named by its id or by indicator and currency."""
    balance_id: str
    """The id. Empty: `indicator` and `currency` name it."""
    indicator: str
    """The indicator; with `currency`, instead of `balance_id`."""
    currency: str
    """The currency of `indicator`; beside `balance_id` it must be the balance's or empty."""
    precise_amount: str
    """The amount in minor units, above zero. Exactly one of this and `amount`."""
    amount: str
    """The amount in major units, above zero."""
    precision: int
    """Minor units per major unit. 0: 1."""
    rounding: common_pb2.Rounding
    """For an `amount` that isn't whole. Unspecified: refused."""
    allow_overdraft: bool
    """Ask as a transaction with `allow_overdraft` would."""
    overdraft_limit: str
    """That transaction's limit in minor units; only with `allow_overdraft`. Empty: no limit."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        precise_amount: Optional[str] = ...,
        amount: Optional[str] = ...,
        precision: Optional[int] = ...,
        rounding: Optional[Union[common_pb2.Rounding, str]] = ...,
        allow_overdraft: Optional[bool] = ...,
        overdraft_limit: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class CheckFundsResponse(Message):
    """The reply of CheckFunds."""
    sufficient: bool
    """True if a transaction of this amount would be accepted for its funds and the balance's
    status.
    """
    headroom: str
    """The most that could leave, in minor units; "0" if nothing could. Empty if `unlimited`."""
    unlimited: bool
    """True if there is no floor: "@world", or `allow_overdraft` without a limit."""
    reason: str
    """Why not, as the reason that the transaction would be refused with: INSUFFICIENT_FUNDS,
    OVERDRAFT_LIMIT_EXCEEDED, BALANCE_FROZEN, BALANCE_CLOSED. Empty if `sufficient`.
    """
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """The balance with its current and available sums and the time of their last change."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        sufficient: Optional[bool] = ...,
        headroom: Optional[str] = ...,
        unlimited: Optional[bool] = ...,
        reason: Optional[str] = ...,
        balance: Optional[balance_pb2.Balance] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class RecomputeBalanceRequest(Message):
    """The request of RecomputeBalance."""
    balance_id: str
    """Which one. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class RecomputeBalanceResponse(Message):
    """The reply of RecomputeBalance."""
    @property
    def stored(self) -> balance_pb2.BalanceSums: ...
    """The sums as stored."""
    @property
    def recomputed(self) -> balance_pb2.BalanceSums: ...
    """The sums as the entries add up to."""
    drifted: bool
    """True if any of them differ."""
    entry_count: int
    """How many entries were added up."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        stored: Optional[balance_pb2.BalanceSums] = ...,
        recomputed: Optional[balance_pb2.BalanceSums] = ...,
        drifted: Optional[bool] = ...,
        entry_count: Optional[int] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class GetLineageRequest(Message):
    """The request of GetLineage."""
    balance_id: str
    """Which balance. Required."""
    page_size: int
    """The most providers to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetLineageResponse(Message):
    """The reply of GetLineage."""
    @property
    def providers(self) -> RepeatedCompositeFieldContainer[balance_pb2.LineageProvider]: ...
    """The page of providers."""
    allocation_strategy: balance_pb2.AllocationStrategy
    """The balance's strategy."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        providers: Optional[Iterable[balance_pb2.LineageProvider]] = ...,
        allocation_strategy: Optional[Union[balance_pb2.AllocationStrategy, str]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListEntriesRequest(Message):
    """The request of ListEntries."""
    balance_id: str
    """Which balance. Required."""
    page_size: int
    """The most entries to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    order: common_pb2.SortOrder
    """By recording. Unspecified: newest first."""
    @property
    def created_at(self) -> common_pb2.TimeRange: ...
    """Only recorded in this span."""
    @property
    def effective_at(self) -> common_pb2.TimeRange: ...
    """Only effective in this span. The order stays that of recording."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        created_at: Optional[common_pb2.TimeRange] = ...,
        effective_at: Optional[common_pb2.TimeRange] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListEntriesResponse(Message):
    """The reply of ListEntries."""
    @property
    def entries(self) -> RepeatedCompositeFieldContainer[balance_pb2.Entry]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        entries: Optional[Iterable[balance_pb2.Entry]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...
