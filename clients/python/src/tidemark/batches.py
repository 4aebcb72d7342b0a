"""The items of a batch."""

from __future__ import annotations

from typing import Union

from tidemark._generated import v1

BatchRequest = Union[
    v1.CreateLedgerRequest,
    v1.CreateBalanceRequest,
    v1.UpdateBalanceRequest,
    v1.CreateTransactionRequest,
    v1.CommitInflightRequest,
    v1.VoidInflightRequest,
    v1.UpdateInflightRequest,
    v1.RefundTransactionRequest,
    v1.CancelTransactionRequest,
    v1.CreateMonitorRequest,
    v1.UpdateMonitorRequest,
    v1.DeleteMonitorRequest,
]

# The member of BatchItem for each type of request.
MEMBERS = {
    field.message_type.name: field.name
    for field in v1.BatchItem.DESCRIPTOR.oneofs_by_name["request"].fields
    if field.message_type is not None
}


def batch_item(request: BatchRequest) -> v1.BatchItem:
    item = v1.BatchItem()
    getattr(item, MEMBERS[request.DESCRIPTOR.name]).CopyFrom(request)
    return item
