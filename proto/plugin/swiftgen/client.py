"""Typed clients: a struct per service, a function per method."""

from . import checks, names, text


def files(schema):
    return {
        f"TidemarkClient/Generated/{service.name}Client.swift": text.joined(client(service))
        for file in schema.generated_files
        for service in file.services
    }


def client(service):
    lines = text.header(service.file.path)
    lines += ["public import Messages", "public import TTRPC", ""]
    lines += text.doc(service.comment) or [f"/// Calls `{service.full_name}`."]
    lines += [f"public struct {service.name}Client<Channel: CallChannel>: Sendable {{"]
    lines += ["    /// What the calls go through.", "    public let channel: Channel", ""]
    lines += ["    public init(_ channel: Channel) {", "        self.channel = channel", "    }"]
    for method in service.methods:
        lines += [""] + text.indented(function(method))
    return lines + ["}"]


def function(method):
    schema = method.service.file.schema
    request, reply = (schema.swift_type(name) for name in (method.input, method.output))
    route = f'("{method.service.full_name}", "{method.name}")'
    if method.kind == "clientStreaming":
        raise checks.Refused(f"{method.service.full_name}.{method.name}: no client-only streams")
    takes = [] if method.kind == "bidirectional" else [f"_ request: {request}"]
    takes += ["timeout: Duration? = nil", "metadata: Metadata = [:]"]
    gives = {
        "unary": reply,
        "serverStreaming": f"MessageStream<{reply}, Channel.Stream>",
        "bidirectional": f"BidirectionalCall<{request}, {reply}, Channel.Stream>",
    }[method.kind]
    call = {
        "unary": f"unary({route}, request, timeout, metadata)",
        "serverStreaming": f"serverStream({route}, request, timeout, metadata)",
        "bidirectional": f"bidirectional({route}, timeout, metadata)",
    }[method.kind]
    return [
        *text.doc(method.comment),
        f"public func {names.method(method.name)}(",
        f"    {', '.join(takes)}",
        f") async throws(RPCError) -> {gives} {{",
        f"    try await channel.{call}",
        "}",
    ]
