import ArgumentParser
import Messages

/// What every write that moves money takes beside what it moves.
struct WriteArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your key for it, unique for ever. Default: a new one.", valueName: "text"))
    var reference: String?

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @Option(
        help: ArgumentHelp(
            "Refuse unless this balance has this version; may be repeated.",
            valueName: "id=version"))
    var expectVersion: [VersionExpectation] = []

    @Flag(help: "Say what would happen, by the real code, and keep nothing.")
    var dryRun = false

    @OptionGroup var facts: MetaDataArgument
}

/// How far below zero a write may take its sources.
struct OverdraftArguments: ParsableArguments {
    @Flag(help: "Let the source go below zero.")
    var allowOverdraft = false

    @Option(help: ArgumentHelp("How far below zero. Default: without limit.", valueName: "amount"))
    var overdraftLimit: String?

    func validate() throws {
        guard allowOverdraft || overdraftLimit == nil else {
            throw ValidationError("--overdraft-limit goes with --allow-overdraft")
        }
    }

    /// The limit as requests have it; empty where there is none.
    func limit(_ units: Units) throws(Failure) -> String {
        guard let overdraftLimit else { return "" }
        return try units.minorUnits(overdraftLimit)
    }
}

/// What to do with parts of an amount that are smaller than a minor unit.
struct RoundingArgument: ParsableArguments {
    @Option(help: "Round what is smaller than a minor unit. Default: refuse it.")
    var rounding: Word<V1.Rounding>?
}

/// A request that says how much in one of the two forms.
protocol AmountRequest {
    var preciseAmount: String { get set }
    var amount: String { get set }
    var precision: Int64 { get set }
    var rounding: V1.Rounding { get set }
}

extension AmountRequest {
    /// Puts in an amount that is written in the command's units.
    mutating func setAmount(_ text: String, _ units: Units, _ rounding: RoundingArgument) {
        self.rounding = rounding.rounding?.value ?? .unspecified
        switch units {
        case .minor: preciseAmount = text
        case .major(let precision):
            amount = text
            self.precision = precision
        }
    }
}

extension V1.CreateTransactionRequest: AmountRequest {}
extension V1.CommitInflightRequest: AmountRequest {}
extension V1.UpdateInflightRequest: AmountRequest {}
extension V1.RefundTransactionRequest: AmountRequest {}
extension V1.CheckFundsRequest: AmountRequest {}
