import Foundation
import Ledger
import Messages
import Store
import Synchronization
import TTRPC

/// Verification of the books while the server goes on: on a snapshot, on a thread of its own, one
/// at a time.
final class VerifyService: Sendable {
    /// Findings of one run, at most.
    private static let findingsMax: Int32 = 1000

    private let store: LedgerStore
    private let isRunning = Atomic<Bool>(false)

    init(_ store: LedgerStore) {
        self.store = store
    }

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.AdminService") { methods in
            methods.stream("Verify", verify)
        }
    }

    @Sendable private func verify(_ request: V1.VerifyRequest, _ call: StreamCall) throws {
        guard request.maxFindings >= 0 else {
            throw Rejection(.fieldInvalid, field: "max_findings", "must not be negative")
        }
        let findingsMax =
            request.maxFindings == 0 ? 100 : min(request.maxFindings, Self.findingsMax)
        var phases: Set<VerifyPhase> = []
        for (position, phase) in request.phases.enumerated() {
            guard let phase = VerifyPhase(phase) else { throw Shape.missing("phases[\(position)]") }
            phases.insert(phase)
        }
        guard !isRunning.exchange(true, ordering: .acquiringAndReleasing) else {
            throw RPCError(reason: .alreadyRunning, "a verification is running already")
        }
        let wanted = phases.isEmpty ? Set(VerifyPhase.allCases) : phases
        let thread = Thread { [self] in
            run(wanted, findingsMax: Int(findingsMax), call)
            isRunning.store(false, ordering: .releasing)
        }
        thread.name = "tidemark-verify"
        thread.start()
    }

    private func run(_ phases: Set<VerifyPhase>, findingsMax: Int, _ call: StreamCall) {
        do {
            let last = Mutex(V1.VerifyResponse())
            let result = try store.readAtLength { view in
                let sequence = view.shown
                return try view.verify(phases, findingsMax: findingsMax) { progress in
                    let message = V1.VerifyResponse(progress, sequence: sequence)
                    last.withLock { $0 = message }
                    call.send(message.serialized())
                    return !call.isCancelled
                }
            }
            var message = last.withLock { $0 }
            message.findings = []
            message.sequence = Int64(result.sequence)
            message.complete = true
            message.findingCount = Int64(result.findingCount)
            message.chainHash = result.chainHash
            call.send(message.serialized())
            call.finish()
        } catch {
            call.fail(RPCError(answering: error))
        }
    }
}
