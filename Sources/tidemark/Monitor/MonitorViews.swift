import Messages

extension V1.Monitor {
    /// The card, and its ladder where it has one.
    var layouts: [any Layout] { [card, ladder] }

    /// The same of one that isn't stored, and so has no id and no past.
    var draftLayouts: [any Layout] {
        var card = Card()
        addQuestion(to: &card)
        return [card, ladder]
    }

    private var ladder: some Layout {
        Table<(offset: Int, element: V1.MonitorStep)>(
            columns: [
                .init("STEP", isNumber: true) { String($0.offset + 1) },
                .init("SEVERITY", \.element.severity),
                .init("VALUE", isNumber: true) { $0.element.valueText },
                .init("REARM", isNumber: true) { $0.element.rearmText },
                .init("STATE", \.element.state.word),
                .init("FIRED", isNumber: true) { String($0.element.firedCount) },
                .init("LAST") { $0.element.lastFiredAt?.text ?? "" },
            ], rows: Array(steps.enumerated()))
    }

    /// Everything about it.
    private var card: Card {
        var card = Card()
        card.add("monitor", monitorID)
        addQuestion(to: &card)
        card.add("state", state == .unspecified ? nil : state.word)
        card.add("enabled", enabled ? "yes" : "no")
        card.add("description", description)
        card.add("call back", callBackURL)
        card.add("fired", firedText)
        card.add("swallowed", suppressedCount > 0 ? String(suppressedCount) : nil)
        card.add("version", String(version))
        card.add("created", createdAt?.text)
        card.add("updated", updatedAt?.text)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    /// What it asks of what, and when it says so.
    private func addQuestion(to card: inout Card) {
        card.add("condition", conditionText)
        card.add("in minor units", condition?.preciseValue)
        card.add("precision", (condition?.precision).flatMap { $0 > 0 ? String($0) : nil })
        card.add("balance", balanceID)
        card.add("sum over", rollUp?.text)
        card.add("each of", ledgerRule?.text)
        card.add("trigger", trigger.word)
        card.add("cooldown", cooldown?.text)
        card.add("override key", overrideKey)
    }

    /// What it is about, in a word: a balance's id, or the scope.
    var scopeText: String { rollUp?.text ?? ledgerRule?.text ?? balanceID }

    /// The one currency of a sum or a rule; empty where only the balance knows.
    var currency: String { rollUp?.currency ?? ledgerRule?.currency ?? "" }

    private var firedText: String {
        guard firedCount > 0 else { return "never" }
        let times = firedCount == 1 ? "once" : "\(firedCount) times"
        return lastFiredAt.map { "\(times), last \($0.text)" } ?? times
    }
}

extension V1.MonitorRollUp {
    /// `USD, ledger ldg_…, @pool/*, tier="gold"`
    fileprivate var text: String {
        let facts = metaData.map { $0.valueJson.isEmpty ? $0.key : "\($0.key)=\($0.valueJson)" }
        let parts = [
            currency, ledgerID.isEmpty ? "" : "ledger \(ledgerID)",
            identityID.isEmpty ? "" : "identity \(identityID)",
            indicatorPrefix.isEmpty ? "" : "\(indicatorPrefix)*",
        ]
        return (parts + facts).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension V1.MonitorLedgerRule {
    /// `ledger ldg_…, USD, @cust/*`
    fileprivate var text: String {
        ["ledger \(ledgerID)", currency, indicatorPrefix.isEmpty ? "" : "\(indicatorPrefix)*"]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Table<V1.Monitor>.Column {
    /// A line for each monitor.
    static var ofMonitors: [Table<V1.Monitor>.Column] {
        [
            .init("MONITOR", \.monitorID),
            .init("CONDITION", \.conditionText),
            .init("STATE") { $0.enabled ? $0.stateText : "OFF" },
            .init("TRIGGER", \.trigger.word),
            .init("FIRED", isNumber: true) { String($0.firedCount) },
            .init("BALANCE", \.scopeText),
            .init("DESCRIPTION", \.description),
        ]
    }
}

extension V1.Monitor {
    /// A ledger rule has a state for each balance, and so none of its own.
    fileprivate var stateText: String { state == .unspecified ? "-" : state.word }
}
