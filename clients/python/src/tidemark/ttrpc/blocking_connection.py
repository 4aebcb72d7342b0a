"""A connection for threads."""

from __future__ import annotations

import select
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Optional, Union

from tidemark.address import Address, UnixAddress
from tidemark.errors import RPCError
from tidemark.ttrpc.frames import ProtocolError
from tidemark.ttrpc.inbox import Inbox
from tidemark.ttrpc.limits import LATE_ANSWER_GRACE, MAX_CALLS_IN_FLIGHT, READ_BYTES
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
    """A call that waits for its one answer. Written once, by whoever sets `answered`."""

    answered: threading.Event = field(default_factory=threading.Event)
    reply: bytes = b""
    error: Optional[RPCError] = None

    def deliver(self, answer: Answer) -> None:
        if isinstance(answer, Message):
            self.reply = answer.payload
        elif isinstance(answer, Failure):
            self.error = answer.error
        self.answered.set()


@dataclass(eq=False)
class StreamCall:
    """A stream, and what has come on it. `_changed` guards the inbox."""

    connection: Connection
    stream_id: int = 0
    inbox: Inbox = field(default_factory=Inbox)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def deliver(self, answer: Answer) -> None:
        """Called by the reading thread, which waits here while the reader is too far behind."""
        with self._changed:
            self.inbox.add(answer)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self.inbox.is_full or self.connection.is_lost)

    def connection_lost(self, loss: RPCError) -> None:
        with self._changed:
            self.inbox.add(Failure(loss))
            self._changed.notify_all()

    def receive(self, timeout: Optional[float] = None) -> Optional[bytes]:
        """The next message; None at the end. Raises TimeoutError after `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.inbox.is_ready, timeout):
                raise TimeoutError
            message = self.inbox.take()
            if self.inbox.has_room:
                self._changed.notify_all()
            return message

    def send(self, payload: bytes) -> None:
        self.connection.write(message_frame(self.stream_id, payload))

    def finish(self) -> None:
        """Ends the client's side."""
        self.connection.write(end_frame(self.stream_id))


class Connection:
    """Many calls, of many threads, over one socket. A thread of its own reads.

    Two locks: `_lock` guards the calls and is never held while waiting; `_writing` keeps frames
    apart and is held while the socket is full. `_writing` is never asked for under `_lock`.
    """

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._mux: Multiplexer[Union[UnaryCall, StreamCall]] = Multiplexer()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._turns = threading.BoundedSemaphore(MAX_CALLS_IN_FLIGHT)
        self._loss: Optional[RPCError] = None
        self._heard_at = 0.0
        reader = threading.Thread(target=self._read, name="tidemark-reader", daemon=True)
        reader.start()

    @classmethod
    def open(cls, address: Address, timeout: float) -> Connection:
        """Raises ConnectError."""
        try:
            return cls(connect(address, timeout))
        except socket.timeout:
            raise address.connect_error(TimeoutError()) from None
        except OSError as error:
            raise address.connect_error(error) from error

    @property
    def is_lost(self) -> bool:
        return self._loss is not None

    def unary(
        self,
        service: str,
        method: str,
        payload: bytes,
        timeout: float,
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> bytes:
        """Makes a call and waits for its reply. Raises RPCError."""
        deadline = time.monotonic() + timeout
        if not self._turns.acquire(timeout=max(timeout, 0)):
            raise no_turn()
        try:
            return self._unary(service, method, payload, deadline, timeout, metadata)
        finally:
            self._turns.release()

    def stream(
        self,
        service: str,
        method: str,
        payload: bytes,
        kind: Kind,
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> StreamCall:
        """Begins a stream. Its errors come from `receive`."""
        call = StreamCall(self)
        envelope = request_envelope(service, method, payload, None, metadata)
        call.stream_id, frame = self._begin(call, kind, envelope)
        self._write(frame, None)
        return call

    def close(self) -> None:
        """Gives up all that runs."""
        self._lose(lost(None))

    def write(self, frame: bytes) -> None:
        """Sends a frame as soon as the socket takes it. Raises ConnectionLost."""
        self._write(frame, None)
        if self._loss is not None:
            raise self._loss

    def _write(self, frame: bytes, deadline: Optional[float]) -> None:
        """Sends a whole frame. Where that fails the connection is lost, and its calls are told.

        After half a frame nothing more can be sent, so a deadline that passes then ends it too.
        """
        with self._writing:
            rest = memoryview(frame)
            try:
                while rest and self._loss is None:
                    rest = rest[self._write_some(rest, deadline) :]
            except (OSError, ValueError) as error:
                # ValueError: the reading thread has closed the socket meanwhile.
                self._lose(lost(error))

    def _write_some(self, rest: memoryview, deadline: Optional[float]) -> int:
        try:
            return self._socket.send(rest, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
        except BlockingIOError:
            wait = None if deadline is None else max(deadline - time.monotonic(), 0)
            poll = select.poll()
            poll.register(self._socket, select.POLLOUT)
            if not poll.poll(None if wait is None else wait * 1000):
                raise TimeoutError("the server doesn't read") from None
            return 0

    def _unary(
        self,
        service: str,
        method: str,
        payload: bytes,
        deadline: float,
        timeout: float,
        metadata: tuple[tuple[str, str], ...],
    ) -> bytes:
        call = UnaryCall()
        left = deadline - time.monotonic()
        envelope = request_envelope(service, method, payload, left, metadata)
        stream_id, frame = self._begin(call, Kind.UNARY, envelope)
        sent_at = time.monotonic()
        try:
            self._write(frame, deadline)
            patience = max(deadline - time.monotonic(), 0) + LATE_ANSWER_GRACE
            if not call.answered.wait(patience):
                if self._heard_at < sent_at:
                    # Not a byte since it was sent: nobody is there any more.
                    self._lose(lost(TimeoutError("the server has gone silent")))
                raise no_answer(timeout)
        finally:
            with self._lock:
                self._mux.abandon(stream_id)
        if call.error is not None:
            raise call.error
        return call.reply

    def _begin(
        self, call: Union[UnaryCall, StreamCall], kind: Kind, envelope: bytes
    ) -> tuple[int, bytes]:
        with self._lock:
            if self._loss is not None:
                raise self._loss
            return self._mux.begin(call, kind, envelope)

    def _read(self) -> None:
        """The reading thread."""
        try:
            while data := self._socket.recv(READ_BYTES):
                self._heard_at = time.monotonic()
                with self._lock:
                    heard = list(self._mux.receive(data))
                for call, answer in heard:
                    call.deliver(answer)
            self._lose(lost(None))
        except ProtocolError as error:
            self._lose(not_ttrpc(error))
        except OSError as error:
            self._lose(lost(error))
        finally:
            self._socket.close()

    def _lose(self, loss: RPCError) -> None:
        with self._lock:
            if self._loss is not None:
                return
            self._loss = loss
            calls = self._mux.calls()
        for call in calls:
            if isinstance(call, StreamCall):
                call.connection_lost(loss)
            else:
                call.deliver(Failure(loss))
        try:
            # Wakes the reading thread, which closes the socket.
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It was closed already.
            return


def connect(address: Address, timeout: float) -> socket.socket:
    if isinstance(address, UnixAddress):
        connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connected.settimeout(timeout)
            connected.connect(address.path)
        except OSError:
            connected.close()
            raise
    else:
        connected = socket.create_connection((address.host, address.port), timeout)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connected.settimeout(None)
    return connected
