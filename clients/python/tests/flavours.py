"""Both clients behind one face, so that one test is true of both.

`open_client("plain", ...)` is a SyncClient. `open_client("asyncio", ...)` is a Client whose event
loop runs in a thread of its own: methods wait for their coroutines, `async for` becomes `for`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, cast

from tidemark import Backoff, Client, SyncClient

FLAVOURS = ["plain", "asyncio"]
QUICK = Backoff(first=0.001, most=0.01)
PATIENCE = 60.0
# Where the parts of a client are; the messages that it answers with are elsewhere.
PARTS = ("tidemark._async", "tidemark._generated.async_stubs")


@contextmanager
def open_client(flavour: str, address: str, **options: Any) -> Iterator[SyncClient]:
    options = {"backoff": QUICK, **options}
    if flavour == "plain":
        with SyncClient(address, **options) as client:
            yield client
        return
    with running_loop() as loop:

        async def made() -> Client:
            return Client(address, **options)

        with Face(loop, run(loop, made())) as face:
            # The generated SyncClient is what it looks like from outside.
            yield cast(SyncClient, face)


@contextmanager
def running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)
    loop.close()


def run(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result(PATIENCE)


class Face:
    """Something of asyncio, as if it were blocking."""

    def __init__(self, loop: asyncio.AbstractEventLoop, inner: Any) -> None:
        self._loop = loop
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return self._wrapped(getattr(self._inner, "aclose" if name == "close" else name))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._wrapped(self._inner(*arguments, **named))

    def __enter__(self) -> Face:
        run(self._loop, self._inner.__aenter__())
        return self

    def __exit__(self, *error: Any) -> None:
        run(self._loop, self._inner.__aexit__(*error))

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        async def following() -> Any:
            return await self._inner.__anext__()

        try:
            return run(self._loop, following())
        except StopAsyncIteration:
            raise StopIteration from None

    def _wrapped(self, value: Any) -> Any:
        if asyncio.iscoroutine(value):
            return run(self._loop, value)
        is_part = type(value).__module__.startswith(PARTS)
        if is_part or callable(value) or hasattr(value, "__anext__"):
            return Face(self._loop, value)
        return value
