import Messages
import Testing

@Suite struct `Decoding a message` {
    @Test func `gives back what was encoded`() throws {
        var request = V1.CreateMonitorRequest()
        request.monitorID = "mon_1"
        request.condition = .init(field: .debitBalance, operator: .greaterThan, value: "100.5")
        #expect(try V1.CreateMonitorRequest(serialized: request.serialized()) == request)
    }

    @Test func `names the field that is wrong`() {
        // condition (a sub-message) whose `value` is not UTF-8.
        let monitor = V1.CreateMonitorRequest(condition: .init(value: "ab"))
        var bytes = monitor.serialized()
        bytes[bytes.count - 1] = 0xFF
        #expect(throws: DecodingError(.invalidUTF8, at: "condition.value")) {
            try V1.CreateMonitorRequest(serialized: bytes)
        }
    }
}
