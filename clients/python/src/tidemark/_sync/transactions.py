# Made by unasync.py of tidemark/_async/transactions.py. Never edited.
"""Transactions: the only way to move money."""

from __future__ import annotations

from collections.abc import Iterator, Iterable, Mapping
from typing import Any, Optional

from tidemark._sync.channel import Channel
from tidemark._generated import v1
from tidemark._generated.sync_stubs import TransactionService
from tidemark.batches import BatchRequest, batch_item
from tidemark.identifiers import new_reference
from tidemark.masks import mask
from tidemark.splits import Split, split_messages
from tidemark.values import Amount, Time, amount_text, meta_data_text, timestamp


class Transactions:
    """`client.transactions`

    Every call that moves money carries a reference; None makes one. It is sent again with the same
    one after UNAVAILABLE or a lost connection, and so never applied twice. Give your own where you
    want to send it again yourself: after NoAnswer, or after a crash of your process.
    """

    def __init__(self, channel: Channel) -> None:
        self._stub = TransactionService(channel)

    def create(
        self,
        *,
        currency: str,
        source: str = "",
        destination: str = "",
        amount: Optional[Amount] = None,
        precision: int = 0,
        precise_amount: Optional[Amount] = None,
        reference: Optional[str] = None,
        sources: Iterable[Split] = (),
        destinations: Iterable[Split] = (),
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        rounding: v1.Rounding = v1.ROUNDING_UNSPECIFIED,
        allow_overdraft: bool = False,
        overdraft_limit: Optional[Amount] = None,
        inflight: bool = False,
        inflight_expires_at: Optional[Time] = None,
        inflight_commit_at: Optional[Time] = None,
        scheduled_for: Optional[Time] = None,
        effective_at: Optional[Time] = None,
        expected_versions: Optional[Mapping[str, int]] = None,
        ledger_id: str = "",
        require_existing_balances: bool = False,
        dry_run: bool = False,
        transaction_id: str = "",
        timeout: Optional[float] = None,
    ) -> v1.CreateTransactionResponse:
        """Moves money, holds it (`inflight`), or schedules either.

        `source` and `destination` are ids or indicators. The amount is `amount` in major units with
        its `precision` ("100.50", 100), or `precise_amount` in minor ones (10050).
        `sources` and `destinations` are several of them, each with its share: ("@bob", "60%"),
        ("@fees", "1.50") in the units of the amount, or ("@rest", "left").
        `expected_versions`: by balance id. The reply has the transaction and each touched balance.

        Raises FailedPrecondition where the funds or the balances don't allow it, AlreadyExists
        where the reference was used for something else, InvalidArgument and NotFound.
        """
        in_minor_units = precise_amount is not None
        request = v1.CreateTransactionRequest(
            transaction_id=transaction_id,
            reference=reference or new_reference(),
            currency=currency,
            precise_amount=amount_text(precise_amount),
            amount=amount_text(amount),
            precision=precision,
            rounding=rounding,
            source=source,
            sources=split_messages(sources, in_minor_units=in_minor_units),
            destination=destination,
            destinations=split_messages(destinations, in_minor_units=in_minor_units),
            description=description,
            allow_overdraft=allow_overdraft,
            overdraft_limit=amount_text(overdraft_limit),
            inflight=inflight,
            inflight_expires_at=timestamp(inflight_expires_at),
            inflight_commit_at=timestamp(inflight_commit_at),
            scheduled_for=timestamp(scheduled_for),
            effective_at=timestamp(effective_at),
            meta_data=meta_data_text(meta_data),
            dry_run=dry_run,
            expected_versions=versions(expected_versions),
            ledger_id=ledger_id,
            require_existing_balances=require_existing_balances,
        )
        return self._stub.create_transaction(request, timeout=timeout, retry=True)

    def get(self, transaction_id: str, *, timeout: Optional[float] = None) -> v1.Transaction:
        """Reads one. Raises NotFound."""
        request = v1.GetTransactionRequest(transaction_id=transaction_id)
        return (self._stub.get_transaction(request, timeout=timeout, retry=True)).transaction

    def get_by_reference(
        self, reference: str, *, timeout: Optional[float] = None
    ) -> v1.Transaction:
        """Reads one by its reference: what became of a call that wasn't answered."""
        request = v1.GetTransactionByReferenceRequest(reference=reference)
        reply = self._stub.get_transaction_by_reference(request, timeout=timeout, retry=True)
        return reply.transaction

    def list(
        self,
        *,
        balance_id: str = "",
        parent_transaction: str = "",
        status: v1.TransactionStatus = v1.TRANSACTION_STATUS_UNSPECIFIED,
        kind: v1.TransactionKind = v1.TRANSACTION_KIND_UNSPECIFIED,
        currency: str = "",
        reference_prefix: str = "",
        created_at: Optional[v1.TimeRange] = None,
        effective_at: Optional[v1.TimeRange] = None,
        scheduled_for: Optional[v1.TimeRange] = None,
        meta_data: Iterable[v1.MetaDataFilter] = (),
        min_precise_amount: Optional[Amount] = None,
        max_precise_amount: Optional[Amount] = None,
        order: v1.SortOrder = v1.SORT_ORDER_NEWEST_FIRST,
        page_size: int = 0,
        timeout: Optional[float] = None,
    ) -> Iterator[v1.Transaction]:
        """Those that meet all that is given, page by page. `timeout` is for each page."""
        request = v1.ListTransactionsRequest(
            filter=v1.TransactionFilter(
                balance_id=balance_id,
                parent_transaction=parent_transaction,
                status=status,
                kind=kind,
                currency=currency,
                reference_prefix=reference_prefix,
                created_at=created_at,
                effective_at=effective_at,
                scheduled_for=scheduled_for,
                meta_data=meta_data,
                min_precise_amount=amount_text(min_precise_amount),
                max_precise_amount=amount_text(max_precise_amount),
            ),
            order=order,
            page_size=page_size,
        )
        while True:
            page = self._stub.list_transactions(request, timeout=timeout, retry=True)
            for transaction in page.transactions:
                yield transaction
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def commit(
        self,
        transaction_id: str,
        *,
        amount: Optional[Amount] = None,
        precision: int = 0,
        precise_amount: Optional[Amount] = None,
        reference: Optional[str] = None,
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        effective_at: Optional[Time] = None,
        expected_versions: Optional[Mapping[str, int]] = None,
        dry_run: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.CommitInflightResponse:
        """Settles a hold or a part of it; without an amount, all that remains."""
        request = v1.CommitInflightRequest(
            transaction_id=transaction_id,
            reference=reference or new_reference(),
            amount=amount_text(amount),
            precision=precision,
            precise_amount=amount_text(precise_amount),
            description=description,
            meta_data=meta_data_text(meta_data),
            effective_at=timestamp(effective_at),
            dry_run=dry_run,
            expected_versions=versions(expected_versions),
        )
        return self._stub.commit_inflight(request, timeout=timeout, retry=True)

    def void(
        self,
        transaction_id: str,
        *,
        reference: Optional[str] = None,
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        expected_versions: Optional[Mapping[str, int]] = None,
        dry_run: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.VoidInflightResponse:
        """Releases what remains of a hold."""
        request = v1.VoidInflightRequest(
            transaction_id=transaction_id,
            reference=reference or new_reference(),
            description=description,
            meta_data=meta_data_text(meta_data),
            dry_run=dry_run,
            expected_versions=versions(expected_versions),
        )
        return self._stub.void_inflight(request, timeout=timeout, retry=True)

    def update_hold(
        self,
        transaction_id: str,
        *,
        amount: Optional[Amount] = None,
        precision: int = 0,
        precise_amount: Optional[Amount] = None,
        inflight_expires_at: Optional[Time] = None,
        inflight_commit_at: Optional[Time] = None,
        clear: Iterable[str] = (),
        reference: Optional[str] = None,
        allow_overdraft: bool = False,
        overdraft_limit: Optional[Amount] = None,
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        expected_versions: Optional[Mapping[str, int]] = None,
        dry_run: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.UpdateInflightResponse:
        """Raises, lowers or extends a hold; what isn't given stays.

        The amount is the new total, what is committed included. `clear` takes times away:
        ["inflight_expires_at"], ["inflight_commit_at"] or both.
        """
        changes = mask(
            amount=precise_amount if amount is None else amount,
            inflight_expires_at=inflight_expires_at,
            inflight_commit_at=inflight_commit_at,
        )
        changes.paths.extend(clear)
        request = v1.UpdateInflightRequest(
            transaction_id=transaction_id,
            reference=reference or new_reference(),
            amount=amount_text(amount),
            precision=precision,
            precise_amount=amount_text(precise_amount),
            inflight_expires_at=timestamp(inflight_expires_at),
            inflight_commit_at=timestamp(inflight_commit_at),
            update_mask=changes,
            allow_overdraft=allow_overdraft,
            overdraft_limit=amount_text(overdraft_limit),
            description=description,
            meta_data=meta_data_text(meta_data),
            dry_run=dry_run,
            expected_versions=versions(expected_versions),
        )
        return self._stub.update_inflight(request, timeout=timeout, retry=True)

    def refund(
        self,
        transaction_id: str,
        *,
        amount: Optional[Amount] = None,
        precision: int = 0,
        precise_amount: Optional[Amount] = None,
        reference: Optional[str] = None,
        allow_overdraft: bool = False,
        overdraft_limit: Optional[Amount] = None,
        description: str = "",
        meta_data: Optional[Mapping[str, Any]] = None,
        effective_at: Optional[Time] = None,
        expected_versions: Optional[Mapping[str, int]] = None,
        dry_run: bool = False,
        timeout: Optional[float] = None,
    ) -> v1.RefundTransactionResponse:
        """Moves settled money back; without an amount, all that isn't refunded.

        Without an amount and a reference, the reference is the id with "_refund" behind it: asked
        for twice, such a refund is made once. A hold can settle more after its refund; for a second
        refund of it give a reference.
        """
        in_parts = amount is not None or precise_amount is not None
        request = v1.RefundTransactionRequest(
            transaction_id=transaction_id,
            reference=reference or refund_reference(transaction_id, in_parts=in_parts),
            amount=amount_text(amount),
            precision=precision,
            precise_amount=amount_text(precise_amount),
            allow_overdraft=allow_overdraft,
            overdraft_limit=amount_text(overdraft_limit),
            description=description,
            meta_data=meta_data_text(meta_data),
            effective_at=timestamp(effective_at),
            dry_run=dry_run,
            expected_versions=versions(expected_versions),
        )
        return self._stub.refund_transaction(request, timeout=timeout, retry=True)

    def cancel(
        self, transaction_id: str, *, timeout: Optional[float] = None
    ) -> v1.CancelTransactionResponse:
        """Takes a scheduled transaction back before its time."""
        request = v1.CancelTransactionRequest(transaction_id=transaction_id)
        return self._stub.cancel_transaction(request, timeout=timeout, retry=True)

    def batch(
        self,
        requests: Iterable[BatchRequest],
        *,
        atomic: bool = False,
        view: v1.BatchView = v1.BATCH_VIEW_BRIEF,
        dry_run: bool = False,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateBatchResponse:
        """Runs up to 10,000 writes from one message: the requests of their own methods.

        `retry`: send it again after UNAVAILABLE or a lost connection. Only where every item has a
        reference or an id of yours.
        """
        request = v1.CreateBatchRequest(
            items=[batch_item(each) for each in requests], atomic=atomic, view=view, dry_run=dry_run
        )
        return self._stub.create_batch(request, timeout=timeout, retry=retry)


def refund_reference(transaction_id: str, *, in_parts: bool) -> str:
    return new_reference() if in_parts else f"{transaction_id}_refund"


def versions(expected: Optional[Mapping[str, int]]) -> Iterable[v1.ExpectedVersion]:
    return [
        v1.ExpectedVersion(balance_id=balance_id, version=version)
        for balance_id, version in (expected or {}).items()
    ]
