#!/usr/bin/env python3
"""Checks the examples of PROTOCOL.md: every frame is decoded and encoded again, byte for byte.

So neither a slip in an example nor a later change of a message can make the specification wrong.
Needs protoc, and no library. Called by check.sh.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PROTO = pathlib.Path(__file__).resolve().parent
REQUEST, RESPONSE, DATA = 1, 2, 3
NO_DATA = 0x04
ENVELOPES = """
syntax = "proto3";
package ttrpc;
import "google/rpc/status.proto";
message Request {
  string service = 1;
  string method = 2;
  bytes payload = 3;
  int64 timeout_nano = 4;
  repeated KeyValue metadata = 5;
}
message KeyValue {
  string key = 1;
  string value = 2;
}
message Response {
  google.rpc.Status status = 1;
  bytes payload = 2;
}
"""


def frames(page):
    """Yields the frames of all examples, with the lines that a wrapped one goes on in."""
    for block in re.findall(r"```frames\n(.*?)```", page, re.S):
        for text in re.split(r"\n(?=->|<-)", block.rstrip()):
            yield text


def parse(text):
    """Turns one frame as it is written into (is from client, stream id, type, flags, data)."""
    arrow, *header, rest = re.match(
        r"(->|<-) ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{2}) ([0-9a-f]{2}) \|(.*)", text, re.S
    ).groups()
    length, stream, kind, flags = (int(number, 16) for number in header)
    data = b""
    for quoted, digits in re.findall(r'"([^"]*)"|([0-9a-f]+)', rest):
        data += quoted.encode() or bytes.fromhex(digits)
    if length != len(data):
        raise ValueError(f"the header says {length} bytes, there are {len(data)}")
    return arrow == "->", stream, kind, flags, data


def fields(data):
    """The fields of a message, by number; those of a Request and a Response come once."""

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    at, found = 0, {}
    while at < len(data):
        tag = varint()
        value = varint()
        if tag & 7 == 2:
            value, at = data[at : at + value], at + value
        found[tag >> 3] = value
    return found


def methods():
    """(service, method) → (request type, reply type), from the .proto files."""
    table = {}
    for path in PROTO.glob("**/*.proto"):
        source = path.read_text()
        package = re.search(r"^package (.*);", source, re.M)[1]
        for service in re.finditer(r"^service (\w+) \{(.*?)^\}", source, re.M | re.S):
            calls = r"rpc (\w+)\((?:stream )?(\w+)\)\s+returns \((?:stream )?(\w+)\)"
            for name, request, reply in re.findall(calls, service[2]):
                key = f"{package}.{service[1]}", name
                table[key] = f"{package}.{request}", f"{package}.{reply}"
    return table


class Protoc:
    """protoc over our files and the envelopes."""

    def __init__(self, folder):
        envelopes = pathlib.Path(folder, "ttrpc.proto")
        envelopes.write_text(ENVELOPES)
        self.files = ["-I", str(PROTO), "-I", folder, str(envelopes)]
        self.files += sorted(str(path) for path in PROTO.glob("**/*.proto"))

    def check(self, message, data):
        text = self.run(f"--decode={message}", data)
        again = self.run(f"--encode={message}", text, "--deterministic_output")
        if again != data:
            raise ValueError(f"as a {message} it is {again.hex()}")
        if re.search(rb"^\s*\d+[:\s]", text, re.M):
            raise ValueError(f"a {message} has no such field:\n{text.decode()}")

    def run(self, mode, data, *options):
        done = subprocess.run(
            ["protoc", mode, *options, *self.files], input=data, capture_output=True
        )
        if done.returncode:
            raise ValueError(done.stderr.decode().strip())
        return done.stdout


def check(page, protoc):
    """Checks all frames; returns how many. A stream's types are those of its Request."""
    table, open_calls, count = methods(), {}, 0
    for text in frames(page):
        try:
            from_client, stream, kind, flags, data = parse(text)
            if kind == REQUEST:
                protoc.check("ttrpc.Request", data)
                envelope = fields(data)
                open_calls[stream] = table[envelope[1].decode(), envelope[2].decode()]
                protoc.check(open_calls[stream][0], envelope.get(3, b""))
            elif kind == RESPONSE:
                protoc.check("ttrpc.Response", data)
                protoc.check(open_calls[stream][1], fields(data).get(2, b""))
            elif kind == DATA and not flags & NO_DATA:
                protoc.check(open_calls[stream][0 if from_client else 1], data)
        except (ValueError, KeyError, AttributeError) as error:
            sys.exit(f"PROTOCOL.md: {error}\n{text}")
        count += 1
    return count


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        if not check((PROTO / "PROTOCOL.md").read_text(), Protoc(scratch)):
            sys.exit("PROTOCOL.md: there are no examples")
