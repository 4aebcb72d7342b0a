"""Update masks: which fields a change is about."""

from __future__ import annotations

from google.protobuf.field_mask_pb2 import FieldMask


def mask(**fields: object) -> FieldMask:
    """Names the fields that aren't None. So an empty value clears, and None leaves alone."""
    return FieldMask(paths=[name for name, value in fields.items() if value is not None])
