"""What Python's values become."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

import tidemark
from tidemark import v1
from tidemark.address import TCPAddress, UnixAddress, parse_address
from tidemark.backoff import Backoff
from tidemark.conditions import EVENT_TYPES, FIELDS, OPERATORS, event_types
from tidemark.history import as_of_point
from tidemark.identifiers import uuid7
from tidemark.splits import split_messages
from tidemark.values import amount_text, duration, meta_data_text, timestamp


@pytest.mark.parametrize(
    "amount, text",
    [
        ("100.50", "100.50"),
        (100, "100"),
        (-5, "-5"),
        (10**38, "1" + "0" * 38),
        (Decimal("100.50"), "100.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-3"), "0.001"),
        (Decimal("-0.0"), "0"),
        (None, ""),
    ],
)
def test_an_amount_is_text(amount: Any, text: str) -> None:
    assert amount_text(amount) == text


@pytest.mark.parametrize("amount", [100.5, True, float("nan"), object()])
def test_what_could_be_inexact_is_no_amount(amount: Any) -> None:
    with pytest.raises(TypeError, match="str, an int or a Decimal"):
        amount_text(amount)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_an_amount_is_a_number(amount: str) -> None:
    with pytest.raises(ValueError):
        amount_text(Decimal(amount))


def test_minor_units_are_major_ones_by_their_precision() -> None:
    assert tidemark.major_units("10050", 100) == Decimal("100.50")
    assert tidemark.major_units("10050", 0) == Decimal(10050)


def test_metadata_is_json_and_back() -> None:
    text = meta_data_text({"tier": "gold", "näme": [1, None, {"a": True}]})
    balance = v1.Balance(meta_data=text)
    assert tidemark.meta_data_of(balance) == {"tier": "gold", "näme": [1, None, {"a": True}]}
    assert tidemark.meta_data_of(v1.Balance()) == {}
    assert tidemark.meta_data_of(v1.Balance(meta_data='{"a":0.1}')) == {"a": Decimal("0.1")}
    with pytest.raises(ValueError):
        meta_data_text({"a": float("nan")})


def test_times_need_a_zone() -> None:
    moment = datetime(2025, 1, 2, 3, 4, 5, 678, timezone(timedelta(hours=1)))
    made = timestamp(moment)
    assert made is not None and made.ToJsonString() == "2025-01-02T02:04:05.000678Z"
    with pytest.raises(ValueError, match="time zone"):
        timestamp(datetime(2025, 1, 2))


def test_a_span_is_a_timedelta_or_seconds() -> None:
    for span in (timedelta(seconds=1.5), 1.5):
        made = duration(span)
        assert made is not None and (made.seconds, made.nanos) == (1, 500_000_000)


@pytest.mark.parametrize("field, sign", list(itertools.product(FIELDS, OPERATORS)))
def test_a_condition_is_text_or_its_parts(field: str, sign: str) -> None:
    for text in (f"{field} {sign} -1000.00", f" {field}{sign}-1000.00 "):
        from_text = tidemark.monitor_condition(text, precision=100)
        assert from_text == tidemark.monitor_condition((field, sign, Decimal("-1000.00")), 100)
    assert (from_text.value, from_text.precision) == ("-1000.00", 100)
    assert tidemark.condition_text(from_text) == f"{field} {sign} -1000.00"


@pytest.mark.parametrize(
    "text",
    [
        "balance > 80% of credit_limit",
        "available_balance < -12.5% of credit_balance",
        "balance > 100.00 rearm 80.00",
        "balance > 80% of overdraft_limit rearm 1",
        "debit_balance >",
    ],
)
def test_a_condition_may_be_relative_or_rearm_or_leave_values_to_steps(text: str) -> None:
    assert tidemark.condition_text(tidemark.monitor_condition(text, 100)) == text


def test_a_percentage_is_of_a_limit_or_of_a_sum() -> None:
    of_limit = tidemark.monitor_condition("balance > 80 % of credit_limit").percent_of
    assert (of_limit.percent, of_limit.limit) == ("80", v1.BALANCE_LIMIT_CREDIT_LIMIT)
    of_sum = tidemark.monitor_condition("balance > 8%of debit_balance").percent_of
    assert (of_sum.percent, of_sum.field) == ("8", v1.MONITOR_FIELD_DEBIT_BALANCE)
    with pytest.raises(ValueError, match="field or limit 'limit'"):
        tidemark.monitor_condition("balance > 80% of limit")


@pytest.mark.parametrize(
    "condition, complaint",
    [
        ("debit_balance", "no condition"),
        ("debit_balance > many", "no condition"),
        ("wealth > 1", "there is no field 'wealth'"),
        ("balance => 1", "there is no operator '=>'"),
    ],
)
def test_a_condition_that_is_none_is_refused(condition: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        tidemark.monitor_condition(condition)


def test_a_condition_has_no_float() -> None:
    parts: Any = ("balance", ">", 0.1)
    with pytest.raises(TypeError):
        tidemark.monitor_condition(parts)


def test_event_types_have_names() -> None:
    assert event_types(["balance.monitor", v1.EVENT_TYPE_LEDGER_CREATED]) == [3, 14]
    assert tidemark.event_type_name(v1.EVENT_TYPE_BALANCE_MONITOR_CLEARED) == (
        "balance.monitor.cleared"
    )
    assert len(EVENT_TYPES) == len(v1.EventType.items()) - 1
    with pytest.raises(ValueError, match="there is no type 'balance.gone'"):
        event_types(["balance.gone"])
    with pytest.raises(TypeError):
        event_types("balance.monitor")


def test_ids_are_ordered_by_time() -> None:
    ids = [uuid7() for _ in range(1000)]
    assert {(each.version, each.variant) for each in ids} == {(7, "specified in RFC 4122")}
    # 12 bits divide a millisecond, so within 244 ns only chance orders them.
    assert [each.int >> 64 for each in ids] == sorted(each.int >> 64 for each in ids)
    assert len(set(ids)) == 1000
    assert tidemark.new_reference().startswith("ref_")


@pytest.mark.parametrize(
    "text, address",
    [
        ("unix:///run/tidemark.sock", UnixAddress("/run/tidemark.sock")),
        ("unix:data/tidemark.sock", UnixAddress("data/tidemark.sock")),
        ("unix:/run/tidemark.sock", UnixAddress("/run/tidemark.sock")),
        ("unix:///a%20b%25", UnixAddress("/a b%")),
        ("tcp://127.0.0.1:7420", TCPAddress("127.0.0.1", 7420)),
        ("tcp://[::1]:7420", TCPAddress("::1", 7420)),
        ("tcp://localhost:1", TCPAddress("localhost", 1)),
    ],
)
def test_an_address_is_read(text: str, address: object) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/run/tidemark.sock",
        "unix:",
        "unix:@name",
        "unix://run.sock",
        "unix:///" + "a" * 107,
        "unix:///a%00b",
        "tcp://localhost",
        "tcp://localhost:0",
        "tcp://localhost:65536",
        "tcp://::1:7420",
        "http://localhost:7420",
    ],
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="unix:///|107|NUL"):
        parse_address(text)


def test_waits_double_up_to_the_longest() -> None:
    backoff = Backoff(first=1, most=8)
    for attempt, longest in enumerate([1, 2, 4, 8, 8]):
        assert longest / 2 <= backoff.pause(attempt) <= longest
    assert backoff.pause(10**6) <= 8


def test_shares_are_pairs_or_messages() -> None:
    made = v1.Split(identifier="@made", left=True)
    pairs: list[Any] = [("@a", "60%"), ("@b", "1.50"), ("@c", Decimal("2")), ("@d", "left"), made]
    assert split_messages(pairs, in_minor_units=False) == [
        v1.Split(identifier="@a", percent="60"),
        v1.Split(identifier="@b", amount="1.50"),
        v1.Split(identifier="@c", amount="2"),
        v1.Split(identifier="@d", left=True),
        made,
    ]
    assert split_messages([("@a", 150)], in_minor_units=True) == [
        v1.Split(identifier="@a", precise_amount="150")
    ]
    with pytest.raises(TypeError, match="str, an int or a Decimal"):
        split_messages([("@a", 1.5)], in_minor_units=False)  # type: ignore[list-item]


def test_a_point_of_history_is_one_of_three() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    assert as_of_point(None, None, None) is None
    assert as_of_point(noon, None, None) == v1.AsOf(effective_at=timestamp(noon))
    assert as_of_point(None, noon, None) == v1.AsOf(recorded_at=timestamp(noon))
    # The empty store is a point, too.
    empty = as_of_point(None, None, 0)
    assert empty is not None and empty.WhichOneof("point") == "sequence"
    assert as_of_point(v1.AsOf(sequence=7), None, None) == v1.AsOf(sequence=7)
    with pytest.raises(ValueError, match="give one"):
        as_of_point(noon, None, 7)
