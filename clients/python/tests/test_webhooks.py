"""What a receiver of webhooks checks."""

from __future__ import annotations

import base64
import hashlib
import hmac
from decimal import Decimal
from typing import Any

import pytest

from tidemark import webhooks
from tidemark.webhooks import WebhookError, verify

SECRET = "whsec_" + base64.b64encode(b"0123456789" * 3).decode()
OTHER = "whsec_" + base64.b64encode(b"another key, of 24 bytes and more").decode()
BODY = b'{"event":"balance.monitor","payload":{"observed_after":"110050"}}'
NOW = 1_800_000_000


def headers(body: bytes = BODY, secret: str = SECRET, sent_at: str = str(NOW)) -> dict[str, str]:
    key = base64.b64decode(secret[6:])
    content = b"evt_1." + sent_at.encode() + b"." + body
    made = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": sent_at,
        "Webhook-Signature": f"v1,{made}",
    }


def test_a_signed_post_is_answered_with_its_json() -> None:
    event = verify(headers(), BODY, SECRET, now=NOW)
    assert event == {"event": "balance.monitor", "payload": {"observed_after": "110050"}}
    assert verify(headers(), BODY.decode(), [OTHER, SECRET], now=NOW) == event


def test_it_is_the_scheme_of_the_standard() -> None:
    # The example of the specification.
    event = verify(
        {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
        b'{"test": 2432232314}',
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        now=1614265330,
    )
    assert event == {"test": 2432232314}


def test_one_good_signature_among_several_is_enough() -> None:
    signed = headers()
    signed["Webhook-Signature"] = "v1a,x v1,!!! v1 " + signed["Webhook-Signature"] + " v2,y"
    assert verify(signed, BODY, SECRET, now=NOW)["event"] == "balance.monitor"


def test_numbers_stay_exact() -> None:
    body = b'{"event":"x","payload":0.1}'
    assert verify(headers(body), body, SECRET, now=NOW)["payload"] == Decimal("0.1")


@pytest.mark.parametrize("name", ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"])
def test_all_headers_are_needed(name: str) -> None:
    signed = headers()
    del signed[name]
    with pytest.raises(WebhookError, match=name.lower()):
        verify(signed, BODY, SECRET, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"Webhook-Id": "evt_2"},
        {"Webhook-Timestamp": str(NOW + 1)},
        {"Webhook-Signature": "v1,"},
        {"Webhook-Signature": ""},
        {"Webhook-Signature": "v1," + base64.b64encode(b"x" * 32).decode()},
    ],
)
def test_what_was_changed_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(WebhookError, match="no signature"):
        verify({**headers(), **change}, BODY, SECRET, now=NOW)


def test_another_body_or_secret_is_refused() -> None:
    with pytest.raises(WebhookError):
        verify(headers(), BODY + b" ", SECRET, now=NOW)
    with pytest.raises(WebhookError):
        verify(headers(), BODY, OTHER, now=NOW)
    with pytest.raises(WebhookError):
        verify(headers(), BODY, [], now=NOW)


@pytest.mark.parametrize("sent_at", [str(NOW - 301), str(NOW + 301), "", "soon", "-5", "1e9"])
def test_what_is_too_old_or_from_the_future_is_refused(sent_at: str) -> None:
    with pytest.raises(WebhookError):
        verify(headers(sent_at=sent_at), BODY, SECRET, now=NOW)


def test_the_tolerance_is_the_receivers() -> None:
    signed = headers(sent_at=str(NOW - 3600))
    assert verify(signed, BODY, SECRET, tolerance=3600, now=NOW)
    with pytest.raises(WebhookError):
        verify(headers(), BODY, SECRET)


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff"])
def test_only_json_objects_are_answered(body: bytes) -> None:
    with pytest.raises(WebhookError, match="JSON"):
        verify(headers(body), body, SECRET, now=NOW)


@pytest.mark.parametrize("secret", ["", "whsec_", "secret", "whsec_!!!"])
def test_a_secret_that_is_none_is_no_fault_of_the_post(secret: Any) -> None:
    with pytest.raises(ValueError, match="whsec_") as raised:
        verify(headers(), BODY, secret, now=NOW)
    assert not isinstance(raised.value, WebhookError)


def test_it_is_found_in_the_package() -> None:
    assert webhooks.TOLERANCE == 300
