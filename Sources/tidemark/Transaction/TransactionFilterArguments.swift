import ArgumentParser
import Messages
import TidemarkClient

/// Which transactions are wanted; what is given must all hold.
struct TransactionFilterArguments: ParsableArguments {
    @Option(help: "Only those that touch this balance: an id, or an indicator with --currency.")
    var balance: String?

    @Option(help: "Only in this currency.")
    var currency: String?

    @Option(help: ArgumentHelp("Only children of this transaction.", valueName: "id"))
    var parent: String?

    @Option(help: "Only with this status.")
    var status: Word<V1.TransactionStatus>?

    @Option(help: "Only of this kind.")
    var kind: Word<V1.TransactionKind>?

    @Option(help: ArgumentHelp("Only with a reference that begins so.", valueName: "prefix"))
    var referencePrefix: String?

    @OptionGroup var times: HistoryTimeArguments

    @Option(
        help: ArgumentHelp("Only scheduled for then or later.", valueName: "time"),
        transform: TimeArgument.parse)
    var scheduledSince: TimeArgument?

    @Option(
        help: ArgumentHelp("Only scheduled for before.", valueName: "time"),
        transform: TimeArgument.parse)
    var scheduledUntil: TimeArgument?

    @Option(
        help: ArgumentHelp(
            "Only of this total or more. Needs --precision or --minor-units.", valueName: "amount"))
    var minAmount: String?

    @Option(help: ArgumentHelp("Only of this total or less.", valueName: "amount"))
    var maxAmount: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var facts: MetaDataFilterArguments

    private var target: BalanceReference? {
        get throws(ValidationError) {
            guard let balance else { return nil }
            return try BalanceReference(balance, currency: currency)
        }
    }

    func validate() throws {
        _ = try target
        if minAmount != nil || maxAmount != nil, units.given == nil {
            throw ValidationError(
                "--min-amount and --max-amount go with --precision, as in --precision 100")
        }
    }

    /// The filter of a request.
    func filter(_ session: Session) async throws -> V1.TransactionFilter {
        var filter = V1.TransactionFilter(
            parentTransaction: parent ?? "", status: status?.value ?? .unspecified,
            kind: kind?.value ?? .unspecified, currency: currency ?? "",
            referencePrefix: referencePrefix ?? "",
            createdAt: times.recorded,
            effectiveAt: times.effective,
            scheduledFor: V1.TimeRange(scheduledSince, until: scheduledUntil),
            metaData: facts.filters)
        if let units = units.given {
            filter.minPreciseAmount = try minAmount.map(units.minorUnits) ?? ""
            filter.maxPreciseAmount = try maxAmount.map(units.minorUnits) ?? ""
        }
        if let target = try target { filter.balanceID = try await session.balanceID(target) }
        return filter
    }
}
