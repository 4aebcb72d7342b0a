"""Frames: the bytes of both directions, as proto/PROTOCOL.md has them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

HEADER = struct.Struct(">IIBB")

# What both sides keep to; the first byte of every frame is therefore 0.
MAX_DATA_BYTES = 4 * 1024 * 1024


class FrameType(IntEnum):
    """What a frame is. Others are passed over."""

    REQUEST = 1
    RESPONSE = 2
    DATA = 3


class Flags(IntEnum):
    """The flags of a frame. Others are passed over."""

    REMOTE_CLOSED = 0x01
    REMOTE_OPEN = 0x02
    NO_DATA = 0x04


class ProtocolError(Exception):
    """The peer sent what no ttrpc peer sends. The connection can't be used any more."""


@dataclass(frozen=True)
class Frame:
    """One frame. `type` and `flags` are as they came, known or not."""

    stream_id: int
    type: int
    flags: int
    data: bytes

    def encoded(self) -> bytes:
        return HEADER.pack(len(self.data), self.stream_id, self.type, self.flags) + self.data


class FrameDecoder:
    """Cuts what comes from a socket into frames. It holds one unfinished frame at most."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Yields the frames that `data` finishes. Has to be exhausted before the next call."""
        self._rest += data
        start = 0
        while len(self._rest) - start >= HEADER.size:
            length, stream_id, kind, flags = HEADER.unpack_from(self._rest, start)
            if length > MAX_DATA_BYTES:
                raise ProtocolError(said_of(bytes(self._rest[start : start + HEADER.size]), length))
            end = start + HEADER.size + length
            if len(self._rest) < end:
                break
            yield Frame(stream_id, kind, flags, bytes(self._rest[start + HEADER.size : end]))
            start = end
        del self._rest[:start]


def said_of(header: bytes, length: int) -> str:
    """Why a header is refused, for people."""
    if header[0] != 0:
        return f"the peer doesn't speak ttrpc: it sent {header!r}"
    return f"the peer sent a frame of {length} bytes; the most is {MAX_DATA_BYTES}"
