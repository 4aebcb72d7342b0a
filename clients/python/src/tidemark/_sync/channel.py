# Made by unasync.py of tidemark/_async/channel.py. Never edited.
"""The way to the server: a connection for calls, made anew when it breaks, one for each stream."""

from __future__ import annotations

import threading
import time
from typing import Optional, TypeVar

from google.protobuf.message import DecodeError, Message

from tidemark._sync.streams import CONNECT_TIMEOUT, SyncDuplexStream, Route, SyncServerStream
from tidemark.address import parse_address
from tidemark.backoff import Backoff
from tidemark.errors import Internal, Unavailable
from tidemark.ttrpc.blocking_connection import Connection
from tidemark.ttrpc.multiplexer import Kind

Reply = TypeVar("Reply", bound=Message)
Sent = TypeVar("Sent", bound=Message)


class Channel:
    """What stubs make their calls on.

    Streams have connections of their own, so that a reader who is slow holds up nobody else, and
    closing one is cancelling it.
    """

    def __init__(
        self, address: str, timeout: float, token: Optional[str], backoff: Backoff
    ) -> None:
        self.timeout = timeout
        self.backoff = backoff
        metadata = () if token is None else (("authorization", f"Bearer {token}"),)
        self._route = Route(parse_address(address), metadata)
        self._connection: Optional[Connection] = None
        self._connecting = threading.Lock()
        self._was_connected = False

    def connect(self) -> None:
        """Connects, if it isn't. Raises ConnectError at once where nobody listens."""
        self._connected(CONNECT_TIMEOUT)

    def close(self) -> None:
        """Gives up what runs. The next call would connect anew."""
        for stream in tuple(self._route.open_streams):
            stream.close()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def unary(
        self,
        service: str,
        method: str,
        request: Message,
        reply_type: type[Reply],
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> Reply:
        """Makes a call.

        `timeout`: seconds for all of it, tries and waits included; None is the client's.
        `retry`: send it again after UNAVAILABLE and after a lost connection. Only for what may be
        applied twice, or has a reference or an id that keeps it from it.
        """
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        payload = request.SerializeToString()
        attempt = 0
        while True:
            left = deadline - time.monotonic()
            try:
                connection = self._connected(min(max(left, 0.001), CONNECT_TIMEOUT))
                reply = connection.unary(service, method, payload, left, self._route.metadata)
                return decoded(reply_type, reply)
            except Unavailable as error:
                pause = self.backoff.pause(attempt)
                again = self._was_connected and (retry or error.nothing_sent)
                if not again or time.monotonic() + pause >= deadline:
                    raise
            time.sleep(pause)
            attempt += 1

    def server_stream(
        self, service: str, method: str, request: Message, reply_type: type[Reply]
    ) -> SyncServerStream[Reply]:
        """A stream that begins when it is entered or first read."""
        return SyncServerStream(self._route, service, method, request.SerializeToString(), reply_type)

    def duplex_stream(
        self, service: str, method: str, request_type: type[Sent], reply_type: type[Reply]
    ) -> SyncDuplexStream[Sent, Reply]:
        """A stream both ways that begins when it is entered, first written to or first read."""
        return SyncDuplexStream[Sent, Reply](
            self._route, service, method, b"", reply_type, Kind.DUPLEX_STREAM
        )

    def _connected(self, timeout: float) -> Connection:
        connection = self._connection
        if connection is not None and not connection.is_lost:
            return connection
        with self._connecting:
            if self._connection is None or self._connection.is_lost:
                self._connection = Connection.open(self._route.address, timeout)
                self._was_connected = True
            return self._connection


def decoded(reply_type: type[Reply], payload: bytes) -> Reply:
    try:
        return reply_type.FromString(payload)
    except DecodeError:
        raise Internal(f"the server's {reply_type.__name__} can't be decoded") from None
