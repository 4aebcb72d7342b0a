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

DESCRIPTOR: FileDescriptor

class Rounding(int, metaclass=EnumTypeWrapper):
    """What to do when `amount` x `precision` is not a whole number of minor units."""
    ROUNDING_UNSPECIFIED: ClassVar[Rounding]
    """Refuse it: INVALID_ARGUMENT / INEXACT_AMOUNT."""
    ROUNDING_HALF_AWAY_FROM_ZERO: ClassVar[Rounding]
    """To the nearest; a half goes away from zero: 2.5 becomes 3, -2.5 becomes -3."""
    ROUNDING_HALF_EVEN: ClassVar[Rounding]
    """To the nearest; a half goes to the even neighbour: 2.5 becomes 2, 3.5 becomes 4."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> Rounding: ...
    @classmethod
    def items(cls) -> list[tuple[str, Rounding]]: ...

ROUNDING_UNSPECIFIED: Rounding
ROUNDING_HALF_AWAY_FROM_ZERO: Rounding
ROUNDING_HALF_EVEN: Rounding

class SortOrder(int, metaclass=EnumTypeWrapper):
    """The order of a list by the time at which its rows were recorded."""
    SORT_ORDER_UNSPECIFIED: ClassVar[SortOrder]
    """Newest first."""
    SORT_ORDER_NEWEST_FIRST: ClassVar[SortOrder]
    """The last recorded comes first."""
    SORT_ORDER_OLDEST_FIRST: ClassVar[SortOrder]
    """The first recorded comes first."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> SortOrder: ...
    @classmethod
    def items(cls) -> list[tuple[str, SortOrder]]: ...

SORT_ORDER_UNSPECIFIED: SortOrder
SORT_ORDER_NEWEST_FIRST: SortOrder
SORT_ORDER_OLDEST_FIRST: SortOrder

class MonitorField(int, metaclass=EnumTypeWrapper):
    """One of the seven sums of a balance: what a monitor watches and a filter compares."""
    MONITOR_FIELD_UNSPECIFIED: ClassVar[MonitorField]
    """Refused: a field must be named."""
    MONITOR_FIELD_BALANCE: ClassVar[MonitorField]
    """`balance`: settled credits less settled debits."""
    MONITOR_FIELD_CREDIT_BALANCE: ClassVar[MonitorField]
    """`credit_balance`: all settled credits."""
    MONITOR_FIELD_DEBIT_BALANCE: ClassVar[MonitorField]
    """`debit_balance`: all settled debits."""
    MONITOR_FIELD_INFLIGHT_BALANCE: ClassVar[MonitorField]
    """`inflight_balance`: incoming holds less outgoing holds."""
    MONITOR_FIELD_INFLIGHT_CREDIT_BALANCE: ClassVar[MonitorField]
    """`inflight_credit_balance`: what open holds would bring in."""
    MONITOR_FIELD_INFLIGHT_DEBIT_BALANCE: ClassVar[MonitorField]
    """`inflight_debit_balance`: what open holds would take out."""
    MONITOR_FIELD_AVAILABLE_BALANCE: ClassVar[MonitorField]
    """`available_balance`: `balance` less `inflight_debit_balance`."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> MonitorField: ...
    @classmethod
    def items(cls) -> list[tuple[str, MonitorField]]: ...

MONITOR_FIELD_UNSPECIFIED: MonitorField
MONITOR_FIELD_BALANCE: MonitorField
MONITOR_FIELD_CREDIT_BALANCE: MonitorField
MONITOR_FIELD_DEBIT_BALANCE: MonitorField
MONITOR_FIELD_INFLIGHT_BALANCE: MonitorField
MONITOR_FIELD_INFLIGHT_CREDIT_BALANCE: MonitorField
MONITOR_FIELD_INFLIGHT_DEBIT_BALANCE: MonitorField
MONITOR_FIELD_AVAILABLE_BALANCE: MonitorField

class Operator(int, metaclass=EnumTypeWrapper):
    """How a sum is compared with a value."""
    OPERATOR_UNSPECIFIED: ClassVar[Operator]
    """Refused: an operator must be named."""
    OPERATOR_GREATER_THAN: ClassVar[Operator]
    """">"
    """
    OPERATOR_LESS_THAN: ClassVar[Operator]
    """"<"
    """
    OPERATOR_EQUAL: ClassVar[Operator]
    """"="
    """
    OPERATOR_NOT_EQUAL: ClassVar[Operator]
    """"!="
    """
    OPERATOR_GREATER_THAN_OR_EQUAL: ClassVar[Operator]
    """">="
    """
    OPERATOR_LESS_THAN_OR_EQUAL: ClassVar[Operator]
    """"<="
    """
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> Operator: ...
    @classmethod
    def items(cls) -> list[tuple[str, Operator]]: ...

OPERATOR_UNSPECIFIED: Operator
OPERATOR_GREATER_THAN: Operator
OPERATOR_LESS_THAN: Operator
OPERATOR_EQUAL: Operator
OPERATOR_NOT_EQUAL: Operator
OPERATOR_GREATER_THAN_OR_EQUAL: Operator
OPERATOR_LESS_THAN_OR_EQUAL: Operator

class AsOf(Message):
    """A point of history. Without a point: now."""
    @property
    def effective_at(self) -> timestamp_pb2.Timestamp: ...
    """By the time at which entries count: everything with an `effective_at` at or before this time,
    whenever it was recorded. Back-dated entries are in.
    """
    @property
    def recorded_at(self) -> timestamp_pb2.Timestamp: ...
    """By the time at which entries were recorded: what a reader would have seen at this time."""
    sequence: int
    """By commit: the state right after this sequence. Above the last one: INVALID_ARGUMENT /
    FIELD_INVALID. 0 is the empty store.
    """
    def __init__(
        self,
        *,
        effective_at: Optional[timestamp_pb2.Timestamp] = ...,
        recorded_at: Optional[timestamp_pb2.Timestamp] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["effective_at", "recorded_at", "sequence"]]: ...

class TimeRange(Message):
    """A span of time: start <= t < end. A missing side is open."""
    @property
    def start(self) -> timestamp_pb2.Timestamp: ...
    """The first instant inside. Absent: since ever."""
    @property
    def end(self) -> timestamp_pb2.Timestamp: ...
    """The first instant after. Absent: for ever."""
    def __init__(
        self,
        *,
        start: Optional[timestamp_pb2.Timestamp] = ...,
        end: Optional[timestamp_pb2.Timestamp] = ...,
    ) -> None: ...

class MetaDataFilter(Message):
    """Picks rows by one top-level key of their `meta_data`."""
    key: str
    """The key, 1 to 256 bytes. Required."""
    value_json: str
    """The value as JSON text, for example "\\"gold\\"" or "5" or "true"; compared in canonical
    form, so that 5 and 5.0 are equal and key order doesn't matter. Empty: the key need only be
    present.
    """
    def __init__(
        self,
        *,
        key: Optional[str] = ...,
        value_json: Optional[str] = ...,
    ) -> None: ...

class SumFilter(Message):
    """Picks balances by comparing one sum with a value."""
    field: MonitorField
    """The sum. Required."""
    operator: Operator
    """The comparison. Required."""
    value: str
    """What to compare with, in minor units. Required."""
    def __init__(
        self,
        *,
        field: Optional[Union[MonitorField, str]] = ...,
        operator: Optional[Union[Operator, str]] = ...,
        value: Optional[str] = ...,
    ) -> None: ...

class ExpectedVersion(Message):
    """A version that the writer has seen. The write is refused if the balance has moved on."""
    balance_id: str
    """The balance; one that the transaction doesn't touch is checked too. Required."""
    version: int
    """The version that it must have before the write. From 1. Required."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        version: Optional[int] = ...,
    ) -> None: ...
