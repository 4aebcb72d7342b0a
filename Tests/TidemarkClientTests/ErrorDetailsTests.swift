import Messages
import TTRPC
import Testing
import TidemarkClient

@Suite struct `An error of a call` {
    private func packed(_ message: some Message) -> RPCError.Detail {
        RPCError.Detail(
            typeURL: "type.googleapis.com/\(type(of: message).fullName)",
            value: message.serialized())
    }

    @Test func `tells its reason, facts, fields and the time to wait`() {
        let error = RPCError(
            .invalidArgument, "the amount is not exact",
            details: [
                packed(
                    GoogleRPC.ErrorInfo(
                        reason: "INEXACT_AMOUNT", domain: "tidemark",
                        metadata: ["balance_id": "bln_1"])),
                packed(
                    GoogleRPC.BadRequest(fieldViolations: [
                        .init(field: "amount", description: "is not exact")
                    ])),
                packed(
                    GoogleRPC.RetryInfo(
                        retryDelay: GoogleProtobuf.Duration(seconds: 1, nanos: 500_000_000))),
            ])
        #expect(error.reason == "INEXACT_AMOUNT")
        #expect(error.metadata == ["balance_id": "bln_1"])
        #expect(error.fieldViolations.map(\.field) == ["amount"])
        #expect(error.retryDelay == .milliseconds(1500))
        #expect(!error.isConnectionFailure)
    }

    @Test func `names the field at fault in whichever detail it stands`() {
        let forbidden = RPCError(
            .failedPrecondition, "not enough",
            details: [
                packed(
                    GoogleRPC.PreconditionFailure(violations: [
                        .init(
                            type: "INSUFFICIENT_FUNDS", subject: "sources[1]",
                            description: "has 5 available")
                    ]))
            ])
        #expect(forbidden.fieldViolations.map(\.field) == ["sources[1]"])
        #expect(forbidden.fieldViolations.map(\.description) == ["has 5 available"])
        let missing = RPCError(
            .notFound, "there is no balance",
            details: [
                packed(
                    GoogleRPC.ErrorInfo(
                        reason: "BALANCE_NOT_FOUND", domain: "tidemark",
                        metadata: ["field": "source"]))
            ])
        #expect(missing.fieldViolations.map(\.field) == ["source"])
    }

    @Test func `without details is one of the connection where nobody was there`() {
        let error = RPCError(.unavailable, "connection refused")
        #expect(error.reason.isEmpty)
        #expect(error.metadata.isEmpty)
        #expect(error.fieldViolations.isEmpty)
        #expect(error.retryDelay == nil)
        #expect(error.isConnectionFailure)
    }

    @Test func `is still an error where its details can't be read`() {
        let broken = RPCError.Detail(
            typeURL: "type.googleapis.com/google.rpc.ErrorInfo", value: [0xFF])
        #expect(RPCError(.notFound, "gone", details: [broken]).reason.isEmpty)
    }
}
