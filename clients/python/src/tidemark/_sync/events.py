# Made by unasync.py of tidemark/_async/events.py. Never edited.
"""Events: what happened, in order, without a gap and without a double."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from tidemark._sync.channel import Channel
from tidemark._sync.subscription import SyncEventStream
from tidemark._generated import v1
from tidemark._generated.sync_stubs import EventService
from tidemark.conditions import EventTypeName
from tidemark.filters import event_filter
from tidemark.values import Span, duration


class Events:
    """`client.events`"""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._stub = EventService(channel)

    def subscribe(
        self,
        *,
        from_sequence: int = 0,
        from_oldest: bool = False,
        types: Iterable[EventTypeName] = (),
        monitor_ids: Iterable[str] = (),
        balance_ids: Iterable[str] = (),
        ledger_id: str = "",
        indicator_prefix: str = "",
        durable: str = "",
        heartbeat_interval: Span = 10.0,
        resume: bool = True,
    ) -> SyncEventStream:
        """Events as they happen, and before that those stored from `from_sequence` on (0: none).

        `types`: names such as "balance.monitor". `durable`: a subscription whose cursor the server
        keeps, instead of a filter. `resume`: connect anew and go on where it was, for ever, after
        a lost connection and where the server is stopped or found it too slow; False raises.

        It begins when it is entered (`with`) or first read: what happens before is missed.
        """
        request = v1.SubscribeRequest(
            from_sequence=from_sequence,
            from_oldest=from_oldest,
            durable=durable,
            heartbeat_interval=duration(heartbeat_interval),
            filter=event_filter(types, monitor_ids, balance_ids, ledger_id, indicator_prefix),
        )
        return SyncEventStream(self._stub, request, resume=resume, backoff=self._channel.backoff)

    def pull(
        self,
        *,
        from_sequence: int = 0,
        from_oldest: bool = False,
        types: Iterable[EventTypeName] = (),
        monitor_ids: Iterable[str] = (),
        balance_ids: Iterable[str] = (),
        ledger_id: str = "",
        indicator_prefix: str = "",
        durable: str = "",
        page_token: str = "",
        limit: int = 0,
        wait: Optional[Span] = None,
        timeout: Optional[float] = None,
    ) -> v1.PullEventsResponse:
        """Reads a piece of the log. Go on from the reply's `sequence` + 1.

        Where the reply has a `next_page_token`, ask the same with it first: the last commit's
        events didn't fit. `wait`: seconds, up to 60, where there is nothing yet.
        """
        request = v1.PullEventsRequest(
            filter=event_filter(types, monitor_ids, balance_ids, ledger_id, indicator_prefix),
            durable=durable,
            page_token=page_token,
            from_sequence=from_sequence,
            from_oldest=from_oldest,
            limit=limit,
            wait=duration(wait),
        )
        return self._stub.pull_events(request, timeout=timeout, retry=True)

    def acknowledge(
        self, subscription_id: str, sequence: int, *, timeout: Optional[float] = None
    ) -> v1.Subscription:
        """Moves a durable subscription's cursor forward, by its id or name.

        An older sequence than before changes nothing, so this may be repeated.
        """
        request = v1.AcknowledgeSubscriptionRequest(
            subscription_id=subscription_id, acknowledged_sequence=sequence
        )
        reply = self._stub.acknowledge_subscription(request, timeout=timeout, retry=True)
        return reply.subscription
