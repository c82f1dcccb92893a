/// The files that list dependencies.
package enum DependencyFormat: Sendable, CaseIterable {
    case requirements, uvLock, poetryLock, pylock, pipfileLock, condaEnvironment, distribution

    /// Which format a file of this name has; `nil` for other names.
    ///
    /// - Parameter path: With `/` between folders; a distribution is known by its folder too.
    package init?(path: String) {
        let parts = path.split(separator: "/").suffix(2).map { String($0).asciiLowercased }
        guard let name = parts.last else { return nil }
        switch name {
        case "uv.lock": self = .uvLock
        case "poetry.lock": self = .poetryLock
        case "pipfile.lock": self = .pipfileLock
        case "environment.yml", "environment.yaml", "conda.yml", "conda.yaml":
            self = .condaEnvironment
        case "metadata" where parts.first?.hasSuffix(".dist-info") == true: self = .distribution
        case "pkg-info" where parts.first?.hasSuffix(".egg-info") == true: self = .distribution
        case _ where Self.isMetadataBeside(name): self = .distribution
        case _ where Self.isPylock(name): self = .pylock
        case _ where Self.isRequirements(name, in: parts): self = .requirements
        default: return nil
        }
    }

    /// What an index gives out beside a distribution, PEP 658: its name with `.metadata`.
    private static func isMetadataBeside(_ name: String) -> Bool {
        name.hasSuffix(DistributionFileName.metadataSuffix)
            && DistributionFileName(name.dropLast(DistributionFileName.metadataSuffix.count)) != nil
    }

    /// `pylock.toml`, and `pylock.NAME.toml`.
    private static func isPylock(_ name: String) -> Bool {
        name == "pylock.toml" || name.hasPrefix("pylock.") && name.hasSuffix(".toml")
    }

    /// Names such as `dev-requirements.txt`, and all texts of a folder `requirements`.
    private static func isRequirements(_ name: String, in parts: [String]) -> Bool {
        guard name.hasSuffix(".txt") || name.hasSuffix(".in") else { return false }
        return name.contains("requirements") || name.hasPrefix("constraints")
            || parts.count == 2 && parts.first == "requirements"
    }
}

extension DependencyListing {
    /// Reads a file of dependencies.
    ///
    /// - Parameters:
    ///   - format: What it is, whatever its name.
    ///   - path: Under which its dependencies are reported.
    ///   - bytes: All of it.
    ///   - environment: Where they are installed; a dependency is left out only when its marker fails.
    ///   - include: The bytes of another file that this one includes, by its path from where the
    ///     first path is from; `nil` when there is none, which is a problem.
    /// - Throws: ``DocumentError`` when the file as a whole cannot be read.
    package init(
        _ format: DependencyFormat, path: String, bytes: [UInt8],
        environment: MarkerEnvironment = .unknown,
        include: @escaping (String) -> [UInt8]? = { _ in nil }
    ) throws(DocumentError) {
        switch format {
        case .requirements:
            var reader = RequirementsReader(environment: environment, include: include)
            self = reader.read(path: path, bytes: bytes)
        case .uvLock: self = try UVLock(path: path).read(bytes)
        case .poetryLock: self = try PoetryLock(path: path, environment: environment).read(bytes)
        case .pylock: self = try Pylock(path: path, environment: environment).read(bytes)
        case .pipfileLock: self = try PipfileLock(path: path, environment: environment).read(bytes)
        case .condaEnvironment:
            self = try CondaEnvironment(path: path, environment: environment, include: include)
                .read(bytes)
        case .distribution:
            self.init()
            add(try InstalledDistribution(metadata: bytes).dependency(at: path))
        }
    }
}
