#!/usr/bin/env bash
# Lets programs that know nothing of this project call the real server: containerd's own ttrpc
# libraries in Go and Rust, a prober that sends what no proper client would, and a receiver of
# webhooks that verifies them with PyPI's `standardwebhooks`.
#
#   run.sh [ADDRESS]      a unix:// address of a running server; by default it starts its own
#
# TIDEMARK_BINARY names the server (default: .build/debug/tidemark), PEERS_BUILD the folder to build
# in. One closing line per peer. All but the verifier of webhooks is built offline from Debian's
# packages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${PEERS_BUILD:-$root/.build/peers}
binary=${TIDEMARK_BINARY:-$root/.build/debug/tidemark}
mkdir -p "$build"

packages=(protobuf-compiler libprotobuf-dev python3 python3-venv
    golang-go golang-github-containerd-ttrpc-dev golang-google-protobuf-dev
    rustc cargo librust-ttrpc-dev librust-protobuf-dev librust-protobuf-codegen-pure-dev)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" ||
        missing+=("$package")
done
if ((${#missing[@]})); then
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

address=${1:-}
if [[ -z $address ]]; then
    if [[ ! -x $binary ]]; then
        echo "build the server first: swift build --product tidemark" >&2
        exit 1
    fi
    data=$(mktemp -d)
    SWIFT_BACKTRACE=enable=no "$binary" serve --data "$data" --listen "unix://$data/s" \
        2>"$build/server.log" &
    server=$!
    trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
    address=unix://$data/s
    for _ in $(seq 300); do
        grep -q serving "$build/server.log" && break
        kill -0 $server 2>/dev/null || { cat "$build/server.log" >&2; exit 1; }
        sleep 0.1
    done
fi

# Go: no modules, only what Debian puts below GOPATH; messages by descriptors.
shopt -s globstar
(cd "$root/proto" &&
    protoc -I . --include_imports --descriptor_set_out="$build/tidemark.binpb" ./**/*.proto)
(cd "$here/go" && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$build/go-cache \
    go build -o "$build/go-peer" .)
"$build/go-peer" "$address" "$build/tidemark.binpb"

# Rust: Debian's compiler, because its crates are of the same age; no registry but its own.
mkdir -p "$build/cargo-home" "$build/rust"
cat >"$build/cargo-home/config.toml" <<'TOML'
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "/usr/share/cargo/registry"
TOML
cp -r "$here/rust/." "$build/rust/"
(cd "$build/rust" && PROTO_DIR=$root/proto CARGO_HOME=$build/cargo-home RUSTC=/usr/bin/rustc \
    CARGO_TARGET_DIR=$build/rust-target /usr/bin/cargo build --offline --quiet)
"$build/rust-target/debug/peer" "$address"

if [[ -n ${server:-} ]]; then
    python3 "$here/hostile.py" "${address#unix://}" "$server"
    "$build/go-peer" "$address" "$build/tidemark.binpb"
else
    echo "hostile frames: left out, because the process of the server isn't ours to measure"
fi

# Webhooks: the verifier that receivers use.
[[ -x $build/python/bin/python ]] || python3 -m venv "$build/python"
"$build/python/bin/python" -m pip install --quiet --disable-pip-version-check standardwebhooks
"$build/python/bin/python" "$here/webhooks.py" "$binary"
