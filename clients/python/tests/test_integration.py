"""Both clients against the real server, which TIDEMARK_BINARY names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import tidemark
from tidemark import v1

from .flavours import FLAVOURS, open_client

BINARY = os.environ.get("TIDEMARK_BINARY", "")
QUICKSTART = Path(__file__).resolve().parents[1] / "samples" / "quickstart.py"
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(
    not BINARY, reason="TIDEMARK_BINARY names no server binary, such as .build/debug/tidemark"
)


class Server:
    """A server with a folder of its own, that can be killed and started again."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.address = f"unix://{folder}/t.sock"
        self._folder = folder
        self._arguments = arguments
        self._process = self._started()

    def stop(self, by: int = signal.SIGTERM) -> None:
        self._process.send_signal(by)
        self._process.wait(PATIENCE)

    def start_again(self) -> None:
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [BINARY, "serve", "--data", f"{self._folder}/data", "--listen", self.address]
        command += self._arguments
        with open(self._folder / "log", "ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with tidemark.SyncClient(self.address) as client:
                    assert client.server.is_serving()
                return process
            except tidemark.ConnectError:
                log_text = (self._folder / "log").read_text()
                assert process.poll() is None and time.monotonic() < deadline, log_text
                time.sleep(0.02)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.stop()


def deposit(client: tidemark.SyncClient, to: str, reference: str) -> v1.CreateTransactionResponse:
    return client.transactions.create(
        currency="USD",
        source="@world",
        destination=to,
        amount="100.50",
        precision=100,
        reference=reference,
    )


def test_the_quick_start(server: Server) -> None:
    played = subprocess.run(
        [sys.executable, str(QUICKSTART), server.address],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert played.returncode == 0, played.stderr
    assert "balance.monitor: @alice" in played.stdout
    assert "went from 400.00 to 1100.50 USD" in played.stdout
    assert "INSUFFICIENT_FUNDS" in played.stdout


def test_the_quick_start_says_what_is_missing(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, str(QUICKSTART), f"unix://{tmp_path}/none.sock"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert played.returncode == 1
    assert "there is no socket" in played.stderr and "Traceback" not in played.stderr


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestAgainstTheRealServer:
    """What needs the real rules."""

    def test_a_transaction_that_is_repeated_is_applied_once(
        self, flavour: str, server: Server
    ) -> None:
        with open_client(flavour, server.address) as client:
            first = deposit(client, "@alice", "ref-1")
            second = deposit(client, "@alice", "ref-1")
            assert not first.replayed and second.replayed
            assert second.transaction.transaction_id == first.transaction.transaction_id
            assert client.balances.get_by_indicator("@alice", "USD").balance == "10050"
            with pytest.raises(tidemark.AlreadyExists) as caught:
                deposit(client, "@bob", "ref-1")
            assert caught.value.reason == "DUPLICATE_REFERENCE"
            facts = caught.value.metadata
            assert facts["transaction_id"] == first.transaction.transaction_id

    def test_refusals_have_reasons_and_facts(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            with pytest.raises(tidemark.NotFound) as missing:
                client.balances.get_by_indicator("@nobody", "USD")
            assert missing.value.reason == "BALANCE_NOT_FOUND"
            with pytest.raises(tidemark.FailedPrecondition) as poor:
                client.transactions.create(
                    currency="USD", source="@poor", destination="@rich", precise_amount=1
                )
            assert poor.value.reason == "INSUFFICIENT_FUNDS"
            with pytest.raises(tidemark.InvalidArgument) as wrong:
                client.transactions.create(
                    currency="USD", source="@world", destination="@a", amount="1.005", precision=100
                )
            assert wrong.value.reason == "INEXACT_AMOUNT"

    def test_balances_are_created_changed_and_listed(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            made = [
                client.balances.create(currency="USD", indicator=f"@{n}", meta_data={"n": n})
                for n in range(7)
            ]
            changed = client.balances.update(
                made[3].balance_id, meta_data={"n": None, "tier": "gold"}, overdraft_limit=500
            )
            assert tidemark.meta_data_of(changed) == {"tier": "gold"}
            assert changed.overdraft_limit == "500"
            listed = client.balances.list(
                currency="USD", order=v1.SORT_ORDER_OLDEST_FIRST, page_size=2
            )
            assert [each.balance_id for each in listed] == [each.balance_id for each in made]

    def test_a_hold_is_changed_and_settled(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            deposit(client, "@alice", "ref-1")
            hold = client.transactions.create(
                currency="USD",
                source="@alice",
                destination="@hotel",
                amount="50.00",
                precision=100,
                inflight=True,
                inflight_expires_at=datetime.now(timezone.utc) + timedelta(hours=1),
            ).transaction
            id = hold.transaction_id
            raised = client.transactions.update_hold(
                id, amount="80.00", precision=100, clear=["inflight_expires_at"]
            )
            assert raised.hold.precise_amount == "8000"
            assert not raised.hold.HasField("inflight_expires_at")
            tried = client.transactions.commit(id, precise_amount=3000, dry_run=True)
            assert tried.hold.precise_remaining_amount == "5000"
            part = client.transactions.commit(id, precise_amount=3000)
            assert part.hold.precise_remaining_amount == "5000"
            extended = client.transactions.update_hold(
                id, inflight_commit_at=datetime(2100, 1, 1, tzinfo=timezone.utc)
            )
            assert extended.hold.precise_amount == "8000"
            assert client.transactions.void(id).hold.precise_voided_amount == "5000"
            back = client.transactions.refund(id, precise_amount=1000)
            assert back.refunded.precise_refunded_amount == "1000"
            rest = client.transactions.refund(id)
            assert rest.transaction.reference == f"{id}_refund"
            assert client.transactions.refund(id).replayed
            kinds = [each.kind for each in client.transactions.list(parent_transaction=id)]
            assert kinds.count(v1.TRANSACTION_KIND_HOLD_UPDATE) == 2

    def test_an_amount_is_divided(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            made = client.transactions.create(
                currency="USD",
                source="@world",
                destinations=[("@bob", "60%"), ("@fees", "1.50"), ("@rest", "left")],
                amount="80.00",
                precision=100,
            ).transaction
            parts = [leg.precise_amount for leg in made.destinations]
            assert parts == ["4800", "150", "3050"]

    def test_history_and_lineage_are_read(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            grants = client.balances.create(
                currency="USD", indicator="@grants", track_fund_lineage=True
            )
            first = deposit(client, "@grants", "ref-1")
            client.transactions.create(
                currency="USD", source="@grants", destination="@lab", precise_amount=50
            )
            id = grants.balance_id
            assert client.balances.get(id).balance == "10000"
            assert client.balances.get(id, as_of_sequence=first.sequence).balance == "10050"
            long_ago = datetime(2020, 1, 1, tzinfo=timezone.utc)
            assert client.balances.get(id, as_of=long_ago).balance == "0"
            past = client.balances.get_by_indicator("@grants", "USD", as_of_recorded=long_ago)
            assert past.balance == "0"
            (provider,) = client.balances.lineage(id)
            assert (provider.provider, provider.spent) == ("@world", "50")
            assert not client.balances.recompute(id).drifted

    def test_a_monitor_fires_on_a_subscription(self, flavour: str, server: Server) -> None:
        with open_client(flavour, server.address) as client:
            alice = client.balances.create(currency="USD", indicator="@alice")
            parts = ("credit_balance", ">=", "100.50")
            monitor = client.monitors.create(parts, balance_id=alice.balance_id, precision=100)
            assert tidemark.condition_text(monitor.condition) == "credit_balance >= 100.50"
            with client.events.subscribe(types=["balance.monitor"]) as events:
                deposit(client, "@alice", "ref-1")
                fired = next(events).monitor_notification
            assert (fired.observed_before, fired.observed_after) == ("0", "10050")
            assert fired.monitor.monitor_id == monitor.monitor_id
            assert client.monitors.delete(monitor.monitor_id).fired_count == 1

    def test_a_subscription_outlives_the_server(self, flavour: str, server: Server) -> None:
        count = 5
        with open_client(flavour, server.address) as client:
            with client.events.subscribe(types=["transaction.applied"]) as events:
                seen = []
                for life in range(3):
                    for number in range(count):
                        deposit(client, "@alice", f"ref-{life}-{number}")
                    seen += [next(events).transaction.reference for _ in range(count)]
                    server.stop(by=signal.SIGKILL if life else signal.SIGTERM)
                    server.start_again()
                deposit(client, "@alice", "ref-last")
                seen.append(next(events).transaction.reference)
            expected = [f"ref-{life}-{number}" for life in range(3) for number in range(count)]
            assert seen == [*expected, "ref-last"]

    def test_a_durable_subscription_goes_on_where_it_was_acknowledged(
        self, flavour: str, server: Server
    ) -> None:
        with open_client(flavour, server.address) as client:
            made = client.subscriptions.create("desk", types=["transaction.applied"])
            again = client.subscriptions.create("desk", types=["transaction.applied"])
            assert again.subscription_id == made.subscription_id
            for number in range(4):
                deposit(client, "@alice", f"ref-{number}")
            with client.events.subscribe(durable="desk") as events:
                first, second = next(events), next(events)
                assert first.transaction.reference == "ref-0"
                assert events.acknowledge(second.sequence) == second.sequence
            server.stop(by=signal.SIGKILL)
            server.start_again()
            with client.events.subscribe(durable="desk") as former:
                assert next(former).transaction.reference == "ref-2"
                with client.events.subscribe(durable="desk") as events:
                    assert next(events).transaction.reference == "ref-2"
                    assert next(former).transaction.reference == "ref-3"
                    with pytest.raises(tidemark.RPCError) as taken:
                        next(former)
                    assert taken.value.reason == "SUBSCRIPTION_TAKEN_OVER"
            pulled = client.events.pull(durable="desk")
            assert [event.transaction.reference for event in pulled.events] == ["ref-2", "ref-3"]
            listed = client.subscriptions.list()
            assert [subscription.name for subscription in listed] == ["desk"]
            assert client.subscriptions.delete("desk").name == "desk"
            with pytest.raises(tidemark.NotFound):
                client.subscriptions.get("desk")

    def test_writes_under_kills_are_applied_once_each(
        self, flavour: str, server: Server
    ) -> None:
        count, kills = 300, 3
        with open_client(flavour, server.address) as client, ThreadPoolExecutor(4) as pool:
            with client.events.subscribe(types=["transaction.applied"]) as events:
                writes = [
                    pool.submit(deposit, client, "@alice", f"ref-{number}")
                    for number in range(count)
                ]
                seen = []
                for _ in range(kills):
                    # In the middle of the writes, wherever that is.
                    seen += [next(events) for _ in range(count // (2 * kills))]
                    server.stop(by=signal.SIGKILL)
                    server.start_again()
                seen += [next(events) for _ in range(count - len(seen))]
            sequences = {write.result().sequence for write in writes}
            assert [event.sequence for event in seen] == sorted(sequences)
            assert {event.transaction.reference for event in seen} == {
                f"ref-{number}" for number in range(count)
            }
            balance = client.balances.get_by_indicator("@alice", "USD")
            assert balance.balance == str(count * 10050)

    def test_every_stored_event_is_read_from_the_beginning(
        self, flavour: str, server: Server
    ) -> None:
        with open_client(flavour, server.address) as client:
            for number in range(20):
                deposit(client, "@alice", f"ref-{number}")
            last = client.server.info().sequence
            with client.events.subscribe(from_sequence=1) as events:
                found: list[v1.Event] = []
                while not found or found[-1].sequence < last:
                    found.append(next(events))
            assert sorted({event.sequence for event in found}) == list(range(1, last + 1))
