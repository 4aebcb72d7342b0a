# Made by proto/generate.sh. Never edited.
"""Every method of every service, one call each: for asyncio."""

from typing import Optional

from tidemark._generated import health, v1
from tidemark._async.channel import Channel
from tidemark._async.streams import DuplexStream as DuplexStream
from tidemark._async.streams import ServerStream as ServerStream


class Health:
    """Whether the server, or one of its services, serves. `service` is a full name, such as
    "tidemark.v1.BalanceService"; empty is the server as a whole.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def check(
        self,
        request: health.HealthCheckRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> health.HealthCheckResponse:
        """Answers at once. Unknown services: NOT_FOUND / SERVICE_NOT_FOUND."""
        return await self._channel.unary(
            "grpc.health.v1.Health",
            "Check",
            request,
            health.HealthCheckResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list(
        self,
        request: health.HealthListRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> health.HealthListResponse:
        """Answers for all services at once."""
        return await self._channel.unary(
            "grpc.health.v1.Health",
            "List",
            request,
            health.HealthListResponse,
            timeout=timeout,
            retry=retry,
        )

    def watch(self, request: health.HealthCheckRequest) -> ServerStream[health.HealthCheckResponse]:
        """Answers at once and then on each change. Unknown services: SERVICE_UNKNOWN, and the
        stream goes on. Errors: RESOURCE_EXHAUSTED / TOO_MANY_WATCHERS.
        """
        return self._channel.server_stream(
            "grpc.health.v1.Health",
            "Watch",
            request,
            health.HealthCheckResponse,
        )


class AdminService:
    """The server itself: what it is, how it does, and whether its books are right."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def get_server_info(
        self,
        request: v1.GetServerInfoRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetServerInfoResponse:
        """Says what the server is and which limits it has. Needs no token."""
        return await self._channel.unary(
            "tidemark.v1.AdminService",
            "GetServerInfo",
            request,
            v1.GetServerInfoResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_stats(
        self,
        request: v1.GetStatsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetStatsResponse:
        """Counts. Cheap enough to be asked every second."""
        return await self._channel.unary(
            "tidemark.v1.AdminService",
            "GetStats",
            request,
            v1.GetStatsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def authenticate(
        self,
        request: v1.AuthenticateRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.AuthenticateResponse:
        """Gives this connection a token, for all later calls on it, streams included. Over TCP a
        client whose library can't send metadata with a stream calls it first. Needless over a
        Unix socket. Errors: UNAUTHENTICATED / INVALID_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.AdminService",
            "Authenticate",
            request,
            v1.AuthenticateResponse,
            timeout=timeout,
            retry=retry,
        )

    def verify(self, request: v1.VerifyRequest) -> ServerStream[v1.VerifyResponse]:
        """Derives every balance, index and hash anew from the entries and compares, on a snapshot,
        while the server goes on. Streams its progress; the last message has `complete` set.
        Findings are no errors.
        Errors: RESOURCE_EXHAUSTED / ALREADY_RUNNING.
        """
        return self._channel.server_stream(
            "tidemark.v1.AdminService",
            "Verify",
            request,
            v1.VerifyResponse,
        )

    async def list_connections(
        self,
        request: v1.ListConnectionsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListConnectionsResponse:
        """Lists open connections by number.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.AdminService",
            "ListConnections",
            request,
            v1.ListConnectionsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_subscribers(
        self,
        request: v1.ListSubscribersRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListSubscribersResponse:
        """Lists running streams of events by the time of their beginning.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.AdminService",
            "ListSubscribers",
            request,
            v1.ListSubscribersResponse,
            timeout=timeout,
            retry=retry,
        )

    def backup(self, request: v1.BackupRequest) -> ServerStream[v1.BackupResponse]:
        """Copies the store, as of one sequence, into a folder on the server's machine while the
        server goes on. Only over a Unix socket. Streams its progress; the last message has
        `complete` set. An interrupted copy is removed.
        Errors: INVALID_ARGUMENT / FIELD_INVALID for a path that isn't absolute; ALREADY_EXISTS /
        BACKUP_EXISTS for a folder that isn't empty; PERMISSION_DENIED / LOCAL_ONLY over TCP;
        RESOURCE_EXHAUSTED / ALREADY_RUNNING or DISK_FULL.
        """
        return self._channel.server_stream(
            "tidemark.v1.AdminService",
            "Backup",
            request,
            v1.BackupResponse,
        )


class BalanceService:
    """Balances: reading them, describing them, and proving their sums. Money moves in
    TransactionService. Balances are never deleted.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def create_balance(
        self,
        request: v1.CreateBalanceRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateBalanceResponse:
        """Creates a balance. A retry with the same `balance_id` and content answers with the first
        result in its present state. Emits `balance.created`.
        Errors: NOT_FOUND / LEDGER_NOT_FOUND; ALREADY_EXISTS / DUPLICATE_ID; ALREADY_EXISTS /
        DUPLICATE_INDICATOR with the id of the balance that has it.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "CreateBalance",
            request,
            v1.CreateBalanceResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_balance(
        self,
        request: v1.GetBalanceRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetBalanceResponse:
        """Reads one balance, now or at a point of its history.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "GetBalance",
            request,
            v1.GetBalanceResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_balance_by_indicator(
        self,
        request: v1.GetBalanceByIndicatorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetBalanceByIndicatorResponse:
        """Reads one balance by its indicator and currency.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "GetBalanceByIndicator",
            request,
            v1.GetBalanceByIndicatorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def batch_get_balances(
        self,
        request: v1.BatchGetBalancesRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.BatchGetBalancesResponse:
        """Reads many balances at one sequence. Unknown ids are no error; they are listed apart."""
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "BatchGetBalances",
            request,
            v1.BatchGetBalancesResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_balances(
        self,
        request: v1.ListBalancesRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListBalancesResponse:
        """Lists balances, filtered.
        Errors: INVALID_ARGUMENT / UNKNOWN_FILTER; INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "ListBalances",
            request,
            v1.ListBalancesResponse,
            timeout=timeout,
            retry=retry,
        )

    async def update_balance(
        self,
        request: v1.UpdateBalanceRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UpdateBalanceResponse:
        """Changes what describes a balance: identity, metadata (merged), limits, status. Sums don't
        change and no monitor is evaluated. A limit may be set below what is already used; it
        then only binds what comes. Emits `balance.updated`. A retry writes the same values
        again; guard it with `expected_version` where that matters.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND; ABORTED / VERSION_MISMATCH with the actual
        version; FAILED_PRECONDITION / BALANCE_NOT_EMPTY when closing one with money or open
        holds.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "UpdateBalance",
            request,
            v1.UpdateBalanceResponse,
            timeout=timeout,
            retry=retry,
        )

    async def check_funds(
        self,
        request: v1.CheckFundsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CheckFundsResponse:
        """Answers whether an amount could leave a balance right now, by the same rule as a
        transaction, and how much could. Promises nothing for later: a hold does.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND; FAILED_PRECONDITION / CURRENCY_MISMATCH for a
        currency that isn't the balance's; FAILED_PRECONDITION / PRECISION_MISMATCH; those of an
        amount (see TransactionService).
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "CheckFunds",
            request,
            v1.CheckFundsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def recompute_balance(
        self,
        request: v1.RecomputeBalanceRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.RecomputeBalanceResponse:
        """Adds up all entries of a balance and compares with its stored sums. Reads only: a drift
        is reported, never repaired.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "RecomputeBalance",
            request,
            v1.RecomputeBalanceResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_lineage(
        self,
        request: v1.GetLineageRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetLineageResponse:
        """Lists the providers of a balance that tracks its lineage, in the order of their first
        deposit. Errors: NOT_FOUND / BALANCE_NOT_FOUND; FAILED_PRECONDITION /
        LINEAGE_NOT_TRACKED.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "GetLineage",
            request,
            v1.GetLineageResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_entries(
        self,
        request: v1.ListEntriesRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListEntriesResponse:
        """The history of a balance: its entries in the order of recording, each with the sums after
        it. Errors: NOT_FOUND / BALANCE_NOT_FOUND; INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.BalanceService",
            "ListEntries",
            request,
            v1.ListEntriesResponse,
            timeout=timeout,
            retry=retry,
        )


class EventService:
    """Events: what happened, in order, without a gap and without a double; live, from any sequence
    that is still retained, and by webhook.

    A reader keeps the last `sequence` that it has dealt with and goes on from the one after.
    Deliveries can then repeat (after a crash of the reader) but never be lost. Use one
    connection for each subscription: a full socket holds up everything on its connection.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def subscribe(self, request: v1.SubscribeRequest) -> ServerStream[v1.SubscribeResponse]:
        """Streams events: what is stored from `from_sequence` on, then what comes. The first
        message comes at once, carries the `subscription_id` and may be without events. A message
        never divides a commit, unless the commit alone is too large for a frame
        (`commit_continues`). It ends by Unsubscribe (OK), by the client's close (CANCELLED), by
        disconnect, or by an error: OUT_OF_RANGE / CURSOR_EXPIRED with the oldest sequence that
        is left (metadata key "oldest_sequence"); RESOURCE_EXHAUSTED / SUBSCRIBER_TOO_SLOW,
        UNAVAILABLE / SHUTTING_DOWN and ABORTED / SUBSCRIPTION_TAKEN_OVER with the sequence to
        resume from (metadata key "resume_from"); NOT_FOUND / SUBSCRIPTION_NOT_FOUND;
        RESOURCE_EXHAUSTED / TOO_MANY_SUBSCRIBERS.
        """
        return self._channel.server_stream(
            "tidemark.v1.EventService",
            "Subscribe",
            request,
            v1.SubscribeResponse,
        )

    def watch(self) -> DuplexStream[v1.WatchRequest, v1.WatchResponse]:
        """Streams events as Subscribe does, but only as many messages as the client gives credit
        for, and takes acknowledgements on the same stream. The client's first message is
        `start`. Closing the client's side ends it. Without credit it waits as long as its cursor
        is retained.
        Errors: those of Subscribe; INVALID_ARGUMENT / MALFORMED_REQUEST for a stream without
        `start` or with two.
        """
        return self._channel.duplex_stream(
            "tidemark.v1.EventService",
            "Watch",
            v1.WatchRequest,
            v1.WatchResponse,
        )

    async def unsubscribe(
        self,
        request: v1.UnsubscribeRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UnsubscribeResponse:
        """Ends a stream of Subscribe or Watch by its id, from any connection. The stream ends OK; a
        durable subscription itself stays. Once it answers, nothing more is sent on the stream.
        Errors: NOT_FOUND / SUBSCRIPTION_NOT_FOUND, also if it had ended before.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "Unsubscribe",
            request,
            v1.UnsubscribeResponse,
            timeout=timeout,
            retry=retry,
        )

    async def pull_events(
        self,
        request: v1.PullEventsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.PullEventsResponse:
        """Reads a piece of the event log, for clients without streams. With `wait` it stays until
        there is something to answer.
        Errors: OUT_OF_RANGE / CURSOR_EXPIRED; INVALID_ARGUMENT / INVALID_PAGE_TOKEN; NOT_FOUND /
        SUBSCRIPTION_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "PullEvents",
            request,
            v1.PullEventsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def create_subscription(
        self,
        request: v1.CreateSubscriptionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateSubscriptionResponse:
        """Creates a durable subscription: a filter and a cursor that the server keeps. A retry with
        the same `subscription_id` or name and content answers with the first result in its
        present state. Errors: ALREADY_EXISTS / DUPLICATE_ID or DUPLICATE_NAME; OUT_OF_RANGE /
        CURSOR_EXPIRED; RESOURCE_EXHAUSTED / LIMIT_REACHED.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "CreateSubscription",
            request,
            v1.CreateSubscriptionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_subscription(
        self,
        request: v1.GetSubscriptionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetSubscriptionResponse:
        """Reads one durable subscription.
        Errors: NOT_FOUND / SUBSCRIPTION_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "GetSubscription",
            request,
            v1.GetSubscriptionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_subscriptions(
        self,
        request: v1.ListSubscriptionsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListSubscriptionsResponse:
        """Lists the durable subscriptions by the time of their creation.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "ListSubscriptions",
            request,
            v1.ListSubscriptionsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def delete_subscription(
        self,
        request: v1.DeleteSubscriptionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.DeleteSubscriptionResponse:
        """Deletes a durable subscription and ends its stream (OK). A retry is answered NOT_FOUND.
        Errors: NOT_FOUND / SUBSCRIPTION_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "DeleteSubscription",
            request,
            v1.DeleteSubscriptionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def acknowledge_subscription(
        self,
        request: v1.AcknowledgeSubscriptionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.AcknowledgeSubscriptionResponse:
        """Moves a durable subscription's cursor forward. An older sequence than before changes
        nothing, so that a retry is safe.
        Errors: NOT_FOUND / SUBSCRIPTION_NOT_FOUND; INVALID_ARGUMENT / FIELD_INVALID for a
        sequence that isn't there yet.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "AcknowledgeSubscription",
            request,
            v1.AcknowledgeSubscriptionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def create_webhook_endpoint(
        self,
        request: v1.CreateWebhookEndpointRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateWebhookEndpointResponse:
        """Registers a receiver of webhooks and answers with its secret, this once. Events from this
        commit on are delivered. A retry with the same `webhook_id` and content answers without
        the secret.
        Errors: ALREADY_EXISTS / DUPLICATE_ID; RESOURCE_EXHAUSTED / LIMIT_REACHED;
        INVALID_ARGUMENT / FIELD_INVALID for a URL that isn't one; PERMISSION_DENIED /
        URL_NOT_ALLOWED for a private, loopback or link-local target that the configuration
        doesn't allow (names are resolved and checked again at each delivery).
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "CreateWebhookEndpoint",
            request,
            v1.CreateWebhookEndpointResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_webhook_endpoint(
        self,
        request: v1.GetWebhookEndpointRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetWebhookEndpointResponse:
        """Reads one endpoint, without its secret.
        Errors: NOT_FOUND / WEBHOOK_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "GetWebhookEndpoint",
            request,
            v1.GetWebhookEndpointResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_webhook_endpoints(
        self,
        request: v1.ListWebhookEndpointsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListWebhookEndpointsResponse:
        """Lists endpoints by the time of their creation.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "ListWebhookEndpoints",
            request,
            v1.ListWebhookEndpointsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def update_webhook_endpoint(
        self,
        request: v1.UpdateWebhookEndpointRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UpdateWebhookEndpointResponse:
        """Changes an endpoint; waiting deliveries go to the new URL.
        Errors: NOT_FOUND / WEBHOOK_NOT_FOUND; ABORTED / VERSION_MISMATCH; those of
        CreateWebhookEndpoint.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "UpdateWebhookEndpoint",
            request,
            v1.UpdateWebhookEndpointResponse,
            timeout=timeout,
            retry=retry,
        )

    async def delete_webhook_endpoint(
        self,
        request: v1.DeleteWebhookEndpointRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.DeleteWebhookEndpointResponse:
        """Deletes an endpoint and what waits for it. A retry is answered NOT_FOUND.
        Errors: NOT_FOUND / WEBHOOK_NOT_FOUND; ABORTED / VERSION_MISMATCH; FAILED_PRECONDITION /
        WEBHOOK_IN_USE for the endpoint of a monitor's `call_back_url`.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "DeleteWebhookEndpoint",
            request,
            v1.DeleteWebhookEndpointResponse,
            timeout=timeout,
            retry=retry,
        )

    async def rotate_webhook_secret(
        self,
        request: v1.RotateWebhookSecretRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.RotateWebhookSecretResponse:
        """Makes a new secret and answers with it, this once. For a while both sign. A retry makes
        another one; guard it with `expected_version`.
        Errors: NOT_FOUND / WEBHOOK_NOT_FOUND; ABORTED / VERSION_MISMATCH.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "RotateWebhookSecret",
            request,
            v1.RotateWebhookSecretResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_deliveries(
        self,
        request: v1.ListDeliveriesRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListDeliveriesResponse:
        """Lists deliveries with their attempts, in the order of their events.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "ListDeliveries",
            request,
            v1.ListDeliveriesResponse,
            timeout=timeout,
            retry=retry,
        )

    async def retry_delivery(
        self,
        request: v1.RetryDeliveryRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.RetryDeliveryResponse:
        """Sends a delivery again, also a dead or a delivered one, with the same ids. An attempt
        that is being made meanwhile doesn't count for it: another one follows.
        Errors: NOT_FOUND / DELIVERY_NOT_FOUND; FAILED_PRECONDITION / WEBHOOK_DISABLED.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "RetryDelivery",
            request,
            v1.RetryDeliveryResponse,
            timeout=timeout,
            retry=retry,
        )

    async def send_test_event(
        self,
        request: v1.SendTestEventRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.SendTestEventResponse:
        """Sends an event that is marked as a test to one endpoint. It isn't in the event log.
        Errors: NOT_FOUND / WEBHOOK_NOT_FOUND; FAILED_PRECONDITION / WEBHOOK_DISABLED.
        """
        return await self._channel.unary(
            "tidemark.v1.EventService",
            "SendTestEvent",
            request,
            v1.SendTestEventResponse,
            timeout=timeout,
            retry=retry,
        )


class LedgerService:
    """Ledgers: the groups that balances live in. They are never deleted."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def create_ledger(
        self,
        request: v1.CreateLedgerRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateLedgerResponse:
        """Creates a ledger. A retry with the same `ledger_id` and content answers with the first
        result. Emits `ledger.created`.
        Errors: ALREADY_EXISTS / DUPLICATE_ID.
        """
        return await self._channel.unary(
            "tidemark.v1.LedgerService",
            "CreateLedger",
            request,
            v1.CreateLedgerResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_ledger(
        self,
        request: v1.GetLedgerRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetLedgerResponse:
        """Reads one ledger.
        Errors: NOT_FOUND / LEDGER_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.LedgerService",
            "GetLedger",
            request,
            v1.GetLedgerResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_ledgers(
        self,
        request: v1.ListLedgersRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListLedgersResponse:
        """Lists ledgers by the time of their creation.
        Errors: INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.LedgerService",
            "ListLedgers",
            request,
            v1.ListLedgersResponse,
            timeout=timeout,
            retry=retry,
        )

    async def update_ledger(
        self,
        request: v1.UpdateLedgerRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UpdateLedgerResponse:
        """Changes a ledger's name or merges into its metadata. A retry writes the same
        values again; guard it with `expected_version` where that matters. Emits
        `ledger.updated`. Errors: NOT_FOUND / LEDGER_NOT_FOUND; ABORTED / VERSION_MISMATCH.
        """
        return await self._channel.unary(
            "tidemark.v1.LedgerService",
            "UpdateLedger",
            request,
            v1.UpdateLedgerResponse,
            timeout=timeout,
            retry=retry,
        )


class MonitorService:
    """Monitors: standing questions about balances, evaluated in the commit that changes a balance,
    with the value before and the value after. Never by refused requests, never by changes of
    metadata. Several legs of one transaction on one balance are one change; each item of a batch
    is evaluated by itself. What fires is stored in the same commit, in the order of transaction,
    balance touched and creation of the monitor, and delivered by EventService. A change of a
    monitor takes effect at its own sequence.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def create_monitor(
        self,
        request: v1.CreateMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateMonitorResponse:
        """Creates a monitor. Where its condition already holds it answers with state MET and
        doesn't fire before it was false once, unless `fire_immediately`. A retry with the same
        `monitor_id` and content answers with the first result in its present state. Emits
        `monitor.created`.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND or LEDGER_NOT_FOUND; ALREADY_EXISTS / DUPLICATE_ID;
        INVALID_ARGUMENT / INVALID_AMOUNT or INEXACT_AMOUNT; FAILED_PRECONDITION /
        CURRENCY_MISMATCH or PRECISION_MISMATCH; OUT_OF_RANGE / AMOUNT_OVERFLOW; INVALID_ARGUMENT
        / MONITOR_TOO_COMPLEX; PERMISSION_DENIED / URL_NOT_ALLOWED.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "CreateMonitor",
            request,
            v1.CreateMonitorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_monitor(
        self,
        request: v1.GetMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetMonitorResponse:
        """Reads one monitor with its present state.
        Errors: NOT_FOUND / BAL_MONITOR_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "GetMonitor",
            request,
            v1.GetMonitorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_monitors(
        self,
        request: v1.ListMonitorsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListMonitorsResponse:
        """Lists monitors, filtered, by the time of their creation.
        Errors: INVALID_ARGUMENT / UNKNOWN_FILTER; INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "ListMonitors",
            request,
            v1.ListMonitorsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_balance_monitors(
        self,
        request: v1.ListBalanceMonitorsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListBalanceMonitorsResponse:
        """Lists the monitors of one balance, in the order in which they would fire.
        Errors: NOT_FOUND / BALANCE_NOT_FOUND; INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "ListBalanceMonitors",
            request,
            v1.ListBalanceMonitorsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def update_monitor(
        self,
        request: v1.UpdateMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UpdateMonitorResponse:
        """Changes a monitor; what the mask doesn't name stays. Minor units are computed anew. A
        change of what it watches (balance, condition, steps, scope, or switching it on)
        evaluates it afresh as creation does, without firing. A retry writes the same values
        again; guard it with `expected_version` where that matters. Emits `monitor.updated`.
        Errors: those of CreateMonitor; NOT_FOUND / BAL_MONITOR_NOT_FOUND; ABORTED /
        VERSION_MISMATCH.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "UpdateMonitor",
            request,
            v1.UpdateMonitorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def delete_monitor(
        self,
        request: v1.DeleteMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.DeleteMonitorResponse:
        """Deletes a monitor; nothing fires from this sequence on. Emits `monitor.deleted`. A retry
        is answered NOT_FOUND.
        Errors: NOT_FOUND / BAL_MONITOR_NOT_FOUND; ABORTED / VERSION_MISMATCH.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "DeleteMonitor",
            request,
            v1.DeleteMonitorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def test_monitor(
        self,
        request: v1.TestMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.TestMonitorResponse:
        """Says what a stored monitor, or one that could be created, would say now. Changes nothing;
        on request sends a marked test event by the monitor's webhook and endpoints.
        Errors: NOT_FOUND / BAL_MONITOR_NOT_FOUND; those of CreateMonitor for a candidate.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "TestMonitor",
            request,
            v1.TestMonitorResponse,
            timeout=timeout,
            retry=retry,
        )

    async def replay_monitor(
        self,
        request: v1.ReplayMonitorRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ReplayMonitorResponse:
        """Says what a stored monitor, or one that could be created, would have fired over past
        commits. Changes nothing and sends nothing.
        Errors: NOT_FOUND / BAL_MONITOR_NOT_FOUND; those of CreateMonitor for a candidate;
        INVALID_ARGUMENT / INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.MonitorService",
            "ReplayMonitor",
            request,
            v1.ReplayMonitorResponse,
            timeout=timeout,
            retry=retry,
        )


class TransactionService:
    """Transactions: the only way to move money. Each is applied whole, in the order of commits, or
    refused whole. Monitors are evaluated and events are stored in the same commit.

    Every call that moves money carries a `reference`, 1 to 256 bytes, unique for ever over the
    whole store. The same reference with the same content answers with the first result and
    `replayed` set, even after the balances have moved on; with other content it is refused
    ALREADY_EXISTS / DUPLICATE_REFERENCE with the id of the first transaction (metadata key
    "transaction_id") and the fields that differ (key "differing_fields"). So a call whose
    reply was lost is simply sent again. A refused request leaves its reference free.

    Where the errors below say "those of an amount": INVALID_ARGUMENT / INVALID_AMOUNT (not
    canonical, or not above zero), INVALID_ARGUMENT / INEXACT_AMOUNT and OUT_OF_RANGE /
    AMOUNT_OVERFLOW. "Those of a reference": ALREADY_EXISTS / DUPLICATE_REFERENCE. "Those of the
    balances", in this order: ABORTED / VERSION_MISMATCH, and NOT_FOUND / BALANCE_NOT_FOUND, for
    `expected_versions`; FAILED_PRECONDITION / PRECISION_MISMATCH; FAILED_PRECONDITION /
    BALANCE_FROZEN; FAILED_PRECONDITION / BALANCE_CLOSED; OUT_OF_RANGE / AMOUNT_OVERFLOW (a sum).
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def create_transaction(
        self,
        request: v1.CreateTransactionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateTransactionResponse:
        """Moves money, holds it, or schedules either. Emits `balance.created` for balances that it
        made, then `transaction.applied`, `.inflight` or `.scheduled`, then `balance.monitor` for
        each monitor that fires.

        Errors, the first that applies: those of an amount; those of a reference;
        ALREADY_EXISTS / DUPLICATE_ID; NOT_FOUND / LEDGER_NOT_FOUND; NOT_FOUND /
        BALANCE_NOT_FOUND; INVALID_ARGUMENT / TIME_PASSED (`scheduled_for` or a time of a hold
        isn't ahead); INVALID_ARGUMENT / SAME_BALANCE;
        INVALID_ARGUMENT / DUPLICATE_LEG; ABORTED / VERSION_MISMATCH;
        FAILED_PRECONDITION / CURRENCY_MISMATCH; FAILED_PRECONDITION / PRECISION_MISMATCH;
        FAILED_PRECONDITION / BALANCE_FROZEN; FAILED_PRECONDITION / BALANCE_CLOSED;
        INVALID_ARGUMENT / DISTRIBUTION_MISMATCH; OUT_OF_RANGE / AMOUNT_OVERFLOW (a sum);
        FAILED_PRECONDITION / INSUFFICIENT_FUNDS (the floor is zero);
        FAILED_PRECONDITION / OVERDRAFT_LIMIT_EXCEEDED (it is below);
        FAILED_PRECONDITION / CREDIT_LIMIT_EXCEEDED.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "CreateTransaction",
            request,
            v1.CreateTransactionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_transaction(
        self,
        request: v1.GetTransactionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetTransactionResponse:
        """Reads one transaction.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "GetTransaction",
            request,
            v1.GetTransactionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def get_transaction_by_reference(
        self,
        request: v1.GetTransactionByReferenceRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.GetTransactionByReferenceResponse:
        """Reads one transaction by its reference. The way to learn what became of a call whose
        reply was lost, where it can't be sent again.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "GetTransactionByReference",
            request,
            v1.GetTransactionByReferenceResponse,
            timeout=timeout,
            retry=retry,
        )

    async def batch_get_transactions(
        self,
        request: v1.BatchGetTransactionsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.BatchGetTransactionsResponse:
        """Reads many transactions at one sequence. Unknown ids are no error; they are listed apart.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "BatchGetTransactions",
            request,
            v1.BatchGetTransactionsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def list_transactions(
        self,
        request: v1.ListTransactionsRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.ListTransactionsResponse:
        """Lists transactions, filtered, in the order of their ids: of those that the server made,
        that is the order of recording. Those of one balance or of one parent are in the order of
        recording. Errors: INVALID_ARGUMENT / UNKNOWN_FILTER; INVALID_ARGUMENT /
        INVALID_PAGE_TOKEN.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "ListTransactions",
            request,
            v1.ListTransactionsResponse,
            timeout=timeout,
            retry=retry,
        )

    async def commit_inflight(
        self,
        request: v1.CommitInflightRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CommitInflightResponse:
        """Settles a hold or a part of it, as often as something remains. The commit is a child
        transaction of its own. Funds aren't checked again: the hold has them. With several legs
        a part is divided by their remaining shares, largest remainder. Emits
        `transaction.committed`. Errors: NOT_FOUND / TRANSACTION_NOT_FOUND; FAILED_PRECONDITION /
        NOT_INFLIGHT, ALREADY_COMMITTED, ALREADY_VOIDED, HOLD_EXPIRED, or
        COMMIT_EXCEEDS_REMAINING with what remains (metadata key "remaining"); those of an
        amount, of a reference, and of the balances.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "CommitInflight",
            request,
            v1.CommitInflightResponse,
            timeout=timeout,
            retry=retry,
        )

    async def void_inflight(
        self,
        request: v1.VoidInflightRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.VoidInflightResponse:
        """Releases what remains of a hold. The void is a child transaction of its own. Emits
        `transaction.void`.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND; FAILED_PRECONDITION / NOT_INFLIGHT,
        ALREADY_COMMITTED, ALREADY_VOIDED or HOLD_EXPIRED; those of a reference; ABORTED /
        VERSION_MISMATCH, and NOT_FOUND / BALANCE_NOT_FOUND, for `expected_versions`. A frozen
        balance lets go of what is held.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "VoidInflight",
            request,
            v1.VoidInflightResponse,
            timeout=timeout,
            retry=retry,
        )

    async def update_inflight(
        self,
        request: v1.UpdateInflightRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.UpdateInflightResponse:
        """Raises, lowers or extends a hold. Raising checks funds and ceiling for the difference.
        With several legs percents and `left` are divided anew over the new total and fixed
        shares stay. The change is a child transaction of its own. Emits `transaction.inflight`
        for the hold.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND; FAILED_PRECONDITION / NOT_INFLIGHT,
        ALREADY_COMMITTED, ALREADY_VOIDED or HOLD_EXPIRED; INVALID_ARGUMENT / TIME_PASSED for
        times not ahead; INVALID_ARGUMENT / INVALID_AMOUNT for a total not above what is
        committed (metadata key "committed"); INVALID_ARGUMENT / DISTRIBUTION_MISMATCH for a
        total that the fixed shares don't allow; FAILED_PRECONDITION / INSUFFICIENT_FUNDS,
        OVERDRAFT_LIMIT_EXCEEDED or CREDIT_LIMIT_EXCEEDED; those of an amount, of a reference,
        and of the balances.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "UpdateInflight",
            request,
            v1.UpdateInflightResponse,
            timeout=timeout,
            retry=retry,
        )

    async def refund_transaction(
        self,
        request: v1.RefundTransactionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.RefundTransactionResponse:
        """Moves settled money back, all or a part, ends swapped: of an applied transaction or of
        the committed part of a hold. All refunds together never exceed what was moved. The
        refund's sources must have the funds. Emits `transaction.refunded`.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND; FAILED_PRECONDITION / NOT_REFUNDABLE, or
        REFUND_EXCEEDS_REMAINING with what remains (metadata key "remaining"); INVALID_ARGUMENT /
        FIELD_INVALID for metadata that is too long together with the original's;
        FAILED_PRECONDITION / INSUFFICIENT_FUNDS, OVERDRAFT_LIMIT_EXCEEDED or
        CREDIT_LIMIT_EXCEEDED; those of an amount, of a reference, and of the balances.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "RefundTransaction",
            request,
            v1.RefundTransactionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def cancel_transaction(
        self,
        request: v1.CancelTransactionRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CancelTransactionResponse:
        """Takes a scheduled transaction back before its time. A retry answers with the cancelled
        transaction and `replayed`. Emits `transaction.cancelled`.
        Errors: NOT_FOUND / TRANSACTION_NOT_FOUND; FAILED_PRECONDITION / NOT_SCHEDULED, also when
        its time has come.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "CancelTransaction",
            request,
            v1.CancelTransactionResponse,
            timeout=timeout,
            retry=retry,
        )

    async def create_batch(
        self,
        request: v1.CreateBatchRequest,
        *,
        timeout: Optional[float] = None,
        retry: bool = False,
    ) -> v1.CreateBatchResponse:
        """Runs 1 to 10,000 writes from one message (up to 4 MiB), in order; later items see what
        earlier ones did, and name it by ids that the client chose.

        Atomic: all or nothing, in one commit. A refusal is the call's own error, that of the
        first item refused, with its index (metadata key "item") and field paths that begin
        "items[i].". Independent: each item is applied or refused by itself, and the call
        succeeds.
        A retry of the whole message is safe as far as each item is: by its reference or chosen
        id. Errors: INVALID_ARGUMENT / BATCH_TOO_LARGE; RESOURCE_EXHAUSTED / REPLY_TOO_LARGE (see
        BatchView); for an atomic one those of its items.
        """
        return await self._channel.unary(
            "tidemark.v1.TransactionService",
            "CreateBatch",
            request,
            v1.CreateBatchResponse,
            timeout=timeout,
            retry=retry,
        )


class Services:
    """The stubs of all services over one channel."""

    def __init__(self, channel: Channel) -> None:
        self.health = Health(channel)
        self.admin = AdminService(channel)
        self.balance = BalanceService(channel)
        self.event = EventService(channel)
        self.ledger = LedgerService(channel)
        self.monitor = MonitorService(channel)
        self.transaction = TransactionService(channel)
