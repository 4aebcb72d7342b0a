"""Which events are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from tidemark._generated import v1
from tidemark.conditions import EventTypeName, event_types


def event_filter(
    types: Iterable[EventTypeName],
    monitor_ids: Iterable[str],
    balance_ids: Iterable[str],
    ledger_id: str,
    indicator_prefix: str,
) -> Optional[v1.EventFilter]:
    """None where all events are wanted: a durable subscription refuses any other filter."""
    wanted = v1.EventFilter(
        monitor_ids=monitor_ids,
        balance_ids=balance_ids,
        ledger_id=ledger_id,
        indicator_prefix=indicator_prefix,
        types=event_types(types),
    )
    return wanted if wanted.ByteSize() else None
