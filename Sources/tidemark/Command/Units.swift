import ArgumentParser
import Ledger
import Messages

/// In which units a command's amounts are given.
///
/// People write `100.50`, in major units; how many minor units make one (100 for cents) is known by
/// the balance, or has to be said once with `--precision`.
struct UnitArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Minor units per major unit, 100 for cents. Default: what the balance has.",
            valueName: "units"))
    var precision: Int64?

    @Flag(help: "Amounts are whole numbers of minor units: 10050 instead of 100.50.")
    var minorUnits = false

    func validate() throws {
        guard precision.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--precision is a whole number from 1")
        }
    }
}

/// The units of one command, with what its balances said put in.
enum Units {
    case minor
    case major(precision: Int64)

    /// The amount in whole minor units.
    func minorUnits(_ text: String) throws(Failure) -> String {
        do throws(AmountText.Failure) {
            switch self {
            case .minor: return try AmountText.whole(text).description
            case .major(let precision):
                return try AmountText.scaled(text, precision: precision).description
            }
        } catch {
            throw Failure(.usage, sentence(error, text))
        }
    }

    private func sentence(_ failure: AmountText.Failure, _ text: String) -> String {
        switch (failure, self) {
        case (.notCanonical, .minor): "\(text) is not a whole number of minor units such as 10050"
        case (.notCanonical, .major): "\(text) is not an amount such as 100.50"
        case (.tooLarge, _): "\(text) is larger than an amount can be"
        case (.inexact, .major(let precision)):
            "\(text) has parts smaller than the \(precision) minor units of one major unit"
        case (.inexact, .minor): "\(text) is not a whole number"
        }
    }
}

extension UnitArguments {
    /// The units that the arguments name, if they do.
    var given: Units? {
        minorUnits ? .minor : precision.map { .major(precision: $0) }
    }

    /// The units that the arguments name, or else those of the balances that a command is about.
    func units(
        in currency: String, of balances: () async throws -> [V1.Balance]
    ) async throws -> Units {
        if let given { return given }
        let known = try await balances().map(\.currencyMultiplier).first { $0 > 0 }
        if let known { return .major(precision: known) }
        throw Failure(
            .usage, "how many minor units of \(currency) make one isn't known yet",
            advice: "--precision 100, if they are cents",
            "--minor-units, for whole numbers of them")
    }
}
