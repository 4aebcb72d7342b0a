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

class ErrorInfo(Message):
    """Why, for programs. In every error of the server."""
    reason: str
    """What went wrong, in capitals: "INSUFFICIENT_FUNDS". Means the same for ever."""
    domain: str
    """Who says so: "tidemark"."""
    @property
    def metadata(self) -> MutableMapping[str, str]: ...
    """The facts of the case, such as "balance_id" or "remaining"; also all that varies in the
    message.
    """
    def __init__(
        self,
        *,
        reason: Optional[str] = ...,
        domain: Optional[str] = ...,
        metadata: Optional[Mapping[str, str]] = ...,
    ) -> None: ...

class RetryInfo(Message):
    """When to try again."""
    @property
    def retry_delay(self) -> duration_pb2.Duration: ...
    """Wait this long before the next try."""
    def __init__(
        self,
        *,
        retry_delay: Optional[duration_pb2.Duration] = ...,
    ) -> None: ...

class QuotaFailure(Message):
    """Which limit was hit."""
    class Violation(Message):
        """One limit."""
        subject: str
        """What has the limit, such as "connection" or "frame"."""
        description: str
        """What the limit is, for people."""
        def __init__(
            self,
            *,
            subject: Optional[str] = ...,
            description: Optional[str] = ...,
        ) -> None: ...

    @property
    def violations(self) -> RepeatedCompositeFieldContainer[QuotaFailure.Violation]: ...
    """The limits that were hit."""
    def __init__(
        self,
        *,
        violations: Optional[Iterable[QuotaFailure.Violation]] = ...,
    ) -> None: ...

class PreconditionFailure(Message):
    """What stood in the way."""
    class Violation(Message):
        """One obstacle."""
        type: str
        """Its kind: the reason of the ErrorInfo."""
        subject: str
        """What has it, such as a balance's id."""
        description: str
        """What to do about it, for people."""
        def __init__(
            self,
            *,
            type: Optional[str] = ...,
            subject: Optional[str] = ...,
            description: Optional[str] = ...,
        ) -> None: ...

    @property
    def violations(self) -> RepeatedCompositeFieldContainer[PreconditionFailure.Violation]: ...
    """The obstacles."""
    def __init__(
        self,
        *,
        violations: Optional[Iterable[PreconditionFailure.Violation]] = ...,
    ) -> None: ...

class BadRequest(Message):
    """Which fields of the request are wrong."""
    class FieldViolation(Message):
        """One field."""
        field: str
        """Its path: "condition.value", "sources[2].percent"."""
        description: str
        """What is wrong with it, for people."""
        def __init__(
            self,
            *,
            field: Optional[str] = ...,
            description: Optional[str] = ...,
        ) -> None: ...

    @property
    def field_violations(self) -> RepeatedCompositeFieldContainer[BadRequest.FieldViolation]: ...
    """The fields."""
    def __init__(
        self,
        *,
        field_violations: Optional[Iterable[BadRequest.FieldViolation]] = ...,
    ) -> None: ...

class ResourceInfo(Message):
    """What wasn't found, or is there already."""
    resource_type: str
    """Its type: "balance", "transaction", "monitor"."""
    resource_name: str
    """Its id, reference or indicator."""
    owner: str
    """Whose it is. Empty: not said."""
    description: str
    """What happened to it, for people."""
    def __init__(
        self,
        *,
        resource_type: Optional[str] = ...,
        resource_name: Optional[str] = ...,
        owner: Optional[str] = ...,
        description: Optional[str] = ...,
    ) -> None: ...
