"""The calls of one connection, without its socket: ids in use, and whom an answer is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Optional, TypeVar, Union

from google.protobuf.message import DecodeError

from tidemark._generated.envelopes import KeyValue, Request, Response
from tidemark.errors import Internal, ResourceExhausted, RPCError, error_of
from tidemark.ttrpc.frames import MAX_DATA_BYTES, Flags, Frame, FrameDecoder, FrameType

LAST_STREAM_ID = 2**32 - 1
NANOSECONDS = 1_000_000_000

Call = TypeVar("Call")


class Kind(Enum):
    """How a call goes. The value: the flags of its Request."""

    UNARY = 0
    SERVER_STREAM = Flags.REMOTE_CLOSED.value
    DUPLEX_STREAM = Flags.REMOTE_OPEN.value


@dataclass(frozen=True)
class Message:
    """The reply of a unary call, or one message of a stream."""

    payload: bytes


@dataclass(frozen=True)
class End:
    """A stream ended well."""


@dataclass(frozen=True)
class Failure:
    """A call ended with an error."""

    error: RPCError


Answer = Union[Message, End, Failure]


@dataclass
class _Running(Generic[Call]):
    kind: Kind
    call: Optional[Call]
    """None: nobody waits any more; the id stays in use until the answer has come."""


class Multiplexer(Generic[Call]):
    """Many calls over one connection. `Call` is whatever the connection knows its calls by.

    Bytes go in and answers come out; nothing here waits. Not safe for several threads at once.
    """

    def __init__(self) -> None:
        self._running: dict[int, _Running[Call]] = {}
        self._next_id = 1
        self._decoder = FrameDecoder()

    @property
    def count(self) -> int:
        """How many calls run, those included that nobody waits for any more."""
        return len(self._running)

    def calls(self) -> list[Call]:
        """The calls that somebody waits for."""
        return [running.call for running in self._running.values() if running.call is not None]

    def begin(self, call: Call, kind: Kind, envelope: bytes) -> tuple[int, bytes]:
        """Returns the id of a new call, and the bytes to send."""
        stream_id = self._free_id()
        self._running[stream_id] = _Running(kind, call)
        return stream_id, Frame(stream_id, FrameType.REQUEST, kind.value, envelope).encoded()

    def abandon(self, stream_id: int) -> None:
        """Nobody waits for this call any more."""
        if stream_id in self._running:
            self._running[stream_id].call = None

    def receive(self, data: bytes) -> Iterator[tuple[Call, Answer]]:
        """Yields what `data` says, and to which call. Has to be exhausted before the next call.

        Raises ProtocolError where the connection can't be used any more.
        """
        for frame in self._decoder.feed(data):
            running = self._running.get(frame.stream_id)
            if running is None:
                continue
            for answer in answers(frame, running.kind):
                if isinstance(answer, (End, Failure)) or running.kind is Kind.UNARY:
                    self._running.pop(frame.stream_id, None)
                if running.call is not None:
                    yield running.call, answer

    def _free_id(self) -> int:
        while self._next_id in self._running:
            self._advance()
        stream_id = self._next_id
        self._advance()
        return stream_id

    def _advance(self) -> None:
        self._next_id = 1 if self._next_id == LAST_STREAM_ID else self._next_id + 2


def answers(frame: Frame, kind: Kind) -> Iterator[Answer]:
    """What a frame says to the call that it is for."""
    if frame.type == FrameType.RESPONSE:
        yield response(frame.data, kind)
    elif frame.type == FrameType.DATA and kind is not Kind.UNARY:
        if not frame.flags & Flags.NO_DATA:
            yield Message(frame.data)
        if frame.flags & Flags.REMOTE_CLOSED:
            yield End()


def response(data: bytes, kind: Kind) -> Answer:
    try:
        envelope = Response.FromString(data)
    except DecodeError:
        return Failure(Internal("the server's answer can't be decoded"))
    if envelope.HasField("status") and envelope.status.code != 0:
        return Failure(error_of(envelope.status))
    return Message(envelope.payload) if kind is Kind.UNARY else End()


def request_envelope(
    service: str,
    method: str,
    payload: bytes,
    timeout: Optional[float],
    metadata: tuple[tuple[str, str], ...],
) -> bytes:
    """The data of a Request frame. `timeout` is in seconds."""
    envelope = Request(
        service=service,
        method=method,
        payload=payload,
        # 0 would mean none; what is past is negative.
        timeout_nano=None if timeout is None else int(timeout * NANOSECONDS) or -1,
        metadata=[KeyValue(key=key, value=value) for key, value in metadata],
    ).SerializeToString()
    return within_frame(envelope)


def message_frame(stream_id: int, payload: bytes) -> bytes:
    """A message of the client's on a stream."""
    return Frame(stream_id, FrameType.DATA, 0, within_frame(payload)).encoded()


def end_frame(stream_id: int) -> bytes:
    """The end of the client's side of a stream."""
    return Frame(stream_id, FrameType.DATA, Flags.REMOTE_CLOSED | Flags.NO_DATA, b"").encoded()


def within_frame(data: bytes) -> bytes:
    if len(data) > MAX_DATA_BYTES:
        raise ResourceExhausted(
            f"the request has {len(data)} bytes; the most is {MAX_DATA_BYTES}. Nothing was sent"
        )
    return data

