"""Conditions of monitors, and names of event types, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar, Union

from tidemark._generated import v1
from tidemark.values import Amount, amount_text

Condition = Union[str, tuple[str, str, Amount], v1.MonitorCondition]
"""A condition: "debit_balance > 1000.00", or its parts, or the message itself. As text it may also
be of a percentage ("balance > 80% of credit_limit"), rearm at a value ("balance > 100 rearm 80"),
or have no value, for a ladder ("debit_balance >")."""

# In quotes, because Python before 3.11 takes only classes, and an enum of protobuf is none.
EventTypeName = Union[str, "v1.EventType"]
"""An event's type: "balance.monitor", or v1.EVENT_TYPE_BALANCE_MONITOR."""

OPERATORS = {
    ">": v1.OPERATOR_GREATER_THAN,
    "<": v1.OPERATOR_LESS_THAN,
    "=": v1.OPERATOR_EQUAL,
    "!=": v1.OPERATOR_NOT_EQUAL,
    ">=": v1.OPERATOR_GREATER_THAN_OR_EQUAL,
    "<=": v1.OPERATOR_LESS_THAN_OR_EQUAL,
}

FIELDS = {
    name[len("MONITOR_FIELD_") :].lower(): number
    for name, number in v1.MonitorField.items()
    if number != v1.MONITOR_FIELD_UNSPECIFIED
}

EVENT_TYPES = {
    name[len("EVENT_TYPE_") :].lower().replace("_", "."): number
    for name, number in v1.EventType.items()
    if number != v1.EVENT_TYPE_UNSPECIFIED
}

Number = TypeVar("Number")

LIMITS = {
    name[len("BALANCE_LIMIT_") :].lower(): number
    for name, number in v1.BalanceLimit.items()
    if number != v1.BALANCE_LIMIT_UNSPECIFIED
}

TEXT = re.compile(
    r"\s*(?P<field>[a-z_]+)\s*(?P<operator>[<>=!]+)"
    r"(?:\s*(?P<value>-?[0-9.]+)(?:\s*%\s*of\s+(?P<base>[a-z_]+))?)?"
    r"(?:\s+rearm\s+(?P<rearm>-?[0-9.]+))?\s*"
)


def monitor_condition(condition: Condition, precision: int = 0) -> v1.MonitorCondition:
    """The message of a condition. Raises ValueError with what is wrong with it."""
    if isinstance(condition, v1.MonitorCondition):
        return condition
    if isinstance(condition, str):
        return condition_of_text(condition, precision)
    field, operator, value = condition
    return v1.MonitorCondition(
        field=known("field", FIELDS, field),
        operator=known("operator", OPERATORS, operator),
        value=amount_text(value),
        precision=precision,
    )


def condition_of_text(text: str, precision: int) -> v1.MonitorCondition:
    matched = TEXT.fullmatch(text)
    if matched is None:
        raise ValueError(
            f"{text!r} is no condition. Write a field, an operator and a value, such as "
            '"debit_balance > 1000.00"'
        )
    value, base = matched["value"] or "", matched["base"]
    condition = v1.MonitorCondition(
        field=known("field", FIELDS, matched["field"]),
        operator=known("operator", OPERATORS, matched["operator"]),
        precision=precision,
        rearm_value=matched["rearm"] or "",
    )
    if base is None:
        condition.value = value
    elif base in LIMITS:
        condition.percent_of.CopyFrom(v1.PercentOf(percent=value, limit=LIMITS[base]))
    else:
        field = known("field or limit", FIELDS, base)
        condition.percent_of.CopyFrom(v1.PercentOf(percent=value, field=field))
    return condition


def condition_text(condition: v1.MonitorCondition) -> str:
    """A condition as people write it, for example "debit_balance > 1000.00"."""
    text = f"{name_of(condition.field, FIELDS)} {name_of(condition.operator, OPERATORS)}"
    if condition.HasField("percent_of"):
        of = condition.percent_of
        is_limit = of.WhichOneof("base") == "limit"
        base = name_of(of.limit, LIMITS) if is_limit else name_of(of.field, FIELDS)
        text += f" {of.percent}% of {base}"
    elif value := condition.value or condition.precise_value:
        text += f" {value}"
    if rearm := condition.rearm_value or condition.precise_rearm_value:
        text += f" rearm {rearm}"
    return text


def name_of(number: int, table: Mapping[str, int]) -> str:
    return next((name for name, known in table.items() if known == number), "?")


def event_types(types: Iterable[EventTypeName]) -> list[v1.EventType]:
    if isinstance(types, str):
        raise TypeError(f"types is a list of names: [{types!r}]")
    return [known("type", EVENT_TYPES, each) if isinstance(each, str) else each for each in types]


def event_type_name(number: v1.EventType) -> str:
    """The name of an event's type, such as "balance.monitor"."""
    return next((name for name, known in EVENT_TYPES.items() if known == number), str(number))


def known(what: str, table: dict[str, Number], name: str) -> Number:
    try:
        return table[name]
    except KeyError:
        raise ValueError(f"there is no {what} {name!r}; there are {', '.join(table)}") from None
