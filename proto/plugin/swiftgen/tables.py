"""The namespaces, the list of all messages and the table of services and methods."""

from . import names, text


def files(schema):
    source = "all protos"
    return {
        "Messages/Generated/Namespaces.swift": text.joined(
            text.header(source) + namespaces(schema)),
        "Messages/Generated/AllMessages.swift": text.joined(
            text.header(source) + all_messages(schema)),
        "Messages/Generated/AllServices.swift": text.joined(
            text.header(source) + all_services(schema)),
    }


def namespaces(schema):
    lines = []
    for package in sorted({file.package for file in schema.generated_files}):
        lines += [f"/// The messages of proto package `{package}`."]
        lines += [f"public enum {names.namespace(package)} {{}}", ""]
    return lines


def all_messages(schema):
    messages = [m for f in schema.generated_files for m in f.all_messages if not m.is_map_entry]
    messages.sort(key=lambda m: m.full_name)
    lines = ["import CTidemarkProto", "", "/// Every message of the protos, by full name."]
    lines += ["package enum AllMessages {", "    package static let types: [any Message.Type] = ["]
    lines += [f"        {m.swift_path}.self," for m in messages]
    lines += ["    ]", ""]
    lines += ["    static var descriptors: [UnsafePointer<ProtobufCMessageDescriptor>?] {"]
    lines += ["        unsafe ["]
    lines += [f"            {m.swift_path}.descriptor," for m in messages]
    return lines + ["        ]", "    }", "}"]


def all_services(schema):
    services = [s for f in schema.generated_files for s in f.services]
    lines = ["extension ServiceTable {"]
    lines += ["    /// Every service of the protos.", "    package static let all = ServiceTable(["]
    for service in sorted(services, key=lambda s: s.full_name):
        lines += ["        ServiceDescription(", f'            name: "{service.full_name}",']
        lines += ["            methods: ["]
        for method in service.methods:
            lines += [
                "                MethodDescription(",
                f'                    service: "{service.full_name}", name: "{method.name}",',
                f"                    kind: .{method.kind},",
                f'                    input: "{method.input}",',
                f'                    output: "{method.output}"),',
            ]
        lines += ["            ]),"]
    return lines + ["    ])", "}"]
