import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts webhooks to receivers that nobody vouches for.
///
/// A post is one request: its name looked up anew, every address vetted, the connection made to
/// exactly one of those, no redirect followed, no proxy, no cookie, little of the answer read, and
/// all of it within a limit of time. It never fails: what goes wrong is what is answered.
package final class WebhookPoster: Sendable {
    private let options: PosterOptions
    private let resolve: NameResolver
    private let clients: PinnedClients

    package init(
        _ options: PosterOptions, resolve: @escaping NameResolver = SystemResolver.resolve
    ) {
        self.options = options
        self.resolve = resolve
        clients = PinnedClients(options)
    }

    /// Makes one attempt.
    package func post(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer {
        await withTaskGroup(of: WebhookAnswer?.self) { group in
            group.addTask { await self.attempt(message, url) }
            group.addTask { [options] in
                try? await Task.sleep(for: options.timeLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            // A status that came in time counts, however slowly the rest of the answer comes.
            if let late = await group.next() ?? nil, late.status != nil { return late }
            return WebhookAnswer(problem: "no answer within \(options.timeLimit)")
        }
    }

    /// Closes all connections. Nothing may be posted then.
    package func shutDown() async {
        await clients.shutDown()
    }
}

// MARK: - One attempt

extension WebhookPoster {
    private func attempt(_ message: WebhookMessage, _ url: WebhookURL) async -> WebhookAnswer {
        do {
            let addresses = try await vettedAddresses(of: url)
            var failure: any Error = NoAddress()
            for address in addresses.prefix(PosterOptions.addressesMax) {
                do {
                    return try await post(message, url, at: address)
                } catch  where PostProblem.isUnreachable(error) {
                    failure = error
                }
            }
            throw failure
        } catch let answer as Refused {
            return WebhookAnswer(problem: answer.problem)
        } catch {
            return WebhookAnswer(problem: PostProblem.sentence(error))
        }
    }

    /// The addresses of a URL, if every one of them may be connected to: a name that has a private
    /// address beside a public one is no mistake that is worth guessing about.
    private func vettedAddresses(of url: WebhookURL) async throws -> [IPAddress] {
        let addresses: [IPAddress] =
            switch url.host {
            case .address(let address): [address]
            case .name(let name): try await lookUp(name)
            }
        for address in addresses {
            let refusal = options.policy.refusal(of: address, for: url.hostText, port: url.port)
            if let refusal { throw Refused(problem: "address not allowed: \(refusal)") }
        }
        return addresses
    }

    private func lookUp(_ name: String) async throws -> [IPAddress] {
        let addresses: [IPAddress]
        do {
            addresses = try await resolve(name)
        } catch {
            throw Refused(problem: "name not found: \(name): \(error)")
        }
        guard !addresses.isEmpty else { throw Refused(problem: "\(name) has no address") }
        return addresses
    }

    private func post(
        _ message: WebhookMessage, _ url: WebhookURL, at address: IPAddress
    ) async throws -> WebhookAnswer {
        let pin = PinnedClients.Pin(host: url.hostText, address: address)
        return try await clients.use(pin) { [options] client in
            let response = try await client.execute(
                HTTPClientRequest(message, to: url, userAgent: options.userAgent),
                timeout: TimeAmount(options.timeLimit))
            let answer = WebhookAnswer(response)
            await WebhookPoster.drain(response.body)
            return answer
        }
    }

    /// Reads what little there is; what is more closes the connection. The answer is known already.
    private static func drain(_ body: HTTPClientResponse.Body) async {
        var count = 0
        do {
            for try await part in body {
                count += part.readableBytes
                if count > PosterOptions.bodyBytesMax { return }
            }
        } catch {
            // A receiver that breaks off behind its status has answered all the same.
            return
        }
    }
}

/// A post that was refused before anything was connected to.
private struct Refused: Error {
    let problem: String
}

private struct NoAddress: Error {}

// MARK: - Forms

extension HTTPClientRequest {
    fileprivate init(_ message: WebhookMessage, to url: WebhookURL, userAgent: String) {
        self.init(url: url.description)
        method = .POST
        headers.add(name: "content-type", value: "application/json")
        headers.add(name: "user-agent", value: userAgent)
        for header in message.headers { headers.add(name: header.name, value: header.value) }
        body = .bytes(ByteBuffer(string: message.body))
    }
}

extension WebhookAnswer {
    fileprivate init(_ response: HTTPClientResponse) {
        let status = Int(response.status.code)
        let problem =
            switch status {
            case 200..<300: ""
            case 300..<400: "answered \(status), and redirects are not followed"
            default: "answered \(status)"
            }
        self.init(
            status: status, problem: problem,
            retryAfter: response.headers.first(name: "retry-after"))
    }
}
