extension Rejection {
    /// The refusal of a text that was to be an amount.
    package static func invalidAmount(_ failure: AmountText.Failure, field: String) -> Rejection {
        switch failure {
        case .notCanonical:
            Rejection(
                .invalidAmount, field: field,
                "must be a plain decimal: digits with at most one point, no leading zeros, no +,"
                    + " no exponent")
        case .tooLarge:
            Rejection(
                .amountOverflow, field: field,
                "must fit a signed integer of 128 bits and have at most"
                    + " \(AmountText.digitsMax) digits",
                facts: [Fact("digits_max", AmountText.digitsMax)])
        case .inexact:
            Rejection(
                .inexactAmount, field: field,
                "is not a whole number of minor units at this precision; change one of them, or ask"
                    + " for a rounding where there is one")
        }
    }
}
