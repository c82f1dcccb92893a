// swift-tools-version: 6.2
import PackageDescription

// The rooms, bottom up. A target may depend on rooms above it in this file, never below.
// Add a target for one of three reasons only: it keeps a third-party dependency in one room,
// somebody builds it without the rest, or it needs its own compiler flags. Else add a folder.

/// Settings of every room: Swift 6 checks, imports that stay in their file, no warnings.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// Kernels and hashing stay fast under `swift test`; without this they run 20 to 80 times slower.
let kernels = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
    name: "assay",
    products: [
        .executable(name: "assay", targets: ["assay"]),
        .executable(name: "assay-verify", targets: ["assay-verify"]),
        // Loaded into the commands that `assay run` observes; it stands beside the program.
        .library(name: "assay-observe", type: .dynamic, targets: ["CObserve"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // Pure: numbers, proofs and expressions. No clock, no file, no network.
        .target(
            name: "Statistics",
            dependencies: [.product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: kernels
        ),
        .target(name: "CSHA256", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(
            name: "Transparency", dependencies: ["CSHA256", crypto], swiftSettings: kernels),
        .target(name: "CEL", swiftSettings: kernels),
        // What files say about themselves; only the unpacking of streams is other people's code.
        .systemLibrary(
            name: "CCompression",
            providers: [
                .apt(["zlib1g-dev", "libbz2-dev", "liblzma-dev", "libzstd-dev", "liblz4-dev"])
            ]),
        .target(name: "ModelFiles", dependencies: ["CCompression"], swiftSettings: kernels),
        // Which prediction a model file makes: readers and engines, nothing of the file is run.
        .target(
            name: "Predictors",
            dependencies: [
                "Statistics", .product(name: "RealModule", package: "swift-numerics"),
            ],
            swiftSettings: kernels),
        // Whose signature over a model counts: keys, certificates, Sigstore.
        .target(
            name: "ModelSigning",
            dependencies: [
                "Transparency", crypto, .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: house
        ),
        // Whom an identity provider vouches for.
        .target(
            name: "OpenIDConnect",
            dependencies: ["Transparency", .product(name: "JWTKit", package: "jwt-kit")],
            swiftSettings: house
        ),
        // What came in from others: packages, what is known against them, their licences.
        .target(
            name: "SupplyChain", dependencies: ["Transparency", "Yams"], swiftSettings: kernels),
        // The domain: what may happen, and why not.
        .target(name: "Governance", dependencies: ["CEL", "Transparency"], swiftSettings: house),
        // What commands read and write: the library in them, and the rules for what it tells.
        .target(
            name: "CObserve", exclude: ["Absent"],
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
            // Nothing of Swift or C++ may be loaded into somebody else's program, and whatever links
            // Swift's products names both.
            linkerSettings: [
                .unsafeFlags([
                    "-nostartfiles", "-static-stdlib",
                    "-L\(Context.packageDirectory)/Sources/CObserve/Absent",
                ])
            ]),
        .target(name: "CLinuxCalls"),
        .target(
            name: "Observation", dependencies: ["Governance", "Transparency"],
            swiftSettings: kernels),
        // What training programs log: values, searches, and SQL for whichever store has them.
        .target(
            name: "Tracking", dependencies: ["Governance", "Transparency"], swiftSettings: house),
        // Files of rows and columns.
        .target(name: "Tables", dependencies: ["CCompression"], swiftSettings: kernels),
        // The log and the read models: protocols, the sequencer, the in-memory store.
        .target(name: "Ledger", dependencies: ["Transparency"], swiftSettings: kernels),
        .target(
            name: "LedgerSQLite",
            dependencies: [
                "Ledger", "Tracking", "Transparency",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .systemLibrary(name: "CLibPQ", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "LedgerPostgres", dependencies: ["Ledger", "Tracking", "Transparency", "CLibPQ"],
            swiftSettings: house
        ),
        // The use cases: every write is a command here, every read a projection here.
        .target(
            name: "Operations",
            dependencies: [
                "CEL", "CLinuxCalls", "Governance", "Ledger", "ModelFiles", "ModelSigning",
                "Observation", "OpenIDConnect", "Predictors", "Statistics", "SupplyChain", "Tables",
                "Tracking",
                "Transparency",
                "Yams", crypto, cryptoExtras,
            ],
            resources: [.embedInCode("Policies")],
            swiftSettings: house
        ),
        // Assay's own protocol: what a request asks and an answer says, for both ends of it.
        .target(
            name: "API", dependencies: ["Governance", "Ledger", "Operations", "Transparency"],
            swiftSettings: house),
        // What happened, said to other systems as it happens.
        .target(
            name: "Followers",
            dependencies: [
                "Governance", "Ledger", "Operations", "Predictors", "SupplyChain", "Transparency",
                crypto,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        // The same, said to a person: pages made on the server, one stylesheet.
        .target(
            name: "Console",
            dependencies: [
                "Governance", "Ledger", "Operations", "Transparency", mustache,
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Assets")],
            swiftSettings: house
        ),
        // Both, over HTTP.
        .target(
            name: "HTTPServer",
            dependencies: [
                "API", "Console", "Governance", "Ledger", "Operations", "Transparency",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        // The same, said as clients of other systems say it.
        .target(
            name: "Adapters",
            dependencies: [
                "API", "Governance", "HTTPServer", "Operations", "SupplyChain", "Tracking",
                "Transparency",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            exclude: [
                "DVC/README.md", "Hub/README.md", "MLflow/README.md", "OpenLineage/README.md",
                "OpenTelemetry/README.md",
                "PackageIndex/README.md",
            ],
            swiftSettings: house),
        // The programs: they choose the stores and wire the rest.
        .executableTarget(
            name: "assay",
            dependencies: [
                "API", "Adapters", "CLinuxCalls", "Console", "Followers", "Governance",
                "HTTPServer",
                "Ledger", "LedgerPostgres", "LedgerSQLite", "ModelFiles", "ModelSigning",
                "Observation",
                "Operations", "Statistics", "SupplyChain", "Tracking", "Transparency",
                argumentParser,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "assay-verify",
            dependencies: ["Transparency", argumentParser],
            swiftSettings: house
        ),
        .testTarget(
            name: "StatisticsTests",
            dependencies: ["Statistics", .product(name: "RealModule", package: "swift-numerics")],
            exclude: [
                "drift-values.json", "explanation-values.json", "performance-values.json",
                "reference-values.json", "weight-values.json",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "TransparencyTests", dependencies: ["Transparency", crypto],
            swiftSettings: house),
        .testTarget(
            name: "assay-verifyTests",
            dependencies: ["Transparency", "assay-verify", argumentParser], swiftSettings: house),
        .testTarget(
            name: "ModelFilesTests", dependencies: ["ModelFiles"], swiftSettings: house),
        .testTarget(
            name: "PredictorsTests", dependencies: ["Predictors", "Statistics"],
            exclude: ["Peers"],
            swiftSettings: house),
        .testTarget(
            name: "ModelSigningTests",
            dependencies: [
                "ModelSigning", "Transparency", crypto,
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            exclude: ["Vectors"],
            swiftSettings: house),
        .testTarget(name: "CELTests", dependencies: ["CEL"], swiftSettings: house),
        .testTarget(
            name: "SupplyChainTests", dependencies: ["SupplyChain", "Transparency"],
            swiftSettings: house),
        .testTarget(
            name: "GovernanceTests", dependencies: ["CEL", "Governance", "Transparency"],
            swiftSettings: house),
        .testTarget(
            name: "TrackingTests",
            dependencies: [
                "Governance", "LedgerPostgres", "LedgerSQLite", "Tracking", "Transparency",
            ],
            swiftSettings: house),
        .testTarget(
            name: "ObservationTests", dependencies: ["Governance", "Observation", "Transparency"],
            swiftSettings: house),
        .testTarget(name: "TablesTests", dependencies: ["Tables"], swiftSettings: house),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "LedgerPostgres", "LedgerSQLite", "Transparency",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "OpenIDConnectTests",
            dependencies: ["OpenIDConnect", "Transparency", crypto, cryptoExtras],
            swiftSettings: house),
        .testTarget(
            name: "FollowersTests",
            dependencies: [
                "Followers", "Governance", "Ledger", "Operations", "Predictors", "SupplyChain",
                "Transparency",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "Governance", "Ledger", "LedgerSQLite", "ModelFiles", "ModelSigning",
                "OpenIDConnect", "Operations", "Predictors", "Statistics", "SupplyChain",
                "Tables", "Tracking", "Transparency", crypto,
            ],
            swiftSettings: house),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "Governance", "Ledger", "LedgerSQLite", "ModelFiles", "Operations",
                "Transparency",
            ],
            swiftSettings: house),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: [
                "API", "Governance", "HTTPServer", "Ledger", "LedgerSQLite", "OpenIDConnect",
                "Operations", "Transparency", crypto,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "AdaptersTests",
            dependencies: [
                "API", "Adapters", "Governance", "HTTPServer", "Ledger", "LedgerSQLite",
                "Operations", "SupplyChain", "Tracking", "Transparency",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "LedgerPostgres", "Transparency", "assay", "assay-verify",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house),
        .testTarget(name: "TidyTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// `Benchmarks/run.sh` measures; nothing else builds it.
if Context.environment["ASSAY_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "assay-bench",
            dependencies: [
                "CEL", "Governance", "Ledger", "LedgerSQLite", "Operations", "Predictors",
                "Statistics", "Tracking", "Transparency",
                argumentParser, .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Benchmarks/AssayBench",
            swiftSettings: house))
}

// `ROOMS=CEL,CELTests swift test --scratch-path .build-cel` builds these targets alone:
// `swift test` builds every test target there is, whatever `--filter` says.
if let rooms = Context.environment["ROOMS"] {
    let wanted = Set(rooms.split(separator: ",").map(String.init))
    package.products = []
    package.targets.removeAll { !wanted.contains($0.name) }
}
