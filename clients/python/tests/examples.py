"""The examples of proto/PROTOCOL.md, as bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parents[3] / "proto" / "PROTOCOL.md"
FRAME = re.compile(r"(->|<-) ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{2}) ([0-9a-f]{2}) \|(.*)", re.S)


class Example(NamedTuple):
    """One frame of the page."""

    from_client: bool
    stream_id: int
    type: int
    flags: int
    data: bytes
    encoded: bytes


def examples() -> list[Example]:
    """All frames, in the order of the page."""
    blocks = re.findall(r"```frames\n(.*?)```", PAGE.read_text(), re.S)
    texts = [text for block in blocks for text in re.split(r"\n(?=->|<-)", block.rstrip())]
    return [parsed(text) for text in texts]


def parsed(text: str) -> Example:
    matched = FRAME.match(text)
    assert matched is not None, text
    arrow, *header, rest = matched.groups()
    data = b""
    for quoted, digits in re.findall(r'"([^"]*)"|([0-9a-f]+)', rest):
        data += quoted.encode() or bytes.fromhex(digits)
    _, stream_id, kind, flags = (int(number, 16) for number in header)
    encoded = bytes.fromhex("".join(header)) + data
    return Example(arrow == "->", stream_id, kind, flags, data, encoded)
