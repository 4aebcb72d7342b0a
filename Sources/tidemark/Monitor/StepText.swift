import ArgumentParser
import Messages

/// One rung of a ladder as people write it: `warning=1000.00`, or with the value that it must fall
/// back to before it fires again, `warning=1000.00:900.00`.
struct StepText {
    let severity: String
    let value: String
    let rearm: String?

    @Sendable static func parse(_ text: String) throws(ValidationError) -> StepText {
        // A severity is any text; an amount has no sign of equality.
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex else {
            throw ValidationError("it is a severity and a value, as in warning=1000.00")
        }
        let values = text[text.index(after: sign)...]
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(values.count), !values.contains("") else {
            let place = text.distance(from: text.startIndex, to: sign) + 2
            throw ValidationError(
                "at character \(place): there is no value such as 1000.00, or 1000.00:900.00"
                    + " to rearm at 900.00")
        }
        return StepText(
            severity: String(text[..<sign]), value: values[0],
            rearm: values.count == 2 ? values[1] : nil)
    }

    /// The step of a request.
    func message(_ units: Units) -> V1.MonitorStep {
        switch units {
        case .minor:
            V1.MonitorStep(
                severity: severity, preciseValue: value, preciseRearmValue: rearm ?? "")
        case .major:
            V1.MonitorStep(severity: severity, value: value, rearmValue: rearm ?? "")
        }
    }
}
