"""The .pyi beside each _pb2.py: exact types, and the protos' comments as documentation.

protoc can write .pyi too, but without comments, and with bare generics that strict checkers refuse.
"""

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as F

from .comments import comments, docstring
from .relocation import ours

# The numbers of fields in descriptor.proto, which paths of comments are made of.
MESSAGE, ENUM, FIELD, VALUE, NESTED, NESTED_ENUM = 4, 5, 2, 2, 3, 4

HEADER = """\
# Made by proto/generate.sh. Never edited.
from typing import ClassVar, Iterable, Literal, Mapping, MutableMapping, Optional, Union

from google.protobuf import any_pb2, duration_pb2, field_mask_pb2, timestamp_pb2
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.internal.containers import (
    RepeatedCompositeFieldContainer,
    RepeatedScalarFieldContainer,
)
from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper
from google.protobuf.message import Message
"""

SCALARS = {
    F.TYPE_STRING: "str",
    F.TYPE_BYTES: "bytes",
    F.TYPE_BOOL: "bool",
    F.TYPE_INT32: "int",
    F.TYPE_INT64: "int",
}


def files(moved):
    return {
        file.name.replace(".proto", "_pb2.pyi"): TypeStub(file, moved.file).text()
        for file in ours(moved)
    }


class TypeStub:
    """One file's .pyi."""

    def __init__(self, file, all_files):
        self.file = file
        self.modules = {declared: other for other in all_files for declared in declarations(other)}
        self.comments = comments(file)

    def text(self):
        lines = [HEADER.rstrip("\n")]
        for name in self.file.dependency:
            if name.startswith("tidemark/"):
                module, _, stem = name.removesuffix(".proto").rpartition("/")
                lines += [f"from {module.replace('/', '.')} import {stem}_pb2"]
        lines += ["", "DESCRIPTOR: FileDescriptor"]
        for i, enum in enumerate(self.file.enum_type):
            lines += ["", *self.enum(enum, (ENUM, i), 0)]
        for i, message in enumerate(self.file.message_type):
            lines += ["", *self.message(message, (MESSAGE, i), 0)]
        return "\n".join(lines) + "\n"

    def enum(self, enum, path, indent, outer=""):
        pad = " " * indent
        name = f"{outer}{enum.name}"
        lines = [f"{pad}class {enum.name}(int, metaclass=EnumTypeWrapper):"]
        lines += docstring(self.comments.get(path), indent + 4)
        for i, value in enumerate(enum.value):
            lines += [f"{pad}    {value.name}: ClassVar[{name}]"]
            lines += docstring(self.comments.get((*path, VALUE, i)), indent + 4)
        # What EnumTypeWrapper has, but with the enum's own type instead of int.
        lines += [
            f"{pad}    @classmethod",
            f"{pad}    def Name(cls, number: int) -> str: ...",
            f"{pad}    @classmethod",
            f"{pad}    def Value(cls, name: str) -> {name}: ...",
            f"{pad}    @classmethod",
            f"{pad}    def items(cls) -> list[tuple[str, {name}]]: ...",
            "",
        ]
        kept = f"ClassVar[{name}]" if outer else name
        return lines + [f"{pad}{value.name}: {kept}" for value in enum.value]

    def message(self, message, path, indent):
        pad = " " * indent
        maps = {m.name: m for m in message.nested_type if m.options.map_entry}
        lines = [f"{pad}class {message.name}(Message):"]
        lines += docstring(self.comments.get(path), indent + 4)
        for i, enum in enumerate(message.enum_type):
            lines += self.enum(enum, (*path, NESTED_ENUM, i), indent + 4, f"{message.name}.")
            lines += [""]
        for i, inner in enumerate(message.nested_type):
            if inner.name not in maps:
                lines += self.message(inner, (*path, NESTED, i), indent + 4) + [""]
        for i, field in enumerate(message.field):
            lines += self.field(field, maps, indent + 4)
            lines += docstring(self.comments.get((*path, FIELD, i)), indent + 4)
        lines += self.initializer(message, maps, indent + 4)
        return lines + self.oneofs(message, indent + 4)

    def field(self, field, maps, indent):
        pad = " " * indent
        name = self.type_name(field)
        if field.label != F.LABEL_REPEATED:
            kept = name
        elif self.map_entry(field, maps):
            kept = self.map_type(field, maps, "MutableMapping")
        elif field.type == F.TYPE_MESSAGE:
            kept = f"RepeatedCompositeFieldContainer[{name}]"
        else:
            kept = f"RepeatedScalarFieldContainer[{name}]"
        if field.type == F.TYPE_MESSAGE or field.label == F.LABEL_REPEATED:
            # Neither can be assigned to.
            return [f"{pad}@property", f"{pad}def {field.name}(self) -> {kept}: ..."]
        return [f"{pad}{field.name}: {kept}"]

    def initializer(self, message, maps, indent):
        pad = " " * indent
        if not message.field:
            return [f"{pad}def __init__(self) -> None: ..."]
        lines = [f"{pad}def __init__(", f"{pad}    self,", f"{pad}    *,"]
        for field in message.field:
            name = self.type_name(field)
            if field.type == F.TYPE_ENUM:
                name = f"Union[{name}, str]"
            if self.map_entry(field, maps):
                name = self.map_type(field, maps, "Mapping")
            elif field.label == F.LABEL_REPEATED:
                name = f"Iterable[{name}]"
            lines += [f"{pad}    {field.name}: Optional[{name}] = ...,"]
        return lines + [f"{pad}) -> None: ..."]

    def oneofs(self, message, indent):
        pad = " " * indent
        if len(message.oneof_decl) != 1:
            return []
        members = ", ".join(f'"{f.name}"' for f in message.field if f.HasField("oneof_index"))
        return [
            f"{pad}def WhichOneof(",
            f"{pad}    self, oneof_group: Union[str, bytes]",
            f"{pad}) -> Optional[Literal[{members}]]: ...",
        ]

    def map_entry(self, field, maps):
        last = field.type_name.rpartition(".")[2]
        return maps.get(last) if field.type == F.TYPE_MESSAGE else None

    def map_type(self, field, maps, container):
        key, value = self.map_entry(field, maps).field
        return f"{container}[{self.type_name(key)}, {self.type_name(value)}]"

    def type_name(self, field):
        if field.type in SCALARS:
            return SCALARS[field.type]
        name = field.type_name.lstrip(".")
        file = self.modules[name]
        local = name.removeprefix(f"{file.package}.")
        return local if file is self.file else f"{module(file)}.{local}"


def declarations(file):
    """The full names of all that a file declares."""

    def below(prefix, messages, enums):
        for enum in enums:
            yield f"{prefix}.{enum.name}"
        for message in messages:
            name = f"{prefix}.{message.name}"
            yield name
            yield from below(name, message.nested_type, message.enum_type)

    return below(file.package, file.message_type, file.enum_type)


def module(file):
    return file.name.rpartition("/")[2].removesuffix(".proto") + "_pb2"
