"""Which id a call gets, and whom an answer is for."""

from __future__ import annotations

import pytest

from tidemark import Internal, Unavailable, rpc
from tidemark._generated.envelopes import Response
from tidemark.ttrpc.frames import Frame
from tidemark.ttrpc.multiplexer import (
    LAST_STREAM_ID,
    Answer,
    End,
    Failure,
    Kind,
    Message,
    Multiplexer,
)

REQUEST, RESPONSE, DATA = 1, 2, 3


def answered(stream_id: int, payload: bytes = b"") -> bytes:
    data = Response(payload=payload).SerializeToString()
    return Frame(stream_id, RESPONSE, 0, data).encoded()


def refused(stream_id: int, code: int) -> bytes:
    data = Response(status=rpc.Status(code=code, message="no")).SerializeToString()
    return Frame(stream_id, RESPONSE, 0, data).encoded()


def begun(*kinds: Kind) -> Multiplexer[int]:
    """Calls 1, 3, 5, …, known by their ids."""
    mux: Multiplexer[int] = Multiplexer()
    for number, kind in enumerate(kinds):
        stream_id, _ = mux.begin(2 * number + 1, kind, b"")
        assert stream_id == 2 * number + 1
    return mux


def test_answers_come_in_any_order() -> None:
    mux = begun(Kind.UNARY, Kind.UNARY, Kind.UNARY)
    heard = list(mux.receive(answered(5, b"c") + answered(1, b"a") + answered(3, b"b")))
    assert heard == [(5, Message(b"c")), (1, Message(b"a")), (3, Message(b"b"))]
    assert mux.count == 0


def test_a_stream_ends_well_by_data_without_data() -> None:
    mux = begun(Kind.SERVER_STREAM)
    stream = Frame(1, DATA, 0, b"x").encoded() + Frame(1, DATA, 0, b"").encoded()
    stream += Frame(1, DATA, 5, b"").encoded()
    assert list(mux.receive(stream)) == [(1, Message(b"x")), (1, Message(b"")), (1, End())]
    assert mux.count == 0


def test_the_last_message_may_carry_the_end() -> None:
    mux = begun(Kind.DUPLEX_STREAM)
    assert list(mux.receive(Frame(1, DATA, 1, b"x").encoded())) == [(1, Message(b"x")), (1, End())]


def test_a_stream_ends_badly_by_a_response() -> None:
    mux = begun(Kind.SERVER_STREAM)
    ((_, answer),) = mux.receive(refused(1, 14))
    assert isinstance(answer, Failure) and isinstance(answer.error, Unavailable)
    assert mux.count == 0


def test_what_is_for_nobody_is_passed_over() -> None:
    mux = begun(Kind.UNARY)
    strays = [
        answered(3),
        answered(0),
        Frame(1, DATA, 5, b"").encoded(),
        Frame(1, 77, 0, b"").encoded(),
        Frame(1, REQUEST, 0, b"").encoded(),
    ]
    assert list(mux.receive(b"".join(strays))) == []
    assert list(mux.receive(answered(1, b"a"))) == [(1, Message(b"a"))]


def test_an_abandoned_id_stays_in_use_until_its_answer_has_come() -> None:
    mux = begun(Kind.UNARY)
    mux.abandon(1)
    mux._next_id = 1
    assert mux.begin(3, Kind.UNARY, b"")[0] == 3
    assert list(mux.receive(answered(1, b"late"))) == []
    mux._next_id = 1
    assert mux.begin(1, Kind.UNARY, b"")[0] == 1


def test_ids_begin_again_after_the_last() -> None:
    mux = begun(Kind.UNARY)
    mux._next_id = LAST_STREAM_ID
    assert [mux.begin(0, Kind.UNARY, b"")[0] for _ in range(3)] == [LAST_STREAM_ID, 3, 5]


def test_an_answer_that_is_damaged_fails_its_own_call_only() -> None:
    mux = begun(Kind.UNARY, Kind.UNARY)
    damaged = Frame(1, RESPONSE, 0, b"\x12\xff").encoded()
    (first, answer), second = mux.receive(damaged + answered(3, b"b"))
    assert first == 1 and isinstance(answer, Failure) and isinstance(answer.error, Internal)
    assert second == (3, Message(b"b"))


@pytest.mark.parametrize("code", [17, 99, -1])
def test_a_code_that_is_unknown_is_an_error_nevertheless(code: int) -> None:
    ((_, answer),) = begun(Kind.UNARY).receive(refused(1, code))
    assert isinstance(answer, Failure)


def test_ok_on_a_stream_is_its_end() -> None:
    heard: list[tuple[int, Answer]] = list(begun(Kind.SERVER_STREAM).receive(answered(1)))
    assert heard == [(1, End())]
