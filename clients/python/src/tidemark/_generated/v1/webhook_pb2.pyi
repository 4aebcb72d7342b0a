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

class WebhookOrigin(int, metaclass=EnumTypeWrapper):
    """How an endpoint came to be."""
    WEBHOOK_ORIGIN_UNSPECIFIED: ClassVar[WebhookOrigin]
    """In a filter: any."""
    WEBHOOK_ORIGIN_REGISTERED: ClassVar[WebhookOrigin]
    """It was created by CreateWebhookEndpoint."""
    WEBHOOK_ORIGIN_MONITOR: ClassVar[WebhookOrigin]
    """It stands for the `call_back_url` of monitors, made when the first of them named it. It only
    gets the firings of those monitors, and has its own secret.
    """
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> WebhookOrigin: ...
    @classmethod
    def items(cls) -> list[tuple[str, WebhookOrigin]]: ...

WEBHOOK_ORIGIN_UNSPECIFIED: WebhookOrigin
WEBHOOK_ORIGIN_REGISTERED: WebhookOrigin
WEBHOOK_ORIGIN_MONITOR: WebhookOrigin

class DeliveryStatus(int, metaclass=EnumTypeWrapper):
    """Where a delivery stands."""
    DELIVERY_STATUS_UNSPECIFIED: ClassVar[DeliveryStatus]
    """In a filter: any."""
    DELIVERY_STATUS_PENDING: ClassVar[DeliveryStatus]
    """It will be sent, for the first time or again."""
    DELIVERY_STATUS_DELIVERED: ClassVar[DeliveryStatus]
    """The receiver answered with a 2xx status."""
    DELIVERY_STATUS_DEAD: ClassVar[DeliveryStatus]
    """Given up after the last attempt, or because the endpoint is switched off: a dead letter."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> DeliveryStatus: ...
    @classmethod
    def items(cls) -> list[tuple[str, DeliveryStatus]]: ...

DELIVERY_STATUS_UNSPECIFIED: DeliveryStatus
DELIVERY_STATUS_PENDING: DeliveryStatus
DELIVERY_STATUS_DELIVERED: DeliveryStatus
DELIVERY_STATUS_DEAD: DeliveryStatus

class WebhookEndpoint(Message):
    """A receiver of webhooks. Each event that its filter lets through is posted as JSON,
    {"event": "balance.monitor", "payload": {...}}: the event's name, and what it happened to,
    with the field names of these messages, money as text, times by RFC 3339 and `meta_data` as
    an object. Of a firing monitor the payload is the monitor (`monitor_id`, `balance_id`,
    `condition`, ...) with `observed_before`, `observed_after`, `sums`, `transaction_id` and
    `sequence` beside its own fields. Signed by the Standard Webhooks scheme: headers webhook-id,
    webhook-timestamp and webhook-signature.
    """
    webhook_id: str
    """"whk_..."
    """
    url: str
    """Where to post: http or https."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all."""
    description: str
    """Text for people, up to 1,024 bytes."""
    enabled: bool
    """False: nothing is sent; what waited became dead letters, and events that come meanwhile
    become no deliveries.
    """
    disabled_reason: str
    """Why the server switched it off, such as "410 Gone". Empty: it didn't."""
    origin: WebhookOrigin
    """How it came to be."""
    meta_data: str
    """A JSON object as text."""
    version: int
    """Starts at 1, one more with each update."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was created."""
    @property
    def updated_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was last updated; at first the time of creation."""
    @property
    def secret_created_at(self) -> timestamp_pb2.Timestamp: ...
    """When its secret was made."""
    @property
    def previous_secret_expires_at(self) -> timestamp_pb2.Timestamp: ...
    """Until when the secret before also signs. Absent: there is none."""
    pending_count: int
    """Deliveries that wait now."""
    dead_count: int
    """Dead letters."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        url: Optional[str] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        description: Optional[str] = ...,
        enabled: Optional[bool] = ...,
        disabled_reason: Optional[str] = ...,
        origin: Optional[Union[WebhookOrigin, str]] = ...,
        meta_data: Optional[str] = ...,
        version: Optional[int] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        updated_at: Optional[timestamp_pb2.Timestamp] = ...,
        secret_created_at: Optional[timestamp_pb2.Timestamp] = ...,
        previous_secret_expires_at: Optional[timestamp_pb2.Timestamp] = ...,
        pending_count: Optional[int] = ...,
        dead_count: Optional[int] = ...,
    ) -> None: ...

class DeliveryAttempt(Message):
    """One try of a delivery."""
    @property
    def started_at(self) -> timestamp_pb2.Timestamp: ...
    """When it began."""
    @property
    def duration(self) -> duration_pb2.Duration: ...
    """How long it took."""
    http_status: int
    """The HTTP status that came back. 0: none came."""
    error: str
    """What went wrong, for people: "connection refused", "address not allowed". Empty: nothing."""
    def __init__(
        self,
        *,
        started_at: Optional[timestamp_pb2.Timestamp] = ...,
        duration: Optional[duration_pb2.Duration] = ...,
        http_status: Optional[int] = ...,
        error: Optional[str] = ...,
    ) -> None: ...

class Delivery(Message):
    """One event on its way to one endpoint. It is stored in the event's own commit, sent at least
    once, and in order for each balance.
    """
    delivery_id: str
    """"dlv_...": stays the same over all attempts."""
    webhook_id: str
    """The endpoint."""
    event_id: str
    """The event; also the header webhook-id, by which a receiver can tell repeats."""
    sequence: int
    """The event's commit. 0 for a test."""
    type: event_pb2.EventType
    """The event's type."""
    monitor_id: str
    """The monitor that fired. Empty: the event is of another kind."""
    balance_id: str
    """The balance that the event is about. Empty: none."""
    url: str
    """Where it is posted to."""
    status: DeliveryStatus
    """Where it stands."""
    attempt_count: int
    """How often it was tried."""
    @property
    def next_attempt_at(self) -> timestamp_pb2.Timestamp: ...
    """When it is tried next. Absent: no more."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was stored."""
    @property
    def delivered_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was delivered. Absent: not yet, or never."""
    @property
    def attempts(self) -> RepeatedCompositeFieldContainer[DeliveryAttempt]: ...
    """The latest attempts, newest first, at most 16."""
    test: bool
    """True for a test event."""
    def __init__(
        self,
        *,
        delivery_id: Optional[str] = ...,
        webhook_id: Optional[str] = ...,
        event_id: Optional[str] = ...,
        sequence: Optional[int] = ...,
        type: Optional[Union[event_pb2.EventType, str]] = ...,
        monitor_id: Optional[str] = ...,
        balance_id: Optional[str] = ...,
        url: Optional[str] = ...,
        status: Optional[Union[DeliveryStatus, str]] = ...,
        attempt_count: Optional[int] = ...,
        next_attempt_at: Optional[timestamp_pb2.Timestamp] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        delivered_at: Optional[timestamp_pb2.Timestamp] = ...,
        attempts: Optional[Iterable[DeliveryAttempt]] = ...,
        test: Optional[bool] = ...,
    ) -> None: ...
