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
from tidemark._generated.v1 import event_pb2
from tidemark._generated.v1 import webhook_pb2

DESCRIPTOR: FileDescriptor

class Subscription(Message):
    """A filter with a cursor that the server keeps."""
    subscription_id: str
    """"sub_..."
    """
    name: str
    """A unique name, 1 to 256 bytes."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all."""
    acknowledged_sequence: int
    """All up to this sequence is dealt with; the next stream goes on after it."""
    @property
    def retain_for(self) -> duration_pb2.Duration: ...
    """How long events are retained for it beyond the general rule. Absent: no longer."""
    attached: bool
    """True if a stream reads it now."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was created."""
    @property
    def acknowledged_at(self) -> timestamp_pb2.Timestamp: ...
    """When its cursor last moved. Absent: never yet."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        name: Optional[str] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        acknowledged_sequence: Optional[int] = ...,
        retain_for: Optional[duration_pb2.Duration] = ...,
        attached: Optional[bool] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        acknowledged_at: Optional[timestamp_pb2.Timestamp] = ...,
    ) -> None: ...

class SubscribeRequest(Message):
    """The request of Subscribe."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all. With `durable`: must be absent."""
    from_sequence: int
    """The first sequence to send. 0: only what is committed after the stream has begun. At most the
    last sequence + 1. With `durable`: 0, or where to go on instead of its cursor.
    """
    from_oldest: bool
    """Begin at the oldest event that is retained; then `from_sequence` must be 0."""
    durable: str
    """A durable subscription to read, by id or name. Its stream, if it has one, ends with
    ABORTED / SUBSCRIPTION_TAKEN_OVER. Empty: this stream only.
    """
    @property
    def heartbeat_interval(self) -> duration_pb2.Duration: ...
    """The most time without a message, 100 milliseconds to 1 hour. Absent: 10 seconds."""
    max_batch_events: int
    """The most events of one message, where that doesn't divide a commit. 0: 1,000; at most 10,000.
    """
    def __init__(
        self,
        *,
        filter: Optional[event_pb2.EventFilter] = ...,
        from_sequence: Optional[int] = ...,
        from_oldest: Optional[bool] = ...,
        durable: Optional[str] = ...,
        heartbeat_interval: Optional[duration_pb2.Duration] = ...,
        max_batch_events: Optional[int] = ...,
    ) -> None: ...

class SubscribeResponse(Message):
    """A message of a stream of Subscribe: events of whole commits, or none as a heartbeat."""
    subscription_id: str
    """In the first message: the id to end this stream by. Empty in all others."""
    @property
    def events(self) -> RepeatedCompositeFieldContainer[event_pb2.Event]: ...
    """The events, in order. Empty: the first message, or a heartbeat."""
    sequence: int
    """All up to this sequence has been sent or doesn't pass the filter: resume from the one after.
    """
    commit_continues: bool
    """True if the last commit's events don't fit and go on in the next message; `sequence` is then
    the commit before.
    """
    @property
    def sent_at(self) -> timestamp_pb2.Timestamp: ...
    """When this message was made, by the server's clock."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        events: Optional[Iterable[event_pb2.Event]] = ...,
        sequence: Optional[int] = ...,
        commit_continues: Optional[bool] = ...,
        sent_at: Optional[timestamp_pb2.Timestamp] = ...,
    ) -> None: ...

class WatchStart(Message):
    """What a client says first on a stream of Watch."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """As SubscribeRequest.filter."""
    from_sequence: int
    """As SubscribeRequest.from_sequence."""
    from_oldest: bool
    """As SubscribeRequest.from_oldest."""
    durable: str
    """As SubscribeRequest.durable."""
    @property
    def heartbeat_interval(self) -> duration_pb2.Duration: ...
    """As SubscribeRequest.heartbeat_interval."""
    max_batch_events: int
    """As SubscribeRequest.max_batch_events."""
    credits: int
    """The first credit: how many messages with events may be sent. 0: none yet; at most 1,000,000.
    """
    def __init__(
        self,
        *,
        filter: Optional[event_pb2.EventFilter] = ...,
        from_sequence: Optional[int] = ...,
        from_oldest: Optional[bool] = ...,
        durable: Optional[str] = ...,
        heartbeat_interval: Optional[duration_pb2.Duration] = ...,
        max_batch_events: Optional[int] = ...,
        credits: Optional[int] = ...,
    ) -> None: ...

class WatchCredit(Message):
    """More credit for a stream of Watch."""
    credits: int
    """How many more messages with events may be sent, 1 to 1,000,000; unused credit stays, up to
    1,000,000 in all. Heartbeats need none.
    """
    def __init__(
        self,
        *,
        credits: Optional[int] = ...,
    ) -> None: ...

class WatchAcknowledgement(Message):
    """An acknowledgement on a stream of Watch with a durable subscription."""
    sequence: int
    """All up to this sequence is dealt with."""
    def __init__(
        self,
        *,
        sequence: Optional[int] = ...,
    ) -> None: ...

class WatchRequest(Message):
    """A client's message on a stream of Watch."""
    @property
    def start(self) -> WatchStart: ...
    """Begin. The first message, and only that."""
    @property
    def credit(self) -> WatchCredit: ...
    """Send more."""
    @property
    def acknowledgement(self) -> WatchAcknowledgement: ...
    """Move the durable subscription's cursor forward."""
    def __init__(
        self,
        *,
        start: Optional[WatchStart] = ...,
        credit: Optional[WatchCredit] = ...,
        acknowledgement: Optional[WatchAcknowledgement] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["start", "credit", "acknowledgement"]]: ...

class WatchResponse(Message):
    """A server's message on a stream of Watch."""
    subscription_id: str
    """In the first message: the id to end this stream by. Empty in all others."""
    @property
    def events(self) -> RepeatedCompositeFieldContainer[event_pb2.Event]: ...
    """The events, in order. Empty: the first message, or a heartbeat."""
    sequence: int
    """As SubscribeResponse.sequence."""
    commit_continues: bool
    """As SubscribeResponse.commit_continues."""
    @property
    def sent_at(self) -> timestamp_pb2.Timestamp: ...
    """When this message was made, by the server's clock."""
    credits: int
    """Credit left after this message."""
    acknowledged_sequence: int
    """With a durable subscription: the cursor that the server has stored."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        events: Optional[Iterable[event_pb2.Event]] = ...,
        sequence: Optional[int] = ...,
        commit_continues: Optional[bool] = ...,
        sent_at: Optional[timestamp_pb2.Timestamp] = ...,
        credits: Optional[int] = ...,
        acknowledged_sequence: Optional[int] = ...,
    ) -> None: ...

class UnsubscribeRequest(Message):
    """The request of Unsubscribe."""
    subscription_id: str
    """From the stream's first message. Required."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
    ) -> None: ...

class UnsubscribeResponse(Message):
    """The reply of Unsubscribe."""
    sequence: int
    """All up to this sequence was sent on the stream or didn't pass its filter."""
    def __init__(
        self,
        *,
        sequence: Optional[int] = ...,
    ) -> None: ...

class PullEventsRequest(Message):
    """The request of PullEvents."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all. With `durable`: must be absent."""
    from_sequence: int
    """The first sequence to answer with. 0: what comes after this call's beginning; the reply's
    `sequence` tells where to go on.
    """
    from_oldest: bool
    """Begin at the oldest event that is retained; then `from_sequence` must be 0."""
    durable: str
    """A durable subscription to read from its cursor, by id or name. Empty: none. The cursor only
    moves by AcknowledgeSubscription.
    """
    limit: int
    """The most events to answer with, where that doesn't divide a commit. 0: 100; at most 1,000."""
    @property
    def wait(self) -> duration_pb2.Duration: ...
    """How long to wait where there is nothing to answer yet, up to 60 seconds. Absent: not at all.
    """
    page_token: str
    """The rest of a commit that didn't fit: the reply's `next_page_token`, with the same request.
    Empty: begin at `from_sequence`.
    """
    def __init__(
        self,
        *,
        filter: Optional[event_pb2.EventFilter] = ...,
        from_sequence: Optional[int] = ...,
        from_oldest: Optional[bool] = ...,
        durable: Optional[str] = ...,
        limit: Optional[int] = ...,
        wait: Optional[duration_pb2.Duration] = ...,
        page_token: Optional[str] = ...,
    ) -> None: ...

class PullEventsResponse(Message):
    """The reply of PullEvents."""
    @property
    def events(self) -> RepeatedCompositeFieldContainer[event_pb2.Event]: ...
    """The events, in order. Empty: there are none yet."""
    sequence: int
    """All up to this sequence is answered or doesn't pass the filter: go on from the one after. If
    `next_page_token` is given, the commit before the divided one.
    """
    next_page_token: str
    """Not empty only if the last commit's events don't fit: send it to get the rest."""
    oldest_sequence: int
    """The oldest sequence whose events are retained."""
    def __init__(
        self,
        *,
        events: Optional[Iterable[event_pb2.Event]] = ...,
        sequence: Optional[int] = ...,
        next_page_token: Optional[str] = ...,
        oldest_sequence: Optional[int] = ...,
    ) -> None: ...

class CreateSubscriptionRequest(Message):
    """The request of CreateSubscription."""
    subscription_id: str
    """The id to give it, "sub_" and a UUID. Empty: the server makes one."""
    name: str
    """A unique name, 1 to 256 bytes, not beginning with "sub_". Required."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all. It can't be changed later."""
    from_sequence: int
    """The first sequence that it is interested in. 0: what comes after its creation."""
    from_oldest: bool
    """Begin at the oldest event that is retained; then `from_sequence` must be 0."""
    @property
    def retain_for(self) -> duration_pb2.Duration: ...
    """How long events after its cursor are retained for it beyond the general rule, up to 366 days.
    Absent: no longer.
    """
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        name: Optional[str] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        from_sequence: Optional[int] = ...,
        from_oldest: Optional[bool] = ...,
        retain_for: Optional[duration_pb2.Duration] = ...,
    ) -> None: ...

class CreateSubscriptionResponse(Message):
    """The reply of CreateSubscription."""
    @property
    def subscription(self) -> Subscription: ...
    """The subscription as stored."""
    sequence: int
    """The commit that created it; in a replay, the last commit of all."""
    replayed: bool
    """True if an earlier call had created it with the same name and content."""
    def __init__(
        self,
        *,
        subscription: Optional[Subscription] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetSubscriptionRequest(Message):
    """The request of GetSubscription."""
    subscription_id: str
    """Which one, by id or name. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetSubscriptionResponse(Message):
    """The reply of GetSubscription."""
    @property
    def subscription(self) -> Subscription: ...
    """The subscription."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        subscription: Optional[Subscription] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListSubscriptionsRequest(Message):
    """The request of ListSubscriptions."""
    page_size: int
    """The most subscriptions to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    order: common_pb2.SortOrder
    """By time of creation. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListSubscriptionsResponse(Message):
    """The reply of ListSubscriptions."""
    @property
    def subscriptions(self) -> RepeatedCompositeFieldContainer[Subscription]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        subscriptions: Optional[Iterable[Subscription]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class DeleteSubscriptionRequest(Message):
    """The request of DeleteSubscription."""
    subscription_id: str
    """Which one, by id or name. Required."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
    ) -> None: ...

class DeleteSubscriptionResponse(Message):
    """The reply of DeleteSubscription."""
    @property
    def subscription(self) -> Subscription: ...
    """The subscription as it last was."""
    sequence: int
    """The commit that deleted it."""
    def __init__(
        self,
        *,
        subscription: Optional[Subscription] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class AcknowledgeSubscriptionRequest(Message):
    """The request of AcknowledgeSubscription."""
    subscription_id: str
    """Which one, by id or name. Required."""
    acknowledged_sequence: int
    """All up to this sequence is dealt with. From 1. Required."""
    def __init__(
        self,
        *,
        subscription_id: Optional[str] = ...,
        acknowledged_sequence: Optional[int] = ...,
    ) -> None: ...

class AcknowledgeSubscriptionResponse(Message):
    """The reply of AcknowledgeSubscription."""
    @property
    def subscription(self) -> Subscription: ...
    """The subscription after it."""
    sequence: int
    """The sequence at which the cursor is stored. An acknowledgement has none of its own."""
    def __init__(
        self,
        *,
        subscription: Optional[Subscription] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class CreateWebhookEndpointRequest(Message):
    """The request of CreateWebhookEndpoint."""
    webhook_id: str
    """The id to give it, "whk_" and a UUID. Empty: the server makes one."""
    url: str
    """Where to post: an http or https URL of up to 2,048 bytes. Required."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """Which events. Absent: all."""
    description: str
    """Text for people, up to 1,024 bytes."""
    meta_data: str
    """A JSON object as text. Empty: the empty object."""
    secret: str
    """The secret to sign with: "whsec_" and base64 of 24 to 64 bytes. Empty: the server makes one.
    """
    disabled: bool
    """Create it switched off."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        url: Optional[str] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        secret: Optional[str] = ...,
        disabled: Optional[bool] = ...,
    ) -> None: ...

class CreateWebhookEndpointResponse(Message):
    """The reply of CreateWebhookEndpoint."""
    @property
    def endpoint(self) -> webhook_pb2.WebhookEndpoint: ...
    """The endpoint as stored."""
    secret: str
    """Its secret, "whsec_...". It is never answered again. Empty in a replay."""
    sequence: int
    """The commit that created it; in a replay, the last commit of all."""
    replayed: bool
    """True if an earlier call had created it with the same id and content."""
    def __init__(
        self,
        *,
        endpoint: Optional[webhook_pb2.WebhookEndpoint] = ...,
        secret: Optional[str] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetWebhookEndpointRequest(Message):
    """The request of GetWebhookEndpoint."""
    webhook_id: str
    """Which one. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetWebhookEndpointResponse(Message):
    """The reply of GetWebhookEndpoint."""
    @property
    def endpoint(self) -> webhook_pb2.WebhookEndpoint: ...
    """The endpoint."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        endpoint: Optional[webhook_pb2.WebhookEndpoint] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListWebhookEndpointsRequest(Message):
    """The request of ListWebhookEndpoints."""
    page_size: int
    """The most endpoints to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    origin: webhook_pb2.WebhookOrigin
    """Only those that came to be so. Unspecified: any."""
    order: common_pb2.SortOrder
    """By time of creation. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        origin: Optional[Union[webhook_pb2.WebhookOrigin, str]] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListWebhookEndpointsResponse(Message):
    """The reply of ListWebhookEndpoints."""
    @property
    def endpoints(self) -> RepeatedCompositeFieldContainer[webhook_pb2.WebhookEndpoint]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        endpoints: Optional[Iterable[webhook_pb2.WebhookEndpoint]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class UpdateWebhookEndpointRequest(Message):
    """The request of UpdateWebhookEndpoint. The fields mean what they mean in
    CreateWebhookEndpointRequest.
    """
    webhook_id: str
    """Which one. Required."""
    url: str
    """The new URL."""
    @property
    def filter(self) -> event_pb2.EventFilter: ...
    """The new filter, whole."""
    description: str
    """Text for people."""
    meta_data: str
    """A JSON object as text; takes the place of the one before."""
    enabled: bool
    """Switch it on; or off, which needs "enabled" in the mask."""
    @property
    def update_mask(self) -> field_mask_pb2.FieldMask: ...
    """What to change, by the names of the fields above. Empty: whatever is given."""
    expected_version: int
    """Refused unless the endpoint has this version. 0: not checked."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        url: Optional[str] = ...,
        filter: Optional[event_pb2.EventFilter] = ...,
        description: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        enabled: Optional[bool] = ...,
        update_mask: Optional[field_mask_pb2.FieldMask] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class UpdateWebhookEndpointResponse(Message):
    """The reply of UpdateWebhookEndpoint."""
    @property
    def endpoint(self) -> webhook_pb2.WebhookEndpoint: ...
    """The endpoint after the change."""
    sequence: int
    """The commit of the change."""
    def __init__(
        self,
        *,
        endpoint: Optional[webhook_pb2.WebhookEndpoint] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class DeleteWebhookEndpointRequest(Message):
    """The request of DeleteWebhookEndpoint."""
    webhook_id: str
    """Which one. Required."""
    expected_version: int
    """Refused unless the endpoint has this version. 0: not checked."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class DeleteWebhookEndpointResponse(Message):
    """The reply of DeleteWebhookEndpoint."""
    @property
    def endpoint(self) -> webhook_pb2.WebhookEndpoint: ...
    """The endpoint as it last was."""
    sequence: int
    """The commit that deleted it."""
    def __init__(
        self,
        *,
        endpoint: Optional[webhook_pb2.WebhookEndpoint] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class RotateWebhookSecretRequest(Message):
    """The request of RotateWebhookSecret."""
    webhook_id: str
    """Which endpoint. Required."""
    secret: str
    """The new secret: "whsec_" and base64 of 24 to 64 bytes. Empty: the server makes one."""
    @property
    def overlap(self) -> duration_pb2.Duration: ...
    """How long the old secret signs beside the new one, up to 30 days. Absent: 24 hours."""
    expected_version: int
    """Refused unless the endpoint has this version. 0: not checked."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        secret: Optional[str] = ...,
        overlap: Optional[duration_pb2.Duration] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class RotateWebhookSecretResponse(Message):
    """The reply of RotateWebhookSecret."""
    @property
    def endpoint(self) -> webhook_pb2.WebhookEndpoint: ...
    """The endpoint after the change."""
    secret: str
    """The new secret, "whsec_...". It is never answered again."""
    sequence: int
    """The commit of the change."""
    def __init__(
        self,
        *,
        endpoint: Optional[webhook_pb2.WebhookEndpoint] = ...,
        secret: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListDeliveriesRequest(Message):
    """The request of ListDeliveries. What is given must all hold."""
    page_size: int
    """The most deliveries to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    webhook_id: str
    """Only to this endpoint. Empty: to any."""
    event_id: str
    """Only of this event. Empty: of any."""
    monitor_id: str
    """Only of this monitor. Empty: of any or none."""
    status: webhook_pb2.DeliveryStatus
    """Only with this status. Unspecified: any."""
    @property
    def created_at(self) -> common_pb2.TimeRange: ...
    """Only stored in this span."""
    order: common_pb2.SortOrder
    """By the order of events. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        webhook_id: Optional[str] = ...,
        event_id: Optional[str] = ...,
        monitor_id: Optional[str] = ...,
        status: Optional[Union[webhook_pb2.DeliveryStatus, str]] = ...,
        created_at: Optional[common_pb2.TimeRange] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListDeliveriesResponse(Message):
    """The reply of ListDeliveries."""
    @property
    def deliveries(self) -> RepeatedCompositeFieldContainer[webhook_pb2.Delivery]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        deliveries: Optional[Iterable[webhook_pb2.Delivery]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class RetryDeliveryRequest(Message):
    """The request of RetryDelivery."""
    delivery_id: str
    """Which one. Required."""
    def __init__(
        self,
        *,
        delivery_id: Optional[str] = ...,
    ) -> None: ...

class RetryDeliveryResponse(Message):
    """The reply of RetryDelivery."""
    @property
    def delivery(self) -> webhook_pb2.Delivery: ...
    """The delivery, PENDING."""
    sequence: int
    """The commit that queued it."""
    def __init__(
        self,
        *,
        delivery: Optional[webhook_pb2.Delivery] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class SendTestEventRequest(Message):
    """The request of SendTestEvent."""
    webhook_id: str
    """The endpoint. Required."""
    type: event_pb2.EventType
    """The type to pretend. Unspecified: BALANCE_MONITOR."""
    def __init__(
        self,
        *,
        webhook_id: Optional[str] = ...,
        type: Optional[Union[event_pb2.EventType, str]] = ...,
    ) -> None: ...

class SendTestEventResponse(Message):
    """The reply of SendTestEvent."""
    @property
    def delivery(self) -> webhook_pb2.Delivery: ...
    """The delivery, PENDING; see ListDeliveries for what became of it."""
    sequence: int
    """The commit that queued it."""
    def __init__(
        self,
        *,
        delivery: Optional[webhook_pb2.Delivery] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...
