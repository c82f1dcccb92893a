import Testing

@testable import SupplyChain

@Suite struct DependencyFormatTests {
    @Test(
        arguments: [
            ("a/requirements.txt", .requirements), ("requirements-dev.txt", .requirements),
            ("dev_requirements.in", .requirements), ("requirements/base.txt", .requirements),
            ("constraints.txt", .requirements), ("uv.lock", .uvLock),
            ("b/poetry.lock", .poetryLock),
            ("pylock.toml", .pylock), ("pylock.dev.toml", .pylock), ("Pipfile.lock", .pipfileLock),
            ("environment.yml", .condaEnvironment), ("conda.yaml", .condaEnvironment),
            ("x/y-1.0.dist-info/METADATA", .distribution), ("METADATA", nil),
            ("x/y.egg-info/PKG-INFO", .distribution), ("PKG-INFO", nil), ("notes.txt", nil),
            ("", nil), ("requirements.txt/x", nil),
        ] as [(String, DependencyFormat?)])
    func `a file is known by its name`(_ path: String, _ format: DependencyFormat?) {
        #expect(DependencyFormat(path: path) == format)
    }

    private static let seeds: [(DependencyFormat, String)] = [
        (.requirements, RequirementsReaderTests.text), (.uvLock, UVLockTests.text),
        (.poetryLock, PoetryLockTests.text), (.pylock, PylockTests.text),
        (.pipfileLock, PipfileLockTests.text), (.condaEnvironment, CondaEnvironmentTests.text),
        (.distribution, InstalledDistributionTests.text),
    ]

    @Test func `no change of a file traps, whatever it is read as`() {
        for (_, seed) in Self.seeds {
            for (format, _) in Self.seeds {
                for bytes in Mutations(seeds: [seed], count: 300) {
                    _ = try? DependencyListing(format, path: "f", bytes: bytes) {
                        $0 == "constraints.txt" ? bytes : nil
                    }
                }
            }
        }
    }
}
