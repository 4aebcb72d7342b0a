/// Who is at the other end of a connection, as far as the kernel vouches for it.
package enum Peer: Hashable, Sendable {
    /// A process of this machine, over a Unix socket: what SO_PEERCRED said when it connected.
    case local(processID: Int32, userID: UInt32, groupID: UInt32)
    /// An address, over TCP: "127.0.0.1:50412".
    case network(address: String)
}

extension Peer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .local(let processID, let userID, let groupID):
            "pid \(processID), uid \(userID), gid \(groupID)"
        case .network(let address): address
        }
    }
}
