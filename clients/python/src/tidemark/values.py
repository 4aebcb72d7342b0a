"""Python's values as the API has them: money as text, metadata as JSON, times and durations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Optional, Protocol, Union

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

Amount = Union[str, int, Decimal]
"""Money: "100.50", 100 or Decimal("100.50"). Never a float, which can't hold most amounts."""

Time = Union[datetime, Timestamp]
"""A point in time. A datetime needs its time zone."""

Span = Union[timedelta, float, Duration]
"""A length of time; a number is in seconds."""


class HasMetaData(Protocol):
    """A message with `meta_data`: ledger, balance, transaction, monitor."""

    meta_data: str


def amount_text(amount: Optional[Amount]) -> str:
    """An amount as the API has it. None: not given."""
    if amount is None:
        return ""
    if isinstance(amount, str):
        return amount
    if isinstance(amount, Decimal):
        return decimal_text(amount)
    # bool is an int to Python, and float is what must not slip in.
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(
            f"an amount is a str, an int or a Decimal, not a {type(amount).__name__}: a float "
            f"can't hold most amounts exactly. Write it as text, such as {str(amount)!r}"
        )
    return str(amount)


def decimal_text(amount: Decimal) -> str:
    if not amount.is_finite():
        raise ValueError(f"{amount} isn't an amount")
    return format(amount, "f") if amount else "0"


def major_units(minor: str, precision: int) -> Decimal:
    """Minor units as major ones: ("10050", 100) is Decimal("100.5")."""
    return Decimal(minor) / (precision or 1)


def meta_data_text(meta_data: Optional[Mapping[str, Any]]) -> str:
    """A mapping as JSON text. None: not given. Numbers that JSON hasn't are refused."""
    if meta_data is None:
        return ""
    return json.dumps(meta_data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def meta_data_of(message: HasMetaData) -> dict[str, Any]:
    """The metadata of a message as a dict. Fractions are Decimals, so that nothing is lost."""
    parsed: dict[str, Any] = json.loads(message.meta_data or "{}", parse_float=Decimal)
    return parsed


def timestamp(time: Optional[Time]) -> Optional[Timestamp]:
    if time is None or isinstance(time, Timestamp):
        return time
    if time.tzinfo is None:
        raise ValueError(f"{time!r} has no time zone. Give it one: tzinfo=timezone.utc")
    result = Timestamp()
    result.FromDatetime(time.astimezone(timezone.utc))
    return result


def duration(span: Optional[Span]) -> Optional[Duration]:
    if span is None or isinstance(span, Duration):
        return span
    result = Duration()
    result.FromTimedelta(span if isinstance(span, timedelta) else timedelta(seconds=span))
    return result
