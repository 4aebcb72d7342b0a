"""Names: from the proto's to Swift's and to those that protoc-c gives its C structs."""

NAMESPACES = {
    "tidemark.v1": "V1",
    "google.protobuf": "GoogleProtobuf",
    "google.rpc": "GoogleRPC",
    "grpc.health.v1": "GRPCHealthV1",
}

# Parts of a snake_case name that Swift writes in capitals, unless they stand first.
ACRONYMS = {"id": "ID", "ids": "IDs", "url": "URL", "urls": "URLs"}

# Swift type names that would hide one of the language's own.
TYPE_RENAMES = {"Any": "AnyMessage", "Type": "TypeValue", "Protocol": "ProtocolValue"}

SWIFT_KEYWORDS = set(
    """
    as associatedtype break case catch class continue default defer deinit do else enum extension
    fallthrough false fileprivate for func guard if import in init inout internal is let nil
    operator precedencegroup private protocol public repeat rethrows return self static struct
    subscript super switch throw throws true try typealias var where while Self Type
    """.split()
)

# protoc-c appends an underscore to these (its kKeywordList).
C_KEYWORDS = set(
    """
    and and_eq asm auto bitand bitor bool break case catch char class compl const const_cast
    continue default delete do double dynamic_cast else enum explicit extern false float for friend
    goto if inline int long mutable namespace new not not_eq operator or or_eq private protected
    public register reinterpret_cast return short signed sizeof static static_cast struct switch
    template this throw true try typedef typeid typename union unsigned using virtual void volatile
    wchar_t while xor xor_eq
    """.split()
)


def namespace(package):
    """The Swift enum that holds a proto package."""
    return NAMESPACES.get(package) or "".join(pascal(part) for part in package.split("."))


def pascal(snake):
    return "".join(part[:1].upper() + part[1:] for part in snake.split("_"))


def member(snake):
    """`call_back_url` -> `callBackURL`."""
    first, *rest = snake.lower().split("_")
    return first + "".join(ACRONYMS.get(part, part[:1].upper() + part[1:]) for part in rest)


def escaped(name):
    return f"`{name}`" if name in SWIFT_KEYWORDS else name


def type_name(name):
    return TYPE_RENAMES.get(name, name)


def method(name):
    """`CreateBalance` -> `createBalance`."""
    return escaped(name[:1].lower() + name[1:])


def enum_prefix(name, value_names):
    """`COLOUR_` for `enum Colour { COLOUR_RED = 0; ... }`, "" where not all values have it."""
    prefix = upper_snake(name) + "_"
    return prefix if all(value.startswith(prefix) for value in value_names) else ""


def upper_snake(camel):
    out = ""
    for index, char in enumerate(camel):
        starts_word = char.isupper() and index > 0 and (
            not camel[index - 1].isupper()
            or (index + 1 < len(camel) and camel[index + 1].islower())
        )
        out += ("_" if starts_word else "") + char.upper()
    return out


def c_type(full_name):
    """`tidemark.v1.Balance` -> `Tidemark__V1__Balance`."""
    return "__".join(pascal(part) for part in full_name.split("."))


def c_function(full_name, verb):
    """`tidemark.v1.Balance`, `init` -> `tidemark__v1__balance__init`."""
    return "__".join(c_lower(part) for part in full_name.split(".")) + f"__{verb}"


def c_lower(camel):
    out, was_upper = "", True
    for char in camel:
        out += ("_" if char.isupper() and not was_upper else "") + char.lower()
        was_upper = char.isupper()
    return out


def c_member(field_name):
    """The C struct's member, as Swift spells it."""
    lower = field_name.lower()
    return escaped(lower + "_" if lower in C_KEYWORDS else lower)


def file_stem(proto_path):
    """`tidemark/v1/balance_service.proto` -> `TidemarkV1BalanceService`."""
    parts = proto_path.removesuffix(".proto").replace("-", "_").split("/")
    return "".join(pascal(part) for part in parts)
