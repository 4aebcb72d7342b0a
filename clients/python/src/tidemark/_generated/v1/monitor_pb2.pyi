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

class Trigger(int, metaclass=EnumTypeWrapper):
    """When a monitor fires."""
    TRIGGER_UNSPECIFIED: ClassVar[Trigger]
    """The same as CROSSING."""
    TRIGGER_CROSSING: ClassVar[Trigger]
    """When its condition becomes true; again only after it was false, or after the `rearm_value`
    was passed where there is one.
    """
    TRIGGER_EVERY_MATCH: ClassVar[Trigger]
    """On every transaction that changes a watched field and leaves the condition true."""
    TRIGGER_BOTH_EDGES: ClassVar[Trigger]
    """As CROSSING, and when the condition becomes false again: `balance.monitor.cleared`."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> Trigger: ...
    @classmethod
    def items(cls) -> list[tuple[str, Trigger]]: ...

TRIGGER_UNSPECIFIED: Trigger
TRIGGER_CROSSING: Trigger
TRIGGER_EVERY_MATCH: Trigger
TRIGGER_BOTH_EDGES: Trigger

class MonitorState(int, metaclass=EnumTypeWrapper):
    """Whether a monitor's condition holds."""
    MONITOR_STATE_UNSPECIFIED: ClassVar[MonitorState]
    """Not known as one answer: a ledger-wide rule has a state for each balance. In a filter: any.
    """
    MONITOR_STATE_MET: ClassVar[MonitorState]
    """It holds. A crossing monitor that waits for its `rearm_value` is still met."""
    MONITOR_STATE_NOT_MET: ClassVar[MonitorState]
    """It doesn't hold."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> MonitorState: ...
    @classmethod
    def items(cls) -> list[tuple[str, MonitorState]]: ...

MONITOR_STATE_UNSPECIFIED: MonitorState
MONITOR_STATE_MET: MonitorState
MONITOR_STATE_NOT_MET: MonitorState

class ConditionMatch(int, metaclass=EnumTypeWrapper):
    """How several conditions are joined."""
    CONDITION_MATCH_UNSPECIFIED: ClassVar[ConditionMatch]
    """The same as ALL."""
    CONDITION_MATCH_ALL: ClassVar[ConditionMatch]
    """All must hold."""
    CONDITION_MATCH_ANY: ClassVar[ConditionMatch]
    """One must hold."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> ConditionMatch: ...
    @classmethod
    def items(cls) -> list[tuple[str, ConditionMatch]]: ...

CONDITION_MATCH_UNSPECIFIED: ConditionMatch
CONDITION_MATCH_ALL: ConditionMatch
CONDITION_MATCH_ANY: ConditionMatch

class BalanceLimit(int, metaclass=EnumTypeWrapper):
    """A limit that a condition may be relative to."""
    BALANCE_LIMIT_UNSPECIFIED: ClassVar[BalanceLimit]
    """Refused: a limit must be named."""
    BALANCE_LIMIT_OVERDRAFT_LIMIT: ClassVar[BalanceLimit]
    """The balance's standing `overdraft_limit`; "0" where it has none."""
    BALANCE_LIMIT_CREDIT_LIMIT: ClassVar[BalanceLimit]
    """The balance's `credit_limit`. The condition doesn't hold where it has none."""
    @classmethod
    def Name(cls, number: int) -> str: ...
    @classmethod
    def Value(cls, name: str) -> BalanceLimit: ...
    @classmethod
    def items(cls) -> list[tuple[str, BalanceLimit]]: ...

BALANCE_LIMIT_UNSPECIFIED: BalanceLimit
BALANCE_LIMIT_OVERDRAFT_LIMIT: BalanceLimit
BALANCE_LIMIT_CREDIT_LIMIT: BalanceLimit

class PercentOf(Message):
    """A value that moves with the balance: a percentage of a limit or of another sum. Compared
    without rounding.
    """
    percent: str
    """Decimal text without "%", for example "80" or "-12.5"; at most 18 digits after the point.
    Required.
    """
    field: common_pb2.MonitorField
    """Another sum of the same balance."""
    limit: BalanceLimit
    """A limit of the balance."""
    def __init__(
        self,
        *,
        percent: Optional[str] = ...,
        field: Optional[Union[common_pb2.MonitorField, str]] = ...,
        limit: Optional[Union[BalanceLimit, str]] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["field", "limit"]]: ...

class MonitorCondition(Message):
    """A sum compared with a value: "debit_balance > 1000.00"."""
    field: common_pb2.MonitorField
    """The sum. Required."""
    operator: common_pb2.Operator
    """The comparison. Required."""
    value: str
    """The value in major units; zero, negative and fractional are fine. `value` x `precision` must
    be whole, else INVALID_ARGUMENT / INEXACT_AMOUNT.
    """
    precision: int
    """Minor units per major unit. 0: 1 beside `value`. It must be the balance's, and fixes it where
    it has none; else FAILED_PRECONDITION / PRECISION_MISMATCH.
    """
    precise_value: str
    """The value in minor units. In a reply always given. In a request it counts only without
    `value`, from which it is computed anew every time.
    """
    @property
    def percent_of(self) -> PercentOf: ...
    """A value that moves with the balance, instead of `value` and `precise_value`."""
    rearm_value: str
    """Hysteresis, in major units at `precision`: once the condition was true, it counts as false
    only when the sum has passed this value. It lies on the far side of `value`: below for > and
    >=, above for < and <=; other operators refuse it. Empty: `value` itself.
    """
    precise_rearm_value: str
    """The same in minor units; like `precise_value`."""
    def __init__(
        self,
        *,
        field: Optional[Union[common_pb2.MonitorField, str]] = ...,
        operator: Optional[Union[common_pb2.Operator, str]] = ...,
        value: Optional[str] = ...,
        precision: Optional[int] = ...,
        precise_value: Optional[str] = ...,
        percent_of: Optional[PercentOf] = ...,
        rearm_value: Optional[str] = ...,
        precise_rearm_value: Optional[str] = ...,
    ) -> None: ...

class MonitorStep(Message):
    """One rung of a ladder of thresholds: its own value, severity and state."""
    severity: str
    """What crossing it means: any text of 1 to 64 bytes, such as "warning". Required."""
    value: str
    """The value in major units, at the condition's precision."""
    precise_value: str
    """The value in minor units; like MonitorCondition.precise_value."""
    rearm_value: str
    """Hysteresis; like MonitorCondition.rearm_value."""
    precise_rearm_value: str
    """Hysteresis in minor units; like MonitorCondition.precise_rearm_value."""
    state: MonitorState
    """In a reply: whether this step is met now."""
    @property
    def last_fired_at(self) -> timestamp_pb2.Timestamp: ...
    """In a reply: when it last fired. Absent: never yet."""
    fired_count: int
    """In a reply: how often it fired."""
    def __init__(
        self,
        *,
        severity: Optional[str] = ...,
        value: Optional[str] = ...,
        precise_value: Optional[str] = ...,
        rearm_value: Optional[str] = ...,
        precise_rearm_value: Optional[str] = ...,
        state: Optional[Union[MonitorState, str]] = ...,
        last_fired_at: Optional[timestamp_pb2.Timestamp] = ...,
        fired_count: Optional[int] = ...,
    ) -> None: ...

class MonitorRollUp(Message):
    """Watches the sum over many balances of one currency, kept up in the same commit as the
    balances. Balances belong to it as long as they match all that is given, at least one besides
    the currency. One that joins or leaves, because it is described otherwise, moves the sum and
    the state, but makes nothing fire.
    """
    currency: str
    """The currency. Required."""
    ledger_id: str
    """Only balances of this ledger. Empty: of any."""
    identity_id: str
    """Only of this identity. Empty: of any."""
    indicator_prefix: str
    """Only with an indicator that begins so. Empty: any."""
    @property
    def meta_data(self) -> RepeatedCompositeFieldContainer[common_pb2.MetaDataFilter]: ...
    """Only where all these hold, at most 4."""
    def __init__(
        self,
        *,
        currency: Optional[str] = ...,
        ledger_id: Optional[str] = ...,
        identity_id: Optional[str] = ...,
        indicator_prefix: Optional[str] = ...,
        meta_data: Optional[Iterable[common_pb2.MetaDataFilter]] = ...,
    ) -> None: ...

class MonitorLedgerRule(Message):
    """Watches each balance of a ledger by itself, those to come included."""
    ledger_id: str
    """The ledger. Required."""
    currency: str
    """Only its balances in this currency. Empty: in any; then values must be in minor units."""
    indicator_prefix: str
    """Only with an indicator that begins so. Empty: all."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        currency: Optional[str] = ...,
        indicator_prefix: Optional[str] = ...,
    ) -> None: ...

class Monitor(Message):
    """A monitor: a standing question about a balance, answered in the same commit as every change
    of it. Exactly one of `balance_id`, `roll_up` and `ledger_rule` says what it watches, and
    exactly one of `condition` and `conditions` what for.
    """
    monitor_id: str
    """"mon_..."
    """
    balance_id: str
    """The balance that it watches. Empty: see `roll_up` and `ledger_rule`."""
    @property
    def condition(self) -> MonitorCondition: ...
    """The condition. With `steps` it has no value of its own."""
    @property
    def conditions(self) -> RepeatedCompositeFieldContainer[MonitorCondition]: ...
    """Several conditions on the same balance, 2 to 8, joined by `match`."""
    match: ConditionMatch
    """How `conditions` are joined."""
    @property
    def steps(self) -> RepeatedCompositeFieldContainer[MonitorStep]: ...
    """A ladder of thresholds for `condition`, 2 to 16, each crossed and fired by itself."""
    trigger: Trigger
    """When it fires."""
    @property
    def cooldown(self) -> duration_pb2.Duration: ...
    """The least time between two firings (for a ledger rule: of one balance; with steps: of one
    step). What falls in between is swallowed and counted. Absent: none.
    """
    description: str
    """Text for people, up to 1,024 bytes."""
    call_back_url: str
    """Where a webhook is sent, besides the registered endpoints. Empty: nowhere."""
    meta_data: str
    """A JSON object as text."""
    enabled: bool
    """False: it is switched off, neither fires nor follows its state."""
    state: MonitorState
    """Whether its condition holds now; with steps: whether any is met."""
    version: int
    """Starts at 1, one more with each update; firing doesn't change it."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was created."""
    @property
    def updated_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was last updated; at first the time of creation."""
    @property
    def last_fired_at(self) -> timestamp_pb2.Timestamp: ...
    """When it last fired. Absent: never yet."""
    fired_count: int
    """How often it fired."""
    suppressed_count: int
    """How many firings the cooldown swallowed since it last fired."""
    @property
    def roll_up(self) -> MonitorRollUp: ...
    """It watches a sum over balances."""
    @property
    def ledger_rule(self) -> MonitorLedgerRule: ...
    """It watches every balance of a ledger."""
    override_key: str
    """Of all enabled monitors that cover a balance and have the same key, only the most specific
    works: the balance's own, then the ledger rule with the longest indicator prefix; of those
    that are equally specific, each. Up to 64 bytes. Empty: overrides nothing and isn't
    overridden.
    """
    def __init__(
        self,
        *,
        monitor_id: Optional[str] = ...,
        balance_id: Optional[str] = ...,
        condition: Optional[MonitorCondition] = ...,
        conditions: Optional[Iterable[MonitorCondition]] = ...,
        match: Optional[Union[ConditionMatch, str]] = ...,
        steps: Optional[Iterable[MonitorStep]] = ...,
        trigger: Optional[Union[Trigger, str]] = ...,
        cooldown: Optional[duration_pb2.Duration] = ...,
        description: Optional[str] = ...,
        call_back_url: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        enabled: Optional[bool] = ...,
        state: Optional[Union[MonitorState, str]] = ...,
        version: Optional[int] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        updated_at: Optional[timestamp_pb2.Timestamp] = ...,
        last_fired_at: Optional[timestamp_pb2.Timestamp] = ...,
        fired_count: Optional[int] = ...,
        suppressed_count: Optional[int] = ...,
        roll_up: Optional[MonitorRollUp] = ...,
        ledger_rule: Optional[MonitorLedgerRule] = ...,
        override_key: Optional[str] = ...,
    ) -> None: ...

class Observation(Message):
    """A watched sum before and after the transaction that changed it, in minor units."""
    field: common_pb2.MonitorField
    """The sum."""
    before: str
    """Its value before."""
    after: str
    """Its value after."""
    def __init__(
        self,
        *,
        field: Optional[Union[common_pb2.MonitorField, str]] = ...,
        before: Optional[str] = ...,
        after: Optional[str] = ...,
    ) -> None: ...

class MonitorNotification(Message):
    """What a firing monitor says: enough to act on without asking back."""
    @property
    def monitor(self) -> Monitor: ...
    """The monitor as it was when it fired, this firing counted."""
    balance_id: str
    """The balance that made it fire. For a sum: the balance that the transaction touched."""
    observed_before: str
    """The watched sum before the transaction, in minor units; of several conditions, the first's.
    """
    observed_after: str
    """The watched sum after the transaction."""
    @property
    def sums(self) -> balance_pb2.BalanceSums: ...
    """The sums and the version of the balance right after the transaction; of a roll-up, its sums.
    """
    @property
    def observations(self) -> RepeatedCompositeFieldContainer[Observation]: ...
    """With several conditions: one for each, in order. Otherwise empty."""
    step: int
    """With a ladder: the step that was crossed, counted from 1. 0: there is no ladder."""
    severity: str
    """With a ladder: that step's severity."""
    suppressed_count: int
    """How many firings the cooldown swallowed before this one."""
    currency: str
    """The balance's currency."""
    indicator: str
    """The balance's indicator. Empty: it has none."""
    def __init__(
        self,
        *,
        monitor: Optional[Monitor] = ...,
        balance_id: Optional[str] = ...,
        observed_before: Optional[str] = ...,
        observed_after: Optional[str] = ...,
        sums: Optional[balance_pb2.BalanceSums] = ...,
        observations: Optional[Iterable[Observation]] = ...,
        step: Optional[int] = ...,
        severity: Optional[str] = ...,
        suppressed_count: Optional[int] = ...,
        currency: Optional[str] = ...,
        indicator: Optional[str] = ...,
    ) -> None: ...

class MonitorFilter(Message):
    """Picks monitors; what is given must all hold. A filter field that the server doesn't know is
    refused INVALID_ARGUMENT / UNKNOWN_FILTER instead of being passed over.
    """
    balance_id: str
    """Only of this balance. Empty: any."""
    state: MonitorState
    """Only in this state. Unspecified: any."""
    field: common_pb2.MonitorField
    """Only those that watch this field. Unspecified: any."""
    enabled: bool
    """Only those that are switched on (true) or off (false)."""
    @property
    def meta_data(self) -> RepeatedCompositeFieldContainer[common_pb2.MetaDataFilter]: ...
    """Only where all these hold, at most 8."""
    def __init__(
        self,
        *,
        balance_id: Optional[str] = ...,
        state: Optional[Union[MonitorState, str]] = ...,
        field: Optional[Union[common_pb2.MonitorField, str]] = ...,
        enabled: Optional[bool] = ...,
        meta_data: Optional[Iterable[common_pb2.MetaDataFilter]] = ...,
    ) -> None: ...
    def WhichOneof(
        self, oneof_group: Union[str, bytes]
    ) -> Optional[Literal["enabled"]]: ...
