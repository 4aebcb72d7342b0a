# Made by proto/generate.sh. Never edited.
"""All messages and enums of the proto package ttrpc."""

from tidemark._generated.envelopes.ttrpc_pb2 import (
    KeyValue,
    Request,
    Response,
)

__all__ = [
    "KeyValue",
    "Request",
    "Response",
]
