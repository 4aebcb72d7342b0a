# Made by unasync.py of tidemark/_async/webhooks.py. Never edited.
"""Webhooks: receivers that events are posted to, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Iterable, Mapping
from typing import Any, Optional

from tidemark._sync.channel import Channel
from tidemark._generated import v1
from tidemark._generated.sync_stubs import EventService
from tidemark.conditions import EventTypeName, event_types
from tidemark.filters import event_filter
from tidemark.identifiers import new_id
from tidemark.masks import mask
from tidemark.values import Span, duration, meta_data_text


class Webhooks:
    """`client.webhooks`"""

    def __init__(self, channel: Channel) -> None:
        self._stub = EventService(channel)

    def create(
        self,
        url: str,
        *,
        types: Iterable[EventTypeName] = (),
        monitor_ids: Iterable[str] = (),
        balance_ids: Iterable[str] = (),
        ledger_id: str = "",
        indicator_prefix: str = "",
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        secret: str = "",
        disabled: bool = False,
        webhook_id: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> v1.CreateWebhookEndpointResponse:
        """Registers a receiver. Keep the reply's `secret`: it is never answered again.

        Where the answer was lost and it had to ask again, the secret is lost too: `replayed` is
        set, and `rotate_secret` makes another.
        """
        request = v1.CreateWebhookEndpointRequest(
            webhook_id=webhook_id or new_id("whk"),
            url=url,
            filter=event_filter(types, monitor_ids, balance_ids, ledger_id, indicator_prefix),
            description=description,
            meta_data=meta_data_text(meta_data),
            secret=secret,
            disabled=disabled,
        )
        return self._stub.create_webhook_endpoint(request, timeout=timeout, retry=True)

    def get(
        self, webhook_id: str, *, timeout: Optional[float] = None
    ) -> v1.WebhookEndpoint:
        """Reads one, without its secret. Raises NotFound."""
        request = v1.GetWebhookEndpointRequest(webhook_id=webhook_id)
        reply = self._stub.get_webhook_endpoint(request, timeout=timeout, retry=True)
        return reply.endpoint

    def list(
        self,
        *,
        origin: v1.WebhookOrigin = v1.WEBHOOK_ORIGIN_UNSPECIFIED,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.WebhookEndpoint]:
        """The receivers, page by page. `timeout` is for each page."""
        request = v1.ListWebhookEndpointsRequest(
            origin=origin, order=order, page_size=page_size
        )
        while True:
            page = self._stub.list_webhook_endpoints(request, timeout=timeout, retry=True)
            for endpoint in page.endpoints:
                yield endpoint
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def update(
        self,
        webhook_id: str,
        *,
        url: Optional[str] = None,
        filter: Optional[v1.EventFilter] = None,
        description: Optional[str] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        enabled: Optional[bool] = None,
        expected_version: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.WebhookEndpoint:
        """Changes what is given; the rest stays. `filter` is the whole new one."""
        request = v1.UpdateWebhookEndpointRequest(
            webhook_id=webhook_id,
            url=url,
            filter=filter,
            description=description,
            meta_data=meta_data_text(meta_data),
            enabled=enabled,
            update_mask=mask(
                url=url,
                filter=filter,
                description=description,
                meta_data=meta_data,
                enabled=enabled,
            ),
            expected_version=expected_version,
        )
        # With an expected version, a second try would refuse what the first has done.
        again = not expected_version
        reply = self._stub.update_webhook_endpoint(request, timeout=timeout, retry=again)
        return reply.endpoint

    def delete(
        self, webhook_id: str, *, expected_version: int = 0, timeout: Optional[float] = None
    ) -> v1.WebhookEndpoint:
        """Deletes one, and what waits for it. Raises NotFound, also the second time."""
        request = v1.DeleteWebhookEndpointRequest(
            webhook_id=webhook_id, expected_version=expected_version
        )
        return (self._stub.delete_webhook_endpoint(request, timeout=timeout)).endpoint

    def rotate_secret(
        self,
        webhook_id: str,
        *,
        secret: str = "",
        overlap: Optional[Span] = None,
        expected_version: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.RotateWebhookSecretResponse:
        """Makes a new secret. For a while (`overlap`, by default a day) both sign."""
        request = v1.RotateWebhookSecretRequest(
            webhook_id=webhook_id,
            secret=secret,
            overlap=duration(overlap),
            expected_version=expected_version,
        )
        return self._stub.rotate_webhook_secret(request, timeout=timeout)

    def deliveries(
        self,
        *,
        webhook_id: str = "",
        event_id: str = "",
        monitor_id: str = "",
        status: v1.DeliveryStatus = v1.DELIVERY_STATUS_UNSPECIFIED,
        created_at: Optional[v1.TimeRange] = None,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Delivery]:
        """Deliveries with their attempts, page by page. `timeout` is for each page."""
        request = v1.ListDeliveriesRequest(
            webhook_id=webhook_id,
            event_id=event_id,
            monitor_id=monitor_id,
            status=status,
            created_at=created_at,
            order=order,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_deliveries(request, timeout=timeout, retry=True)
            for delivery in page.deliveries:
                yield delivery
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def retry(self, delivery_id: str, *, timeout: Optional[float] = None) -> v1.Delivery:
        """Sends a delivery again, also a dead or a delivered one, with the same ids."""
        request = v1.RetryDeliveryRequest(delivery_id=delivery_id)
        return (self._stub.retry_delivery(request, timeout=timeout, retry=True)).delivery

    def send_test(
        self,
        webhook_id: str,
        *,
        type: EventTypeName = "balance.monitor",
        timeout: Optional[float] = None,
    ) -> v1.Delivery:
        """Sends an event that is marked as a test. It isn't in the event log."""
        request = v1.SendTestEventRequest(webhook_id=webhook_id, type=event_types([type])[0])
        return (self._stub.send_test_event(request, timeout=timeout)).delivery
