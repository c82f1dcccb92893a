// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets, apart from the package so that nobody builds them by accident. The rooms are
// reached through links in Sources, which makes them part of this package and opens their
// `package` access. `Scripts/fuzz.sh` builds and runs them all.
//
// To add one: link its rooms into Sources, list them in `rooms`, write Sources/FuzzX/FuzzX.swift
// with a check that runs in libFuzzer's driver, list it in `targets`, and put a few inputs into
// Seeds/FuzzX.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .unsafeFlags(["-sanitize=fuzzer"]),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let rooms: [Target] = [
    .target(name: "LibFuzzer"),
    .target(name: "CEL", swiftSettings: house),
    .target(name: "CSHA256"),
    .target(name: "Transparency", dependencies: ["CSHA256", crypto], swiftSettings: house),
    .target(
        name: "Statistics",
        dependencies: [.product(name: "RealModule", package: "swift-numerics")],
        swiftSettings: house),
    .target(
        name: "Predictors",
        dependencies: [
            "Statistics", .product(name: "RealModule", package: "swift-numerics"),
        ], swiftSettings: house),
    .target(
        name: "SupplyChain",
        dependencies: ["Transparency", .product(name: "Yams", package: "Yams")],
        swiftSettings: house),
    .target(name: "Governance", dependencies: ["CEL", "Transparency"], swiftSettings: house),
    .target(
        name: "Observation", dependencies: ["Governance", "Transparency"],
        swiftSettings: house + [.unsafeFlags(["-enable-testing"])]),
    .target(
        name: "Tracking", dependencies: ["Governance", "Transparency"],
        swiftSettings: house + [.unsafeFlags(["-enable-testing"])]),
    .systemLibrary(name: "CCompression"),
    .target(name: "ModelFiles", dependencies: ["CCompression"], swiftSettings: house),
    .target(
        name: "ModelFileCheck", dependencies: ["LibFuzzer", "ModelFiles"], swiftSettings: house),
    .target(name: "Tables", dependencies: ["CCompression"], swiftSettings: house),
    .target(name: "TableCheck", dependencies: ["LibFuzzer", "Tables"], swiftSettings: house),
    .target(
        name: "ModelSigning",
        dependencies: [
            "Transparency", crypto, .product(name: "SwiftASN1", package: "swift-asn1"),
            .product(name: "X509", package: "swift-certificates"),
        ], swiftSettings: house),
]

let targets: [Target] = [
    fuzzTarget("FuzzBillOfMaterials", ["SupplyChain", "Transparency"]),
    fuzzTarget("FuzzCEL", ["CEL"]),
    fuzzTarget("FuzzDistributions", ["ModelFiles", "SupplyChain", "Transparency"]),
    fuzzTarget("FuzzEnvelopes", ["Transparency"]),
    fuzzTarget("FuzzFilters", ["Tracking"]),
    fuzzTarget("FuzzGraphQL", ["Tracking", "Transparency"]),
    fuzzTarget("FuzzHub", ["SupplyChain", "Transparency"]),
    fuzzTarget("FuzzJSON", ["Transparency"]),
    fuzzTarget("FuzzNotes", ["Transparency"]),
    fuzzTarget(
        "FuzzSigning",
        ["ModelSigning", "Transparency", .product(name: "X509", package: "swift-certificates")]),
    fuzzTarget("FuzzPipelines", ["SupplyChain"]),
    fuzzTarget("FuzzSpans", ["Tracking", "Transparency"]),
    fuzzTarget("FuzzPolicy", ["Governance", .product(name: "Yams", package: "Yams")]),
    fuzzTarget("FuzzPredictors", ["Predictors"]),
    fuzzTarget("FuzzRing", ["Observation"]),
    fuzzTarget("FuzzProfiles", ["Statistics"]),
    fuzzTarget("FuzzPickles", ["ModelFileCheck"]),
    fuzzTarget("FuzzZip", ["ModelFileCheck"]),
    fuzzTarget("FuzzTar", ["ModelFileCheck"]),
    fuzzTarget("FuzzSevenZip", ["ModelFileCheck"]),
    fuzzTarget("FuzzSafetensors", ["ModelFileCheck"]),
    fuzzTarget("FuzzGGUF", ["ModelFileCheck"]),
    fuzzTarget("FuzzNumPy", ["ModelFileCheck"]),
    fuzzTarget("FuzzGraphs", ["ModelFileCheck"]),
    fuzzTarget("FuzzHDF5", ["ModelFileCheck"]),
    fuzzTarget("FuzzTemplates", ["ModelFileCheck"]),
    fuzzTarget("FuzzConfigurations", ["ModelFileCheck"]),
    fuzzTarget("FuzzPython", ["ModelFileCheck"]),
    fuzzTarget("FuzzCSV", ["TableCheck"]),
    fuzzTarget("FuzzJSONLines", ["TableCheck"]),
    fuzzTarget("FuzzParquet", ["TableCheck"]),
    fuzzTarget("FuzzArrow", ["TableCheck"]),
]

/// A program that hands its check to libFuzzer's driver.
func fuzzTarget(_ name: String, _ rooms: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: rooms + ["LibFuzzer"], swiftSettings: house,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
}

let package = Package(
    name: "fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: rooms + targets,
    swiftLanguageModes: [.v6]
)
