"""Streams of both clients, and subscriptions that go on where they were."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

import pytest

import tidemark
from tidemark import v1
from tidemark.ttrpc.inbox import MAX_WAITING_MESSAGES

from .fake_server import CLOSED, DATA, FakeServer, Peer, Received
from .flavours import FLAVOURS, open_client

pytestmark = pytest.mark.parametrize("flavour", FLAVOURS)


def message(
    sequence: int, *events: tuple[int, int], name: str = "", continues: bool = False
) -> v1.SubscribeResponse:
    return v1.SubscribeResponse(
        subscription_id=name,
        sequence=sequence,
        commit_continues=continues,
        events=[v1.Event(sequence=each, index=index) for each, index in events],
    )


def begun(peer: Peer, from_sequence: Optional[int] = None) -> Received:
    """Reads the Subscribe, and checks where it begins."""
    received = peer.read()
    assert (received.flags, received.request.method) == (CLOSED, "Subscribe")
    request = v1.SubscribeRequest.FromString(received.request.payload)
    if from_sequence is not None:
        assert request.from_sequence == from_sequence
    return received


def idle(peer: Peer) -> None:
    """The connection for calls, which these tests make none on."""
    peer.wait_for_close()


def sending(
    from_sequence: int, *messages: v1.SubscribeResponse, then: Callable[[Peer, Received], None]
) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        stream = begun(peer, from_sequence)
        for each in messages:
            peer.message(stream, each)
        then(peer, stream)

    return script


def end(peer: Peer, stream: Received) -> None:
    peer.end(stream)
    peer.wait_for_close()


def hang_up(peer: Peer, stream: Received) -> None:
    return


def places(events: Any) -> list[tuple[int, int]]:
    return [(event.sequence, event.index) for event in events]


def test_a_stream_yields_its_messages_and_ends(flavour: str, tmp_path: Path) -> None:
    # The second message is empty, which isn't an end.
    script = sending(0, message(1), v1.SubscribeResponse(), message(3), then=end)
    with FakeServer(tmp_path, idle, script) as server:
        with open_client(flavour, server.address) as client:
            with client.services.event.subscribe(v1.SubscribeRequest()) as stream:
                assert [each.sequence for each in stream] == [1, 0, 3]
                assert list(stream) == []


def test_a_stream_that_ends_badly_raises(flavour: str, tmp_path: Path) -> None:
    def refuse(peer: Peer, stream: Received) -> None:
        peer.refuse(stream, 11, "too old", "CURSOR_EXPIRED")
        peer.wait_for_close()

    with FakeServer(tmp_path, idle, sending(0, message(1), then=refuse)) as server:
        with open_client(flavour, server.address) as client:
            stream = client.services.event.subscribe(v1.SubscribeRequest())
            first = stream.receive()
            assert first is not None and first.sequence == 1
            with pytest.raises(tidemark.OutOfRange) as caught:
                stream.receive()
    assert caught.value.reason == "CURSOR_EXPIRED"


def test_a_stream_both_ways(flavour: str, tmp_path: Path) -> None:
    def watch(peer: Peer) -> None:
        received = peer.read()
        assert (received.flags, received.request.payload) == (2, b"")
        start = v1.WatchRequest.FromString(peer.read().data)
        assert start.start.credits == 2
        peer.message(received, v1.WatchResponse(sequence=7))
        finish = peer.read()
        assert (finish.type, finish.flags, finish.data) == (DATA, 5, b"")
        end(peer, received)

    with FakeServer(tmp_path, idle, watch) as server:
        with open_client(flavour, server.address) as client:
            with client.services.event.watch() as stream:
                stream.send(v1.WatchRequest(start=v1.WatchStart(credits=2)))
                first = stream.receive()
                assert first is not None and first.sequence == 7
                stream.finish()
                assert stream.receive() is None


def test_a_stream_has_a_connection_of_its_own_that_closing_it_closes(
    flavour: str, tmp_path: Path
) -> None:
    closed = []

    def until_closed(peer: Peer, stream: Received) -> None:
        peer.wait_for_close()
        closed.append(True)

    with FakeServer(tmp_path, idle, sending(0, message(1), then=until_closed)) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe() as events:
                assert events.sequence == 0
    assert closed == [True]


def test_closing_the_client_closes_its_streams(flavour: str, tmp_path: Path) -> None:
    def until_closed(peer: Peer, stream: Received) -> None:
        peer.wait_for_close()

    with FakeServer(tmp_path, idle, sending(0, message(1), then=until_closed)) as server:
        with open_client(flavour, server.address) as client:
            client.services.event.subscribe(v1.SubscribeRequest()).open()


def test_a_reader_who_is_slow_stops_the_socket_and_loses_nothing(
    flavour: str, tmp_path: Path
) -> None:
    count = 40 * MAX_WAITING_MESSAGES
    filler = v1.SubscribeResponse(subscription_id="x" * 10_000)

    def flood(peer: Peer, stream: Received) -> None:
        sent = 0
        peer.socket.settimeout(0.3)
        try:
            while sent < count:
                peer.message(stream, filler)
                sent += 1
        except socket.timeout:
            stuck.append(sent)
        finally:
            tried.set()

    stuck: list[int] = []
    tried = threading.Event()
    with FakeServer(tmp_path, idle, sending(0, then=flood)) as server:
        with open_client(flavour, server.address) as client:
            with client.services.event.subscribe(v1.SubscribeRequest()):
                # Nobody reads: what the client takes is bounded, and the server gets stuck.
                assert tried.wait(20)
    assert stuck and stuck[0] < count / 4


def test_a_reader_who_is_slow_gets_everything_in_the_end(flavour: str, tmp_path: Path) -> None:
    count = 10 * MAX_WAITING_MESSAGES
    filler = v1.SubscribeResponse(subscription_id="x" * 10_000)

    def flood(peer: Peer, stream: Received) -> None:
        for _ in range(count):
            peer.message(stream, filler)
        end(peer, stream)

    with FakeServer(tmp_path, idle, sending(0, then=flood)) as server:
        with open_client(flavour, server.address) as client:
            with client.services.event.subscribe(v1.SubscribeRequest()) as stream:
                assert sum(1 for _ in stream) == count


def test_events_go_on_after_a_lost_connection(flavour: str, tmp_path: Path) -> None:
    first = sending(0, message(4, name="sub_1"), message(6, (5, 0), (6, 0)), then=hang_up)
    second = sending(7, message(6, name="sub_2"), message(7, (7, 0)), then=end)
    with FakeServer(tmp_path, idle, first, second) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe() as events:
                assert places(events) == [(5, 0), (6, 0), (7, 0)]
                assert (events.sequence, events.subscription_id) == (7, "sub_2")


def test_a_commit_that_was_divided_comes_without_a_double(flavour: str, tmp_path: Path) -> None:
    first = sending(
        5, message(4), message(4, (5, 0), (5, 1), continues=True), then=hang_up
    )
    second = sending(
        5,
        message(4, (5, 0), (5, 1), continues=True),
        message(5, (5, 2)),
        then=end,
    )
    with FakeServer(tmp_path, idle, first, second) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(from_sequence=5) as events:
                assert places(events) == [(5, 0), (5, 1), (5, 2)]


@pytest.mark.parametrize(
    "code, reason",
    [(14, "SHUTTING_DOWN"), (8, "SUBSCRIBER_TOO_SLOW")],
)
def test_events_go_on_after_an_end_that_passes(
    flavour: str, tmp_path: Path, code: int, reason: str
) -> None:
    def refuse(peer: Peer, stream: Received) -> None:
        peer.refuse(stream, code, "resume from 3", reason)

    first = sending(1, message(0), message(2, (1, 0), (2, 0)), then=refuse)
    second = sending(3, message(3, (3, 0)), then=end)
    with FakeServer(tmp_path, idle, first, second) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(from_sequence=1) as events:
                assert places(events) == [(1, 0), (2, 0), (3, 0)]


def test_events_go_on_after_silence(flavour: str, tmp_path: Path) -> None:
    def silent(peer: Peer, stream: Received) -> None:
        peer.wait_for_close()

    first = sending(1, message(1, (1, 0)), then=silent)
    second = sending(2, message(2, (2, 0)), then=end)
    with FakeServer(tmp_path, idle, first, second) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(from_sequence=1, heartbeat_interval=0.1) as events:
                assert places(events) == [(1, 0), (2, 0)]


@pytest.mark.parametrize(
    "code, reason, kind",
    [
        (10, "SUBSCRIPTION_TAKEN_OVER", tidemark.Aborted),
        (11, "CURSOR_EXPIRED", tidemark.OutOfRange),
        (3, "UNKNOWN_FILTER", tidemark.InvalidArgument),
    ],
)
def test_an_end_that_would_come_again_is_raised(
    flavour: str, tmp_path: Path, code: int, reason: str, kind: type[tidemark.RPCError]
) -> None:
    def refuse(peer: Peer, stream: Received) -> None:
        peer.refuse(stream, code, "no", reason)

    with FakeServer(tmp_path, idle, sending(0, message(1), then=refuse)) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe() as events, pytest.raises(kind):
                next(events)


def test_whoever_does_not_want_to_go_on_is_told(flavour: str, tmp_path: Path) -> None:
    first = sending(1, message(1, (1, 0)), then=hang_up)
    with FakeServer(tmp_path, idle, first) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(from_sequence=1, resume=False) as events:
                assert places([next(events)]) == [(1, 0)]
                with pytest.raises(tidemark.ConnectionLost):
                    next(events)
                assert events.sequence == 1


def test_the_cursor_moves_when_the_reader_asks_for_more(flavour: str, tmp_path: Path) -> None:
    script = sending(1, message(2, (1, 0), (2, 0)), message(9), message(10, (10, 0)), then=end)
    with FakeServer(tmp_path, idle, script) as server:
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(from_sequence=1) as events:
                for expected, cursor in [((1, 0), 0), ((2, 0), 0), ((10, 0), 9)]:
                    assert places([next(events)]) == [expected]
                    assert events.sequence == cursor


def test_a_filter_is_sent_as_it_is_asked_for(flavour: str, tmp_path: Path) -> None:
    seen = []

    def note(peer: Peer) -> None:
        stream = begun(peer)
        seen.append(v1.SubscribeRequest.FromString(stream.request.payload))
        peer.message(stream, message(1))
        end(peer, stream)

    with FakeServer(tmp_path, idle, note) as server:
        with open_client(flavour, server.address) as client:
            wanted = client.events.subscribe(types=["balance.monitor"], monitor_ids=["mon_1"])
            assert list(wanted) == []
            assert list(client.events.subscribe(durable="mine")) == []
    assert list(seen[0].filter.types) == [v1.EVENT_TYPE_BALANCE_MONITOR]
    assert list(seen[0].filter.monitor_ids) == ["mon_1"]
    assert seen[0].heartbeat_interval.seconds == 10
    assert not seen[1].HasField("filter") and seen[1].durable == "mine"
