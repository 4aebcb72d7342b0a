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

class Ledger(Message):
    """A ledger: a named group of balances. One exists from the start, the "General Ledger", whose
    id is `general_ledger_id`; balances go there unless another ledger is named.
    """
    ledger_id: str
    """"ldg_..." or "general_ledger_id"."""
    name: str
    """A name for people, 1 to 256 bytes. Need not be unique."""
    meta_data: str
    """A JSON object as text."""
    @property
    def created_at(self) -> timestamp_pb2.Timestamp: ...
    """When it was created."""
    @property
    def updated_at(self) -> timestamp_pb2.Timestamp: ...
    """When its name or metadata last changed; at first the time of creation."""
    version: int
    """Starts at 1, one more with each update."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        name: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        created_at: Optional[timestamp_pb2.Timestamp] = ...,
        updated_at: Optional[timestamp_pb2.Timestamp] = ...,
        version: Optional[int] = ...,
    ) -> None: ...
