# Made by proto/generate.sh. Never edited.
"""All messages and enums of the proto package google.rpc."""

from tidemark._generated.rpc.error_details_pb2 import (
    BadRequest,
    ErrorInfo,
    PreconditionFailure,
    QuotaFailure,
    ResourceInfo,
    RetryInfo,
)
from tidemark._generated.rpc.status_pb2 import (
    Status,
)

__all__ = [
    "BadRequest",
    "ErrorInfo",
    "PreconditionFailure",
    "QuotaFailure",
    "ResourceInfo",
    "RetryInfo",
    "Status",
]
