"""The codec, byte by byte, against the examples of proto/PROTOCOL.md."""

from __future__ import annotations

import pytest

from tidemark import NotFound, ResourceExhausted, v1
from tidemark._generated.envelopes import Request
from tidemark.ttrpc.frames import MAX_DATA_BYTES, Frame, FrameDecoder, ProtocolError
from tidemark.ttrpc.multiplexer import (
    Failure,
    Kind,
    Message,
    Multiplexer,
    end_frame,
    message_frame,
    request_envelope,
)

from .examples import Example, examples

EXAMPLES = examples()
REQUESTS = [each for each in EXAMPLES if each.from_client and each.type == 1]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 15


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_frame_is_decoded_and_encoded_again(example: Example) -> None:
    (frame,) = FrameDecoder().feed(example.encoded)
    assert frame == Frame(example.stream_id, example.type, example.flags, example.data)
    assert frame.encoded() == example.encoded


@pytest.mark.parametrize("size", [1, 2, 7, 11, 10_000])
def test_frames_are_found_however_they_are_cut(size: int) -> None:
    page = b"".join(example.encoded for example in EXAMPLES)
    decoder = FrameDecoder()
    found = []
    for start in range(0, len(page), size):
        found += [frame.encoded() for frame in decoder.feed(page[start : start + size])]
    assert found == [example.encoded for example in EXAMPLES]


@pytest.mark.parametrize("example", REQUESTS)
def test_a_request_is_made_as_the_page_has_it(example: Example) -> None:
    said = Request.FromString(example.data)
    timeout = said.timeout_nano / 1e9 or None
    metadata = tuple((pair.key, pair.value) for pair in said.metadata)
    envelope = request_envelope(said.service, said.method, said.payload, timeout, metadata)
    assert envelope == example.data
    mux: Multiplexer[str] = Multiplexer()
    mux._next_id = example.stream_id
    _, encoded = mux.begin("call", Kind(example.flags), envelope)
    assert encoded == example.encoded


def test_the_frames_of_a_stream_both_ways_are_made_as_the_page_has_them() -> None:
    credit = v1.WatchRequest(credit=v1.WatchCredit(credits=8)).SerializeToString()
    made = {message_frame(13, credit), end_frame(13)}
    assert made <= {example.encoded for example in EXAMPLES}


def test_a_reply_is_read_as_the_page_has_it() -> None:
    request, reply = [each for each in EXAMPLES if each.stream_id == 3][:2]
    mux: Multiplexer[str] = Multiplexer()
    mux._next_id = 3
    mux.begin("call", Kind.UNARY, request.data)
    ((call, answer),) = mux.receive(reply.encoded)
    assert call == "call" and isinstance(answer, Message)
    balance = v1.GetBalanceByIndicatorResponse.FromString(answer.payload).balance
    assert (balance.indicator, balance.balance, balance.currency) == ("@alice", "10050", "USD")


def test_an_error_is_read_as_the_page_has_it() -> None:
    request, refusal = [each for each in EXAMPLES if each.stream_id == 5][:2]
    mux: Multiplexer[str] = Multiplexer()
    mux._next_id = 5
    mux.begin("call", Kind.UNARY, request.data)
    ((_, answer),) = mux.receive(refusal.encoded)
    assert isinstance(answer, Failure) and isinstance(answer.error, NotFound)
    assert answer.error.reason == "BALANCE_NOT_FOUND"
    assert answer.error.metadata == {"indicator": "@bob", "currency": "USD"}
    assert str(answer.error) == "there is no balance @bob in USD (NOT_FOUND / BALANCE_NOT_FOUND)"


@pytest.mark.parametrize("start", [b"HTTP/1.1 4", b"\x01\0\0\0" + bytes(6)])
def test_what_is_not_ttrpc_is_refused_by_its_first_byte(start: bytes) -> None:
    with pytest.raises(ProtocolError, match="doesn't speak ttrpc"):
        list(FrameDecoder().feed(start))


def test_the_largest_frame_passes_and_one_byte_more_does_not() -> None:
    largest = Frame(1, 3, 0, bytes(MAX_DATA_BYTES)).encoded()
    (frame,) = FrameDecoder().feed(largest)
    assert len(frame.data) == MAX_DATA_BYTES
    with pytest.raises(ProtocolError, match="4194305 bytes"):
        list(FrameDecoder().feed(Frame(1, 3, 0, bytes(MAX_DATA_BYTES + 1)).encoded()[:10]))


def test_a_request_that_is_too_large_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ResourceExhausted, match="Nothing was sent"):
        request_envelope("s", "m", bytes(MAX_DATA_BYTES), None, ())


@pytest.mark.parametrize(
    "timeout, nanoseconds", [(None, 0), (2, 2 * 10**9), (0, -1), (-1, -(10**9))]
)
def test_a_deadline_that_has_passed_is_negative_and_never_none(
    timeout: float | None, nanoseconds: int
) -> None:
    envelope = Request.FromString(request_envelope("s", "m", b"", timeout, ()))
    assert envelope.timeout_nano == nanoseconds
