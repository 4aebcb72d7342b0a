"""Durable subscriptions: named filters with a cursor that the server keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Optional

from tidemark._async.channel import Channel
from tidemark._generated import v1
from tidemark._generated.async_stubs import EventService
from tidemark.conditions import EventTypeName
from tidemark.filters import event_filter
from tidemark.values import Span, duration


class Subscriptions:
    """`client.subscriptions`

    Read one by `client.events.subscribe(durable=name)`, and tell by `acknowledge` how far you are:
    its next reader goes on from there, on whichever machine.
    """

    def __init__(self, channel: Channel) -> None:
        self._stub = EventService(channel)

    async def create(
        self,
        name: str,
        *,
        types: Iterable[EventTypeName] = (),
        monitor_ids: Iterable[str] = (),
        balance_ids: Iterable[str] = (),
        ledger_id: str = "",
        indicator_prefix: str = "",
        from_sequence: int = 0,
        from_oldest: bool = False,
        retain_for: Optional[Span] = None,
        subscription_id: str = "",
        timeout: Optional[float] = None,
    ) -> v1.Subscription:
        """Creates one of what comes from now on, or from `from_sequence`, or from the oldest event.

        The same again is no other: its name tells. `retain_for`: how old events after its cursor
        may grow for it, whatever the general rule. Its filter can't be changed later. Raises
        AlreadyExists for a name that means something else.
        """
        request = v1.CreateSubscriptionRequest(
            subscription_id=subscription_id,
            name=name,
            filter=event_filter(types, monitor_ids, balance_ids, ledger_id, indicator_prefix),
            from_sequence=from_sequence,
            from_oldest=from_oldest,
            retain_for=duration(retain_for),
        )
        reply = await self._stub.create_subscription(request, timeout=timeout, retry=True)
        return reply.subscription

    async def get(self, name: str, *, timeout: Optional[float] = None) -> v1.Subscription:
        """Reads one, by its name or id. Raises NotFound."""
        request = v1.GetSubscriptionRequest(subscription_id=name)
        return (await self._stub.get_subscription(request, timeout=timeout, retry=True)).subscription

    async def list(
        self,
        *,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> AsyncIterator[v1.Subscription]:
        """The durable subscriptions, page by page. `timeout` is for each page."""
        request = v1.ListSubscriptionsRequest(order=order, page_size=page_size)
        while True:
            page = await self._stub.list_subscriptions(request, timeout=timeout, retry=True)
            for subscription in page.subscriptions:
                yield subscription
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    async def acknowledge(
        self, name: str, sequence: int, *, timeout: Optional[float] = None
    ) -> v1.Subscription:
        """Moves the cursor forward: all up to `sequence` is dealt with. An older one does nothing."""
        request = v1.AcknowledgeSubscriptionRequest(
            subscription_id=name, acknowledged_sequence=sequence
        )
        reply = await self._stub.acknowledge_subscription(request, timeout=timeout, retry=True)
        return reply.subscription

    async def delete(self, name: str, *, timeout: Optional[float] = None) -> v1.Subscription:
        """Deletes one and ends its stream. Raises NotFound, also the second time."""
        request = v1.DeleteSubscriptionRequest(subscription_id=name)
        return (await self._stub.delete_subscription(request, timeout=timeout)).subscription
