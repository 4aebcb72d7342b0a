import CLMDB

/// One consistent view of everything committed before it began, or of what an open write
/// transaction holds.
///
/// It may be handed from thread to thread but not used by two at once, and it ends when it goes
/// out of scope.
@safe @usableFromInline
package struct ReadTransaction: ~Copyable, ReadableTransaction {
    @usableFromInline package let handle: TransactionHandle
    /// Nil where it only looks into a write transaction, which somebody else ends.
    private let environment: Environment?

    init(environment: Environment, _ pointer: OpaquePointer) {
        self.environment = environment
        handle = unsafe TransactionHandle(pointer: pointer)
    }

    init(lookingInto handle: TransactionHandle) {
        environment = nil
        self.handle = handle
    }

    deinit {
        guard let environment else { return }
        let pointer = unsafe handle.pointer
        unsafe mdb_txn_reset(pointer)
        if unsafe !environment.gate.leaveReading(pointer) { unsafe mdb_txn_abort(pointer) }
    }

    /// Ends it before its scope does.
    package consuming func end() {}
}
