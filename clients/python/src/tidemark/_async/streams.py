"""Streams of messages, each on a connection of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar

from google.protobuf.message import DecodeError, Message

from tidemark.address import Address
from tidemark.errors import Cancelled, Internal, RPCError
from tidemark.ttrpc.asyncio_connection import Connection, StreamCall
from tidemark.ttrpc.multiplexer import Kind

Reply = TypeVar("Reply", bound=Message)
Sent = TypeVar("Sent", bound=Message)
Self = TypeVar("Self", bound="ServerStream[Any]")

# How long one try to connect may take. A local server answers at once or not at all.
CONNECT_TIMEOUT = 5.0


@dataclass(frozen=True)
class Route:
    """What all streams of a client share."""

    address: Address
    metadata: tuple[tuple[str, str], ...]
    open_streams: set[ServerStream[Any]] = field(default_factory=set)
    """Those to close with the client."""


class ServerStream(Generic[Reply]):
    """Messages from the server.

    It begins when it is entered (`async with`) or first read, ends by itself or by `aclose`, and is
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

    async def open(self) -> None:
        """Begins it, if it hasn't. Raises ConnectError."""
        await self._begun()

    async def receive(self, timeout: Optional[float] = None) -> Optional[Reply]:
        """The next message; None at the end.

        Raises TimeoutError if none comes within `timeout` seconds, and RPCError where the stream
        ends with an error.
        """
        call = await self._begun()
        try:
            payload = await call.receive(timeout)
        except RPCError:
            if self._closed:
                return None
            await self.aclose()
            raise
        if payload is None:
            await self.aclose()
            return None
        try:
            return self._reply_type.FromString(payload)
        except DecodeError:
            raise Internal(f"the server's {self._reply_type.__name__} can't be decoded") from None

    async def aclose(self) -> None:
        """Ends it. The server gives it up."""
        self._closed = True
        self._route.open_streams.discard(self)
        if self._connection is not None:
            await self._connection.close()

    async def _begun(self) -> StreamCall:
        if self._call is None:
            if self._closed:
                raise Cancelled("the stream is closed")
            self._connection = await Connection.open(self._route.address, CONNECT_TIMEOUT)
            self._route.open_streams.add(self)
            self._call = await self._connection.stream(
                self._service, self._method, self._payload, self._kind, self._route.metadata
            )
        return self._call

    async def __aenter__(self: Self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await self.aclose()

    def __aiter__(self: Self) -> Self:
        return self

    async def __anext__(self) -> Reply:
        if self._closed:
            raise StopAsyncIteration
        message = await self.receive()
        if message is None:
            raise StopAsyncIteration
        return message


class DuplexStream(ServerStream[Reply], Generic[Sent, Reply]):
    """Messages both ways."""

    async def send(self, message: Sent) -> None:
        """Sends a message as soon as the socket takes it."""
        call = await self._begun()
        await call.send(message.SerializeToString())

    async def finish(self) -> None:
        """Ends the client's side; the server ends after it."""
        call = await self._begun()
        await call.finish()
