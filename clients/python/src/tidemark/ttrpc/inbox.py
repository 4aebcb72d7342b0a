"""What a stream has received and nobody has taken yet."""

from __future__ import annotations

from collections import deque
from typing import Optional

from tidemark.errors import RPCError
from tidemark.ttrpc.multiplexer import Answer, End, Failure, Message

# A reader that is further behind than this stops the reading of its connection, until it has taken
# half. Then the socket fills up, and at last the server ends the stream as too slow.
MAX_WAITING_MESSAGES = 64
MAX_WAITING_BYTES = 8 * 1024 * 1024


class Inbox:
    """A bounded queue of messages with an end. Nothing here waits.

    `add` takes what comes even when it is full, because it can't be unread; whoever adds looks at
    `is_full` after it and reads no more.
    """

    def __init__(self) -> None:
        self._messages: deque[bytes] = deque()
        self._bytes = 0
        self._end: Optional[RPCError] = None
        self._ended = False

    @property
    def is_full(self) -> bool:
        return len(self._messages) >= MAX_WAITING_MESSAGES or self._bytes >= MAX_WAITING_BYTES

    @property
    def has_room(self) -> bool:
        return (
            len(self._messages) <= MAX_WAITING_MESSAGES // 2
            and self._bytes <= MAX_WAITING_BYTES // 2
        )

    @property
    def is_ready(self) -> bool:
        """Whether `take` has something to say."""
        return bool(self._messages) or self._ended

    def add(self, answer: Answer) -> None:
        if self._ended:
            return
        if isinstance(answer, Message):
            self._messages.append(answer.payload)
            self._bytes += len(answer.payload)
        elif isinstance(answer, Failure):
            self._end = answer.error
        self._ended = not isinstance(answer, Message)

    def close(self) -> None:
        """Ends it well, and forgets what nobody has taken."""
        self._messages.clear()
        self._bytes = 0
        self.add(End())

    def take(self) -> Optional[bytes]:
        """The next message; None at the end. Raises the error that the stream ended with."""
        if self._messages:
            message = self._messages.popleft()
            self._bytes -= len(message)
            return message
        if self._end is not None:
            raise self._end
        return None
