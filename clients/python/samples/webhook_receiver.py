#!/usr/bin/env python3
"""Receives webhooks, and prints what monitors say; an event that comes twice is printed once.

    python webhook_receiver.py SECRET [PORT]      SECRET: what `tidemark webhook create` answered

The server posts to this machine only if it is allowed to: see `tidemark serve --help`.
"""

import sys
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, HTTPServer

import tidemark

BODY_MAX = 1 << 20
# Repeats come soon after the first, so that not all events there ever were need be known.
KNOWN_MAX = 10_000


class Receiver(BaseHTTPRequestHandler):
    secret = ""
    known: "OrderedDict[str, None]" = OrderedDict()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > BODY_MAX:
            return self.answer(413)
        try:
            event = tidemark.webhooks.verify(
                dict(self.headers), self.rfile.read(int(length)), self.secret
            )
        except tidemark.webhooks.WebhookError as error:
            print(f"refused: {error}")
            return self.answer(400)
        identifier = self.headers["webhook-id"]
        if identifier not in self.known:
            self.known[identifier] = None
            if len(self.known) > KNOWN_MAX:
                self.known.popitem(last=False)
            payload = event["payload"]
            print(event["event"], payload.get("balance_id"), payload.get("observed_after"))
        # Whatever isn't 2xx is sent again.
        self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """What matters is printed above."""


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Receiver.secret = sys.argv[1]
    HTTPServer(("127.0.0.1", int((sys.argv[2:3] or ["8080"])[0])), Receiver).serve_forever()
