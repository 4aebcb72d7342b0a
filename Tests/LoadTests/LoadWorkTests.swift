import Messages
import TTRPC
import Testing
import Transport

@testable import Load

@Suite struct `The calls of a load` {
    private let ids = (0..<5).map { number in
        "bln_00000000-0000-7000-8000-00000000000\(number)"
    }

    private func frames(_ kind: LoadPlan.Kind, batch: Int = 1, count: Int = 50) -> [Frame] {
        var plan = LoadPlan(
            kind, to: .unix(path: "x"), balances: ids, currency: "XTS", batchSize: batch)
        plan.inFlight = count
        var work = LoadWork(plan, connection: 3)
        var bytes: [UInt8] = []
        for call in 0..<count { work.append(to: &bytes, streamID: UInt32(2 * call + 1)) }
        var decoder = FrameDecoder()
        decoder.append(bytes)
        var frames: [Frame] = []
        while case .frame(let frame) = decoder.next() { frames.append(frame) }
        return frames
    }

    private func transfers(
        _ kind: LoadPlan.Kind, batch: Int
    ) throws -> [V1.CreateTransactionRequest] {
        try frames(kind, batch: batch).flatMap { frame -> [V1.CreateTransactionRequest] in
            let envelope = try RequestEnvelope(decoding: frame.data)
            guard batch > 1 else {
                #expect(String(decoding: envelope.method, as: UTF8.self) == "CreateTransaction")
                return [try V1.CreateTransactionRequest(serialized: Array(envelope.payload))]
            }
            let request = try V1.CreateBatchRequest(serialized: Array(envelope.payload))
            return request.items.compactMap { item in
                guard case .createTransaction(let transfer)? = item.request else { return nil }
                return transfer
            }
        }
    }

    @Test func `open a stream each, with odd numbers that rise`() {
        let frames = frames(.get)
        let numbers: [UInt32] = Array(stride(from: 1, to: 100, by: 2))
        #expect(frames.map(\.streamID) == numbers)
        #expect(frames.allSatisfy { $0.type == .request && $0.flags == .remoteClosed })
    }

    @Test func `read balances of the plan, and more than one of them`() throws {
        let asked = try frames(.get).map { frame in
            let envelope = try RequestEnvelope(decoding: frame.data)
            return try V1.GetBalanceRequest(serialized: Array(envelope.payload)).balanceID
        }
        #expect(Set(asked).isSubset(of: ids))
        #expect(Set(asked).count > 1)
    }

    @Test(arguments: [1, 7])
    func `move between two balances under references in order`(batch: Int) throws {
        let transfers = try transfers(.transfer, batch: batch)
        #expect(transfers.count == 50 * batch)
        #expect(transfers.allSatisfy { $0.source != $0.destination && $0.preciseAmount == "1" })
        #expect(Set(transfers.map(\.source)) == Set(ids))
        #expect(Set(transfers.map(\.destination)) == Set(ids))
        let references = transfers.map(\.reference)
        #expect(Set(references).count == references.count)
        #expect(references == references.sorted())
    }

    @Test func `move to one balance where that is wanted`() throws {
        let transfers = try transfers(.hot, batch: 1)
        #expect(Set(transfers.map(\.destination)) == [ids[0]])
        #expect(!transfers.contains { $0.source == ids[0] })
    }
}
