"""How long to wait before trying again."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Waits that double, from `first` to `most` seconds.

    Each is shortened by up to a half at random, so that many clients of one server that restarts
    don't come back all at once.
    """

    first: float = 0.05
    most: float = 2.0

    def pause(self, attempt: int) -> float:
        """Seconds to wait after the attempt of this number, counted from 0."""
        # Beyond 2^30 the longest wait is reached anyway.
        whole = min(self.most, self.first * 2.0 ** min(attempt, 30))
        return whole * random.uniform(0.5, 1)
