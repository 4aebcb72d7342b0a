#!/bin/sh
# Starts a server on a Unix socket with its state in a folder, plays the quick start against it, and
# goes on serving until Ctrl-C.
#
#   scripts/run.sh TIDEMARK
#
# TIDEMARK: the binary. DATA: the folder, by default "data". ONCE=1: leave after the quick start.
set -eu

tidemark=$1
data=${DATA:-data}
TIDEMARK_SERVER=unix:$data/tidemark.sock
export TIDEMARK_SERVER

"$tidemark" serve --data "$data" --listen "$TIDEMARK_SERVER" --log-level warning &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server; exit 0' INT TERM
trap 'kill -TERM $server 2>/dev/null || true' EXIT

# Ready when it answers; if it ended it has said why.
tries=0
until "$tidemark" health >/dev/null 2>&1; do
    kill -0 $server 2>/dev/null || { wait $server || exit $?; }
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { echo "the server doesn't answer" >&2; exit 1; }
    sleep 0.1
done

"$(dirname "$0")/quickstart.sh" "$tidemark"

if [ "${ONCE:-}" = 1 ]; then
    trap - EXIT
    kill -TERM $server
    wait $server
    exit 0
fi
cat <<END

Serving on $TIDEMARK_SERVER; the state is in $data/. Ctrl-C stops it.
In another terminal:
  $tidemark watch --server $TIDEMARK_SERVER
END
wait $server
