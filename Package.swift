// swift-tools-version: 6.3
import PackageDescription

/// What every Swift target of ours is built with.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "tidemark",
    products: [
        .executable(name: "tidemark", targets: ["tidemark"]),
        .library(name: "TidemarkClient", targets: ["TidemarkClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // C, by Debian's -dev packages, and what protoc-c generated.
        .systemLibrary(
            name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(
            name: "CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"])]),
        .target(name: "CTidemarkProto", dependencies: ["CProtobufC"]),
        .target(name: "CChecksum"),

        // Pure: no I/O, no clock, no C.
        .target(name: "Ledger", swiftSettings: settings),
        .target(name: "TTRPC", swiftSettings: settings),

        // The disk.
        .target(name: "Checksum", dependencies: ["CChecksum"], swiftSettings: settings),
        .target(name: "Journal", dependencies: ["Checksum"], swiftSettings: settings),
        .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: settings),
        .target(
            name: "Store",
            dependencies: [
                "Checksum", "Journal", "Ledger", "LMDB",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        // The wire.
        .target(
            name: "Messages", dependencies: ["CProtobufC", "CTidemarkProto", "Ledger"],
            swiftSettings: settings),
        .target(
            name: "Transport",
            dependencies: [
                "TTRPC",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),

        // The way out: signed posts to receivers that nobody vouches for.
        .target(
            name: "Webhooks",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),

        // The whole.
        .target(
            name: "Server",
            dependencies: [
                "Ledger", "Messages", "Store", "TTRPC", "Transport", "Webhooks",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "TidemarkClient", dependencies: ["Messages", "TTRPC", "Transport"],
            swiftSettings: settings),
        .target(
            name: "Load",
            dependencies: [
                "Messages", "TTRPC", "Transport",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "tidemark",
            dependencies: [
                "Ledger", "Load", "Messages", "Server", "Store", "TTRPC", "TidemarkClient",
                "Transport", "Webhooks",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings,
            // Takes the place of malloc: what one thread makes, another lets go of.
            linkerSettings: [.linkedLibrary("jemalloc")]),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Ledger"], path: "Tests/Support",
            swiftSettings: settings),
        .testTarget(
            name: "LedgerTests", dependencies: ["Ledger", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "TTRPCTests", dependencies: ["TTRPC", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ChecksumTests", dependencies: ["Checksum", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "JournalTests", dependencies: ["Checksum", "Journal", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "LMDBTests", dependencies: ["LMDB", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "MessagesTests", dependencies: ["Ledger", "Messages", "TestSupport"],
            exclude: ["Golden"], swiftSettings: settings),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Checksum", "LMDB", "Ledger", "Store", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "TTRPC", "TestSupport", "Transport",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "ReceiverSupport",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/ReceiverSupport", swiftSettings: settings),
        .testTarget(
            name: "WebhooksTests", dependencies: ["ReceiverSupport", "TestSupport", "Webhooks"],
            swiftSettings: settings),
        .target(
            name: "WireSupport", dependencies: ["Messages", "TTRPC", "TidemarkClient"],
            path: "Tests/WireSupport", swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Ledger", "Messages", "ReceiverSupport", "Server", "Store", "TestSupport",
                "TidemarkClient", "Transport", "TTRPC", "Webhooks", "WireSupport", "tidemark",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LoadTests",
            dependencies: [
                "Load", "Messages", "TTRPC", "Transport",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TidemarkClientTests",
            dependencies: ["Messages", "TTRPC", "TestSupport", "TidemarkClient", "tidemark"],
            swiftSettings: settings),
        .testTarget(
            name: "CLITests",
            dependencies: [
                "Ledger", "Messages", "TTRPC", "TestSupport", "TidemarkClient", "Transport",
                "tidemark",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CrashTests",
            dependencies: [
                "Messages", "ReceiverSupport", "TTRPC", "TestSupport", "TidemarkClient",
                "WireSupport", "Webhooks", "tidemark",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "StoreRecorder", dependencies: ["Ledger", "Store", "TestSupport"],
            path: "Tests/StoreRecorder", swiftSettings: settings),
        .testTarget(
            name: "CrashImageTests",
            dependencies: ["Ledger", "Store", "StoreRecorder", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        .executableTarget(
            name: "tidemark-counted", dependencies: ["Ledger", "Store"],
            path: "Benchmarks/Counted", swiftSettings: settings),
    ]
)
