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

class Status(Message):
    """How a call ended, where it didn't end well."""
    code: int
    """The code: 0 OK, 1 CANCELLED, 2 UNKNOWN, 3 INVALID_ARGUMENT, 4 DEADLINE_EXCEEDED, 5 NOT_FOUND,
    6 ALREADY_EXISTS, 7 PERMISSION_DENIED, 8 RESOURCE_EXHAUSTED, 9 FAILED_PRECONDITION, 10
    ABORTED, 11 OUT_OF_RANGE, 12 UNIMPLEMENTED, 13 INTERNAL, 14 UNAVAILABLE, 15 DATA_LOSS,
    16 UNAUTHENTICATED.
    """
    message: str
    """A sentence for people, in English. Never to be parsed."""
    @property
    def details(self) -> RepeatedCompositeFieldContainer[any_pb2.Any]: ...
    """The details, each at most once: see error_details.proto."""
    def __init__(
        self,
        *,
        code: Optional[int] = ...,
        message: Optional[str] = ...,
        details: Optional[Iterable[any_pb2.Any]] = ...,
    ) -> None: ...
