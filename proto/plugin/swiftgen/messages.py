"""Swift structs and enums, and the way between them and protobuf-c's structs."""

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as F

from . import names, text
from .model import SCALARS


def files(schema):
    return {
        f"Messages/Generated/{names.file_stem(file.path)}.swift": text.joined(swift_file(file))
        for file in schema.generated_files
        if file.messages or file.enums
    }


def swift_file(file):
    lines = text.header(file.path) + ["import CTidemarkProto", ""]
    for enum in file.enums:
        lines += [f"extension {file.namespace} {{", *text.indented(enum_type(enum)), "}", ""]
    for message in file.messages:
        body = text.indented(struct(message))
        lines += [f"extension {file.namespace} {{", *body, "}", ""]
    for message in file.all_messages:
        lines += conformance(message) + [""]
    return lines


# --- The types -----------------------------------------------------------------------------------


def enum_type(enum):
    lines = text.doc(enum.comment)
    lines += [f"public enum {enum.swift_name}: Int32, MessageEnumeration {{"]
    for name, number, _, comment in enum.values:
        lines += text.doc(comment, "    ")
        lines += [f"    case {names.escaped(name)} = {number}"]
    lines += ["", f'    public static let fullName = "{enum.full_name}"', ""]
    lines += [f"    public init() {{ self = .{names.escaped(enum.zero)} }}", "}"]
    return lines


def struct(message):
    access = "" if message.is_map_entry else "public "
    lines = text.doc(message.comment)
    lines += [f"{access}struct {message.swift_name}: Message {{"]
    body = []
    for member in message.members:
        body += text.doc(member.comment)
        body += [f"{access}var {names.escaped(member.swift_member)}: {declaration(member)}"]
    body += [""] if message.members else []
    body += [f"{access}init() {{}}"]
    if message.members:
        body += [""] + memberwise(message, access)
    for enum in message.enums:
        body += [""] + enum_type(enum)
    for oneof in message.oneofs:
        if not oneof.is_presence:
            body += [""] + oneof_type(oneof)
    for nested in message.nested:
        body += [""] + struct(nested)
    return lines + text.indented(body) + ["}"]


def declaration(member):
    if hasattr(member, "fields"):
        return f"{member.swift_path}? = nil"
    return f"{member.swift_type} = {member.default}"


def memberwise(message, access):
    parameters = [
        f"    {names.escaped(m.swift_member)}: {declaration(m)}" for m in message.members
    ]
    assignments = [
        f"    self.{names.escaped(m.swift_member)} = {names.escaped(m.swift_member)}"
        for m in message.members
    ]
    return [
        f"{access}init(",
        *[line + "," for line in parameters[:-1]],
        parameters[-1],
        ") {",
        *assignments,
        "}",
    ]


def oneof_type(oneof):
    # Boxed: a message with a large sub-message as one of its choices stays small itself.
    indirect = "indirect " if any(f.is_message for f in oneof.fields) else ""
    lines = text.doc(oneof.comment)
    lines += [f"public {indirect}enum {oneof.swift_name}: Sendable, Equatable {{"]
    for field in oneof.fields:
        lines += text.doc(field.comment, "    ")
        lines += [f"    case {names.escaped(field.swift_member)}({field.element_type})"]
    return lines + ["}"]


# --- From and to C -------------------------------------------------------------------------------


def conformance(message):
    c, path = message.c_type, message.swift_path
    access = "" if message.is_map_entry else "public "
    lines = [f"extension {path} {{"]
    lines += [f'    {access}static let fullName = "{message.full_name}"', ""]
    lines += [f"    {access}init(serialized bytes: Span<UInt8>, limits: DecodingLimits)"
              " throws(DecodingError) {",
              "        try unsafe self.init(decoding: bytes, limits: limits)", "    }", ""]
    lines += [f"    {access}func serialized() -> [UInt8] {{ unsafe encoded() }}", "}", ""]
    lines += [f"extension {path}: @unsafe CMessage {{"]
    lines += ["    static let schema = Schema.table.schema(of: fullName)", ""]
    lines += [f"    static func initialize(_ c: UnsafeMutablePointer<{c}>) {{"]
    lines += [f"        unsafe {names.c_function(message.full_name, 'init')}(c)", "    }", ""]
    lines += [f"    init(unpacked c: UnsafePointer<{c}>) {{"]
    lines += text.indented(sum((unpack(m) for m in message.members), []), 8)
    lines += ["    }", ""]
    lines += [f"    func fill(_ c: UnsafeMutablePointer<{c}>, in arena: borrowing Arena) {{"]
    lines += text.indented(sum((fill(m) for m in message.members), []), 8)
    lines += ["    }", "}"]
    return lines


def unpack(member):
    target = f"self.{names.escaped(member.swift_member)}"
    if not hasattr(member, "fields"):
        if not member.oneof:
            return [f"{target} = {unpacked(member)}"]
        condition = f"unsafe c.pointee.{member.oneof.c_case}.rawValue == {member.number}"
        return [f"if {condition} {{ {target} = {unpacked(member)} }}"]
    lines = [f"switch unsafe c.pointee.{member.c_case}.rawValue {{"]
    for field in member.fields:
        case = f".{names.escaped(field.swift_member)}"
        value = unpacked(field)
        if field.is_message:
            made = f"{value}.map {{ {case}($0) }}"
            typed = f"({value} as {field.element_type}?).map {{ {case}($0) }}"
            made = typed
        else:
            made = f"{case}({value})"
        lines += [f"case {field.number}: {target} = {made}"]
    return lines + ["default: break", "}"]


def unpacked(field):
    member = f"c.pointee.{field.c_member}"
    if field.is_repeated:
        count = f"c.pointee.{field.c_count}"
        if entry := field.map_entry:
            entries = f"unsafe Unpacked.messages({member}, {count}) as [{entry.swift_path}]"
            value = "$0.value" + (" ?? .init()" if entry.fields[1].is_message else "")
            return f"Unpacked.dictionary({entries}) {{ ($0.key, {value}) }}"
        kind = {F.TYPE_STRING: "texts", F.TYPE_BYTES: "byteArrays", F.TYPE_BOOL: "flags",
                F.TYPE_ENUM: "enumerations", F.TYPE_MESSAGE: "messages"}.get(field.type, "values")
        return f"unsafe Unpacked.{kind}({member}, {count})"
    if field.type in SCALARS:
        return f"unsafe {member}"
    if field.is_enum:
        return f"unsafe Unpacked.enumeration({member}.rawValue)"
    if field.type == F.TYPE_BOOL:
        return f"unsafe {member} != 0"
    kind = {F.TYPE_STRING: "text", F.TYPE_BYTES: "bytes", F.TYPE_MESSAGE: "message"}[field.type]
    return f"unsafe Unpacked.{kind}({member})"


def fill(member):
    source = f"self.{names.escaped(member.swift_member)}"
    if not hasattr(member, "fields"):
        if not member.oneof:
            return packed(member, source)
        lines = [f"if let value = {source} {{"]
        return lines + text.indented(chosen(member, member.oneof)) + ["}"]
    lines = [f"switch {source} {{"]
    for field in member.fields:
        lines += [f"case .{names.escaped(field.swift_member)}(let value):"]
        lines += text.indented(chosen(field, member))
    return lines + ["case nil: break", "}"]


def chosen(field, oneof):
    case = f"unsafe c.pointee.{oneof.c_case} = .init(rawValue: {field.number})"
    return [case] + packed(field, "value")


def packed(field, source):
    target = f"unsafe c.pointee.{field.c_member}"
    if field.is_repeated:
        count = f"unsafe c.pointee.{field.c_count} = {source}.count"
        if entry := field.map_entry:
            made = f"{source}.sorted {{ $0.key < $1.key }}.map"
            made += f" {{ {entry.swift_path}(key: $0.key, value: $0.value) }}"
            return [count, f"{target} = unsafe arena.messages({made})"]
        kind = {F.TYPE_STRING: "texts", F.TYPE_BYTES: "byteArrays", F.TYPE_BOOL: "flags",
                F.TYPE_ENUM: "enumerations", F.TYPE_MESSAGE: "messages"}.get(field.type, "values")
        return [count, f"{target} = unsafe arena.{kind}({source})"]
    if field.type in SCALARS:
        return [f"{target} = {source}"]
    if field.is_enum:
        return [f"{target} = .init(rawValue: .init({source}.rawValue))"]
    if field.type == F.TYPE_BOOL:
        return [f"{target} = {source} ? 1 : 0"]
    kind = {F.TYPE_STRING: "text", F.TYPE_BYTES: "bytes", F.TYPE_MESSAGE: "message"}[field.type]
    return [f"{target} = unsafe arena.{kind}({source})"]
