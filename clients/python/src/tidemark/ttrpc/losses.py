"""How connections and waits end, in words."""

from __future__ import annotations

from typing import Optional

from tidemark.errors import ConnectionLost, Internal, NoAnswer, ResourceExhausted
from tidemark.ttrpc.frames import ProtocolError
from tidemark.ttrpc.limits import MAX_CALLS_IN_FLIGHT


def lost(cause: Optional[BaseException]) -> ConnectionLost:
    why = str(cause) if cause is not None and str(cause) else "it was closed"
    return ConnectionLost(f"the connection to the server is lost: {why}")


def not_ttrpc(error: ProtocolError) -> Internal:
    return Internal(f"{error}. Check that the address is that of a Tidemark server")


def no_answer(timeout: float) -> NoAnswer:
    return NoAnswer(
        f"no answer within {timeout:g} s, so it isn't known whether it was done. Send the same "
        "request again, with the same reference"
    )


def no_turn() -> ResourceExhausted:
    return ResourceExhausted(
        f"{MAX_CALLS_IN_FLIGHT} calls run on this connection, and none ended in time. Nothing was "
        "sent"
    )
