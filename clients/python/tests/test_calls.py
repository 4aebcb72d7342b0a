"""Calls of both clients, against a server that misbehaves in every way there is."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import tidemark
from tidemark import SyncClient, v1

from .fake_server import DATA, RESPONSE, FakeServer, Peer
from .flavours import FLAVOURS, open_client

pytestmark = pytest.mark.parametrize("flavour", FLAVOURS)

PING = v1.GetBalanceRequest(balance_id="bln_1")


def ask(client: SyncClient, **options: Any) -> v1.GetBalanceResponse:
    """One call by the bare stubs."""
    return client.services.balance.get_balance(PING, **options)


def named(name: str) -> v1.GetBalanceResponse:
    return v1.GetBalanceResponse(balance=v1.Balance(balance_id=name))


def echo(peer: Peer) -> None:
    """Answers each GetBalance with the id that it asks for."""
    while True:
        received = peer.read()
        asked = v1.GetBalanceRequest.FromString(received.request.payload)
        peer.reply(received, named(asked.balance_id))


def test_answers_in_any_order_reach_their_callers(flavour: str, tmp_path: Path) -> None:
    count = 50

    def backwards(peer: Peer) -> None:
        received = [peer.read() for _ in range(count)]
        for each in reversed(received):
            asked = v1.GetBalanceRequest.FromString(each.request.payload)
            peer.reply(each, named(asked.balance_id))
        peer.wait_for_close()

    with FakeServer(tmp_path, backwards) as server, open_client(flavour, server.address) as client:
        with ThreadPoolExecutor(count) as pool:
            found = list(pool.map(client.balances.get, map(str, range(count))))
    assert [balance.balance_id for balance in found] == [str(number) for number in range(count)]


def test_a_call_says_what_it_wants(flavour: str, tmp_path: Path) -> None:
    seen = []

    def once(peer: Peer) -> None:
        seen.append(peer.read())
        peer.reply(seen[0], named("bln_1"))
        peer.wait_for_close()

    with FakeServer(tmp_path, once) as server:
        with open_client(flavour, server.address, token="s3cret", timeout=7.0) as client:
            ask(client)
    (received,) = seen
    assert (received.stream_id, received.type, received.flags) == (1, 1, 0)
    request = received.request
    assert (request.service, request.method) == ("tidemark.v1.BalanceService", "GetBalance")
    assert v1.GetBalanceRequest.FromString(request.payload) == PING
    assert [(pair.key, pair.value) for pair in request.metadata] == [
        ("authorization", "Bearer s3cret")
    ]
    assert 6e9 < request.timeout_nano <= 7e9


@pytest.mark.parametrize(
    "code, kind",
    [
        (3, tidemark.InvalidArgument),
        (5, tidemark.NotFound),
        (6, tidemark.AlreadyExists),
        (9, tidemark.FailedPrecondition),
        (10, tidemark.Aborted),
        (16, tidemark.Unauthenticated),
        (99, tidemark.Unknown),
    ],
)
def test_a_refusal_is_an_error_of_its_code(
    flavour: str, tmp_path: Path, code: int, kind: type[tidemark.RPCError]
) -> None:
    def refuse(peer: Peer) -> None:
        peer.refuse(peer.read(), code, "not so", "BECAUSE")
        echo(peer)

    with FakeServer(tmp_path, refuse) as server, open_client(flavour, server.address) as client:
        with pytest.raises(kind) as caught:
            ask(client)
        assert (caught.value.message, caught.value.reason) == ("not so", "BECAUSE")
        assert ask(client).balance.balance_id == "bln_1"


def test_a_connection_that_breaks_fails_the_calls_on_it(flavour: str, tmp_path: Path) -> None:
    def hang_up(peer: Peer) -> None:
        peer.read()

    with FakeServer(tmp_path, hang_up, echo) as server:
        with open_client(flavour, server.address) as client:
            with pytest.raises(tidemark.ConnectionLost):
                ask(client)
            assert ask(client).balance.balance_id == "bln_1"


def test_half_an_answer_is_none(flavour: str, tmp_path: Path) -> None:
    def break_off(peer: Peer) -> None:
        received = peer.read()
        peer.send(b"\0\0\0\x10" + received.stream_id.to_bytes(4, "big") + b"\x02\0half")

    with FakeServer(tmp_path, break_off) as server, open_client(flavour, server.address) as client:
        with pytest.raises(tidemark.ConnectionLost):
            ask(client)


@pytest.mark.parametrize(
    "garbage, complaint",
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "doesn't speak ttrpc"),
        (b"\0\x40\0\x01" + b"\0\0\0\x01" + b"\x02\0", "4194305 bytes"),
    ],
)
def test_what_is_not_ttrpc_closes_the_connection(
    flavour: str, tmp_path: Path, garbage: bytes, complaint: str
) -> None:
    def disagree(peer: Peer) -> None:
        peer.read()
        peer.send(garbage)
        peer.wait_for_close()

    with FakeServer(tmp_path, disagree) as server, open_client(flavour, server.address) as client:
        with pytest.raises(tidemark.Internal, match=complaint):
            client.balances.get("bln_1")


def test_an_answer_that_is_damaged_fails_one_call_only(flavour: str, tmp_path: Path) -> None:
    def damage(peer: Peer) -> None:
        peer.frame(peer.read().stream_id, RESPONSE, 0, b"\x0a\xff")
        # A good envelope, with a payload that is none.
        peer.frame(peer.read().stream_id, RESPONSE, 0, b"\x12\x02\x0a\xff")
        echo(peer)

    with FakeServer(tmp_path, damage) as server, open_client(flavour, server.address) as client:
        for _ in range(2):
            with pytest.raises(tidemark.Internal, match="can't be decoded"):
                ask(client)
        assert ask(client).balance.balance_id == "bln_1"


def test_frames_that_nobody_asked_for_are_passed_over(flavour: str, tmp_path: Path) -> None:
    def chatter(peer: Peer) -> None:
        received = peer.read()
        peer.frame(77, RESPONSE, 0)
        peer.frame(received.stream_id, DATA, 0, b"data on a unary call")
        peer.frame(received.stream_id, 9, 0xFF, b"a type that there isn't")
        peer.reply(received, named("bln_1"))
        echo(peer)

    with FakeServer(tmp_path, chatter) as server, open_client(flavour, server.address) as client:
        assert ask(client).balance.balance_id == "bln_1"
        assert ask(client).balance.balance_id == "bln_1"


def test_a_request_beyond_a_frame_is_refused_and_not_sent(flavour: str, tmp_path: Path) -> None:
    with FakeServer(tmp_path, echo) as server, open_client(flavour, server.address) as client:
        with pytest.raises(tidemark.ResourceExhausted, match="Nothing was sent"):
            client.balances.get("x" * 5_000_000)
        assert ask(client).balance.balance_id == "bln_1"


def test_no_answer_in_time_says_that_it_is_not_known(flavour: str, tmp_path: Path) -> None:
    arrived, given_up = threading.Event(), threading.Event()

    def sit(peer: Peer) -> None:
        late = peer.read()
        arrived.set()
        peer.reply(peer.read(), named("prompt"))
        given_up.wait(20)
        peer.reply(late, named("late"))
        echo(peer)

    with FakeServer(tmp_path, sit) as server, open_client(flavour, server.address) as client:
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(ask, client, timeout=0.2)
            arrived.wait(20)
            # Something comes after it was sent, so the connection is alive.
            assert ask(client).balance.balance_id == "prompt"
            with pytest.raises(tidemark.NoAnswer, match="isn't known"):
                waiting.result()
        given_up.set()
        assert ask(client).balance.balance_id == "bln_1"


def test_a_server_that_went_silent_is_connected_to_anew(flavour: str, tmp_path: Path) -> None:
    def silent(peer: Peer) -> None:
        peer.wait_for_close()

    with FakeServer(tmp_path, silent, echo) as server:
        with open_client(flavour, server.address) as client:
            with pytest.raises(tidemark.NoAnswer):
                ask(client, timeout=0.1)
            assert ask(client).balance.balance_id == "bln_1"


def test_a_late_answer_is_still_one(flavour: str, tmp_path: Path) -> None:
    # The time is over before the request is made; the server answers nevertheless.
    with FakeServer(tmp_path, echo) as server, open_client(flavour, server.address) as client:
        assert ask(client, timeout=0).balance.balance_id == "bln_1"


def test_a_transaction_is_sent_again_with_its_reference(flavour: str, tmp_path: Path) -> None:
    seen: list[v1.CreateTransactionRequest] = []

    def note(peer: Peer) -> Any:
        received = peer.read()
        seen.append(v1.CreateTransactionRequest.FromString(received.request.payload))
        return received

    def stopping(peer: Peer) -> None:
        peer.refuse(note(peer), 14, "the server is shutting down", "SHUTTING_DOWN")
        note(peer)

    def answering(peer: Peer) -> None:
        peer.reply(note(peer), v1.CreateTransactionResponse(replayed=True))
        peer.wait_for_close()

    with FakeServer(tmp_path, stopping, answering) as server:
        with open_client(flavour, server.address) as client:
            reply = client.transactions.create(
                currency="USD", source="@world", destination="@alice", amount="1.50", precision=100
            )
    assert reply.replayed
    first, second, third = seen
    assert first == second == third
    assert first.reference.startswith("ref_")


def test_ids_are_made_here_so_that_creating_is_safe_to_repeat(flavour: str, tmp_path: Path) -> None:
    seen: list[str] = []

    def lose(peer: Peer) -> None:
        payload = peer.read().request.payload
        seen.append(v1.CreateBalanceRequest.FromString(payload).balance_id)

    def answer(peer: Peer) -> None:
        received = peer.read()
        seen.append(v1.CreateBalanceRequest.FromString(received.request.payload).balance_id)
        peer.reply(received, v1.CreateBalanceResponse(balance=v1.Balance(balance_id=seen[-1])))
        peer.wait_for_close()

    with FakeServer(tmp_path, lose, answer) as server:
        with open_client(flavour, server.address) as client:
            balance = client.balances.create(currency="USD")
    assert seen == [balance.balance_id] * 2
    assert balance.balance_id.startswith("bln_")


def test_what_could_be_done_twice_is_not_sent_again(flavour: str, tmp_path: Path) -> None:
    def lose(peer: Peer) -> None:
        peer.read()

    with FakeServer(tmp_path, lose, echo) as server:
        with open_client(flavour, server.address) as client:
            with pytest.raises(tidemark.ConnectionLost):
                client.monitors.delete("mon_1")


def test_tries_end_with_the_time(flavour: str, tmp_path: Path) -> None:
    def refuse(peer: Peer) -> None:
        while True:
            peer.refuse(peer.read(), 14, "not now", "SHUTTING_DOWN")

    with FakeServer(tmp_path, refuse) as server, open_client(flavour, server.address) as client:
        with pytest.raises(tidemark.Unavailable, match="not now"):
            client.balances.get("bln_1", timeout=0.05)


def test_a_server_that_is_gone_is_waited_for(flavour: str, tmp_path: Path) -> None:
    def leave(peer: Peer) -> None:
        peer.reply(peer.read(), named("first"))

    again = tmp_path / "again"
    again.mkdir()
    with FakeServer(tmp_path, leave) as server, FakeServer(again, echo) as later:
        with open_client(flavour, server.address) as client:
            assert ask(client).balance.balance_id == "first"
            server.stop_listening()
            with pytest.raises(tidemark.Unavailable):
                ask(client, timeout=0.05)
            later.path.replace(server.path)
            assert client.balances.get("bln_1").balance_id == "bln_1"


def test_lists_go_from_page_to_page(flavour: str, tmp_path: Path) -> None:
    def pages(peer: Peer) -> None:
        tokens = ["", "a", "b"]
        for number, token in enumerate(tokens):
            received = peer.read()
            request = v1.ListBalancesRequest.FromString(received.request.payload)
            assert request.page_token == token and request.filter.currency == "USD"
            # The second page is empty, with another after it.
            balances = [] if number == 1 else [v1.Balance(balance_id=str(number))] * 2
            following = tokens[number + 1] if number < 2 else ""
            peer.reply(
                received, v1.ListBalancesResponse(balances=balances, next_page_token=following)
            )
        peer.wait_for_close()

    with FakeServer(tmp_path, pages) as server, open_client(flavour, server.address) as client:
        found = [balance.balance_id for balance in client.balances.list(currency="USD")]
    assert found == ["0", "0", "2", "2"]


def test_nobody_listening_is_said_at_once(flavour: str, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sock"
    stale = tmp_path / "stale.sock"
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(stale))
    plain = tmp_path / "plain"
    plain.write_text("")
    for path, complaint in [
        (missing, "there is no socket .*missing.sock. Start a server there"),
        (stale, "nobody listens on .*stale.sock; .* Start it again"),
        (plain, "plain"),
    ]:
        with pytest.raises(tidemark.ConnectError, match=complaint):
            with open_client(flavour, f"unix://{path}"):
                pytest.fail("connected to nothing")
    with pytest.raises(tidemark.ConnectError, match="nobody listens on port 1"):
        with open_client(flavour, "tcp://127.0.0.1:1"):
            pytest.fail("connected to nothing")


def test_many_threads_share_a_client(flavour: str, tmp_path: Path) -> None:
    with FakeServer(tmp_path, echo) as server, open_client(flavour, server.address) as client:
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(client.balances.get, map(str, range(800))))
    assert [balance.balance_id for balance in found] == [str(number) for number in range(800)]
