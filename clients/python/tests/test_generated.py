"""The generated code: that all is there, and that it gets along with other packages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pool

import tidemark
from tidemark._generated import async_stubs, sync_stubs

PROTO = Path(__file__).resolve().parents[3] / "proto"


def methods() -> list[tuple[str, str]]:
    """All (service, method) of the protos, with the method's name as in Python."""
    found = []
    for path in sorted(PROTO.glob("**/*.proto")):
        for service, body in re.findall(r"^service (\w+) \{(.*?)^\}", path.read_text(), re.M | re.S):
            for name in re.findall(r"rpc (\w+)\(", body):
                found.append((service, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))
    return found


@pytest.mark.parametrize("stubs", [async_stubs, sync_stubs])
def test_every_method_has_a_stub(stubs: object) -> None:
    assert len(methods()) > 40
    missing = [each for each in methods() if not hasattr(getattr(stubs, each[0]), each[1])]
    assert missing == []


@pytest.mark.parametrize("name", ["google.rpc.Status", "grpc.health.v1.HealthCheckRequest"])
def test_names_that_other_packages_bring_are_left_to_them(name: str) -> None:
    # Not typed in the type stubs that Python 3.9 gets.
    everything: Any = descriptor_pool
    with pytest.raises(KeyError):
        everything.Default().FindMessageTypeByName(name)


def test_all_that_is_promised_is_there() -> None:
    assert [name for name in tidemark.__all__ if not hasattr(tidemark, name)] == []
