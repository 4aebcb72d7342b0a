# Made by proto/generate.sh. Never edited.
"""All messages and enums of the proto package grpc.health.v1."""

from tidemark._generated.health.health_pb2 import (
    HealthCheckRequest,
    HealthCheckResponse,
    HealthListRequest,
    HealthListResponse,
)

__all__ = [
    "HealthCheckRequest",
    "HealthCheckResponse",
    "HealthListRequest",
    "HealthListResponse",
]
