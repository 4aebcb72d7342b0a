"""A ttrpc server that does what a test tells it, with frames of its own making.

It shares no code with the client but the messages, so that a slip in the client's codec shows.
"""

from __future__ import annotations

import queue
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Optional

from google.protobuf.message import Message

from tidemark import rpc
from tidemark._generated.envelopes import Request, Response

REQUEST, RESPONSE, DATA = 1, 2, 3
CLOSED, OPEN, NO_DATA = 1, 2, 4
PATIENCE = 20.0


class Received(NamedTuple):
    """A frame of the client's."""

    stream_id: int
    type: int
    flags: int
    data: bytes

    @property
    def request(self) -> Request:
        return Request.FromString(self.data)


class HungUp(Exception):
    """The client closed the connection."""


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.socket.settimeout(PATIENCE)

    def read(self) -> Received:
        length, stream_id, kind, flags = struct.unpack(">IIBB", self._exactly(10))
        return Received(stream_id, kind, flags, self._exactly(length))

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def frame(self, stream_id: int, kind: int, flags: int, data: bytes = b"") -> None:
        self.send(struct.pack(">IIBB", len(data), stream_id, kind, flags) + data)

    def reply(self, to: Received, message: Message) -> None:
        envelope = Response(payload=message.SerializeToString())
        self.frame(to.stream_id, RESPONSE, 0, envelope.SerializeToString())

    def refuse(self, to: Received, code: int, message: str = "no", reason: str = "") -> None:
        status = rpc.Status(code=code, message=message)
        if reason:
            detail = status.details.add(type_url="type.googleapis.com/google.rpc.ErrorInfo")
            info = rpc.ErrorInfo(reason=reason, domain="tidemark")
            detail.value = info.SerializeToString()
        envelope = Response(status=status).SerializeToString()
        self.frame(to.stream_id, RESPONSE, 0, envelope)

    def message(self, to: Received, message: Message) -> None:
        self.frame(to.stream_id, DATA, 0, message.SerializeToString())

    def end(self, to: Received) -> None:
        self.frame(to.stream_id, DATA, CLOSED | NO_DATA)

    def wait_for_close(self) -> None:
        """Returns when the client has closed; what it sends until then is passed over."""
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionResetError:
            return

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            try:
                part = self.socket.recv(count - len(data))
            except ConnectionResetError:
                part = b""
            if not part:
                raise HungUp
            data += part
        return data


Script = Callable[[Peer], None]


class FakeServer:
    """Runs the next of its scripts for each connection, in a thread; the last one for all further.

    What a script raises is raised again where the test leaves the `with`.
    """

    def __init__(self, folder: Path, *scripts: Script) -> None:
        self.path = folder / "fake.sock"
        self.address = f"unix://{self.path}"
        self._scripts = list(scripts)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._failures: queue.SimpleQueue[BaseException] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> FakeServer:
        self._listener.bind(str(self.path))
        self._listener.listen()
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.stop_listening()
        for thread in self._threads:
            thread.join(PATIENCE)
        if error is None and not self._failures.empty():
            raise self._failures.get()

    def stop_listening(self) -> None:
        """From here on connecting is refused, as after a crash: the socket's file stays."""
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
        finally:
            self._listener.close()

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            script = self._scripts[min(number, len(self._scripts) - 1)]
            number += 1
            self._start(self._run, script, connection)

    def _run(self, script: Script, connection: socket.socket) -> None:
        with connection:
            try:
                script(Peer(connection))
            except (HungUp, BrokenPipeError):
                return
            except BaseException as failure:
                self._failures.put(failure)

    def _start(self, run: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        thread.start()
        self._threads.append(thread)
