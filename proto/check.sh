#!/bin/sh
# Checks proto/: that it is in style, that it doesn't break what clients were promised, that the
# examples of PROTOCOL.md are true, and that the generated code in the checkout is what it
# generates. Exits non-zero on the first that fails.
#
#   proto/check.sh            check
#   proto/check.sh --accept   make proto/ as it is now the promise to check against
#
# Needs what generate.sh needs, python3, and buf on the PATH or in .build/venv. Changes nothing but,
# when asked, the promise: proto/baseline.binpb.
set -eu

proto=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$proto")
baseline=$proto/baseline.binpb

buf=$(command -v buf || echo "$root/.build/venv/bin/buf")
if [ ! -x "$buf" ]; then
    echo "check.sh: buf is missing. To have it in this checkout only:" >&2
    echo "    python3 -m venv .build/venv && .build/venv/bin/pip install buf-bin==1.75.0" >&2
    exit 1
fi

case ${1:-} in
"") ;;
--accept)
    "$buf" build "$proto" --exclude-source-info -o "$baseline"
    echo "accepted: additions and changes up to now are the promise"
    exit
    ;;
*)
    echo "usage: proto/check.sh [--accept]" >&2
    exit 2
    ;;
esac

step() {
    name=$1
    shift
    "$@" || {
        echo "check.sh: $name failed. $hint" >&2
        exit 1
    }
    echo "$name: fine"
}

# Folders that hold generated code and nothing else.
generated_folders() {
    (cd "$1" && find Sources clients -type d \( -name Generated -o -name CTidemarkProto \
        -o -name _generated -o -name _sync \) -prune 2>/dev/null | LC_ALL=C sort)
}

compare_generated() {
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    "$proto/generate.sh" "$fresh" || return
    for folder in $( (generated_folders "$fresh"; generated_folders "$root") | LC_ALL=C sort -u); do
        diff -r -x __pycache__ "$fresh/$folder" "$root/$folder" || return
    done
}

hint="The comments and names follow buf's STANDARD and COMMENTS rules."
step "style" "$buf" lint "$proto"
hint="Add instead of changing; or, if nobody uses it yet, run proto/check.sh --accept."
step "promise" "$buf" breaking "$proto" --against "$baseline"
hint="Write the example as the messages are now."
step "examples" "$proto/check_examples.py"
hint="Run proto/generate.sh and commit what it changes."
step "generated code" compare_generated
