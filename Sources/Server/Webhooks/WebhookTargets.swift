import Ledger
import Webhooks

/// Vets the URLs that commands bring: their form, and addresses that they name themselves. What a
/// name leads to is vetted at each delivery.
struct WebhookTargets: Sendable {
    private let policy: AddressPolicy

    init(_ options: WebhookOptions) {
        policy = options.poster.policy
    }

    /// The command, unless it names a URL that may not be posted to.
    func vetted(_ command: Command) throws(Rejection) -> Command {
        switch command {
        case .createMonitor(let monitor): try vet(monitor.callBackURL, "call_back_url")
        case .updateMonitor(let monitor): try vet(monitor.callBackURL, "call_back_url")
        case .createWebhook(let webhook): try vet(webhook.url, "url")
        case .updateWebhook(let webhook): try vet(webhook.url, "url")
        default: break
        }
        return command
    }

    private func vet(_ change: Change<String>, _ field: String) throws(Rejection) {
        if case .set(let url) = change { try vet(url, field) }
    }

    private func vet(_ text: String, _ field: String) throws(Rejection) {
        guard !text.isEmpty else { return }
        let url: WebhookURL
        do throws(WebhookURL.Failure) {
            url = try WebhookURL(text)
        } catch {
            switch error {
            case .malformed(let sentence):
                throw Rejection(.fieldInvalid, field: field, "must \(sentence)")
            case .disguised(let sentence):
                throw Rejection(.urlNotAllowed, field: field, "must \(sentence)")
            }
        }
        if let refusal = policy.refusal(of: url) {
            throw Rejection(
                .urlNotAllowed, field: field,
                "\(refusal); only public addresses are posted to, and what the server's"
                    + " configuration allows besides",
                facts: [.init("host", url.hostText)])
        }
    }
}
