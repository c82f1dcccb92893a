/// What may stand in which room.
enum RoomRules {
    /// Rooms without a clock, a file or a network.
    static let pureRooms: Set = [
        "Statistics", "Transparency", "CEL", "ModelFiles", "ModelSigning", "OpenIDConnect",
        "SupplyChain", "Governance", "Predictors", "Tracking", "Observation",
    ]
    /// All that they may import: one another, arithmetic, cryptography, and C that works on its
    /// arguments alone.
    ///
    /// Which room may import which other is Package.swift's to say, and the compiler's to check.
    static let pureModules = pureRooms.union([
        "CSHA256", "Crypto", "RealModule", "Synchronization",
    ])
    /// What a pure room was made to keep in one place.
    static let kept: [String: Set<String>] = [
        "OpenIDConnect": ["FoundationEssentials", "JWTKit"],
        "ModelFiles": ["CCompression"],
        "SupplyChain": ["Yams"],
        "ModelSigning": ["FoundationEssentials", "SwiftASN1", "X509"],
    ]

    static func purity(_ file: SourceFile) -> [Problem] {
        guard pureRooms.contains(file.room), file.path.hasPrefix("Sources/") else { return [] }
        let allowed = pureModules.union(kept[file.room] ?? [])
        return file.imports.filter { !allowed.contains($0.module) }.map {
            Problem(
                file.path, line: $0.line,
                "imports `\($0.module)`; \(file.room) works on its arguments alone")
        }
    }

    /// Which rooms' sources the tests of a folder mirror; `nil` for the folders that test the whole.
    static func testedRooms(_ folder: String, rooms: [String]) -> [String]? {
        switch folder {
        case "EndToEndTests", "TidyTests": nil
        // One suite runs on every store.
        case "LedgerTests": ["Ledger", "LedgerSQLite", "LedgerPostgres"]
        default: rooms.filter { folder == $0 + "Tests" }
        }
    }

    /// Tests of a whole room, which no one source answers for.
    static let wholeRoomTests: Set = [
        // The official suite speaks of the whole language.
        "Tests/CELTests/Conformance/ConformanceTests.swift",
        // The shared corpus speaks of all formats.
        "Tests/ModelFilesTests/Corpus/CorpusTests.swift",
    ]

    /// `Tests/RoomTests/A/XTests.swift` mirrors `Sources/Room/A/X.swift`.
    static func mirrors(_ test: SourceFile, sources: Set<String>, rooms: [String]) -> [Problem] {
        guard let tested = testedRooms(test.room, rooms: rooms) else { return [] }
        guard !tested.isEmpty else {
            return [Problem(test.path, "`\(test.room)` is named for no room")]
        }
        guard test.name.hasSuffix("Tests.swift"), !wholeRoomTests.contains(test.path) else {
            return []
        }
        let place = test.path.split(separator: "/").dropFirst(2).joined(separator: "/")
            .replacing("Tests.swift", with: ".swift")
        let candidates = tested.map { "Sources/\($0)/\(place)" } + ["Sources/\(place)"]
        guard !candidates.contains(where: sources.contains) else { return [] }
        return [Problem(test.path, "mirrors no source: there is no \(candidates[0])")]
    }
}
