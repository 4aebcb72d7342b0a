"""The __init__.py of each folder of messages, so that `v1.Balance` is found without its file."""

from .relocation import PLACES, ROOT, ours

HEADER = "# Made by proto/generate.sh. Never edited.\n"


def files(moved):
    result = {f"{ROOT}/__init__.py": HEADER + '"""Generated code: messages, and stubs."""\n'}
    for original, (package, folder) in PLACES.items():
        inside = [file for file in ours(moved) if file.package == package]
        result[f"{ROOT}/{folder}/__init__.py"] = text(original, inside)
    return result


def text(package, inside):
    lines = [HEADER + f'"""All messages and enums of the proto package {package}."""', ""]
    everything = []
    for file in sorted(inside, key=lambda file: file.name):
        names = sorted(exported(file))
        everything += names
        module = file.name.removesuffix(".proto").replace("/", ".") + "_pb2"
        lines += [f"from {module} import (", *(f"    {name}," for name in names), ")"]
    lines += ["", "__all__ = [", *(f'    "{name}",' for name in sorted(everything)), "]"]
    return "\n".join(lines) + "\n"


def exported(file):
    yield from (message.name for message in file.message_type)
    for enum in file.enum_type:
        yield enum.name
        yield from (value.name for value in enum.value)
