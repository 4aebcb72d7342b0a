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

class HealthCheckRequest(Message):
    """The request of Check and Watch."""
    service: str
    """The full name of a service. Empty: the server as a whole."""
    def __init__(
        self,
        *,
        service: Optional[str] = ...,
    ) -> None: ...

class HealthCheckResponse(Message):
    """The reply of Check and the message of Watch."""
    class ServingStatus(int, metaclass=EnumTypeWrapper):
        """Whether a service serves."""
        UNKNOWN: ClassVar[HealthCheckResponse.ServingStatus]
        """Not known yet."""
        SERVING: ClassVar[HealthCheckResponse.ServingStatus]
        """It takes calls."""
        NOT_SERVING: ClassVar[HealthCheckResponse.ServingStatus]
        """It takes none: the server is stopping, or writing has failed."""
        SERVICE_UNKNOWN: ClassVar[HealthCheckResponse.ServingStatus]
        """Watch only: there is no such service."""
        @classmethod
        def Name(cls, number: int) -> str: ...
        @classmethod
        def Value(cls, name: str) -> HealthCheckResponse.ServingStatus: ...
        @classmethod
        def items(cls) -> list[tuple[str, HealthCheckResponse.ServingStatus]]: ...

    UNKNOWN: ClassVar[HealthCheckResponse.ServingStatus]
    SERVING: ClassVar[HealthCheckResponse.ServingStatus]
    NOT_SERVING: ClassVar[HealthCheckResponse.ServingStatus]
    SERVICE_UNKNOWN: ClassVar[HealthCheckResponse.ServingStatus]

    status: HealthCheckResponse.ServingStatus
    """The answer."""
    def __init__(
        self,
        *,
        status: Optional[Union[HealthCheckResponse.ServingStatus, str]] = ...,
    ) -> None: ...

class HealthListRequest(Message):
    """The request of List."""
    def __init__(self) -> None: ...

class HealthListResponse(Message):
    """The reply of List."""
    class ServiceStatus(Message):
        """One service's answer. On the wire this is an entry of the original's
        map<string, HealthCheckResponse>.
        """
        key: str
        """The full name of the service. Empty: the server as a whole."""
        @property
        def value(self) -> HealthCheckResponse: ...
        """Its answer."""
        def __init__(
            self,
            *,
            key: Optional[str] = ...,
            value: Optional[HealthCheckResponse] = ...,
        ) -> None: ...

    @property
    def statuses(self) -> RepeatedCompositeFieldContainer[HealthListResponse.ServiceStatus]: ...
    """One for each service."""
    def __init__(
        self,
        *,
        statuses: Optional[Iterable[HealthListResponse.ServiceStatus]] = ...,
    ) -> None: ...
