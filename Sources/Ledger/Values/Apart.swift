/// A value that stands apart: whoever has it has a pointer to the one place where it is.
///
/// For what is large, goes through many hands and is seldom changed. Handing it on counts one
/// reference, where it would otherwise count one for every text and list in it. A change makes a
/// place of its own, so that nobody else sees it: it is a value like any other.
struct Apart<Value: Sendable>: Sendable {
    private final class Place: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var place: Place

    init(_ value: Value) { place = Place(value) }

    var value: Value {
        get { place.value }
        set { place = Place(newValue) }
    }
}

extension Apart: Equatable where Value: Equatable {
    static func == (left: Apart, right: Apart) -> Bool {
        left.place === right.place || left.value == right.value
    }
}

extension Apart: Hashable where Value: Hashable {
    func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// Whoever looks into it sees its value.
extension Apart: CustomReflectable {
    var customMirror: Mirror { Mirror(reflecting: value) }
}
