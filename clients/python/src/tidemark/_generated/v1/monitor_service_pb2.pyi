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
from tidemark._generated.v1 import monitor_pb2

DESCRIPTOR: FileDescriptor

class CreateMonitorRequest(Message):
    """The request of CreateMonitor. What it watches is named by exactly one of `balance_id`,
    `indicator` with `currency`, `roll_up` and `ledger_rule`.
    """
    monitor_id: str
    """The id to give it, "mon_" and a UUID. Empty: the server makes one."""
    balance_id: str
    """The balance."""
    indicator: str
    """The balance by its indicator; with `currency`."""
    currency: str
    """The currency of `indicator`; beside `balance_id` it must be the balance's or empty."""
    @property
    def condition(self) -> monitor_pb2.MonitorCondition: ...
    """The condition. Exactly one of this and `conditions`."""
    @property
    def conditions(self) -> RepeatedCompositeFieldContainer[monitor_pb2.MonitorCondition]: ...
    """Several conditions on the same balance, 2 to 8, joined by `match`."""
    match: monitor_pb2.ConditionMatch
    """How `conditions` are joined. Unspecified: ALL."""
    @property
    def steps(self) -> RepeatedCompositeFieldContainer[monitor_pb2.MonitorStep]: ...
    """A ladder of thresholds for `condition`, which then has no value: 2 to 16 steps."""
    trigger: monitor_pb2.Trigger
    """When it fires. Unspecified: CROSSING."""
    @property
    def cooldown(self) -> duration_pb2.Duration: ...
    """The least time between two firings, up to 366 days. Absent: none."""
    description: str
    """Text for people, up to 1,024 bytes."""
    call_back_url: str
    """Where to send a webhook: an http or https URL of up to 2,048 bytes, to a public address
    unless the configuration allows others. Empty: nowhere.
    """
    meta_data: str
    """A JSON object as text. Empty: the empty object."""
    disabled: bool
    """Create it switched off."""
    fire_immediately: bool
    """Where its condition already holds, fire in the creating commit."""
    @property
    def roll_up(self) -> monitor_pb2.MonitorRollUp: ...
    """Watch a sum over balances."""
    @property
    def ledger_rule(self) -> monitor_pb2.MonitorLedgerRule: ...
    """Watch every balance of a ledger."""
    override_key: str
    """See Monitor.override_key, up to 64 bytes. Empty: none."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        balance_id: Optional[str] = ...,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        condition: Optional[monitor_pb2.MonitorCondition] = ...,
        conditions: Optional[Iterable[monitor_pb2.MonitorCondition]] = ...,
        match: Optional[Union[monitor_pb2.ConditionMatch, str]] = ...,
        steps: Optional[Iterable[monitor_pb2.MonitorStep]] = ...,
        trigger: Optional[Union[monitor_pb2.Trigger, str]] = ...,
        cooldown: Optional[duration_pb2.Duration] = ...,
        description: Optional[str] = ...,
        call_back_url: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        disabled: Optional[bool] = ...,
        fire_immediately: Optional[bool] = ...,
        roll_up: Optional[monitor_pb2.MonitorRollUp] = ...,
        ledger_rule: Optional[monitor_pb2.MonitorLedgerRule] = ...,
        override_key: Optional[str] = ...,
    ) -> None: ...

class CreateMonitorResponse(Message):
    """The reply of CreateMonitor."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """The monitor as stored, with its state."""
    sequence: int
    """The commit that created it; in a replay, the last commit of all."""
    replayed: bool
    """True if an earlier call had created it with the same id and content."""
    def __init__(
        self,
        *,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetMonitorRequest(Message):
    """The request of GetMonitor."""
    monitor_id: str
    """Which one. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetMonitorResponse(Message):
    """The reply of GetMonitor."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """The monitor."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListMonitorsRequest(Message):
    """The request of ListMonitors."""
    page_size: int
    """The most monitors to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    @property
    def filter(self) -> monitor_pb2.MonitorFilter: ...
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
        filter: Optional[monitor_pb2.MonitorFilter] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListMonitorsResponse(Message):
    """The reply of ListMonitors."""
    @property
    def monitors(self) -> RepeatedCompositeFieldContainer[monitor_pb2.Monitor]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        monitors: Optional[Iterable[monitor_pb2.Monitor]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListBalanceMonitorsRequest(Message):
    """The request of ListBalanceMonitors. The balance is named by its id or by indicator and
    currency.
    """
    balance_id: str
    """The id. Empty: `indicator` and `currency` name it."""
    indicator: str
    """The indicator; with `currency`, instead of `balance_id`."""
    currency: str
    """The currency of `indicator`."""
    page_size: int
    """The most monitors to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    include_covering: bool
    """Also list the roll-ups and ledger rules that the balance falls under."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        indicator: Optional[str] = ...,
        currency: Optional[str] = ...,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        include_covering: Optional[bool] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListBalanceMonitorsResponse(Message):
    """The reply of ListBalanceMonitors."""
    @property
    def monitors(self) -> RepeatedCompositeFieldContainer[monitor_pb2.Monitor]: ...
    """The page, oldest first."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        monitors: Optional[Iterable[monitor_pb2.Monitor]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class UpdateMonitorRequest(Message):
    """The request of UpdateMonitor. The fields mean what they mean in CreateMonitorRequest."""
    monitor_id: str
    """Which one. Required."""
    balance_id: str
    """Move it to this balance. The old one can't make it fire any more."""
    @property
    def condition(self) -> monitor_pb2.MonitorCondition: ...
    """The new condition, whole. It takes the place of `conditions` too."""
    @property
    def conditions(self) -> RepeatedCompositeFieldContainer[monitor_pb2.MonitorCondition]: ...
    """The new conditions, whole. They take the place of `condition` and `steps` too."""
    match: monitor_pb2.ConditionMatch
    """How `conditions` are joined."""
    @property
    def steps(self) -> RepeatedCompositeFieldContainer[monitor_pb2.MonitorStep]: ...
    """The new ladder, whole."""
    trigger: monitor_pb2.Trigger
    """When it fires."""
    @property
    def cooldown(self) -> duration_pb2.Duration: ...
    """The least time between two firings."""
    description: str
    """Text for people."""
    call_back_url: str
    """Where to send a webhook."""
    meta_data: str
    """A JSON object as text, merged by top-level keys: new values win, null removes a key."""
    enabled: bool
    """Switch it on; or off, which needs "enabled" in the mask."""
    @property
    def roll_up(self) -> monitor_pb2.MonitorRollUp: ...
    """Watch this sum."""
    @property
    def ledger_rule(self) -> monitor_pb2.MonitorLedgerRule: ...
    """Watch every balance of this ledger."""
    override_key: str
    """See Monitor.override_key."""
    @property
    def update_mask(self) -> field_mask_pb2.FieldMask: ...
    """What to change, by the names of the fields above or of one inside the condition, for example
    "condition.value". Empty: whatever is given. A field that is named here and empty above is
    cleared, where it may be empty.
    """
    expected_version: int
    """Refused unless the monitor has this version. 0: not checked."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        balance_id: Optional[str] = ...,
        condition: Optional[monitor_pb2.MonitorCondition] = ...,
        conditions: Optional[Iterable[monitor_pb2.MonitorCondition]] = ...,
        match: Optional[Union[monitor_pb2.ConditionMatch, str]] = ...,
        steps: Optional[Iterable[monitor_pb2.MonitorStep]] = ...,
        trigger: Optional[Union[monitor_pb2.Trigger, str]] = ...,
        cooldown: Optional[duration_pb2.Duration] = ...,
        description: Optional[str] = ...,
        call_back_url: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        enabled: Optional[bool] = ...,
        roll_up: Optional[monitor_pb2.MonitorRollUp] = ...,
        ledger_rule: Optional[monitor_pb2.MonitorLedgerRule] = ...,
        override_key: Optional[str] = ...,
        update_mask: Optional[field_mask_pb2.FieldMask] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class UpdateMonitorResponse(Message):
    """The reply of UpdateMonitor."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """The monitor after the change, with its state."""
    sequence: int
    """The commit of the change."""
    def __init__(
        self,
        *,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class DeleteMonitorRequest(Message):
    """The request of DeleteMonitor."""
    monitor_id: str
    """Which one. Required."""
    expected_version: int
    """Refused unless the monitor has this version. 0: not checked."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class DeleteMonitorResponse(Message):
    """The reply of DeleteMonitor."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """The monitor as it last was."""
    sequence: int
    """The commit that deleted it."""
    def __init__(
        self,
        *,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class TestMonitorRequest(Message):
    """The request of TestMonitor."""
    monitor_id: str
    """A stored one."""
    @property
    def candidate(self) -> CreateMonitorRequest: ...
    """One that isn't stored."""
    balance_id: str
    """For a ledger rule: the balance to ask about. Otherwise empty."""
    send_test_event: bool
    """Also send a test event, marked as one, by the webhooks of a stored monitor. It isn't stored
    in the event log and changes no counts.
    """
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        candidate: Optional[CreateMonitorRequest] = ...,
        balance_id: Optional[str] = ...,
        send_test_event: Optional[bool] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["monitor_id", "candidate"]]: ...

class TestMonitorResponse(Message):
    """The reply of TestMonitor."""
    @property
    def monitor(self) -> monitor_pb2.Monitor: ...
    """The monitor, with its state and that of its steps as of now."""
    state: monitor_pb2.MonitorState
    """Whether its condition holds now."""
    @property
    def observations(self) -> RepeatedCompositeFieldContainer[monitor_pb2.Observation]: ...
    """The watched sums now, in minor units: one for each condition; `before` and `after` are the
    same.
    """
    event_id: str
    """The id of the test event. Empty: none was sent."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        monitor: Optional[monitor_pb2.Monitor] = ...,
        state: Optional[Union[monitor_pb2.MonitorState, str]] = ...,
        observations: Optional[Iterable[monitor_pb2.Observation]] = ...,
        event_id: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ReplayMonitorRequest(Message):
    """The request of ReplayMonitor."""
    monitor_id: str
    """A stored one, as it is now."""
    @property
    def candidate(self) -> CreateMonitorRequest: ...
    """One that isn't stored."""
    from_sequence: int
    """The first commit to look at. 0: the first of all."""
    to_sequence: int
    """The last commit to look at, not before `from_sequence`. 0: the last one so far."""
    page_size: int
    """The most events to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        candidate: Optional[CreateMonitorRequest] = ...,
        from_sequence: Optional[int] = ...,
        to_sequence: Optional[int] = ...,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["monitor_id", "candidate"]]: ...

class ReplayMonitorResponse(Message):
    """The reply of ReplayMonitor."""
    @property
    def events(self) -> RepeatedCompositeFieldContainer[event_pb2.Event]: ...
    """What it would have fired, oldest first. Without event ids; the counts in the monitor start at
    zero at `from_sequence`.
    """
    next_page_token: str
    """What to send for the next page. Empty: there is none. A page may be empty with a token."""
    sequence: int
    """The last commit that this page looked at."""
    def __init__(
        self,
        *,
        events: Optional[Iterable[event_pb2.Event]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...
