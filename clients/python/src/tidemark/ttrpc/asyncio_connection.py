"""A connection for asyncio."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Optional, cast

from tidemark.address import Address, UnixAddress
from tidemark.errors import RPCError
from tidemark.ttrpc.frames import ProtocolError
from tidemark.ttrpc.inbox import Inbox
from tidemark.ttrpc.limits import LATE_ANSWER_GRACE, MAX_CALLS_IN_FLIGHT
from tidemark.ttrpc.losses import lost, no_answer, no_turn, not_ttrpc
from tidemark.ttrpc.multiplexer import (
    Answer,
    Failure,
    Kind,
    Message,
    Multiplexer,
    end_frame,
    message_frame,
    request_envelope,
)


@dataclass(eq=False)
class UnaryCall:
    """A call that waits for its one answer, and before that, where many run, for its turn."""

    service: str
    method: str
    payload: bytes
    metadata: tuple[tuple[str, str], ...]
    deadline: float
    reply: asyncio.Future[bytes]
    stream_id: int = 0
    sent_at: float = 0.0

    def deliver(self, answer: Answer) -> None:
        if self.reply.done():
            return
        if isinstance(answer, Message):
            self.reply.set_result(answer.payload)
        elif isinstance(answer, Failure):
            self.reply.set_exception(answer.error)


@dataclass(eq=False)
class StreamCall:
    """A stream, and what has come on it."""

    connection: Connection
    stream_id: int = 0
    inbox: Inbox = field(default_factory=Inbox)
    _arrived: Optional[asyncio.Future[None]] = None

    def deliver(self, answer: Answer) -> None:
        self.inbox.add(answer)
        if self.inbox.is_full:
            self.connection.pause_reading()
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)

    async def receive(self, timeout: Optional[float] = None) -> Optional[bytes]:
        """The next message; None at the end. Raises TimeoutError after `timeout` seconds."""
        if not self.inbox.is_ready:
            loop = asyncio.get_running_loop()
            self._arrived = arrived = loop.create_future()
            timer = None if timeout is None else loop.call_later(timeout, expire, arrived)
            try:
                await arrived
            finally:
                if timer is not None:
                    timer.cancel()
        message = self.inbox.take()
        if self.inbox.has_room:
            self.connection.resume_reading()
        return message

    async def send(self, payload: bytes) -> None:
        await self.connection.write(message_frame(self.stream_id, payload))

    async def finish(self) -> None:
        """Ends the client's side."""
        await self.connection.write(end_frame(self.stream_id))


class Connection(asyncio.Protocol):
    """Many calls over one socket. Belongs to one event loop."""

    def __init__(self) -> None:
        self._mux: Multiplexer[UnaryCall | StreamCall] = Multiplexer()
        self._waiting: deque[UnaryCall] = deque()
        self._transport: Optional[asyncio.Transport] = None
        self._loss: Optional[RPCError] = None
        self._may_write = asyncio.Event()
        self._paused = False
        self._heard_at = 0.0

    @classmethod
    async def open(cls, address: Address, timeout: float) -> Connection:
        """Raises ConnectError."""
        loop = asyncio.get_running_loop()
        try:
            if isinstance(address, UnixAddress):
                opening = loop.create_unix_connection(cls, address.path)
                return (await asyncio.wait_for(opening, timeout))[1]
            dialling = loop.create_connection(cls, address.host, address.port)
            return (await asyncio.wait_for(dialling, timeout))[1]
        except asyncio.TimeoutError:
            raise address.connect_error(TimeoutError()) from None
        except OSError as error:
            raise address.connect_error(error) from error

    @property
    def is_lost(self) -> bool:
        return self._loss is not None

    async def unary(
        self,
        service: str,
        method: str,
        payload: bytes,
        timeout: float,
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> bytes:
        """Makes a call and waits for its reply. Raises RPCError."""
        loop = asyncio.get_running_loop()
        if self._loss is not None:
            raise self._loss
        call = UnaryCall(
            service, method, payload, metadata, loop.time() + timeout, loop.create_future()
        )
        timer = loop.call_later(timeout + LATE_ANSWER_GRACE, self._give_up, call, timeout)
        self._waiting.append(call)
        self._send_waiting()
        try:
            return await call.reply
        finally:
            timer.cancel()
            self._mux.abandon(call.stream_id)

    async def stream(
        self,
        service: str,
        method: str,
        payload: bytes,
        kind: Kind,
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> StreamCall:
        """Begins a stream. Its errors come from `receive`."""
        if self._loss is not None:
            raise self._loss
        call = StreamCall(self)
        envelope = request_envelope(service, method, payload, None, metadata)
        call.stream_id, frame = self._mux.begin(call, kind, envelope)
        await self._write(frame)
        return call

    async def write(self, frame: bytes) -> None:
        """Sends a frame as soon as the socket takes it. Raises ConnectionLost."""
        await self._write(frame)
        if self._loss is not None:
            raise self._loss

    async def _write(self, frame: bytes) -> None:
        """Sends a frame. Where the connection is lost, its calls have been told."""
        await self._may_write.wait()
        if self._loss is None and self._transport is not None:
            self._transport.write(frame)

    async def close(self) -> None:
        """Gives up all that runs."""
        if self._transport is not None:
            self._transport.abort()
        self._lose(lost(None))
        # The event loop closes the socket in its next round.
        await asyncio.sleep(0)

    def pause_reading(self) -> None:
        """A stream has more than it may; the socket has to wait."""
        if self._transport is not None and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if self._transport is not None and self._paused and self._loss is None:
            self._paused = False
            self._transport.resume_reading()

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._may_write.set()

    def data_received(self, data: bytes) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        try:
            for call, answer in self._mux.receive(data):
                call.deliver(answer)
        except ProtocolError as error:
            self._lose(not_ttrpc(error))
            if self._transport is not None:
                self._transport.abort()
        self._send_waiting()

    def connection_lost(self, exc: Optional[Exception]) -> None:
        self._lose(lost(exc))

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()
        self._send_waiting()

    # Turns, and ends.

    def _send_waiting(self) -> None:
        """Sends the calls whose turn it is: not too many at once, and not into a full socket."""
        while self._waiting and self._may_write.is_set() and self._loss is None:
            if self._mux.count >= MAX_CALLS_IN_FLIGHT:
                break
            call = self._waiting.popleft()
            if not call.reply.done():
                self._send(call)

    def _send(self, call: UnaryCall) -> None:
        now = asyncio.get_running_loop().time()
        try:
            envelope = request_envelope(
                call.service, call.method, call.payload, call.deadline - now, call.metadata
            )
        except RPCError as error:
            call.reply.set_exception(error)
            return
        call.sent_at = now
        call.stream_id, frame = self._mux.begin(call, Kind.UNARY, envelope)
        if self._transport is not None:
            self._transport.write(frame)

    def _give_up(self, call: UnaryCall, timeout: float) -> None:
        if call.reply.done():
            return
        call.reply.set_exception(no_answer(timeout) if call.sent_at else no_turn())
        # Not a byte since it was sent: nobody is there any more, whatever the socket says.
        if call.sent_at and self._heard_at < call.sent_at and self._transport is not None:
            self._transport.abort()
            self._lose(lost(TimeoutError("the server has gone silent")))

    def _lose(self, loss: RPCError) -> None:
        if self._loss is not None:
            return
        self._loss = loss
        self._may_write.set()
        for call in [*self._mux.calls(), *self._waiting]:
            call.deliver(Failure(loss))
        self._waiting.clear()


def expire(arrived: asyncio.Future[None]) -> None:
    if not arrived.done():
        arrived.set_exception(TimeoutError())

