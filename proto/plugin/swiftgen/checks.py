"""What a proto of ours must not have, said before anything is written."""

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as F

# Fields of which a message may hold one at most are kept apart by one bit each in the pre-walk.
ONCE_MAX = 64


class Refused(Exception):
    """A sentence that names the field and the rule."""


def refuse_what_we_do_not_speak(schema):
    for file in schema.generated_files:
        if file.proto.syntax != "proto3":
            raise Refused(f"{file.path}: only proto3 is spoken here")
        for message in file.all_messages:
            for field in message.fields:
                check_field(message, field)
            check_once(message)
            check_recursion(schema, message, [])
        for enum in file.all_enums:
            check_enum(enum)


def check_field(message, field):
    where = f"{message.full_name}.{field.name}"
    if field.proto.proto3_optional:
        raise Refused(f"{where}: protoc-c has no proto3 `optional`; use a oneof of one member")
    if field.swift_member in ("self", "init", "Type"):
        raise Refused(f"{where}: Swift can't have a member of this name")
    if field.type in (F.TYPE_FLOAT, F.TYPE_DOUBLE):
        raise Refused(f"{where}: no floating point on the wire; use decimal text")
    if field.type == F.TYPE_GROUP:
        raise Refused(f"{where}: groups are not spoken here")


def check_once(message):
    alone = sum(1 for f in message.fields if f.is_message and not f.is_repeated and not f.oneof)
    if alone + len(message.oneofs) > ONCE_MAX:
        raise Refused(f"{message.full_name}: more than {ONCE_MAX} sub-messages and oneofs")


def check_recursion(schema, message, above):
    if message.full_name in above:
        raise Refused(f"{message.full_name} contains itself: protobuf-c has no limit of depth")
    for field in message.fields:
        if field.is_message:
            inner = schema.messages[field.proto.type_name.lstrip(".")]
            check_recursion(schema, inner, above + [message.full_name])


def check_enum(enum):
    numbers = [number for _, number, _, _ in enum.values]
    if len(set(numbers)) != len(numbers):
        raise Refused(f"{enum.full_name}: two names for one number")
