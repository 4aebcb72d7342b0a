import Testing

@testable import Messages

@Suite struct `The table of services` {
    @Test func `knows how each method is called`() {
        let method = ServiceTable.all.method("Subscribe", of: "tidemark.v1.EventService")
        #expect(method?.kind == .serverStreaming)
        #expect(method?.input == "tidemark.v1.SubscribeRequest")
        #expect(ServiceTable.all.method("Check", of: "grpc.health.v1.Health")?.kind == .unary)
        #expect(ServiceTable.all.method("check", of: "grpc.health.v1.Health") == nil)
        #expect(ServiceTable.all.service("Health") == nil)
    }

    @Test func `names messages that there are`() {
        for method in ServiceTable.all.services.flatMap(\.methods) {
            #expect(Schema.table.find(method.input) != nil)
            #expect(Schema.table.find(method.output) != nil)
        }
    }
}
