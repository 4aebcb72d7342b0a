import Testing

@testable import Webhooks

@Suite struct `The schedule of a delivery` {
    private let schedule = DeliverySchedule.standard

    private func verdict(
        _ status: Int?, attempt: Int = 1, chance: Double = 0, retryAfter: String? = nil
    ) -> DeliverySchedule.Verdict {
        schedule.verdict(
            on: WebhookAnswer(status: status, retryAfter: retryAfter), attempt: attempt,
            chance: chance, now: 1_000_000_000)
    }

    @Test(arguments: [200, 201, 202, 204, 205, 206, 226, 299])
    func `ends with any 2xx`(status: Int) {
        #expect(verdict(status) == .delivered)
        #expect(verdict(status, attempt: 10) == .delivered)
    }

    @Test func `ends for all of an endpoint with 410`() {
        #expect(verdict(410) == .gone)
        #expect(verdict(410, attempt: 10) == .gone)
    }

    @Test(
        arguments: [
            nil, 100, 199, 300, 301, 302, 304, 305, 308, 400, 401, 404, 409, 411, 418, 429, 500,
            502,
            503, 504, 599, 600, 999,
        ] as [Int?])
    func `goes on after everything else`(status: Int?) {
        #expect(verdict(status) == .retry(after: .seconds(5)))
        #expect(verdict(status, attempt: 10) == .exhausted)
    }

    @Test func `is that of Standard Webhooks`() {
        let pauses = (1...9).map { verdict(500, attempt: $0) }
        let seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        #expect(pauses == seconds.map { .retry(after: .seconds($0)) })
        #expect(schedule.attemptsMax == 10)
        #expect(verdict(500, attempt: 11) == .exhausted)
    }

    @Test func `differs by chance, by a fifth at most`() {
        #expect(verdict(500, attempt: 2, chance: 1) == .retry(after: .seconds(360)))
        #expect(verdict(500, attempt: 2, chance: 0.5) == .retry(after: .seconds(330)))
        #expect(verdict(500, attempt: 2, chance: 7) == .retry(after: .seconds(360)))
        #expect(verdict(500, attempt: 2, chance: -1) == .retry(after: .seconds(300)))
    }

    @Test(arguments: [
        ("120", 120), (" 120", 120), ("5", 5), ("1", 5), ("0", 5), ("21600", 21_600),
        ("21601", 21_600), ("315360000", 21_600), ("99999999999999999999999", 21_600),
        ("-1", 5), ("-99999999", 5), ("+7", 5), ("1.5", 5), ("1e9", 5), ("", 5), ("soon", 5),
        ("NaN", 5), ("٣", 5), ("120, 240", 5),
        // A second after the present one is 1,000,000,000: Sun, 09 Sep 2001 01:46:40 GMT.
        ("Sun, 09 Sep 2001 01:48:40 GMT", 120), ("Sunday, 09-Sep-01 01:48:40 GMT", 120),
        ("Sun Sep  9 01:48:40 2001", 120), ("Sun, 09 Sep 2001 01:46:40 GMT", 5),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 5), ("Fri, 31 Dec 9999 23:59:59 GMT", 21_600),
        ("Sun, 09 Sep 2001 25:48:40 GMT", 5), ("Sun, 09 Nix 2001 01:48:40 GMT", 5),
        ("Sun, 09 Sep 2001 01:48:40 CET", 5), ("Sun, 09 Sep 2001 01:48 GMT", 5),
    ])
    func `obeys Retry-After within six hours`(text: String, seconds: Int) {
        for status in [429, 503] {
            #expect(
                verdict(status, retryAfter: text) == .retry(after: .seconds(seconds)), "\(text)")
        }
    }

    @Test func `obeys Retry-After only where it has a meaning`() {
        #expect(verdict(500, retryAfter: "120") == .retry(after: .seconds(5)))
        #expect(verdict(302, retryAfter: "120") == .retry(after: .seconds(5)))
    }

    @Test func `doesn't come earlier because a receiver says so`() {
        #expect(verdict(429, attempt: 4, retryAfter: "1") == .retry(after: .seconds(7200)))
    }
}

@Suite struct `A date of HTTP` {
    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
    ])
    func `is read in its three forms`(text: String, seconds: Int64) {
        #expect(HTTPDate.seconds(text[...], now: 1_790_000_000) == seconds)
    }
}
