"""Gives the protos the places and names that they have inside the Python package.

Python has one pool of descriptors for a whole process. google.rpc and grpc.health.v1 are also
brought by widely used packages, not byte for byte as ours; two such files can't be in one pool. So
ours get names of their own. On the wire nothing changes: names of messages are not sent, but for
those in `Any`, which the client compares as text.
"""

from google.protobuf import descriptor_pb2

ROOT = "tidemark/_generated"

# package of the proto → (package in Python's pool, folder below ROOT)
PLACES = {
    "tidemark.v1": ("tidemark.v1", "v1"),
    "google.rpc": ("tidemark.rpc", "rpc"),
    "grpc.health.v1": ("tidemark.health", "health"),
    "ttrpc": ("tidemark.ttrpc", "envelopes"),
}


def relocated(protos):
    moved = descriptor_pb2.FileDescriptorSet()
    moved.CopyFrom(protos)
    names = {file.name: new_name(file) for file in moved.file}
    for file in moved.file:
        file.name = names[file.name]
        file.dependency[:] = [names[name] for name in file.dependency]
        file.package = PLACES.get(file.package, (file.package,))[0]
        for message in file.message_type:
            move_types(message)
        del file.service[:]
    return moved


def ours(protos):
    """The files that code is generated for; the well-known ones are in the protobuf package."""
    return [file for file in protos.file if file.name.startswith(ROOT)]


def new_name(file):
    if file.package not in PLACES:
        return file.name
    return f"{ROOT}/{PLACES[file.package][1]}/{file.name.rpartition('/')[2]}"


def move_types(message):
    for field in message.field:
        for package, (new_package, _) in PLACES.items():
            if field.type_name.startswith(f".{package}."):
                field.type_name = f".{new_package}{field.type_name[len(package) + 1:]}"
                break
    for inner in message.nested_type:
        move_types(inner)
