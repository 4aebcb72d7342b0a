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
from tidemark._generated.v1 import event_pb2

DESCRIPTOR: FileDescriptor

class VerifyPhase(int, metaclass=EnumTypeWrapper):
    """What Verify is at."""
    VERIFY_PHASE_UNSPECIFIED: ClassVar[VerifyPhase]
    """Never sent."""
    VERIFY_PHASE_CHAIN: ClassVar[VerifyPhase]
    """The hash chain over all commits."""
    VERIFY_PHASE_RECORDS: ClassVar[VerifyPhase]
    """The checksums of all records."""
    VERIFY_PHASE_BALANCES: ClassVar[VerifyPhase]
    """The sums of all balances, from their entries."""
    VERIFY_PHASE_CONSERVATION: ClassVar[VerifyPhase]
    """That debits equal credits in each currency."""
    VERIFY_PHASE_INDEXES: ClassVar[VerifyPhase]
    """The indexes, against what they point to."""
    VERIFY_PHASE_MONITORS: ClassVar[VerifyPhase]
    """Monitors, their thresholds and states."""
    VERIFY_PHASE_EVENTS: ClassVar[VerifyPhase]
    """The event log."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> VerifyPhase: ...
    @classmethod
    def items(cls) -> list[tuple[str, VerifyPhase]]: ...

VERIFY_PHASE_UNSPECIFIED: VerifyPhase
VERIFY_PHASE_CHAIN: VerifyPhase
VERIFY_PHASE_RECORDS: VerifyPhase
VERIFY_PHASE_BALANCES: VerifyPhase
VERIFY_PHASE_CONSERVATION: VerifyPhase
VERIFY_PHASE_INDEXES: VerifyPhase
VERIFY_PHASE_MONITORS: VerifyPhase
VERIFY_PHASE_EVENTS: VerifyPhase

class ServerLimits(Message):
    """The limits of this server, so that a client needn't guess."""
    max_frame_bytes: int
    """The most bytes of a frame's data."""
    max_request_bytes: int
    """The most bytes of a request message, batches apart."""
    max_batch_bytes: int
    """The most bytes of a batch request."""
    max_batch_items: int
    """The most items of a batch."""
    max_page_size: int
    """The most rows of a page."""
    max_legs: int
    """The most sources, or destinations, of a transaction."""
    max_meta_data_bytes: int
    """The most bytes of `meta_data`."""
    max_calls_per_connection: int
    """The most calls that one connection may have running; further ones wait in the socket."""
    max_connections: int
    """The most connections."""
    max_subscribers: int
    """The most running streams of events."""
    max_subscriber_backlog_bytes: int
    """The most bytes that may wait for a subscriber before it is ended as too slow."""
    def __init__(
        self,
        *,
        max_frame_bytes: Optional[int] = ...,
        max_request_bytes: Optional[int] = ...,
        max_batch_bytes: Optional[int] = ...,
        max_batch_items: Optional[int] = ...,
        max_page_size: Optional[int] = ...,
        max_legs: Optional[int] = ...,
        max_meta_data_bytes: Optional[int] = ...,
        max_calls_per_connection: Optional[int] = ...,
        max_connections: Optional[int] = ...,
        max_subscribers: Optional[int] = ...,
        max_subscriber_backlog_bytes: Optional[int] = ...,
    ) -> None: ...

class GetServerInfoRequest(Message):
    """The request of GetServerInfo."""
    def __init__(self) -> None: ...

class GetServerInfoResponse(Message):
    """The reply of GetServerInfo."""
    version: str
    """The server's version, such as "0.1.0"."""
    format_version: int
    """The version of the layout on disk. From 1."""
    sequence: int
    """The last commit."""
    chain_hash: bytes
    """The SHA-256 of the chain up to that commit, 32 bytes."""
    oldest_sequence: int
    """The oldest sequence whose events are retained. `sequence` + 1 if there are none."""
    @property
    def started_at(self) -> timestamp_pb2.Timestamp: ...
    """When the server started."""
    @property
    def server_time(self) -> timestamp_pb2.Timestamp: ...
    """The server's clock now."""
    @property
    def limits(self) -> ServerLimits: ...
    """The limits."""
    @property
    def methods(self) -> RepeatedScalarFieldContainer[str]: ...
    """The methods that this server answers, such as "tidemark.v1.BalanceService/GetBalance", in
    alphabetical order; those not here are UNIMPLEMENTED.
    """
    def __init__(
        self,
        *,
        version: Optional[str] = ...,
        format_version: Optional[int] = ...,
        sequence: Optional[int] = ...,
        chain_hash: Optional[bytes] = ...,
        oldest_sequence: Optional[int] = ...,
        started_at: Optional[timestamp_pb2.Timestamp] = ...,
        server_time: Optional[timestamp_pb2.Timestamp] = ...,
        limits: Optional[ServerLimits] = ...,
        methods: Optional[Iterable[str]] = ...,
    ) -> None: ...

class MethodStats(Message):
    """The calls of one method since the start."""
    method: str
    """Such as "tidemark.v1.BalanceService/GetBalance"."""
    call_count: int
    """Calls that were answered, streams that were begun."""
    error_count: int
    """Of these, answered with an error."""
    @property
    def median_duration(self) -> duration_pb2.Duration: ...
    """Half of the recent calls took at most this long. Absent: no calls yet."""
    @property
    def p99_duration(self) -> duration_pb2.Duration: ...
    """99 in 100 of the recent calls took at most this long. Absent: no calls yet."""
    def __init__(
        self,
        *,
        method: Optional[str] = ...,
        call_count: Optional[int] = ...,
        error_count: Optional[int] = ...,
        median_duration: Optional[duration_pb2.Duration] = ...,
        p99_duration: Optional[duration_pb2.Duration] = ...,
    ) -> None: ...

class GetStatsRequest(Message):
    """The request of GetStats."""
    include_methods: bool
    """Also answer a row for each method."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        include_methods: Optional[bool] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetStatsResponse(Message):
    """The reply of GetStats. Counts of rows are of the store; the others since the start."""
    sequence: int
    """The sequence that the counts of rows show."""
    ledger_count: int
    """Ledgers, the general one included."""
    balance_count: int
    """Balances."""
    transaction_count: int
    """Transactions, children included."""
    entry_count: int
    """Entries."""
    open_hold_count: int
    """Holds with something left."""
    scheduled_count: int
    """Transactions that wait for their time."""
    monitor_count: int
    """Monitors."""
    event_count: int
    """Events that are retained."""
    subscription_count: int
    """Durable subscriptions."""
    pending_delivery_count: int
    """Webhook deliveries that wait."""
    dead_delivery_count: int
    """Webhook deliveries given up."""
    commit_count: int
    """Commits since the start."""
    group_count: int
    """Groups of commits, each one sync of the disk."""
    queued_write_count: int
    """Writes that wait for their turn now."""
    refusal_count: int
    """Writes that were refused by a rule."""
    store_used_bytes: int
    """Bytes of the store's map in use."""
    store_map_bytes: int
    """Bytes of the store's map."""
    disk_free_bytes: int
    """Bytes free on the store's disk."""
    resident_bytes: int
    """Bytes of memory that the process has resident."""
    connection_count: int
    """Connections that are open."""
    subscriber_count: int
    """Streams of events that are running."""
    sent_event_count: int
    """Events that were sent on streams."""
    slow_subscriber_count: int
    """Streams that were ended as too slow."""
    call_count: int
    """Calls of all methods."""
    running_call_count: int
    """Calls that are running now."""
    @property
    def last_sync_duration(self) -> duration_pb2.Duration: ...
    """How long the last sync of the disk took."""
    @property
    def methods(self) -> RepeatedCompositeFieldContainer[MethodStats]: ...
    """By method; empty unless asked for."""
    def __init__(
        self,
        *,
        sequence: Optional[int] = ...,
        ledger_count: Optional[int] = ...,
        balance_count: Optional[int] = ...,
        transaction_count: Optional[int] = ...,
        entry_count: Optional[int] = ...,
        open_hold_count: Optional[int] = ...,
        scheduled_count: Optional[int] = ...,
        monitor_count: Optional[int] = ...,
        event_count: Optional[int] = ...,
        subscription_count: Optional[int] = ...,
        pending_delivery_count: Optional[int] = ...,
        dead_delivery_count: Optional[int] = ...,
        commit_count: Optional[int] = ...,
        group_count: Optional[int] = ...,
        queued_write_count: Optional[int] = ...,
        refusal_count: Optional[int] = ...,
        store_used_bytes: Optional[int] = ...,
        store_map_bytes: Optional[int] = ...,
        disk_free_bytes: Optional[int] = ...,
        resident_bytes: Optional[int] = ...,
        connection_count: Optional[int] = ...,
        subscriber_count: Optional[int] = ...,
        sent_event_count: Optional[int] = ...,
        slow_subscriber_count: Optional[int] = ...,
        call_count: Optional[int] = ...,
        running_call_count: Optional[int] = ...,
        last_sync_duration: Optional[duration_pb2.Duration] = ...,
        methods: Optional[Iterable[MethodStats]] = ...,
    ) -> None: ...

class AuthenticateRequest(Message):
    """The request of Authenticate."""
    token: str
    """The token from the server's configuration. Required."""
    def __init__(
        self,
        *,
        token: Optional[str] = ...,
    ) -> None: ...

class AuthenticateResponse(Message):
    """The reply of Authenticate."""
    principal: str
    """Whom the token stands for."""
    @property
    def expires_at(self) -> timestamp_pb2.Timestamp: ...
    """When it ends. Absent: never."""
    def __init__(
        self,
        *,
        principal: Optional[str] = ...,
        expires_at: Optional[timestamp_pb2.Timestamp] = ...,
    ) -> None: ...

class VerifyFinding(Message):
    """Something that is wrong in the store."""
    phase: VerifyPhase
    """Where it was found."""
    record: str
    """The record: its table, and its id or key."""
    sequence: int
    """The commit that it belongs to. 0: none."""
    message: str
    """What was expected and what is there, for people."""
    def __init__(
        self,
        *,
        phase: Optional[Union[VerifyPhase, str]] = ...,
        record: Optional[str] = ...,
        sequence: Optional[int] = ...,
        message: Optional[str] = ...,
    ) -> None: ...

class VerifyRequest(Message):
    """The request of Verify."""
    @property
    def phases(self) -> RepeatedScalarFieldContainer[VerifyPhase]: ...
    """Only these phases. Empty: all."""
    max_findings: int
    """Stop after this many findings. 0: 100; at most 1,000."""
    def __init__(
        self,
        *,
        phases: Optional[Iterable[Union[VerifyPhase, str]]] = ...,
        max_findings: Optional[int] = ...,
    ) -> None: ...

class VerifyResponse(Message):
    """A message of Verify: progress, with what was found since the one before."""
    phase: VerifyPhase
    """What it is at."""
    done_count: int
    """Records of this phase that are done."""
    total_count: int
    """Records of this phase in all, as far as known."""
    @property
    def findings(self) -> RepeatedCompositeFieldContainer[VerifyFinding]: ...
    """What is wrong, since the message before."""
    sequence: int
    """The sequence of the snapshot."""
    complete: bool
    """True in the last message."""
    finding_count: int
    """In the last message: how many findings in all. 0: the books are right."""
    chain_hash: bytes
    """In the last message: the SHA-256 of the chain, 32 bytes."""
    def __init__(
        self,
        *,
        phase: Optional[Union[VerifyPhase, str]] = ...,
        done_count: Optional[int] = ...,
        total_count: Optional[int] = ...,
        findings: Optional[Iterable[VerifyFinding]] = ...,
        sequence: Optional[int] = ...,
        complete: Optional[bool] = ...,
        finding_count: Optional[int] = ...,
        chain_hash: Optional[bytes] = ...,
    ) -> None: ...

class Connection(Message):
    """A connection to the server."""
    connection_id: int
    """Its number since the start, from 1."""
    local_address: str
    """The address that it came in by, such as "unix:///run/tidemark.sock"."""
    peer: str
    """The peer: "pid 4711" over a Unix socket, "127.0.0.1:51034" over TCP."""
    user_id: int
    """Over a Unix socket: the peer's user id. -1: unknown."""
    principal: str
    """Whom its token stands for. Empty: none was given."""
    @property
    def opened_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was opened."""
    call_count: int
    """Calls that it has made."""
    running_call_count: int
    """Calls that are running now, streams included."""
    received_bytes: int
    """Bytes that came in."""
    sent_bytes: int
    """Bytes that went out."""
    queued_bytes: int
    """Bytes that wait to go out."""
    def __init__(
        self,
        *,
        connection_id: Optional[int] = ...,
        local_address: Optional[str] = ...,
        peer: Optional[str] = ...,
        user_id: Optional[int] = ...,
        principal: Optional[str] = ...,
        opened_at: Optional[timestamp_pb2.Timestamp] = ...,
        call_count: Optional[int] = ...,
        running_call_count: Optional[int] = ...,
        received_bytes: Optional[int] = ...,
        sent_bytes: Optional[int] = ...,
        queued_bytes: Optional[int] = ...,
    ) -> None: ...

class ListConnectionsRequest(Message):
    """The request of ListConnections."""
    page_size: int
    """The most connections to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
    ) -> None: ...

class ListConnectionsResponse(Message):
    """The reply of ListConnections."""
    @property
    def connections(self) -> RepeatedCompositeFieldContainer[Connection]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The last commit."""
    def __init__(
        self,
        *,
        connections: Optional[Iterable[Connection]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class Subscriber(Message):
    """A running stream of events."""
    subscription_id: str
    """The id to end it by."""
    durable_name: str
    """The name of the durable subscription that it reads. Empty: none."""
    connection_id: int
    """Its connection."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events it gets. Absent: all."""
    sequence: int
    """How far it got."""
    lag: int
    """How many commits it is behind."""
    queued_bytes: int
    """Bytes that wait for it."""
    sent_event_count: int
    """Events that it was sent."""
    @property
    def started_at(self) -> timestamp_pb2.Timestamp: ...
    """When it began."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        durable_name: Optional[str] = ...,
        connection_id: Optional[int] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        sequence: Optional[int] = ...,
        lag: Optional[int] = ...,
        queued_bytes: Optional[int] = ...,
        sent_event_count: Optional[int] = ...,
        started_at: Optional[timestamp_pb2.Timestamp] = ...,
    ) -> None: ...

class ListSubscribersRequest(Message):
    """The request of ListSubscribers."""
    page_size: int
    """The most subscribers to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
    ) -> None: ...

class ListSubscribersResponse(Message):
    """The reply of ListSubscribers."""
    @property
    def subscribers(self) -> RepeatedCompositeFieldContainer[Subscriber]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The last commit."""
    def __init__(
        self,
        *,
        subscribers: Optional[Iterable[Subscriber]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class BackupRequest(Message):
    """The request of Backup."""
    directory: str
    """An absolute path on the server's machine: a folder that doesn't exist yet or is empty.
    Required.
    """
    compact: bool
    """Leave out free pages: smaller, and slower to write."""
    def __init__(
        self,
        *,
        directory: Optional[str] = ...,
        compact: Optional[bool] = ...,
    ) -> None: ...

class BackupResponse(Message):
    """A message of Backup: progress."""
    copied_bytes: int
    """Bytes that are written."""
    total_bytes: int
    """Bytes in all, as far as known."""
    sequence: int
    """The sequence that the copy shows."""
    complete: bool
    """True in the last message: the copy is whole and synced."""
    def __init__(
        self,
        *,
        copied_bytes: Optional[int] = ...,
        total_bytes: Optional[int] = ...,
        sequence: Optional[int] = ...,
        complete: Optional[bool] = ...,
    ) -> None: ...
