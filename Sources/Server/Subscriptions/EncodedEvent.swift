import Ledger
import Messages
import Store

/// An event as it is sent, encoded once for all who follow, and what filters ask of it.
///
/// An object, because each of many readers is handed many of them.
final class EncodedEvent: Sendable {
    let sequence: UInt64
    let index: UInt32
    let facets: EventFacets
    /// The message `Event`.
    let bytes: [UInt8]

    init(_ material: EventMaterial) {
        sequence = material.event.sequence
        index = material.event.index
        facets = material.facets
        bytes = V1.Event(material).serialized()
    }
}
