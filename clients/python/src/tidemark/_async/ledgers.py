"""Ledgers: the groups that balances live in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Optional

from tidemark._async.channel import Channel
from tidemark._generated import v1
from tidemark._generated.async_stubs import LedgerService
from tidemark.identifiers import new_id
from tidemark.masks import mask
from tidemark.values import meta_data_text


class Ledgers:
    """`client.ledgers`"""

    def __init__(self, channel: Channel) -> None:
        self._stub = LedgerService(channel)

    async def create(
        self,
        name: str,
        *,
        ledger_id: Optional[str] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        timeout: Optional[float] = None,
    ) -> v1.Ledger:
        """Creates a ledger. `ledger_id`: None makes one."""
        request = v1.CreateLedgerRequest(
            ledger_id=ledger_id or new_id("ldg"),
            name=name,
            meta_data=meta_data_text(meta_data),
        )
        return (await self._stub.create_ledger(request, timeout=timeout, retry=True)).ledger

    async def get(self, ledger_id: str, *, timeout: Optional[float] = None) -> v1.Ledger:
        """Reads one. Raises NotFound."""
        request = v1.GetLedgerRequest(ledger_id=ledger_id)
        return (await self._stub.get_ledger(request, timeout=timeout, retry=True)).ledger

    async def list(
        self,
        *,
        name_prefix: str = "",
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> AsyncIterator[v1.Ledger]:
        """All ledgers, page by page. `timeout` is for each page."""
        request = v1.ListLedgersRequest(name_prefix=name_prefix, order=order, page_size=page_size)
        while True:
            page = await self._stub.list_ledgers(request, timeout=timeout, retry=True)
            for ledger in page.ledgers:
                yield ledger
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    async def update(
        self,
        ledger_id: str,
        *,
        name: Optional[str] = None,
        meta_data: Optional[Mapping[str, Any]] = None,
        expected_version: int = 0,
        timeout: Optional[float] = None,
    ) -> v1.Ledger:
        """Changes what is given. `meta_data` is merged by its keys; None as a value removes one."""
        request = v1.UpdateLedgerRequest(
            ledger_id=ledger_id,
            name=name,
            meta_data=meta_data_text(meta_data),
            update_mask=mask(name=name, meta_data=meta_data),
            expected_version=expected_version,
        )
        # With an expected version, a second try would refuse what the first has done.
        again = not expected_version
        return (await self._stub.update_ledger(request, timeout=timeout, retry=again)).ledger
