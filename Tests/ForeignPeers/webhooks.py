"""Receives webhooks of a real server and verifies them with PyPI's `standardwebhooks`.

    webhooks.py TIDEMARK_BINARY

Starts a server of its own, which may post to this machine. Checks that each webhook is accepted
with its endpoint's secret and refused with another, that both secrets sign while one is changed,
that a repeat carries the same id, and that the body of a firing monitor has the documented shape.
"""

import json
import queue
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

PATIENCE = 30


class Receiver(BaseHTTPRequestHandler):
    """Keeps what comes; refuses the first attempt at each path that asks for it."""

    received: "queue.Queue[tuple[str, dict, bytes]]" = queue.Queue()
    refused: "set[str]" = set()
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        status = 204
        if self.path.startswith("/refuse") and self.path not in self.refused:
            self.refused.add(self.path)
            status = 500
        self.received.put((self.path, dict(self.headers.items()), body))
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


def main() -> None:
    binary = sys.argv[1]
    http = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{http.server_port}"
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [binary, "serve", "--data", data, "--webhook-allow", f"127.0.0.1:{http.server_port}"],
            stderr=subprocess.PIPE, text=True)
        try:
            while " serving" not in server.stderr.readline():
                if server.poll() is not None:
                    sys.exit("the server did not start")
            threading.Thread(target=server.stderr.read, daemon=True).start()
            check(lambda *call: run(binary, data, *call), base)
        finally:
            server.terminate()
            server.wait()


def run(binary: str, data: str, method: str, request: dict) -> dict:
    done = subprocess.run(
        [binary, "call", method, json.dumps(request), "--server", f"unix:{data}/tidemark.sock"],
        capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{method}: {done.stderr}")
    return json.loads(done.stdout)


def take(path: str):
    path_received, headers, body = Receiver.received.get(timeout=PATIENCE)
    assert path_received == path, (path_received, path)
    return headers, body


def accepts(secret: str, headers: dict, body: bytes) -> bool:
    try:
        Webhook(secret).verify(body, headers)
        return True
    except WebhookVerificationError:
        return False


def check(call, base: str) -> None:
    made = call("EventService/CreateWebhookEndpoint", {
        "url": f"{base}/hook", "filter": {"types": ["transaction.applied"]}})
    webhook, secret = made["endpoint"]["webhook_id"], made["secret"]
    other = call("EventService/CreateWebhookEndpoint", {
        "url": f"{base}/other", "filter": {"types": ["ledger.created"]}})["secret"]

    # A payment, verified with the right secret only.
    pay(call, "r1", "1.00")
    headers, body = take("/hook")
    assert accepts(secret, headers, body), headers
    assert not accepts(other, headers, body)
    assert not accepts(secret, headers, body + b" ")
    assert not accepts(secret, {**headers, "webhook-id": "evt_x"}, body)
    assert json.loads(body)["event"] == "transaction.applied"

    # Two secrets for a while.
    new = call("EventService/RotateWebhookSecret", {"webhook_id": webhook})["secret"]
    pay(call, "r2", "1.00")
    headers, body = take("/hook")
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert accepts(secret, headers, body) and accepts(new, headers, body)
    call("EventService/RotateWebhookSecret", {"webhook_id": webhook, "overlap": "0s"})
    pay(call, "r3", "1.00")
    headers, body = take("/hook")
    assert not accepts(secret, headers, body) and not accepts(new, headers, body)
    call("EventService/DeleteWebhookEndpoint", {"webhook_id": webhook})

    # A monitor's call_back_url, in the seeds' words.
    monitor = call("MonitorService/CreateMonitor", {
        "indicator": "@shop", "currency": "USD", "call_back_url": f"{base}/monitor",
        "meta_data": '{"team":"ops"}',
        "condition": {
            "field": "credit_balance", "operator": ">", "value": "1000.00", "precision": 100},
    })["monitor"]
    standing = call("EventService/ListWebhookEndpoints", {"origin": "MONITOR"})["endpoints"][0]
    secret = call(
        "EventService/RotateWebhookSecret", {"webhook_id": standing["webhook_id"]})["secret"]
    pay(call, "r4", "2000.00")
    headers, body = take("/monitor")
    assert accepts(secret, headers, body)
    message = json.loads(body)
    payload = message["payload"]
    assert set(message) == {"event", "payload"}
    assert message["event"] == "balance.monitor"
    assert payload["monitor_id"] == monitor["monitor_id"]
    assert payload["balance_id"] == monitor["balance_id"]
    assert payload["condition"] == {
        "field": "credit_balance", "operator": ">", "value": "1000.00", "precision": 100,
        "precise_value": "100000"}
    assert payload["meta_data"] == {"team": "ops"}
    assert (payload["observed_before"], payload["observed_after"]) == ("300", "200300")
    assert payload["sums"]["credit_balance"] == "200300"
    assert payload["transaction_id"].startswith("txn_")
    assert payload["event_id"] == headers["webhook-id"]
    assert isinstance(payload["sequence"], int)

    # A repeat carries the same id.
    made = call("EventService/CreateWebhookEndpoint", {
        "url": f"{base}/refuse", "filter": {"types": ["transaction.applied"]}})
    pay(call, "r5", "1.00")
    first, first_body = take("/refuse")
    again, again_body = take("/refuse")
    assert first["webhook-id"] == again["webhook-id"] and first_body == again_body
    assert accepts(made["secret"], first, first_body)
    assert accepts(made["secret"], again, again_body)

    # A test is marked as one.
    call("EventService/SendTestEvent", {"webhook_id": made["endpoint"]["webhook_id"]})
    headers, body = take("/refuse")
    assert accepts(made["secret"], headers, body)
    assert json.loads(body)["payload"]["test"] is True
    print("webhooks: 8 verified by standardwebhooks, 5 forgeries refused")


def pay(call, reference: str, amount: str) -> None:
    call("TransactionService/CreateTransaction", {
        "reference": reference, "amount": amount, "precision": 100, "currency": "USD",
        "source": "@world", "destination": "@shop"})


if __name__ == "__main__":
    main()
