# Made by unasync.py of tidemark/_async/subscription.py. Never edited.
"""A stream of events that goes on where it was."""

from __future__ import annotations

import time
import logging
from collections import deque
from types import TracebackType
from typing import Optional

from tidemark._sync.streams import SyncServerStream
from tidemark._generated import v1
from tidemark._generated.sync_stubs import EventService
from tidemark.backoff import Backoff
from tidemark.errors import ConnectionLost, RPCError, Unavailable

# A stream that is silent for so many heartbeats is dead; see proto/PROTOCOL.md.
SILENT_HEARTBEATS = 3

log = logging.getLogger("tidemark")


class SyncEventStream:
    """`for event in stream`, without a gap and without a double, over lost connections.

    `sequence` is the cursor: all events up to there have been handed out. Keep it where you keep
    what you made of the events, and begin from the one after.
    """

    def __init__(
        self, stub: EventService, request: v1.SubscribeRequest, *, resume: bool, backoff: Backoff
    ) -> None:
        self._stub = stub
        self._request = request
        self._resume = resume
        self._backoff = backoff
        self._stream: Optional[SyncServerStream[v1.SubscribeResponse]] = None
        self._events: deque[v1.Event] = deque()
        self._reached = request.from_sequence - 1
        self._last = (-1, -1)
        self._attempt = 0
        self._opened = False
        self._closed = False
        self.sequence = max(self._reached, 0)
        self.subscription_id = ""

    @property
    def silence(self) -> float:
        """Seconds without a message after which the connection is taken for dead."""
        interval = self._request.heartbeat_interval
        return SILENT_HEARTBEATS * (interval.seconds + interval.nanos / 1e9)

    def open(self) -> None:
        """Begins it and waits for its first message; what happens from then on isn't missed.

        Raises ConnectError at once where nobody listens, and RPCError where it is refused.
        """
        if not self._opened:
            self._read_message()
            self._opened = True

    def acknowledge(self, sequence: int = 0) -> int:
        """Moves the cursor of the durable subscription that is read: to `sequence`, or to the last
        commit of which all events have been handed out. Returns where the server has it then.
        """
        acknowledged = sequence or self.sequence
        if acknowledged < 1:
            return 0
        reply = self._stub.acknowledge_subscription(
            v1.AcknowledgeSubscriptionRequest(
                subscription_id=self._request.durable, acknowledged_sequence=acknowledged
            ),
            retry=True,
        )
        return reply.subscription.acknowledged_sequence

    def close(self) -> None:
        """Ends it."""
        self._closed = True
        if self._stream is not None:
            self._stream.close()

    def __enter__(self) -> SyncEventStream:
        self.open()
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __iter__(self) -> SyncEventStream:
        return self

    def __next__(self) -> v1.Event:
        self.open()
        while not self._closed:
            if self._events:
                return self._events.popleft()
            # Whoever asks for more has dealt with all before.
            self.sequence = max(self.sequence, self._reached)
            self._read_or_resume()
        raise StopIteration

    def _read_or_resume(self) -> None:
        try:
            self._read_message()
            self._attempt = 0
        except RPCError as error:
            if not self._resume or not is_passing(error):
                raise
            pause = self._backoff.pause(self._attempt)
            self._attempt += 1
            log.info("events: %s; going on from %d in %.2f s", error, self._reached + 1, pause)
            self._stream = None
            time.sleep(pause)

    def _read_message(self) -> None:
        stream = self._stream = self._stream or self._stub.subscribe(self._request)
        try:
            message = stream.receive(self.silence)
        except TimeoutError:
            stream.close()
            raise ConnectionLost(f"no heartbeat for {self.silence:g} s") from None
        if message is None:
            self._closed = True
            return
        self._take(message)

    def _take(self, message: v1.SubscribeResponse) -> None:
        self.subscription_id = message.subscription_id or self.subscription_id
        for event in message.events:
            # A commit that was divided comes again from its beginning.
            if (event.sequence, event.index) > self._last:
                self._last = (event.sequence, event.index)
                self._events.append(event)
        self._reached = max(self._reached, message.sequence)
        self._request.from_sequence = self._reached + 1
        self._request.from_oldest = False


def is_passing(error: RPCError) -> bool:
    """Whether another try may do better."""
    return isinstance(error, Unavailable) or error.reason == "SUBSCRIBER_TOO_SLOW"

