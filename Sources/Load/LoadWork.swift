import Messages

/// Makes the calls of one connection, one frame after the other.
struct LoadWork {
    private let plan: LoadPlan
    private let balances: [[UInt8]]
    private var template: FrameTemplate
    private let sources: [Int]
    private let destinations: [Int]
    private let references: [Int]
    private var names: ReferenceSource
    private var random: Xorshift

    /// - Parameter connection: the number of the connection, which tells its references from those
    ///   of others.
    init(_ plan: LoadPlan, connection: Int) {
        self.plan = plan
        balances = plan.balances.map { Array($0.utf8) }
        names = ReferenceSource(connection: connection, isRandom: plan.hasRandomReferences)
        random = Xorshift(seed: UInt64(connection) + 1)
        template = Self.template(plan)
        sources = template.offsets(of: Self.source)
        destinations = template.offsets(of: Self.destination)
        references = template.offsets(of: ReferenceSource.placeholder)
    }

    /// The next call, to be sent on a stream.
    mutating func append(to output: inout [UInt8], streamID: UInt32) {
        template.setStreamID(streamID)
        for position in sources.indices {
            let source =
                plan.kind == .hot
                ? 1 + random.below(balances.count - 1) : random.below(balances.count)
            template.fill(sources[position], balances[source][...])
            guard plan.kind != .get else { continue }
            let destination = plan.kind == .hot ? 0 : other(than: source)
            template.fill(destinations[position], balances[destination][...])
            template.fill(references[position], names.next())
        }
        output.append(contentsOf: template.bytes)
    }

    private mutating func other(than source: Int) -> Int {
        let step = 1 + random.below(balances.count - 1)
        return (source + step) % balances.count
    }
}

extension LoadWork {
    /// As long as an id of a balance.
    private static let source = String(repeating: "S", count: 40)
    private static let destination = String(repeating: "D", count: 40)

    private static func template(_ plan: LoadPlan) -> FrameTemplate {
        guard plan.kind != .get else {
            return FrameTemplate(
                service: "tidemark.v1.BalanceService", method: "GetBalance",
                V1.GetBalanceRequest(balanceID: source))
        }
        let service = "tidemark.v1.TransactionService"
        let transfer = V1.CreateTransactionRequest(
            reference: ReferenceSource.placeholder, currency: plan.currency, preciseAmount: "1",
            source: source, destination: destination, allowOverdraft: true)
        guard plan.batchSize > 1 else {
            return FrameTemplate(service: service, method: "CreateTransaction", transfer)
        }
        let item = V1.BatchItem(request: .createTransaction(transfer))
        let items = Array(repeating: item, count: plan.batchSize)
        return FrameTemplate(
            service: service, method: "CreateBatch", V1.CreateBatchRequest(items: items))
    }
}
