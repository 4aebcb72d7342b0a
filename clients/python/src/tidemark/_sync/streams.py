# Made by unasync.py of tidemark/_async/streams.py. Never edited.
"""Streams of messages, each on a connection of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar

from google.protobuf.message import DecodeError, Message

from tidemark.address import Address
from tidemark.errors import Cancelled, Internal, RPCError
from tidemark.ttrpc.blocking_connection import Connection, StreamCall
from tidemark.ttrpc.multiplexer import Kind

Reply = TypeVar("Reply", bound=Message)
Sent = TypeVar("Sent", bound=Message)
Self = TypeVar("Self", bound="SyncServerStream[Any]")

# How long one try to connect may take. A local server answers at once or not at all.
CONNECT_TIMEOUT = 5.0


@dataclass(frozen=True)
class Route:
    """What all streams of a client share."""

    address: Address
    metadata: tuple[tuple[str, str], ...]
    open_streams: set[SyncServerStream[Any]] = field(default_factory=set)
    """Those to close with the client."""


class SyncServerStream(Generic[Reply]):
    """Messages from the server.

    It begins when it is entered (`with`) or first read, ends by itself or by `close`, and is
    for one reader. Up to 64 messages (8 MiB) wait for the reader; then its socket does, and at last
    the server ends the stream as too slow.
    """

    def __init__(
        self,
        route: Route,
        service: str,
        method: str,
        payload: bytes,
        reply_type: type[Reply],
        kind: Kind = Kind.SERVER_STREAM,
    ) -> None:
        self._route = route
        self._service = service
        self._method = method
        self._payload = payload
        self._reply_type = reply_type
        self._kind = kind
        self._connection: Optional[Connection] = None
        self._call: Optional[StreamCall] = None
        self._closed = False

    def open(self) -> None:
        """Begins it, if it hasn't. Raises ConnectError."""
        self._begun()

    def receive(self, timeout: Optional[float] = None) -> Optional[Reply]:
        """The next message; None at the end.

        Raises TimeoutError if none comes within `timeout` seconds, and RPCError where the stream
        ends with an error.
        """
        call = self._begun()
        try:
            payload = call.receive(timeout)
        except RPCError:
            if self._closed:
                return None
            self.close()
            raise
        if payload is None:
            self.close()
            return None
        try:
            return self._reply_type.FromString(payload)
        except DecodeError:
            raise Internal(f"the server's {self._reply_type.__name__} can't be decoded") from None

    def close(self) -> None:
        """Ends it. The server gives it up."""
        self._closed = True
        self._route.open_streams.discard(self)
        if self._connection is not None:
            self._connection.close()

    def _begun(self) -> StreamCall:
        if self._call is None:
            if self._closed:
                raise Cancelled("the stream is closed")
            self._connection = Connection.open(self._route.address, CONNECT_TIMEOUT)
            self._route.open_streams.add(self)
            self._call = self._connection.stream(
                self._service, self._method, self._payload, self._kind, self._route.metadata
            )
        return self._call

    def __enter__(self: Self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __iter__(self: Self) -> Self:
        return self

    def __next__(self) -> Reply:
        if self._closed:
            raise StopIteration
        message = self.receive()
        if message is None:
            raise StopIteration
        return message


class SyncDuplexStream(SyncServerStream[Reply], Generic[Sent, Reply]):
    """Messages both ways."""

    def send(self, message: Sent) -> None:
        """Sends a message as soon as the socket takes it."""
        call = self._begun()
        call.send(message.SerializeToString())

    def finish(self) -> None:
        """Ends the client's side; the server ends after it."""
        call = self._begun()
        call.finish()
