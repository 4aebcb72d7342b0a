package import Messages
package import Store

extension V1.VerifyResponse {
    /// How far a verification is, and what it found since the last word.
    /// - Parameter sequence: what is verified; 0 where that isn't known yet.
    package init(_ progress: VerifyProgress, sequence: Int64 = 0) {
        self.init(
            phase: V1.VerifyPhase(progress.phase), doneCount: Int64(progress.done),
            totalCount: Int64(progress.total),
            findings: progress.findings.map {
                V1.VerifyFinding(
                    phase: V1.VerifyPhase($0.phase), record: $0.record,
                    sequence: Int64($0.sequence), message: $0.message)
            }, sequence: sequence)
    }
}

extension V1.VerifyPhase {
    init(_ phase: VerifyPhase) {
        self =
            switch phase {
            case .chain: .chain
            case .records: .records
            case .balances: .balances
            case .conservation: .conservation
            case .indexes: .indexes
            case .monitors: .monitors
            case .events: .events
            }
    }
}

extension VerifyPhase {
    init?(_ phase: V1.VerifyPhase) {
        switch phase {
        case .unspecified: return nil
        case .chain: self = .chain
        case .records: self = .records
        case .balances: self = .balances
        case .conservation: self = .conservation
        case .indexes: self = .indexes
        case .monitors: self = .monitors
        case .events: self = .events
        }
    }
}
