"""The client."""

from __future__ import annotations

from types import TracebackType
from typing import Optional

from tidemark._async.balances import Balances
from tidemark._async.channel import Channel
from tidemark._async.events import Events
from tidemark._async.ledgers import Ledgers
from tidemark._async.monitors import Monitors
from tidemark._async.server import Server
from tidemark._async.subscriptions import Subscriptions
from tidemark._async.transactions import Transactions
from tidemark._async.webhooks import Webhooks
from tidemark._generated.async_stubs import Services
from tidemark.backoff import Backoff

DEFAULT_TIMEOUT = 30.0


class Client:
    """A Tidemark server, by unix:///path or tcp://host:port.

    `timeout`: seconds for each call that names no other. `token`: sent with each call; only over
    TCP. `backoff`: the waits between tries. All calls share one connection, which is made anew when
    it breaks; each stream has its own.
    """

    def __init__(
        self,
        address: str,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        token: Optional[str] = None,
        backoff: Optional[Backoff] = None,
    ) -> None:
        self._channel = Channel(address, timeout, token, backoff or Backoff())
        self.ledgers = Ledgers(self._channel)
        self.balances = Balances(self._channel)
        self.transactions = Transactions(self._channel)
        self.monitors = Monitors(self._channel)
        self.events = Events(self._channel)
        self.subscriptions = Subscriptions(self._channel)
        self.webhooks = Webhooks(self._channel)
        self.server = Server(self._channel)
        self.services = Services(self._channel)
        """Every method of every service, with the messages of `tidemark.v1`."""

    async def connect(self) -> None:
        """Connects. Entering the client (`async with`) does it too. Raises ConnectError."""
        await self._channel.connect()

    async def aclose(self) -> None:
        """Closes its connections; what runs on them is given up."""
        await self._channel.close()

    async def __aenter__(self) -> Client:
        await self.connect()
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await self.aclose()
