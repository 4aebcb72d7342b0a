"""Shares of a transaction with several sources or destinations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Tuple, Union

from tidemark._generated import v1
from tidemark.values import Amount, amount_text

Split = Union[v1.Split, Tuple[str, Amount]]
"""A balance and its share: ("@fees", "1.50"), ("@bob", "60%") or ("@rest", "left")."""


def split_messages(splits: Iterable[Split], *, in_minor_units: bool) -> list[v1.Split]:
    """The shares as the API has them. Fixed ones are in the units of the transaction's amount."""
    return [
        split if isinstance(split, v1.Split) else split_message(*split, in_minor_units)
        for split in splits
    ]


def split_message(identifier: str, share: Amount, in_minor_units: bool) -> v1.Split:
    if share == "left":
        return v1.Split(identifier=identifier, left=True)
    if isinstance(share, str) and share.endswith("%"):
        return v1.Split(identifier=identifier, percent=share[:-1])
    if in_minor_units:
        return v1.Split(identifier=identifier, precise_amount=amount_text(share))
    return v1.Split(identifier=identifier, amount=amount_text(share))
