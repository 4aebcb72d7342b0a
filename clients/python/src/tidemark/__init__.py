"""Tidemark, a double-entry ledger server: its client.

    async with tidemark.Client("unix:///run/tidemark.sock") as client:
        alice = await client.balances.create(currency="USD", indicator="@alice")

`Client` is for asyncio; `SyncClient` has the same methods without it, for threads. Messages and
enums are in `tidemark.v1`.
"""

from tidemark import webhooks
from tidemark._async.client import Client
from tidemark._async.streams import DuplexStream, ServerStream
from tidemark._async.subscription import EventStream
from tidemark._generated import health, rpc, v1
from tidemark._sync.client import SyncClient
from tidemark._sync.streams import SyncDuplexStream, SyncServerStream
from tidemark._sync.subscription import SyncEventStream
from tidemark.backoff import Backoff
from tidemark.conditions import condition_text, event_type_name, monitor_condition
from tidemark.errors import (
    Aborted,
    AlreadyExists,
    Cancelled,
    Code,
    ConnectError,
    ConnectionLost,
    DataLoss,
    DeadlineExceeded,
    FailedPrecondition,
    FieldViolation,
    Internal,
    InvalidArgument,
    NoAnswer,
    NotFound,
    OutOfRange,
    PermissionDenied,
    ResourceExhausted,
    RPCError,
    Unauthenticated,
    Unavailable,
    Unimplemented,
    Unknown,
)
from tidemark.identifiers import new_id, new_reference
from tidemark.values import Amount, major_units, meta_data_of
from tidemark.version import __version__

__all__ = [
    "Aborted",
    "AlreadyExists",
    "Amount",
    "Backoff",
    "Cancelled",
    "Client",
    "Code",
    "ConnectError",
    "ConnectionLost",
    "DataLoss",
    "DeadlineExceeded",
    "DuplexStream",
    "EventStream",
    "FailedPrecondition",
    "FieldViolation",
    "Internal",
    "InvalidArgument",
    "NoAnswer",
    "NotFound",
    "OutOfRange",
    "PermissionDenied",
    "RPCError",
    "ResourceExhausted",
    "ServerStream",
    "SyncClient",
    "SyncDuplexStream",
    "SyncEventStream",
    "SyncServerStream",
    "Unauthenticated",
    "Unavailable",
    "Unimplemented",
    "Unknown",
    "condition_text",
    "event_type_name",
    "health",
    "major_units",
    "meta_data_of",
    "monitor_condition",
    "new_id",
    "new_reference",
    "rpc",
    "__version__",
    "v1",
    "webhooks",
]
