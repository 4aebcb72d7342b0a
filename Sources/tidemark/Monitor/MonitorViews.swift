import Messages

extension V1.Monitor {
    /// `debit_balance > 1000.00`, or in minor units where nothing else is known.
    var conditionText: String {
        guard let condition else { return conditions.map(\.text).joined(separator: ", ") }
        return condition.text
    }

    /// Everything about it.
    var card: Card {
        var card = Card()
        card.add("monitor", monitorID)
        card.add("condition", conditionText)
        card.add("in minor units", condition?.preciseValue)
        card.add("precision", (condition?.precision).flatMap { $0 > 0 ? String($0) : nil })
        card.add("balance", balanceID)
        card.add("trigger", trigger.word)
        card.add("state", state.word)
        card.add("enabled", enabled ? "yes" : "no")
        card.add("description", description)
        card.add("call back", callBackURL)
        card.add("fired", firedText)
        card.add("version", String(version))
        card.add("created", createdAt?.text)
        card.add("updated", updatedAt?.text)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    private var firedText: String {
        guard firedCount > 0 else { return "never" }
        let times = firedCount == 1 ? "once" : "\(firedCount) times"
        return lastFiredAt.map { "\(times), last \($0.text)" } ?? times
    }
}

extension V1.MonitorCondition {
    /// The condition in words, its value as it was set.
    var text: String {
        let shown = value.isEmpty ? "\(preciseValue) minor" : value
        return "\(field.word) \(`operator`.word) \(shown)"
    }

    /// Amounts of the balance that it watches.
    func money(_ currency: String) -> Money { Money(currency, multiplier: precision) }
}

extension Table<V1.Monitor>.Column {
    /// A line for each monitor.
    static var ofMonitors: [Table<V1.Monitor>.Column] {
        [
            .init("MONITOR", \.monitorID),
            .init("CONDITION", \.conditionText),
            .init("STATE") { $0.enabled ? $0.state.word : "OFF" },
            .init("TRIGGER", \.trigger.word),
            .init("FIRED", isNumber: true) { String($0.firedCount) },
            .init("BALANCE", \.balanceID),
            .init("DESCRIPTION", \.description),
        ]
    }
}
