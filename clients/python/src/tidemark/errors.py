"""Errors: one class for each code of the server, with its reason and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Optional

from google.protobuf.message import DecodeError, Message

from tidemark._generated import rpc


class Code(IntEnum):
    """The codes of google.rpc.Status."""

    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16


@dataclass(frozen=True)
class FieldViolation:
    """A field of the request that is wrong."""

    field: str
    """Its path: "condition.value", "sources[2].percent"."""
    description: str
    """What is wrong with it, for people."""


class RPCError(Exception):
    """A call was refused, or didn't get through.

    `str(error)` is for people and may change; decide by class, `code` and `reason`.
    """

    code: Code = Code.UNKNOWN

    def __init__(
        self,
        message: str,
        *,
        reason: Optional[str] = None,
        metadata: Optional[Mapping[str, str]] = None,
        field_violations: tuple[FieldViolation, ...] = (),
        retry_delay: Optional[float] = None,
        details: tuple[Message, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        """Why, in capitals: "INSUFFICIENT_FUNDS". Means the same for ever. None: it was refused
        for its frames, or by this side, and not by a rule."""
        self.metadata: Mapping[str, str] = dict(metadata or {})
        """The facts of the case, such as "balance_id" or "remaining"."""
        self.field_violations = field_violations
        """Which fields of the request are at fault: wrong, forbidden by the state, or naming what
        isn't there or is there already."""
        self.retry_delay = retry_delay
        """Seconds to wait before the next try, where the server said so."""
        self.details = details
        """The decoded details of the status: messages of google.rpc."""

    def __str__(self) -> str:
        name = self.code.name if self.reason is None else f"{self.code.name} / {self.reason}"
        return f"{self.message} ({name})"


class Cancelled(RPCError):
    """The call was given up."""

    code = Code.CANCELLED


class Unknown(RPCError):
    """Nobody knows why; also a code that this client doesn't know."""

    code = Code.UNKNOWN


class InvalidArgument(RPCError):
    """The request is wrong by itself, whatever the state."""

    code = Code.INVALID_ARGUMENT


class DeadlineExceeded(RPCError):
    """The time was over before anything was written."""

    code = Code.DEADLINE_EXCEEDED


class NoAnswer(DeadlineExceeded):
    """No answer came in time. What became of the call isn't known: it may have been applied.

    Send the same request again, with the same reference, or look the reference up.
    """


class NotFound(RPCError):
    """What the request names isn't there."""

    code = Code.NOT_FOUND


class AlreadyExists(RPCError):
    """What the request would make is there already, with other content."""

    code = Code.ALREADY_EXISTS


class PermissionDenied(RPCError):
    """This isn't allowed, whoever asks."""

    code = Code.PERMISSION_DENIED


class ResourceExhausted(RPCError):
    """A limit was hit. Wait, or ask for less."""

    code = Code.RESOURCE_EXHAUSTED


class FailedPrecondition(RPCError):
    """A rule refuses it in the present state: no funds, frozen, already voided."""

    code = Code.FAILED_PRECONDITION


class Aborted(RPCError):
    """Somebody else was faster. Read again, and decide anew."""

    code = Code.ABORTED


class OutOfRange(RPCError):
    """Beyond what is there or what fits: a sum, or a sequence."""

    code = Code.OUT_OF_RANGE


class Unimplemented(RPCError):
    """The server has no such method, or not yet."""

    code = Code.UNIMPLEMENTED


class Internal(RPCError):
    """The server or this client failed, or the other side doesn't keep to the protocol."""

    code = Code.INTERNAL


class Unavailable(RPCError):
    """The server can't answer now. The same request may be sent again."""

    code = Code.UNAVAILABLE
    nothing_sent: ClassVar[bool] = False


class ConnectError(Unavailable):
    """There is no connection to the server. Nothing was sent."""

    nothing_sent = True


class ConnectionLost(Unavailable):
    """The connection broke while the call ran. It may have been applied."""


class DataLoss(RPCError):
    """The store is damaged."""

    code = Code.DATA_LOSS


class Unauthenticated(RPCError):
    """A token is missing or wrong."""

    code = Code.UNAUTHENTICATED


CLASSES: dict[int, type[RPCError]] = {
    int(kind.code): kind
    for kind in (
        Cancelled,
        Unknown,
        InvalidArgument,
        DeadlineExceeded,
        NotFound,
        AlreadyExists,
        PermissionDenied,
        ResourceExhausted,
        FailedPrecondition,
        Aborted,
        OutOfRange,
        Unimplemented,
        Internal,
        Unavailable,
        DataLoss,
        Unauthenticated,
    )
}

# The details that there are. Their names on the wire are Google's; see proto/google/rpc.
DETAILS: dict[str, type[Message]] = {
    f"google.rpc.{kind.__name__}": kind
    for kind in (
        rpc.ErrorInfo,
        rpc.RetryInfo,
        rpc.QuotaFailure,
        rpc.PreconditionFailure,
        rpc.BadRequest,
        rpc.ResourceInfo,
    )
}


def error_of(status: rpc.Status) -> RPCError:
    """The error that a status stands for. Details that are unknown or damaged are passed over."""
    details = tuple(decoded_details(status))
    reason: Optional[str] = None
    metadata: dict[str, str] = {}
    violations: tuple[FieldViolation, ...] = ()
    retry_delay: Optional[float] = None
    for detail in details:
        if isinstance(detail, rpc.ErrorInfo):
            reason, metadata = detail.reason, dict(detail.metadata)
        elif isinstance(detail, rpc.BadRequest):
            violations += tuple(
                FieldViolation(each.field, each.description) for each in detail.field_violations
            )
        elif isinstance(detail, rpc.PreconditionFailure):
            violations += tuple(
                FieldViolation(each.subject, each.description) for each in detail.violations
            )
        elif isinstance(detail, rpc.RetryInfo):
            retry_delay = detail.retry_delay.seconds + detail.retry_delay.nanos / 1e9
    if not violations and metadata.get("field"):
        violations = (FieldViolation(metadata["field"], status.message),)
    return CLASSES.get(status.code, Unknown)(
        status.message,
        reason=reason,
        metadata=metadata,
        field_violations=violations,
        retry_delay=retry_delay,
        details=details,
    )


def decoded_details(status: rpc.Status) -> list[Message]:
    decoded = []
    for detail in status.details:
        kind = DETAILS.get(detail.type_url.rpartition("/")[2])
        try:
            if kind is not None:
                decoded.append(kind.FromString(detail.value))
        except DecodeError:
            continue
    return decoded
