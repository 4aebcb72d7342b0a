#!/usr/bin/env python3
"""Writes messages.txt: messages made and encoded by Python's protobuf, another implementation.

Each line is a full name, the bytes in hex and the message as proto3 JSON, with tabs between.
Run it after a change of the protos; it needs python3-protobuf, protoc and libprotobuf-dev.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor as F

HERE = Path(__file__).resolve().parent
PROTO = HERE.parents[2] / "proto"
SEED = 20260301
TEXTS = ["a", "Zoë", "語🙂", 'q"\\/\n', "x" * 130, "balance.monitor", "100.50"]
INTEGERS = {
    F.CPPTYPE_INT32: [1, -1, 2**31 - 1, -(2**31), 300],
    F.CPPTYPE_INT64: [1, -1, 2**63 - 1, -(2**63), 10**15],
    F.CPPTYPE_UINT32: [1, 2**32 - 1],
    F.CPPTYPE_UINT64: [1, 2**64 - 1],
}


def descriptors():
    sources = sorted(str(p.relative_to(PROTO)) for p in PROTO.rglob("*.proto"))
    with tempfile.NamedTemporaryFile(suffix=".binpb") as out:
        subprocess.run(
            ["protoc", "-I", PROTO, "-I", os.environ.get("PROTOC_INCLUDE", "/usr/include"),
             "--include_imports", f"--descriptor_set_out={out.name}", *sources],
            check=True)
        return descriptor_pb2.FileDescriptorSet.FromString(Path(out.name).read_bytes())


def value(field, choose, depth):
    if field.cpp_type == F.CPPTYPE_STRING:
        return choose.choice(TEXTS) if field.type == F.TYPE_STRING else choose.randbytes(5)
    if field.cpp_type == F.CPPTYPE_BOOL:
        return True
    if field.cpp_type == F.CPPTYPE_ENUM:
        return choose.choice(field.enum_type.values).number
    return choose.choice(INTEGERS[field.cpp_type])


def fill(message, choose, depth=0):
    """Sets about half of the fields; fewer further in, so that the whole stays small."""
    name = message.DESCRIPTOR.full_name
    if name in ("google.protobuf.Timestamp", "google.protobuf.Duration"):
        message.seconds = choose.randrange(0, 10**10)
        message.nanos = choose.choice([0, 1, 500_000_000, 999_999_999])
        return message
    if name == "google.protobuf.FieldMask":
        message.paths.append("description")
        return message
    if name == "google.protobuf.Any":
        return message
    for field in message.DESCRIPTOR.fields:
        if choose.random() > 0.6 - 0.2 * depth:
            continue
        if field.message_type and field.message_type.GetOptions().map_entry:
            for text in ("k", "Zoë"):
                getattr(message, field.name)[text] = choose.choice(TEXTS)
        elif field.label == F.LABEL_REPEATED:
            for _ in range(choose.randint(1, 2)):
                if field.message_type:
                    fill(getattr(message, field.name).add(), choose, depth + 1)
                else:
                    getattr(message, field.name).append(value(field, choose, depth))
        elif field.message_type:
            target = getattr(message, field.name)
            target.SetInParent()
            fill(target, choose, depth + 1)
        else:
            setattr(message, field.name, value(field, choose, depth))
    return message


def main():
    files = descriptors()
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    lines = []
    for file in files.file:
        for proto in file.message_type:
            name = f"{file.package}.{proto.name}"
            # The content of an Any is a message, not any bytes.
            if name == "google.protobuf.Any":
                continue
            choose = random.Random(f"{SEED} {name}")
            message = fill(factory.GetPrototype(pool.FindMessageTypeByName(name))(), choose)
            json = json_format.MessageToJson(message, indent=None, descriptor_pool=pool)
            bytes_ = message.SerializeToString(deterministic=True)
            lines.append(f"{name}\t{bytes_.hex()}\t{json}\n")
    (HERE / "messages.txt").write_text("".join(sorted(lines)), encoding="utf-8")
    print(f"{len(lines)} messages", file=sys.stderr)


if __name__ == "__main__":
    main()
