#!/bin/sh
# Regenerates all code that comes out of proto/. The one command after a change of a .proto file.
#
#   proto/generate.sh [ROOT]
#
# ROOT: where to write, a checkout's root; by default this one. proto/check.sh gives another.
# Needs Debian's protobuf-compiler, protobuf-c-compiler and libprotobuf-dev; the last for
# google/protobuf/*.proto, which PROTOC_INCLUDE may place elsewhere than in /usr/include; and
# python3-protobuf for what writes the Swift and the Python.
set -eu

proto=$(cd "$(dirname "$0")" && pwd)
root=$(cd "${1:-$proto/..}" && pwd)
well_known=${PROTOC_INCLUDE:-/usr/include}

missing() {
    echo "generate.sh: $1 is missing. On Debian: apt-get install $2" >&2
    exit 1
}
command -v protoc >/dev/null || missing protoc protobuf-compiler
command -v protoc-c >/dev/null || missing protoc-c protobuf-c-compiler
[ -f "$well_known/google/protobuf/any.proto" ] ||
    missing "$well_known/google/protobuf/any.proto" libprotobuf-dev

# LC_ALL: the same order everywhere.
ours=$(cd "$proto" && find tidemark google grpc -name '*.proto' | LC_ALL=C sort)
# The well-known types that ours import. protobuf-c ships none of them compiled.
google=$(cd "$proto" && cat $ours |
    sed -n 's/^import "\(google\/protobuf\/.*\)";$/\1/p' | LC_ALL=C sort -u)

generate_c() {
    target=$root/Sources/CTidemarkProto
    rm -rf "$target/google" "$target/grpc" "$target/tidemark" "$target/include"
    mkdir -p "$target/include"

    # protoc-c puts headers beside sources; SwiftPM wants them under include/.
    (cd "$target" && protoc-c -I "$proto" -I "$well_known" --c_out=. $google $ours)
    headers=$(cd "$target" && find google grpc tidemark -name '*.pb-c.h' | LC_ALL=C sort)
    for header in $headers; do
        mkdir -p "$target/include/$(dirname "$header")"
        mv "$target/$header" "$target/include/$header"
    done

    {
        echo "// Made by proto/generate.sh. All that protoc-c generated, for one import."
        echo "#pragma once"
        for header in $headers; do echo "#include \"$header\""; done
    } >"$target/include/CTidemarkProto.h"
    # SwiftPM makes no module map of its own where include/ has folders.
    cat >"$target/include/module.modulemap" <<'MAP'
module CTidemarkProto {
    header "CTidemarkProto.h"
    export *
}
MAP
}

# Values, tables and client stubs, by our own plugin.
generate_swift() {
    rm -rf "$root/Sources/Messages/Generated" "$root/Sources/TidemarkClient/Generated"
    (cd "$proto" && protoc -I . -I "$well_known" \
        --plugin=protoc-gen-tidemark="$proto/plugin/protoc-gen-tidemark" \
        --tidemark_out="$root/Sources" $google $ours)
}

# The Python client: messages by protoc, types and stubs by our own, the blocking half by unasync.
generate_python() {
    client=$(dirname "$proto")/clients/python
    target=$root/clients/python/src
    rm -rf "$target/tidemark/_generated" "$target/tidemark/_sync"
    mkdir -p "$target"
    protos=$(mktemp)
    (cd "$proto" && protoc -I . -I "$client" -I "$well_known" --include_imports \
        --include_source_info --descriptor_set_out="$protos" ttrpc.proto $ours)
    "$proto/plugin/tidemark-python" "$protos" "$target"
    rm "$protos"
    "$client/unasync.py" "$target"
}

generate_c
generate_swift
generate_python
