"""Points of a balance's history."""

from __future__ import annotations

from typing import Optional, Union

from tidemark._generated import v1
from tidemark.values import Time, timestamp

Point = Union[Time, v1.AsOf]
"""When something counts: a time, or the API's own message."""


def as_of_point(
    as_of: Optional[Point], recorded: Optional[Time], sequence: Optional[int]
) -> Optional[v1.AsOf]:
    """The one point that is given. None: now."""
    if sum(each is not None for each in (as_of, recorded, sequence)) > 1:
        raise ValueError("as_of, as_of_recorded and as_of_sequence are three points; give one")
    if isinstance(as_of, v1.AsOf):
        return as_of
    if as_of is not None:
        return v1.AsOf(effective_at=timestamp(as_of))
    if recorded is not None:
        return v1.AsOf(recorded_at=timestamp(recorded))
    if sequence is not None:
        return v1.AsOf(sequence=sequence)
    return None
