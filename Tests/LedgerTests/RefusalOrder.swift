import Ledger
import Testing

/// A request that would be done, in a world where nothing is wrong: for faults to be put into.
protocol Attempt: Sendable {
    init() throws

    /// Why it is refused, if it is.
    func reason() -> Rejection.Reason?
}

/// Faults of one kind of request, each by itself, in the order in which they are to be answered.
struct RefusalOrder<Request: Attempt>: Sendable {
    typealias Fault = (reason: Rejection.Reason, commit: @Sendable (inout Request) -> Void)

    let faults: [Fault]

    init(_ faults: [Fault]) {
        self.faults = faults
    }

    /// The order is the one in which the reasons are listed.
    func expectListed() {
        let places = faults.compactMap { Rejection.Reason.allCases.firstIndex(of: $0.reason) }
        #expect(places == places.sorted())
        #expect(Set(places).count == faults.count)
    }

    /// A fault is answered, alone or with any later one, whichever was there first.
    func expectAnswer(of first: Int) throws {
        #expect(try reason(with: [first]) == faults[first].reason)
        for second in faults.indices.dropFirst(first + 1) where !areOne(first, second) {
            for order in [[first, second], [second, first]] {
                #expect(
                    try reason(with: order) == faults[first].reason,
                    "with \(faults[second].reason)")
            }
        }
    }

    /// A fault is answered with all the later ones behind it.
    func expectAnswer(fromAllSince first: Int) throws {
        let later = faults.indices.dropFirst(first).filter { !areOne(first, $0) }
        #expect(try reason(with: later) == faults[first].reason)
    }

    private func reason(with faulty: [Int]) throws -> Rejection.Reason? {
        var request = try Request()
        for fault in faulty { faults[fault].commit(&request) }
        return request.reason()
    }

    /// Whether two faults are one, answered by the limit there is.
    private func areOne(_ first: Int, _ second: Int) -> Bool {
        faults[first].reason == .insufficientFunds
            && faults[second].reason == .overdraftLimitExceeded
    }
}
