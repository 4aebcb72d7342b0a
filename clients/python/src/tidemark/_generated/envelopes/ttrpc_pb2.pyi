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
from tidemark._generated.rpc import status_pb2

DESCRIPTOR: FileDescriptor

class Request(Message):
    """The data of a Request frame."""
    service: str
    """Full name: "tidemark.v1.BalanceService"."""
    method: str
    """Bare name: "GetBalance"."""
    payload: bytes
    """The method's request, encoded."""
    timeout_nano: int
    """Nanoseconds from now. 0: none. Negative: already past."""
    @property
    def metadata(self) -> RepeatedCompositeFieldContainer[KeyValue]: ...
    """Beside the request."""
    def __init__(
        self,
        *,
        service: Optional[str] = ...,
        method: Optional[str] = ...,
        payload: Optional[bytes] = ...,
        timeout_nano: Optional[int] = ...,
        metadata: Optional[Iterable[KeyValue]] = ...,
    ) -> None: ...

class KeyValue(Message):
    """One pair of metadata."""
    key: str
    """Its key."""
    value: str
    """Its value."""
    def __init__(
        self,
        *,
        key: Optional[str] = ...,
        value: Optional[str] = ...,
    ) -> None: ...

class Response(Message):
    """The data of a Response frame."""
    @property
    def status(self) -> status_pb2.Status: ...
    """Absent: the call succeeded."""
    payload: bytes
    """The method's reply, encoded."""
    def __init__(
        self,
        *,
        status: Optional[status_pb2.Status] = ...,
        payload: Optional[bytes] = ...,
    ) -> None: ...
