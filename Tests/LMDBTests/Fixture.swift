import LMDB
import TestSupport

/// A fresh environment with one empty database in it.
struct Fixture {
    let folder = TemporaryFolder()
    let environment: Environment
    let entries: Database

    init(options: Environment.Options = Environment.Options()) throws(LMDBError) {
        environment = try Environment(path: folder.path, options: options)
        entries = try environment.openDatabases { (opener) throws(LMDBError) in
            try opener.open("entries")
        }
    }

    /// Stores each key with itself as the value.
    func store(_ keys: [String]) throws(LMDBError) {
        try environment.write { (txn) throws(LMDBError) in
            for key in keys { try txn.put(entries, bytes(key).span, bytes(key).span) }
        }
    }

    /// All keys in order.
    func keys() throws(LMDBError) -> [String] {
        try environment.read { (txn) throws(LMDBError) in
            var keys: [String] = []
            try txn.scan(entries) { key, _ in
                keys.append(text(key))
                return .continue
            }
            return keys
        }
    }

    func value(of key: String) throws(LMDBError) -> String? {
        try environment.read { (txn) throws(LMDBError) in
            try txn.get(entries, bytes(key).span) { text($0) }
        }
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }

func text(_ span: Span<UInt8>) -> String { String(decoding: bytes(span), as: UTF8.self) }
