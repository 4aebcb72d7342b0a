"""Ids and references that are ordered by time, as the server makes them."""

from __future__ import annotations

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """A UUID of version 7: milliseconds, then parts of one (RFC 9562, method 3), then chance."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    number = (milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0x2 << 62)
    return uuid.UUID(int=number | secrets.randbits(62))


def new_id(prefix: str) -> str:
    """An id of ours, such as "bln_0198...". Making it here lets a lost call be sent again."""
    return f"{prefix}_{uuid7()}"


def new_reference() -> str:
    """A reference for a transaction, unique and ordered by time."""
    return new_id("ref")
