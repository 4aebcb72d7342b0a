#!/bin/sh
# The quick start: two balances, a monitor, a live subscription, a transaction that makes it fire.
# It plays against the server that TIDEMARK_SERVER names, with names of its own each time.
#
#   scripts/quickstart.sh TIDEMARK
set -eu

tidemark=$1
run=$(date +%H%M%S)
alice=@alice-$run
shop=@shop-$run

# Shows a command as it would be typed, runs it, and shows so many lines of what it prints.
play() {
    lines=$1
    shift
    printf '\n$ tidemark'
    for word in "$@"; do
        case $word in
        *[\ \>\<]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    printed=$("$tidemark" "$@")
    printf '%s\n' "$printed" | head -n "$lines"
}

echo "Two balances in USD, with 100 minor units to one:"
play 2 balance create "$alice" --currency USD --precision 100
play 2 balance create "$shop" --currency USD --precision 100

printf '\nTell me when Alice has spent more than 1000.00, on a live stream:\n'
play 2 monitor create 'debit_balance > 1000.00' --balance "$alice" --currency USD
events=$(mktemp)
trap 'rm -f "$events"' EXIT
from=$("$tidemark" info --json | sed -n 's/.*"sequence": *"\([0-9]*\)".*/\1/p')
printf '\n$ tidemark event tail --type balance.monitor &\n'
"$tidemark" event tail --from $((from + 1)) --type balance.monitor --count 1 >"$events" 2>&1 &
tail=$!

printf '\nMoney comes in from outside the ledger, and Alice spends it:\n'
play 1 transaction create 2000.00 USD --from @world --to "$alice"
play 1 transaction create 999.99 USD --from "$alice" --to "$shop"
play 1 transaction create 0.02 USD --from "$alice" --to "$shop"

wait $tail
printf '\nThe monitor fired in the commit that moved the money:\n'
grep balance.monitor "$events"
