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
from tidemark._generated.v1 import ledger_pb2

DESCRIPTOR: FileDescriptor

class CreateLedgerRequest(Message):
    """The request of CreateLedger."""
    ledger_id: str
    """The id to give it, "ldg_" and a UUID. Empty: the server makes one, and a retry makes a second
    ledger.
    """
    name: str
    """A name for people, 1 to 256 bytes. Required."""
    meta_data: str
    """A JSON object as text. Empty: the empty object."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        name: Optional[str] = ...,
        meta_data: Optional[str] = ...,
    ) -> None: ...

class CreateLedgerResponse(Message):
    """The reply of CreateLedger."""
    @property
    def ledger(self) -> ledger_pb2.Ledger: ...
    """The ledger as stored."""
    sequence: int
    """The commit that created it; in a replay, the last commit of all."""
    replayed: bool
    """True if an earlier call had created it with the same id and content."""
    def __init__(
        self,
        *,
        ledger: Optional[ledger_pb2.Ledger] = ...,
        sequence: Optional[int] = ...,
        replayed: Optional[bool] = ...,
    ) -> None: ...

class GetLedgerRequest(Message):
    """The request of GetLedger."""
    ledger_id: str
    """Which one. Required."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class GetLedgerResponse(Message):
    """The reply of GetLedger."""
    @property
    def ledger(self) -> ledger_pb2.Ledger: ...
    """The ledger."""
    sequence: int
    """The sequence that this answer shows."""
    def __init__(
        self,
        *,
        ledger: Optional[ledger_pb2.Ledger] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class ListLedgersRequest(Message):
    """The request of ListLedgers."""
    page_size: int
    """The most ledgers to answer with. 0: 100; at most 1,000."""
    page_token: str
    """Where to go on. Empty: at the beginning."""
    name_prefix: str
    """Only ledgers whose name begins so. Empty: all."""
    @property
    def meta_data(self) -> RepeatedCompositeFieldContainer[common_pb2.MetaDataFilter]: ...
    """Only ledgers that meet all of these, at most 8."""
    order: common_pb2.SortOrder
    """By time of creation. Unspecified: newest first."""
    min_sequence: int
    """The sequence that the answer must at least show. 0: any."""
    def __init__(
        self,
        *,
        page_size: Optional[int] = ...,
        page_token: Optional[str] = ...,
        name_prefix: Optional[str] = ...,
        meta_data: Optional[Iterable[common_pb2.MetaDataFilter]] = ...,
        order: Optional[Union[common_pb2.SortOrder, str]] = ...,
        min_sequence: Optional[int] = ...,
    ) -> None: ...

class ListLedgersResponse(Message):
    """The reply of ListLedgers."""
    @property
    def ledgers(self) -> RepeatedCompositeFieldContainer[ledger_pb2.Ledger]: ...
    """The page."""
    next_page_token: str
    """What to send for the next page. Empty: there is none."""
    sequence: int
    """The sequence that this page shows."""
    def __init__(
        self,
        *,
        ledgers: Optional[Iterable[ledger_pb2.Ledger]] = ...,
        next_page_token: Optional[str] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...

class UpdateLedgerRequest(Message):
    """The request of UpdateLedger."""
    ledger_id: str
    """Which one. Required."""
    name: str
    """The new name, 1 to 256 bytes."""
    meta_data: str
    """A JSON object as text, merged by top-level keys: new values win, null removes a key."""
    @property
    def update_mask(self) -> field_mask_pb2.FieldMask: ...
    """What to change: "name", "meta_data". Empty: whatever is given. A name can't be
    emptied; a `meta_data` that is named here and empty above is cleared.
    """
    expected_version: int
    """Refused unless the ledger has this version. 0: not checked."""
    def __init__(
        self,
        *,
        ledger_id: Optional[str] = ...,
        name: Optional[str] = ...,
        meta_data: Optional[str] = ...,
        update_mask: Optional[field_mask_pb2.FieldMask] = ...,
        expected_version: Optional[int] = ...,
    ) -> None: ...

class UpdateLedgerResponse(Message):
    """The reply of UpdateLedger."""
    @property
    def ledger(self) -> ledger_pb2.Ledger: ...
    """The ledger after the change."""
    sequence: int
    """The commit of the change."""
    def __init__(
        self,
        *,
        ledger: Optional[ledger_pb2.Ledger] = ...,
        sequence: Optional[int] = ...,
    ) -> None: ...
