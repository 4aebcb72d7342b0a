# Made by unasync.py of tidemark/_async/balances.py. Never edited.
"""Balances: reading them, describing them, asking what could leave them."""

from __future__ import annotations

from collections.abc import Iterator, Iterable, Mapping
from typing import Any, Optional

from tidemark._sync.channel import Channel
from tidemark._generated import v1
from tidemark._generated.sync_stubs import BalanceService
from tidemark.history import Point, as_of_point
from tidemark.identifiers import new_id
from tidemark.masks import mask
from tidemark.values import Amount, Time, amount_text, meta_data_text


class Balances:
    """`client.balances`"""

    def __init__(self, channel: Channel) -> None:
        self._stub = BalanceService(channel)

    def create(
        self,
        *,
        currency: str,
        indicator: str = "",
        ledger_id: str = "",
        identity_id: str = "",
        currency_multiplier: int = 0,
        overdraft_limit: Optional[Amount] = None,
        credit_limit: Optional[Amount] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        track_fund_lineage: bool = False,
        allocation_strategy: v1.AllocationStrategy = v1.ALLOCATION_STRATEGY_UNSPECIFIED,
        balance_id: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> v1.Balance:
        """Creates a balance. Limits are in minor units. `balance_id`: None makes one.

        Raises AlreadyExists where another balance has the indicator in this currency.
        """
        request = v1.CreateBalanceRequest(
            balance_id=balance_id or new_id("bln"),
            ledger_id=ledger_id,
            identity_id=identity_id,
            indicator=indicator,
            currency=currency,
            currency_multiplier=currency_multiplier,
            overdraft_limit=amount_text(overdraft_limit),
            credit_limit=amount_text(credit_limit),
            track_fund_lineage=track_fund_lineage,
            allocation_strategy=allocation_strategy,
            meta_data=meta_data_text(meta_data),
        )
        return (self._stub.create_balance(request, timeout=timeout, retry=True)).balance

    def get(
        self,
        balance_id: str,
        *,
        as_of: Optional[Point] = None,
        as_of_recorded: Optional[Time] = None,
        as_of_sequence: Optional[int] = None,
        min_sequence: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.Balance:
        """Reads one, now or at a point of its history. Raises NotFound.

        `as_of`: all that counts at this time, whenever it was recorded. `as_of_recorded`: what a
        reader would have seen then. `as_of_sequence`: right after this commit.
        """
        request = v1.GetBalanceRequest(
            balance_id=balance_id,
            as_of=as_of_point(as_of, as_of_recorded, as_of_sequence),
            min_sequence=min_sequence,
        )
        return (self._stub.get_balance(request, timeout=timeout, retry=True)).balance

    def get_by_indicator(
        self,
        indicator: str,
        currency: str,
        *,
        as_of: Optional[Point] = None,
        as_of_recorded: Optional[Time] = None,
        as_of_sequence: Optional[int] = None,
        min_sequence: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.Balance:
        """Reads one by its indicator and currency, as `get` does. Raises NotFound."""
        request = v1.GetBalanceByIndicatorRequest(
            indicator=indicator,
            currency=currency,
            as_of=as_of_point(as_of, as_of_recorded, as_of_sequence),
            min_sequence=min_sequence,
        )
        reply = self._stub.get_balance_by_indicator(request, timeout=timeout, retry=True)
        return reply.balance

    def get_many(
        self,
        balance_ids: Iterable[str],
        *,
        as_of: Optional[Point] = None,
        as_of_recorded: Optional[Time] = None,
        as_of_sequence: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> v1.BatchGetBalancesResponse:
        """Reads up to 1,000 at one sequence; ids that don't exist are in `missing_ids`."""
        request = v1.BatchGetBalancesRequest(
            balance_ids=balance_ids,
            as_of=as_of_point(as_of, as_of_recorded, as_of_sequence),
        )
        return self._stub.batch_get_balances(request, timeout=timeout, retry=True)

    def list(
        self,
        *,
        currency: str = "",
        indicator_prefix: str = "",
        ledger_id: str = "",
        identity_id: str = "",
        status: v1.BalanceStatus = v1.BALANCE_STATUS_UNSPECIFIED,
        sums: Iterable[v1.SumFilter] = (),
        meta_data: Iterable[v1.MetaDataFilter] = (),
        created_at: Optional[v1.TimeRange] = None,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Balance]:
        """The balances that meet all that is given, page by page. `timeout` is for each page."""
        request = v1.ListBalancesRequest(
            filter=v1.BalanceFilter(
                ledger_id=ledger_id,
                identity_id=identity_id,
                currency=currency,
                indicator_prefix=indicator_prefix,
                status=status,
                sums=sums,
                meta_data=meta_data,
                created_at=created_at,
            ),
            order=order,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_balances(request, timeout=timeout, retry=True)
            for balance in page.balances:
                yield balance
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def update(
        self,
        balance_id: str,
        *,
        identity_id: Optional[str] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        overdraft_limit: Optional[Amount] = None,
        credit_limit: Optional[Amount] = None,
        status: Optional[v1.BalanceStatus] = None,
        expected_version: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.Balance:
        """Changes what is given; "" clears a limit or the identity.

        `meta_data` is merged by its keys; None as a value removes one.
        """
        request = v1.UpdateBalanceRequest(
            balance_id=balance_id,
            identity_id=identity_id,
            meta_data=meta_data_text(meta_data),
            overdraft_limit=amount_text(overdraft_limit),
            credit_limit=amount_text(credit_limit),
            status=status,
            update_mask=mask(
                identity_id=identity_id,
                meta_data=meta_data,
                overdraft_limit=overdraft_limit,
                credit_limit=credit_limit,
                status=status,
            ),
            expected_version=expected_version,
        )
        # A version counts transactions, so a second try still finds it.
        return (self._stub.update_balance(request, timeout=timeout, retry=True)).balance

    def check_funds(
        self,
        *,
        balance_id: str = "",
        indicator: str = "",
        currency: str = "",
        amount: Optional[Amount] = None,
        precision: int = 0,
        precise_amount: Optional[Amount] = None,
        allow_overdraft: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.CheckFundsResponse:
        """Answers whether an amount could leave now, and how much could. A promise is a hold."""
        request = v1.CheckFundsRequest(
            balance_id=balance_id,
            indicator=indicator,
            currency=currency,
            amount=amount_text(amount),
            precision=precision,
            precise_amount=amount_text(precise_amount),
            allow_overdraft=allow_overdraft,
        )
        return self._stub.check_funds(request, timeout=timeout, retry=True)

    def entries(
        self,
        balance_id: str,
        *,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        created_at: Optional[v1.TimeRange] = None,
        effective_at: Optional[v1.TimeRange] = None,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Entry]:
        """The history of a balance, page by page, each entry with the sums after it."""
        request = v1.ListEntriesRequest(
            balance_id=balance_id,
            order=order,
            created_at=created_at,
            effective_at=effective_at,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_entries(request, timeout=timeout, retry=True)
            for entry in page.entries:
                yield entry
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def lineage(
        self, balance_id: str, *, page_size: int = 0, timeout: Optional[float] = None
    ) -> Iterator[v1.LineageProvider]:
        """Where the money of a balance is from: received, spent and available by provider.

        Raises FailedPrecondition where the balance wasn't created with `track_fund_lineage`.
        """
        request = v1.GetLineageRequest(balance_id=balance_id, page_size=page_size)
        while True:
            page = self._stub.get_lineage(request, timeout=timeout, retry=True)
            for provider in page.providers:
                yield provider
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def recompute(
        self, balance_id: str, *, timeout: Optional[float] = None
    ) -> v1.RecomputeBalanceResponse:
        """Adds up the entries and compares with the stored sums; `drifted` if they differ."""
        request = v1.RecomputeBalanceRequest(balance_id=balance_id)
        return self._stub.recompute_balance(request, timeout=timeout, retry=True)
