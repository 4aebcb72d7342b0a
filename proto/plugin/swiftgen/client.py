"""Typed client stubs."""


def files(schema):
    return {}
