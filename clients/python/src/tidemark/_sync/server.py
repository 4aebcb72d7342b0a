# Made by unasync.py of tidemark/_async/server.py. Never edited.
"""The server itself."""

from __future__ import annotations

from typing import Optional

from tidemark._sync.channel import Channel
from tidemark._generated import health, v1
from tidemark._generated.sync_stubs import AdminService, Health


class Server:
    """`client.server`"""

    def __init__(self, channel: Channel) -> None:
        self._admin = AdminService(channel)
        self._health = Health(channel)

    def info(self, *, timeout: Optional[float] = None) -> v1.GetServerInfoResponse:
        """Its version, its limits, and the last commit."""
        request = v1.GetServerInfoRequest()
        return self._admin.get_server_info(request, timeout=timeout, retry=True)

    def stats(
        self, *, include_methods: bool = False, timeout: Optional[float] = None
    ) -> v1.GetStatsResponse:
        """Counts."""
        request = v1.GetStatsRequest(include_methods=include_methods)
        return self._admin.get_stats(request, timeout=timeout, retry=True)

    def is_serving(self, *, timeout: Optional[float] = None) -> bool:
        """Whether it takes calls. Serves as a ping."""
        request = health.HealthCheckRequest()
        reply = self._health.check(request, timeout=timeout, retry=True)
        return reply.status == health.HealthCheckResponse.SERVING
