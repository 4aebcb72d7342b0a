# Made by unasync.py of tidemark/_async/monitors.py. Never edited.
"""Monitors: standing questions about balances."""

from __future__ import annotations

from collections.abc import Iterator, Iterable, Mapping
from typing import Any, Optional, Union

from tidemark._sync.channel import Channel
from tidemark._generated import v1
from tidemark._generated.sync_stubs import MonitorService
from tidemark.conditions import Condition, monitor_condition
from tidemark.identifiers import new_id
from tidemark.masks import mask
from tidemark.values import Span, duration, meta_data_text

MonitorName = Union[str, v1.CreateMonitorRequest]
"""A stored monitor by its id, or one that could be created."""


class Monitors:
    """`client.monitors`"""

    def __init__(self, channel: Channel) -> None:
        self._stub = MonitorService(channel)

    def create(
        self,
        condition: Optional[Condition] = None,
        *,
        balance_id: str = "",
        indicator: str = "",
        currency: str = "",
        precision: int = 0,
        conditions: Iterable[Condition] = (),
        match: v1.ConditionMatch = v1.CONDITION_MATCH_UNSPECIFIED,
        steps: Iterable[v1.MonitorStep] = (),
        trigger: v1.Trigger = v1.TRIGGER_CROSSING,
        cooldown: Optional[Span] = None,
        description: str = "",
        call_back_url: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        disabled: bool = False,
        fire_immediately: bool = False,
        roll_up: Optional[v1.MonitorRollUp] = None,
        ledger_rule: Optional[v1.MonitorLedgerRule] = None,
        override_key: str = "",
        monitor_id: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> v1.Monitor:
        """Creates a monitor, for example of "debit_balance > 1000.00" at a precision of 100.

        `condition`: text, its parts ("debit_balance", ">", Decimal("1000")), or the message; or
        several as `conditions`. The balance is named by its id, or by indicator and currency.
        """
        request = v1.CreateMonitorRequest(
            monitor_id=monitor_id or new_id("mon"),
            balance_id=balance_id,
            indicator=indicator,
            currency=currency,
            condition=None if condition is None else monitor_condition(condition, precision),
            conditions=[monitor_condition(each, precision) for each in conditions],
            match=match,
            steps=steps,
            trigger=trigger,
            cooldown=duration(cooldown),
            description=description,
            call_back_url=call_back_url,
            meta_data=meta_data_text(meta_data),
            disabled=disabled,
            fire_immediately=fire_immediately,
            roll_up=roll_up,
            ledger_rule=ledger_rule,
            override_key=override_key,
        )
        return (self._stub.create_monitor(request, timeout=timeout, retry=True)).monitor

    def get(self, monitor_id: str, *, timeout: Optional[float] = None) -> v1.Monitor:
        """Reads one with its present state. Raises NotFound."""
        request = v1.GetMonitorRequest(monitor_id=monitor_id)
        return (self._stub.get_monitor(request, timeout=timeout, retry=True)).monitor

    def list(
        self,
        *,
        balance_id: str = "",
        state: v1.MonitorState = v1.MONITOR_STATE_UNSPECIFIED,
        field: v1.MonitorField = v1.MONITOR_FIELD_UNSPECIFIED,
        enabled: Optional[bool] = None,
        meta_data: Iterable[v1.MetaDataFilter] = (),
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Monitor]:
        """The monitors that meet all that is given, page by page. `timeout` is for each page."""
        request = v1.ListMonitorsRequest(
            filter=v1.MonitorFilter(
                balance_id=balance_id,
                state=state,
                field=field,
                enabled=enabled,
                meta_data=meta_data,
            ),
            order=order,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_monitors(request, timeout=timeout, retry=True)
            for monitor in page.monitors:
                yield monitor
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def list_of_balance(
        self,
        *,
        balance_id: str = "",
        indicator: str = "",
        currency: str = "",
        include_covering: bool = False,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Monitor]:
        """The monitors of one balance, in the order in which they would fire."""
        request = v1.ListBalanceMonitorsRequest(
            balance_id=balance_id,
            indicator=indicator,
            currency=currency,
            include_covering=include_covering,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_balance_monitors(request, timeout=timeout, retry=True)
            for monitor in page.monitors:
                yield monitor
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def update(
        self,
        monitor_id: str,
        *,
        condition: Optional[Condition] = None,
        precision: int = 0,
        conditions: Optional[Iterable[Condition]] = None,
        match: Optional[v1.ConditionMatch] = None,
        steps: Optional[Iterable[v1.MonitorStep]] = None,
        balance_id: Optional[str] = None,
        roll_up: Optional[v1.MonitorRollUp] = None,
        ledger_rule: Optional[v1.MonitorLedgerRule] = None,
        trigger: Optional[v1.Trigger] = None,
        cooldown: Optional[Span] = None,
        description: Optional[str] = None,
        call_back_url: Optional[str] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        enabled: Optional[bool] = None,
        override_key: Optional[str] = None,
        expected_version: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.Monitor:
        """Changes what is given; the rest stays. Conditions and steps are the whole new ones."""
        request = v1.UpdateMonitorRequest(
            monitor_id=monitor_id,
            balance_id=balance_id,
            condition=None if condition is None else monitor_condition(condition, precision),
            conditions=[monitor_condition(each, precision) for each in conditions or ()],
            match=match,
            steps=steps,
            roll_up=roll_up,
            ledger_rule=ledger_rule,
            trigger=trigger,
            cooldown=duration(cooldown),
            description=description,
            call_back_url=call_back_url,
            meta_data=meta_data_text(meta_data),
            enabled=enabled,
            override_key=override_key,
            update_mask=mask(
                balance_id=balance_id,
                condition=condition,
                conditions=conditions,
                match=match,
                steps=steps,
                roll_up=roll_up,
                ledger_rule=ledger_rule,
                trigger=trigger,
                cooldown=cooldown,
                description=description,
                call_back_url=call_back_url,
                meta_data=meta_data,
                enabled=enabled,
                override_key=override_key,
            ),
            expected_version=expected_version,
        )
        # With an expected version, a second try would refuse what the first has done.
        again = not expected_version
        return (self._stub.update_monitor(request, timeout=timeout, retry=again)).monitor

    def delete(
        self, monitor_id: str, *, expected_version: int = 0, timeout: Optional[float] = None
    ) -> v1.Monitor:
        """Deletes one, and answers with it as it last was. Raises NotFound, also the second time."""
        request = v1.DeleteMonitorRequest(
            monitor_id=monitor_id, expected_version=expected_version
        )
        return (self._stub.delete_monitor(request, timeout=timeout)).monitor

    def test(
        self,
        monitor: MonitorName,
        *,
        balance_id: str = "",
        send_test_event: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.TestMonitorResponse:
        """What a stored monitor, or one that could be created, would say now. Changes nothing.

        `balance_id`: for a ledger rule, which balance. `send_test_event`: try its webhooks too.
        """
        request = v1.TestMonitorRequest(balance_id=balance_id, send_test_event=send_test_event)
        if isinstance(monitor, str):
            request.monitor_id = monitor
        else:
            request.candidate.CopyFrom(monitor)
        # Sent twice, a test event would be sent twice.
        return self._stub.test_monitor(
            request, timeout=timeout, retry=not send_test_event
        )

    def replay(
        self,
        monitor: MonitorName,
        *,
        from_sequence: int = 0,
        to_sequence: int = 0,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Event]:
        """What a monitor would have fired over past commits, oldest first. Changes nothing."""
        request = v1.ReplayMonitorRequest(
            from_sequence=from_sequence, to_sequence=to_sequence, page_size=page_size
        )
        if isinstance(monitor, str):
            request.monitor_id = monitor
        else:
            request.candidate.CopyFrom(monitor)
        while True:
            page = self._stub.replay_monitor(request, timeout=timeout, retry=True)
            for event in page.events:
                yield event
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token
