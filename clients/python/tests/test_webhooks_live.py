"""Webhooks of the real server, received and verified."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import tidemark

from .flavours import FLAVOURS, open_client
from .test_integration import BINARY, PATIENCE, Server

pytestmark = pytest.mark.skipif(not BINARY, reason="TIDEMARK_BINARY names no server binary")

Post = tuple[dict[str, str], bytes]


@contextmanager
def receiver() -> Iterator[tuple[int, "queue.Queue[Post]"]]:
    posts: "queue.Queue[Post]" = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.put((dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield listening.server_port, posts
    listening.shutdown()
    thread.join(PATIENCE)
    listening.server_close()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_what_a_monitor_posts_is_verified_and_says_it_all(flavour: str, tmp_path: Path) -> None:
    with receiver() as (port, posts):
        server = Server(tmp_path, "--webhook-allow", f"127.0.0.1:{port}")
        with open_client(flavour, server.address) as client:
            made = client.webhooks.create(
                f"http://127.0.0.1:{port}/hook", types=["balance.monitor"]
            )
            alice = client.balances.create(currency="USD", indicator="@alice")
            client.monitors.create(
                "balance > 100.00", balance_id=alice.balance_id, precision=100
            )
            client.transactions.create(
                currency="USD", source="@world", destination="@alice", amount="100.50", precision=100
            )
            headers, body = posts.get(timeout=PATIENCE)
            event = tidemark.webhooks.verify(headers, body, made.secret)
            assert event["event"] == "balance.monitor"
            assert event["payload"]["balance_id"] == alice.balance_id
            assert event["payload"]["observed_after"] == "10050"
            with pytest.raises(tidemark.webhooks.WebhookError):
                tidemark.webhooks.verify(headers, body + b" ", made.secret)

            # The secret before and the new one both sign for a while.
            webhook_id = made.endpoint.webhook_id
            rotated = client.webhooks.rotate_secret(webhook_id)
            sent = client.webhooks.send_test(webhook_id)
            assert sent.test
            headers, body = posts.get(timeout=PATIENCE)
            for secret in (made.secret, rotated.secret, [made.secret, rotated.secret]):
                assert tidemark.webhooks.verify(headers, body, secret)

            again = client.webhooks.retry(next(iter(client.webhooks.deliveries())).delivery_id)
            headers, _ = posts.get(timeout=PATIENCE)
            assert again.event_id in headers.values()
            assert not client.webhooks.update(webhook_id, enabled=False).enabled
            assert [each.webhook_id for each in client.webhooks.list()] == [webhook_id]
            client.webhooks.delete(webhook_id)
            with pytest.raises(tidemark.NotFound):
                client.webhooks.get(webhook_id)
        server.stop()
