"""Stubs of all services: a class for each, a method for each of its methods, in two flavours."""

import re

from .comments import comments, docstring
from .relocation import PLACES, ROOT

SERVICE, METHOD = 6, 2

HEADER = '''\
# Made by proto/generate.sh. Never edited.
"""Every method of every service, one call each: {flavour}."""

from typing import Optional

from tidemark._generated import health, v1
from tidemark.{package}.channel import Channel
from tidemark.{package}.streams import {prefix}DuplexStream as DuplexStream
from tidemark.{package}.streams import {prefix}ServerStream as ServerStream
'''

UNARY = """\
    {define} {snake}(
        self,
        request: {request},
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> {reply}:
{doc}
        return {wait}self._channel.unary(
            "{service}",
            "{method}",
            request,
            {reply},
            timeout=timeout,
            retry=retry,
        )
"""

SERVER_STREAM = """\
    def {snake}(self, request: {request}) -> ServerStream[{reply}]:
{doc}
        return self._channel.server_stream(
            "{service}",
            "{method}",
            request,
            {reply},
        )
"""

DUPLEX = """\
    def {snake}(self) -> DuplexStream[{request}, {reply}]:
{doc}
        return self._channel.duplex_stream(
            "{service}",
            "{method}",
            {request},
            {reply},
        )
"""


def files(protos):
    return {
        f"{ROOT}/async_stubs.py": text(protos, "for asyncio", "_async", "async def", "await "),
        f"{ROOT}/sync_stubs.py": text(protos, "blocking", "_sync", "def", ""),
    }


def text(protos, flavour, package, define, wait):
    prefix = "" if wait else "Sync"
    lines = [HEADER.format(flavour=flavour, package=package, prefix=prefix)]
    names = []
    for file in sorted(protos.file, key=lambda file: file.name):
        notes = comments(file)
        for i, service in enumerate(file.service):
            names.append(service.name)
            lines += ["", f"class {service.name}:", *docstring(notes.get((SERVICE, i)), 4), ""]
            lines += ["    def __init__(self, channel: Channel) -> None:"]
            lines += ["        self._channel = channel", ""]
            for j, method in enumerate(service.method):
                note = notes.get((SERVICE, i, METHOD, j), "")
                lines.append(stub(file, service, method, note, define, wait))
    return "\n".join([*lines, *everything(names)]) + "\n"


def stub(file, service, method, note, define, wait):
    if method.client_streaming:
        template = DUPLEX
    elif method.server_streaming:
        template = SERVER_STREAM
    else:
        template = UNARY
    return template.format(
        snake=snake(method.name),
        request=type_name(method.input_type),
        reply=type_name(method.output_type),
        doc="\n".join(docstring(note, 8)),
        service=f"{file.package}.{service.name}",
        method=method.name,
        define=define,
        wait=wait,
    )


def everything(names):
    """The class that has them all."""
    lines = ["", "class Services:", '    """The stubs of all services over one channel."""', ""]
    lines += ["    def __init__(self, channel: Channel) -> None:"]
    for name in names:
        lines += [f"        self.{snake(name.removesuffix('Service'))} = {name}(channel)"]
    return lines


def type_name(full_name):
    package, _, name = full_name.lstrip(".").rpartition(".")
    return f"{PLACES[package][1]}.{name}"


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
