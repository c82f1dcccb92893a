// swift-tools-version: 6.2
import PackageDescription

// Measures how fast a release rule evaluates: `swift run -c release` in this folder.
let package = Package(
    name: "cel-bench",
    targets: [
        .target(
            name: "CEL", swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
        .executableTarget(
            name: "CELBench", dependencies: ["CEL"], linkerSettings: [.linkedLibrary("m")]),
    ],
    swiftLanguageModes: [.v6]
)
