"""What the plugin knows of the protos: every message, enum and service by its full name."""

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as F

from . import names

SCALARS = {
    F.TYPE_INT32: "Int32",
    F.TYPE_SINT32: "Int32",
    F.TYPE_SFIXED32: "Int32",
    F.TYPE_INT64: "Int64",
    F.TYPE_SINT64: "Int64",
    F.TYPE_SFIXED64: "Int64",
    F.TYPE_UINT32: "UInt32",
    F.TYPE_FIXED32: "UInt32",
    F.TYPE_UINT64: "UInt64",
    F.TYPE_FIXED64: "UInt64",
}


class Schema:
    """All files of one run of protoc."""

    def __init__(self, request):
        self.generated = list(request.file_to_generate)
        self.files = [File(self, proto) for proto in request.proto_file]
        self.messages = {m.full_name: m for f in self.files for m in f.all_messages}
        self.enums = {e.full_name: e for f in self.files for e in f.all_enums}

    @property
    def generated_files(self):
        return [f for f in self.files if f.path in self.generated]

    def swift_type(self, type_name):
        """The Swift path of a message or enum named as in a descriptor (`.pkg.Name`)."""
        full_name = type_name.lstrip(".")
        return (self.messages.get(full_name) or self.enums[full_name]).swift_path


class File:
    def __init__(self, schema, proto):
        self.schema, self.proto = schema, proto
        self.path, self.package = proto.name, proto.package
        self.namespace = names.namespace(proto.package)
        self.comments = {
            tuple(location.path): location.leading_comments or location.trailing_comments
            for location in proto.source_code_info.location
        }
        self.messages = [
            Message(self, m, None, (4, i)) for i, m in enumerate(proto.message_type)
        ]
        self.enums = [Enum(self, e, None, (5, i)) for i, e in enumerate(proto.enum_type)]
        self.services = [Service(self, s, (6, i)) for i, s in enumerate(proto.service)]

    @property
    def all_messages(self):
        return [m for top in self.messages for m in top.with_nested()]

    @property
    def all_enums(self):
        return self.enums + [e for m in self.all_messages for e in m.enums]


class Named:
    """A message or enum: its names here and there."""

    def __init__(self, file, proto, parent, path):
        self.file, self.proto, self.parent = file, proto, parent
        self.comment = file.comments.get(path, "")
        scope = parent.full_name if parent else file.package
        self.full_name = f"{scope}.{proto.name}"
        self.swift_name = names.type_name(proto.name)
        outer = parent.swift_path if parent else file.namespace
        self.swift_path = f"{outer}.{self.swift_name}"
        self.c_type = names.c_type(self.full_name)


class Message(Named):
    def __init__(self, file, proto, parent, path):
        super().__init__(file, proto, parent, path)
        self.is_map_entry = proto.options.map_entry
        if self.is_map_entry:
            # Internal: users of the values see a dictionary.
            self.swift_path = f"{parent.swift_path}.{self.swift_name}"
        self.nested = [
            Message(file, m, self, path + (3, i)) for i, m in enumerate(proto.nested_type)
        ]
        self.enums = [Enum(file, e, self, path + (4, i)) for i, e in enumerate(proto.enum_type)]
        self.fields = [Field(self, f, path + (2, i)) for i, f in enumerate(proto.field)]
        self.oneofs = [
            Oneof(self, o, i, path + (8, i)) for i, o in enumerate(proto.oneof_decl)
        ]

    def with_nested(self):
        return [self] + [m for child in self.nested for m in child.with_nested()]

    @property
    def members(self):
        """Plain fields and oneofs, in the proto's order; a oneof stands where it begins."""
        seen, members = set(), []
        for field in self.fields:
            if field.oneof_index is None:
                members.append(field)
            elif field.oneof_index not in seen:
                seen.add(field.oneof_index)
                oneof = self.oneofs[field.oneof_index]
                members.append(oneof.fields[0] if oneof.is_presence else oneof)
        return members


class Oneof:
    def __init__(self, message, proto, index, path):
        self.message, self.name = message, proto.name
        self.fields = [f for f in message.fields if f.oneof_index == index]
        self.comment = message.file.comments.get(path, "")
        self.swift_member = names.member(proto.name)
        taken = {m.swift_name for m in message.nested} | {e.swift_name for e in message.enums}
        wanted = names.type_name(names.pascal(proto.name))
        self.swift_name = wanted + "Choice" if wanted in taken else wanted
        self.swift_path = f"{message.swift_path}.{self.swift_name}"
        self.c_case = names.c_member(f"{proto.name}_case")
        # protoc-c refuses proto3's `optional`, so a oneof of one member says "may be absent".
        self.is_presence = len(self.fields) == 1
        for field in self.fields:
            field.oneof = self


class Field:
    def __init__(self, message, proto, path):
        self.message, self.proto = message, proto
        self.name, self.number, self.type = proto.name, proto.number, proto.type
        self.comment = message.file.comments.get(path, "")
        self.swift_member = names.member(proto.name)
        self.c_member = names.c_member(proto.name)
        self.c_count = f"n_{proto.name.lower()}"
        self.oneof_index = proto.oneof_index if proto.HasField("oneof_index") else None
        self.oneof = None

    @property
    def schema(self):
        return self.message.file.schema

    @property
    def is_repeated(self):
        return self.proto.label == F.LABEL_REPEATED

    @property
    def is_message(self):
        return self.type == F.TYPE_MESSAGE

    @property
    def is_enum(self):
        return self.type == F.TYPE_ENUM

    @property
    def is_optional(self):
        return not self.is_repeated and (self.is_message or self.oneof is not None)

    @property
    def map_entry(self):
        """The entry message, if this is a map."""
        entry = self.schema.messages.get(self.proto.type_name.lstrip("."))
        return entry if entry is not None and entry.is_map_entry else None

    @property
    def element_type(self):
        """The Swift type of one value."""
        if self.type in SCALARS:
            return SCALARS[self.type]
        if self.is_message or self.is_enum:
            return self.schema.swift_type(self.proto.type_name)
        return {F.TYPE_STRING: "String", F.TYPE_BYTES: "[UInt8]", F.TYPE_BOOL: "Bool"}[self.type]

    @property
    def swift_type(self):
        if entry := self.map_entry:
            key, value = entry.fields
            return f"[{key.element_type}: {value.element_type}]"
        if self.is_repeated:
            return f"[{self.element_type}]"
        return self.element_type + ("?" if self.is_optional else "")

    @property
    def default(self):
        if self.map_entry:
            return "[:]"
        if self.is_repeated:
            return "[]"
        if self.is_optional:
            return "nil"
        if self.type in SCALARS:
            return "0"
        if self.is_enum:
            return f".{names.escaped(self.schema.enums[self.proto.type_name[1:]].zero)}"
        return {F.TYPE_STRING: '""', F.TYPE_BYTES: "[]", F.TYPE_BOOL: "false"}[self.type]


class Enum(Named):
    def __init__(self, file, proto, parent, path):
        super().__init__(file, proto, parent, path)
        value_names = [v.name for v in proto.value]
        self.prefix = names.enum_prefix(proto.name, value_names)
        self.values = [
            (names.member(v.name.removeprefix(self.prefix)), v.number, v.name,
             file.comments.get(path + (2, i), ""))
            for i, v in enumerate(proto.value)
        ]

    @property
    def zero(self):
        return next(name for name, number, _, _ in self.values if number == 0)


class Service:
    def __init__(self, file, proto, path):
        self.file, self.proto, self.name = file, proto, proto.name
        self.full_name = f"{file.package}.{proto.name}"
        self.comment = file.comments.get(path, "")
        self.methods = [Method(self, m, path + (2, i)) for i, m in enumerate(proto.method)]


class Method:
    KINDS = {
        (False, False): "unary",
        (False, True): "serverStreaming",
        (True, False): "clientStreaming",
        (True, True): "bidirectional",
    }

    def __init__(self, service, proto, path):
        self.service, self.name = service, proto.name
        self.comment = service.file.comments.get(path, "")
        self.kind = self.KINDS[proto.client_streaming, proto.server_streaming]
        self.input, self.output = proto.input_type.lstrip("."), proto.output_type.lstrip(".")
