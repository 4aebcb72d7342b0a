#!/usr/bin/env python3
"""Two balances, a monitor, a subscription, a transaction: and the monitor fires.

python quickstart.py [ADDRESS]     by default unix:///run/tidemark/tidemark.sock
"""

import asyncio
import sys
from decimal import Decimal

import tidemark
from tidemark import v1

CENTS = 100


def dollars(minor: str) -> Decimal:
    return tidemark.major_units(minor, CENTS).quantize(Decimal("0.01"))


async def main(address: str) -> None:
    async with tidemark.Client(address) as client:
        info = await client.server.info()
        print(f"connected to {address}: tidemark {info.version}, sequence {info.sequence}")

        # Each run has its own pair, so that it can be repeated.
        run = tidemark.new_id("run")[-8:]
        alice = await client.balances.create(currency="USD", indicator=f"@alice-{run}")
        bob = await client.balances.create(
            currency="USD", indicator=f"@bob-{run}", meta_data={"tier": "gold"}
        )
        print(f"created {alice.indicator} and {bob.indicator}, {tidemark.meta_data_of(bob)}")

        monitor = await client.monitors.create(
            "debit_balance > 1000.00", balance_id=alice.balance_id, precision=CENTS
        )
        print(f"watching {alice.indicator}: {tidemark.condition_text(monitor.condition)}")

        # From here on nothing is missed.
        async with client.events.subscribe(
            types=["balance.monitor"], monitor_ids=[monitor.monitor_id]
        ) as events:
            # "@world" is the outside: money that comes in comes from there.
            await transfer(client, "@world", alice.indicator, "2500.00")
            await transfer(client, alice.indicator, bob.indicator, "400.00")
            await transfer(client, alice.indicator, bob.indicator, "700.50")
            show(await asyncio.wait_for(events.__anext__(), 30))

        try:
            await transfer(client, alice.indicator, bob.indicator, "9999.00")
        except tidemark.FailedPrecondition as refusal:
            print(f"refused: {refusal}")

        for name in (alice.indicator, bob.indicator):
            balance = await client.balances.get_by_indicator(name, "USD")
            print(f"{name} has {dollars(balance.balance)} USD")


async def transfer(client: tidemark.Client, source: str, destination: str, amount: str) -> None:
    reply = await client.transactions.create(
        currency="USD", source=source, destination=destination, amount=amount, precision=CENTS
    )
    print(f"applied {source} -> {destination} {amount} USD, sequence {reply.sequence}")


def show(event: v1.Event) -> None:
    fired = event.monitor_notification
    print(
        f"{tidemark.event_type_name(event.type)}: {fired.indicator} went from "
        f"{dollars(fired.observed_before)} to {dollars(fired.observed_after)} USD, "
        f"{tidemark.condition_text(fired.monitor.condition)}"
    )


if __name__ == "__main__":
    try:
        asyncio.run(main(*sys.argv[1:2] or ["unix:///run/tidemark/tidemark.sock"]))
    except tidemark.ConnectError as problem:
        sys.exit(problem.message)
