import Foundation
import Messages
import Server
import Store

/// Verifies a folder that no server uses, on a thread of its own: it waits for the disk, which none
/// of the pool's threads may do.
func verifyOffline(
    _ folder: String, limit: Int, _ report: VerifyReport
) async throws -> VerifyReport {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread {
            continuation.resume(with: Result { try verify(folder, limit: limit, report) })
        }
        thread.name = "tidemark-verify"
        thread.start()
    }
}

/// Tells the report in the words of the API, so that there is one way to tell it.
private func verify(
    _ folder: String, limit: Int, _ report: VerifyReport
) throws -> VerifyReport {
    var report = report
    var failure: (any Error)?
    let result: VerifyResult
    do {
        result = try LedgerStore.verify(folder: folder, findingsMax: limit) { progress in
            do {
                try report.show(V1.VerifyResponse(progress))
                return true
            } catch {
                failure = error
                return false
            }
        }
    } catch let error as StoreError {
        guard case .unusableFolder = error else { throw Failure(.failed, "\(error)") }
        throw Failure(.failed, "\(error)", advice: "without --data, to ask a running server")
    }
    if let failure { throw failure }
    try report.show(
        V1.VerifyResponse(
            sequence: Int64(result.sequence), complete: true,
            findingCount: Int64(result.findingCount), chainHash: result.chainHash))
    return report
}
