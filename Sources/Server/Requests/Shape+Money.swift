import Ledger
import Messages

extension Shape {
    /// An amount of a request, in whichever form it came.
    struct Money {
        let amount: Amount
        /// As stated; nil where minor units came without one.
        var precision: Int64?
    }

    /// Minor units in a major one where nothing is stated.
    static let defaultPrecision: Int64 = 1

    /// Reads the amount of a movement: exactly one of minor units and a decimal, above zero.
    static func money(
        precise: String, decimal: String, precision: Int64, rounding: V1.Rounding
    ) throws(Rejection) -> Money {
        let stated = try Shape.precision(precision, "precision")
        let money: Money
        switch (precise.isEmpty, decimal.isEmpty) {
        case (true, true): throw missing("amount")
        case (false, false):
            throw Rejection(
                .fieldInvalid, field: "amount", "must not be given beside precise_amount")
        case (false, true):
            money = Money(amount: try whole(precise, "precise_amount"), precision: stated)
        case (true, false):
            do throws(AmountText.Failure) {
                let precision = stated ?? defaultPrecision
                let amount = try AmountText.scaled(
                    decimal, precision: precision, rounding: rounding.rule)
                money = Money(amount: amount, precision: precision)
            } catch {
                throw .invalidAmount(error, field: "amount")
            }
        }
        _ = try positive(money.amount, precise.isEmpty ? "amount" : "precise_amount")
        return money
    }

    static func positive(_ amount: Amount, _ field: String) throws(Rejection) -> Amount {
        guard amount.isPositive else {
            throw Rejection(.invalidAmount, field: field, "must be above zero")
        }
        return amount
    }

    /// A whole number of minor units.
    static func whole(_ text: String, _ field: String) throws(Rejection) -> Amount {
        do throws(AmountText.Failure) {
            return try AmountText.whole(text)
        } catch {
            throw .invalidAmount(error, field: field)
        }
    }

    /// A limit in minor units, zero or above; nil where it is empty.
    static func limit(_ text: String, _ field: String) throws(Rejection) -> Amount? {
        guard !text.isEmpty else { return nil }
        let limit = try whole(text, field)
        guard !limit.isNegative else {
            throw Rejection(.invalidAmount, field: field, "must not be negative")
        }
        return limit
    }

    /// Minor units in a major unit; nil where it is zero.
    static func precision(_ precision: Int64, _ field: String) throws(Rejection) -> Int64? {
        guard precision >= 0 else {
            throw Rejection(.fieldInvalid, field: field, "must not be negative")
        }
        return precision == 0 ? nil : precision
    }

    static func overdraft(allow: Bool, limit: String) throws(Rejection) -> Overdraft {
        guard allow else {
            guard limit.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: "overdraft_limit",
                    "has no meaning without allow_overdraft")
            }
            return .ofBalance
        }
        return try Shape.limit(limit, "overdraft_limit").map { .upTo($0) } ?? .unlimited
    }
}

extension V1.Rounding {
    var rule: AmountText.Rounding {
        switch self {
        case .unspecified: .exact
        case .halfAwayFromZero: .halfAwayFromZero
        case .halfEven: .halfEven
        }
    }
}
