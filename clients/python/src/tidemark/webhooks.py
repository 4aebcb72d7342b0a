"""What receives webhooks: is this post from the server, and what does it say?

    event = tidemark.webhooks.verify(request.headers, request.body, secret)
    if event["event"] == "balance.monitor":
        print(event["payload"]["observed_after"])

The signatures are those of https://www.standardwebhooks.com; any of its libraries does as well.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Optional, Union

TOLERANCE = 300.0
"""Seconds that the two clocks may differ, and that a post may have been on its way."""

SECRET_PREFIX = "whsec_"
SIGNATURE_VERSION = "v1"


class WebhookError(ValueError):
    """A post that isn't from the server, or is an old one sent again. Answer it with 400."""


def verify(
    headers: Mapping[str, str],
    body: Union[bytes, str],
    secret: Union[str, Iterable[str]],
    *,
    tolerance: float = TOLERANCE,
    now: Optional[float] = None,
) -> dict[str, Any]:
    """Checks a post's signature and its time, and answers with its JSON. Raises WebhookError.

    `body`: as it came, before anything has parsed it. `secret`: "whsec_...", or several while one
    is being rotated. `now`: seconds since 1970, by default this machine's clock. Deliveries can
    repeat: what has the same header webhook-id is the same event.
    """
    body = body.encode() if isinstance(body, str) else bytes(body)
    found = {name.lower(): value for name, value in headers.items()}
    try:
        identifier = found["webhook-id"]
        sent_at = found["webhook-timestamp"]
        signatures = found["webhook-signature"]
    except KeyError as missing:
        raise WebhookError(f"the header {missing.args[0]} is missing") from None
    check_time(sent_at, tolerance, time.time() if now is None else now)

    content = b".".join([identifier.encode(), sent_at.encode(), body])
    secrets = [secret] if isinstance(secret, str) else list(secret)
    # All are compared, so that the time it takes says nothing of which.
    matches = [
        hmac.compare_digest(signature(content, each), given)
        for each in secrets
        for given in signed_by(signatures)
    ]
    if not any(matches):
        raise WebhookError("no signature is by this secret")
    return parsed(body)


def check_time(sent_at: str, tolerance: float, now: float) -> None:
    if not (sent_at.isascii() and sent_at.isdigit()):
        raise WebhookError("the header webhook-timestamp is no number of seconds")
    if abs(now - int(sent_at)) > tolerance:
        raise WebhookError(f"it was sent at {sent_at}, more than {tolerance:g} s from now")


def signature(content: bytes, secret: str) -> bytes:
    try:
        key = base64.b64decode(secret[len(SECRET_PREFIX) :], validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(SECRET_PREFIX) or not key:
        # Of the caller's own making, so it isn't the post that is refused.
        raise ValueError('a secret is "whsec_" and base64')
    return hmac.new(key, content, hashlib.sha256).digest()


def signed_by(header: str) -> list[bytes]:
    """The signatures of a header such as "v1,base64 v1,base64 v1a,base64"."""
    found = []
    for part in header.split():
        version, _, text = part.partition(",")
        if version == SIGNATURE_VERSION:
            try:
                found.append(base64.b64decode(text, validate=True))
            except binascii.Error:
                continue
    return found


def parsed(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body, parse_float=Decimal)
    except ValueError:
        raise WebhookError("the body is no JSON") from None
    if not isinstance(content, dict):
        raise WebhookError("the body is no JSON object")
    return content
