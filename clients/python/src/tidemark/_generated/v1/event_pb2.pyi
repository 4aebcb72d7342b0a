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
from tidemark._generated.v1 import ledger_pb2
from tidemark._generated.v1 import monitor_pb2
from tidemark._generated.v1 import transaction_pb2

DESCRIPTOR: FileDescriptor

class EventType(int, metaclass=EnumTypeWrapper):
    """What happened. The name in quotes is used where people read it: webhooks, JSON, the command
    line.
    """
    EVENT_TYPE_UNSPECIFIED: ClassVar[EventType]
    """Refused in a filter; never sent."""
    EVENT_TYPE_BALANCE_CREATED: ClassVar[EventType]
    """"balance.created": a balance came to be, by request or by a transaction."""
    EVENT_TYPE_BALANCE_UPDATED: ClassVar[EventType]
    """"balance.updated": a request changed its description, limits or status. What a transaction
    does to its sums is told by the transaction's event.
    """
    EVENT_TYPE_BALANCE_MONITOR: ClassVar[EventType]
    """"balance.monitor": a monitor fired."""
    EVENT_TYPE_BALANCE_MONITOR_CLEARED: ClassVar[EventType]
    """"balance.monitor.cleared": the condition of a BOTH_EDGES monitor became false."""
    EVENT_TYPE_TRANSACTION_APPLIED: ClassVar[EventType]
    """"transaction.applied": money moved."""
    EVENT_TYPE_TRANSACTION_INFLIGHT: ClassVar[EventType]
    """"transaction.inflight": money is held, or a hold was changed."""
    EVENT_TYPE_TRANSACTION_COMMITTED: ClassVar[EventType]
    """"transaction.committed": a hold or a part of it was settled."""
    EVENT_TYPE_TRANSACTION_VOID: ClassVar[EventType]
    """"transaction.void": the rest of a hold was released by a call."""
    EVENT_TYPE_TRANSACTION_EXPIRED: ClassVar[EventType]
    """"transaction.expired": the rest of a hold was released at its expiry."""
    EVENT_TYPE_TRANSACTION_SCHEDULED: ClassVar[EventType]
    """"transaction.scheduled": a transaction waits for its time."""
    EVENT_TYPE_TRANSACTION_CANCELLED: ClassVar[EventType]
    """"transaction.cancelled": a scheduled transaction was taken back."""
    EVENT_TYPE_TRANSACTION_REJECTED: ClassVar[EventType]
    """"transaction.rejected": a scheduled transaction was refused when it ran."""
    EVENT_TYPE_TRANSACTION_REFUNDED: ClassVar[EventType]
    """"transaction.refunded": settled money moved back."""
    EVENT_TYPE_LEDGER_CREATED: ClassVar[EventType]
    """"ledger.created": a ledger came to be."""
    EVENT_TYPE_LEDGER_UPDATED: ClassVar[EventType]
    """"ledger.updated": a ledger's description changed."""
    EVENT_TYPE_MONITOR_CREATED: ClassVar[EventType]
    """"monitor.created": a monitor came to be."""
    EVENT_TYPE_MONITOR_UPDATED: ClassVar[EventType]
    """"monitor.updated": a monitor was changed."""
    EVENT_TYPE_MONITOR_DELETED: ClassVar[EventType]
    """"monitor.deleted": a monitor is gone."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> EventType: ...
    @classmethod
    def items(cls) -> list[tuple[str, EventType]]: ...

EVENT_TYPE_UNSPECIFIED: EventType
EVENT_TYPE_BALANCE_CREATED: EventType
EVENT_TYPE_BALANCE_UPDATED: EventType
EVENT_TYPE_BALANCE_MONITOR: EventType
EVENT_TYPE_BALANCE_MONITOR_CLEARED: EventType
EVENT_TYPE_TRANSACTION_APPLIED: EventType
EVENT_TYPE_TRANSACTION_INFLIGHT: EventType
EVENT_TYPE_TRANSACTION_COMMITTED: EventType
EVENT_TYPE_TRANSACTION_VOID: EventType
EVENT_TYPE_TRANSACTION_EXPIRED: EventType
EVENT_TYPE_TRANSACTION_SCHEDULED: EventType
EVENT_TYPE_TRANSACTION_CANCELLED: EventType
EVENT_TYPE_TRANSACTION_REJECTED: EventType
EVENT_TYPE_TRANSACTION_REFUNDED: EventType
EVENT_TYPE_LEDGER_CREATED: EventType
EVENT_TYPE_LEDGER_UPDATED: EventType
EVENT_TYPE_MONITOR_CREATED: EventType
EVENT_TYPE_MONITOR_UPDATED: EventType
EVENT_TYPE_MONITOR_DELETED: EventType

class Event(Message):
    """One thing that happened, stored in the commit that made it happen. Events are ordered by
    (`sequence`, `index`), the same for every reader for ever.
    """
    event_id: str
    """"evt_...": the same wherever the event is delivered, so that repeats can be told."""
    sequence: int
    """The commit."""
    index: int
    """The place among the commit's events, from 0, without a gap."""
    type: EventType
    """What happened."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was committed; the same for all events of a commit, and never runs backwards."""
    transaction_id: str
    """The transaction that made it happen. Empty: none did."""
    @property
    def balance(self) -> balance_pb2.Balance: ...
    """For BALANCE_CREATED and BALANCE_UPDATED."""
    @property
    def transaction(self) -> transaction_pb2.Transaction: ...
    """For the TRANSACTION types. For COMMITTED, VOID, EXPIRED and REFUNDED: the child transaction.
    """
    @property
    def monitor_notification(self) -> monitor_pb2.MonitorNotification: ...
    """For BALANCE_MONITOR and BALANCE_MONITOR_CLEARED."""
    @property
    def ledger(self) -> ledger_pb2.Ledger: ...
    """For LEDGER_CREATED and LEDGER_UPDATED."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """For MONITOR_CREATED, MONITOR_UPDATED and MONITOR_DELETED."""
    test: bool
    """True if it was sent on request, to try a webhook; nothing happened."""
    @property
    def entries(self) -> RepeatedCompositeFieldContainer[balance_pb2.Entry]: ...
    """For the TRANSACTION types: the entries that it made, sources first, each with the sums of its
    balance right after, so that a reader can keep a copy of the balances.
    """
    def __init__(
        self,
        *,
        event_id: Optional[str] = ...,
        sequence: Optional[int] = ...,
        index: Optional[int] = ...,
        type: Optional[Union[EventType, str]] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        transaction_id: Optional[str] = ...,
        balance: Optional[balance_pb2.Balance] = ...,
        transaction: Optional[transaction_pb2.Transaction] = ...,
        monitor_notification: Optional[monitor_pb2.MonitorNotification] = ...,
        ledger: Optional[ledger_pb2.Ledger] = ...,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        test: Optional[bool] = ...,
        entries: Optional[Iterable[balance_pb2.Entry]] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["balance", "transaction", "monitor_notification", "ledger", "monitor"]]: ...

class EventFilter(Message):
    """Picks events. Lists are joined by "any of", different fields by "and". A field that the
    server doesn't know is refused INVALID_ARGUMENT / UNKNOWN_FILTER instead of being passed
    over.
    """
    @property
    def monitor_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """Only of these monitors (their firings and changes), at most 1,000. Empty: of any or none."""
    @property
    def balance_ids(self) -> RepeatedScalarFieldContainer[str]: ...
    """Only of these balances, their monitors and the transactions that touch them, at most 1,000.
    Empty: of any or none.
    """
    ledger_id: str
    """Only of balances of this ledger and of the ledger itself. Empty: of any or none."""
    indicator_prefix: str
    """Only of balances with an indicator that begins so. Empty: of any or none."""
    @property
    def types(self) -> RepeatedScalarFieldContainer[EventType]: ...
    """Only of these types. Empty: of all."""
    def __init__(
        self,
        *,
        monitor_ids: Optional[Iterable[str]] = ...,
        balance_ids: Optional[Iterable[str]] = ...,
        ledger_id: Optional[str] = ...,
        indicator_prefix: Optional[str] = ...,
        types: Optional[Iterable[Union[EventType, str]]] = ...,
    ) -> None: ...
