"""Where a server is: unix:///path, unix:path or tcp://host:port."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from typing import Union
from urllib.parse import unquote_to_bytes

from tidemark.errors import ConnectError

# The kernel's sun_path has 108 bytes, the last of them 0.
MAX_PATH_BYTES = 107

TCP = re.compile(r"tcp://(?:\[(?P<v6>[0-9a-fA-F:.%]+)\]|(?P<host>[^\[\]:/]+)):(?P<port>[0-9]{1,5})")


@dataclass(frozen=True)
class UnixAddress:
    """A Unix socket."""

    path: str

    def __str__(self) -> str:
        return f"unix://{self.path}"

    def connect_error(self, error: OSError) -> ConnectError:
        """What went wrong, and what to do about it."""
        return ConnectError(f"no connection to {self}: {self._explain(error)}")

    def _explain(self, error: OSError) -> str:
        if isinstance(error, FileNotFoundError):
            return (
                f"there is no socket {self.path}. Start a server there (tidemark serve), or check "
                "the path"
            )
        if isinstance(error, ConnectionRefusedError):
            return (
                f"nobody listens on {self.path}; the server that made it has gone. Start it again "
                "(tidemark serve)"
            )
        if isinstance(error, PermissionError):
            return (
                f"the permissions of {self.path} don't let you (uid {os.getuid()}) in. Join the "
                "group that may write to it, or connect as its owner"
            )
        if error.errno == errno.ENOTSOCK or error.errno == errno.EPROTOTYPE:
            return f"{self.path} isn't a stream socket. Check the path"
        return said(error)


@dataclass(frozen=True)
class TCPAddress:
    """A TCP port."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp://{host}:{self.port}"

    def connect_error(self, error: OSError) -> ConnectError:
        """What went wrong, and what to do about it."""
        return ConnectError(f"no connection to {self}: {self._explain(error)}")

    def _explain(self, error: OSError) -> str:
        if isinstance(error, ConnectionRefusedError):
            return (
                f"nobody listens on port {self.port}. Start a server that listens there, or check "
                "the port"
            )
        return f"{said(error)}. Check the host and the port, and that the server runs"


Address = Union[UnixAddress, TCPAddress]


def parse_address(text: str) -> Address:
    """The address that a connection string names. Raises ValueError with what is wrong with it."""
    if text.startswith("unix:"):
        return unix_address(text)
    matched = TCP.fullmatch(text)
    if matched and 1 <= int(matched["port"]) <= 65_535:
        return TCPAddress(matched["v6"] or matched["host"], int(matched["port"]))
    raise ValueError(
        f"{text!r} is no address. Write unix:///path/to/socket or tcp://host:port, with a port of "
        "1 to 65535"
    )


def unix_address(text: str) -> UnixAddress:
    path = unquote_to_bytes(text[len("unix:") :])
    # unix:path is as the command line takes it: absolute, or from the working folder.
    if path.startswith(b"//"):
        path = path[len(b"//") :]
        if not path.startswith(b"/"):
            raise ValueError(f"{text!r} has no path. Write three slashes: unix:///path")
    if not path or path.startswith(b"@"):
        raise ValueError(f"{text!r} has no path. Write unix:///path; there are no abstract sockets")
    if len(path) > MAX_PATH_BYTES:
        raise ValueError(
            f"the path in {text!r} has {len(path)} bytes; a socket's may have {MAX_PATH_BYTES}"
        )
    if b"\0" in path:
        raise ValueError(f"the path in {text!r} has a NUL in it")
    return UnixAddress(os.fsdecode(path))


def said(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return error.strerror or str(error)
