import Messages

extension V1.WebhookEndpoint {
    /// Everything about it.
    /// - Parameter secret: its secret, where the server has just made it.
    func card(secret: String = "") -> Card {
        var card = Card()
        card.add("webhook", webhookID)
        card.add("url", url)
        card.add("secret", secret)
        filter?.add(to: &card)
        card.add("enabled", enabledText)
        card.add("origin", origin.word)
        card.add("description", description)
        card.add("waiting", String(pendingCount))
        card.add("dead", String(deadCount))
        card.add("version", String(version))
        card.add("created", createdAt?.text)
        card.add("updated", updatedAt?.text)
        card.add("secret made", secretCreatedAt?.text)
        card.add("old secret until", previousSecretExpiresAt?.text)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    private var enabledText: String {
        guard !enabled else { return "yes" }
        return disabledReason.isEmpty ? "no" : "no: \(disabledReason)"
    }
}

extension Table<V1.WebhookEndpoint>.Column {
    /// A line for each receiver.
    static var ofEndpoints: [Table<V1.WebhookEndpoint>.Column] {
        [
            .init("WEBHOOK", \.webhookID),
            .init("URL", \.url),
            .init("STATE") { $0.enabled ? "ON" : $0.disabledReason.isEmpty ? "OFF" : "FAILED" },
            .init("ORIGIN", \.origin.word),
            .init("WAITING", isNumber: true) { String($0.pendingCount) },
            .init("DEAD", isNumber: true) { String($0.deadCount) },
            .init("DESCRIPTION", \.description),
        ]
    }
}
