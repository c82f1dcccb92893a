/// Reads a requirements file and all that it includes, as `pip` does.
struct RequirementsReader {
    private let environment: MarkerEnvironment
    private let include: (String) -> [UInt8]?
    private var listing = DependencyListing()
    private var constraints: [PackageName: [VersionSpecifier]] = [:]
    private var wanted: [Wanted] = []
    private var read: Set<Visit> = []

    /// A requirement of an index, until all constraints are known.
    private struct Wanted {
        let name: PackageName
        let versions: VersionSpecifierSet
        let hashes: [String]
        let place: Dependency.Place
    }

    private struct Visit: Hashable {
        let path: String
        let isConstraint: Bool
    }

    static let byteCountMax = 16 << 20
    static let fileCountMax = 256

    init(environment: MarkerEnvironment, include: @escaping (String) -> [UInt8]?) {
        self.environment = environment
        self.include = include
    }

    /// - Returns: The dependencies in the order of the lines, includes at the place of their line.
    mutating func read(path: String, bytes: [UInt8]) -> DependencyListing {
        readFile(Visit(path: path, isConstraint: false), bytes: bytes)
        for requirement in wanted { listing.add(pinned(requirement)) }
        return listing
    }

    /// A constraint may name the version that the requirement leaves open.
    private func pinned(_ requirement: Wanted) -> Dependency {
        let own = Dependency.Version(requirement.versions)
        let all = requirement.versions.specifiers + (constraints[requirement.name] ?? [])
        let version = Dependency.Version(VersionSpecifierSet(all))
        let isOpen = requirement.versions.pinnedText == nil
        return Dependency(
            name: requirement.name, version: isOpen ? version : own, hashes: requirement.hashes,
            place: requirement.place)
    }

    private mutating func readFile(_ visit: Visit, bytes: [UInt8]) {
        let whole = Dependency.Place(path: visit.path, line: 0)
        guard !read.contains(visit) else { return }
        guard read.count < Self.fileCountMax else {
            return listing.add(problem: "too many files are included", at: whole)
        }
        read.insert(visit)
        guard bytes.count <= Self.byteCountMax else {
            return listing.add(problem: "it is larger than 16 MiB", at: whole)
        }
        guard let text = String(validating: Self.withoutMark(bytes), as: UTF8.self) else {
            return listing.add(problem: "it is not UTF-8", at: whole)
        }
        for line in RequirementsLine.lines(of: text) { readLine(line, in: visit) }
    }

    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    private mutating func readLine(_ line: RequirementsLine, in visit: Visit) {
        let place = Dependency.Place(path: visit.path, line: line.number)
        let options = line.options
        guard line.requirement.isEmpty else {
            let hashes = options.filter { $0.name == "--hash" }.compactMap(\.value)
            return readRequirement(line.requirement, hashes: hashes, at: place, in: visit)
        }
        for option in options { readOption(option, at: place, in: visit) }
    }

    private mutating func readOption(
        _ option: RequirementsLine.Option, at place: Dependency.Place, in visit: Visit
    ) {
        switch option.name {
        case "-r", "--requirement", "-c", "--constraint":
            let isConstraint = visit.isConstraint || ["-c", "--constraint"].contains(option.name)
            readInclude(option.value ?? "", isConstraint: isConstraint, at: place, in: visit)
        case "-e", "--editable":
            readRequirement(option.value ?? "", hashes: [], at: place, in: visit)
        case "-i", "--index-url", "--pypi-url", "--extra-index-url", "-f", "--find-links":
            if let value = option.value { listing.sources.insert(value) }
        case "--no-index", "--pre", "--prefer-binary", "--require-hashes", "--trusted-host",
            "--use-feature", "--no-binary", "--only-binary":
            break
        default: listing.add(problem: "`\(option.name)` is no option of such a file", at: place)
        }
    }

    private mutating func readInclude(
        _ target: String, isConstraint: Bool, at place: Dependency.Place, in visit: Visit
    ) {
        let path = Self.path(target, from: visit.path)
        guard !target.isEmpty, !target.contains("://"), let bytes = include(path) else {
            let message = "the file `\(target)` that it includes is not there"
            return listing.add(problem: message, at: place)
        }
        readFile(Visit(path: path, isConstraint: isConstraint), bytes: bytes)
    }

    /// An include's path, `.` and `..` taken out where that can be done.
    private static func path(_ target: String, from including: String) -> String {
        guard !target.hasPrefix("/") else { return target }
        var steps = including.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") where step != "." {
            if step == "..", let last = steps.last, last != ".." {
                steps.removeLast()
            } else {
                steps.append(String(step))
            }
        }
        return (including.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
    }

    private mutating func readRequirement(
        _ text: String, hashes: [String], at place: Dependency.Place, in visit: Visit
    ) {
        let requirement: Requirement
        do {
            requirement = try Requirement(parsing: text)
        } catch {
            if visit.isConstraint { return }
            return readUnnamed(text, error, at: place)
        }
        let truth = requirement.marker.map(environment.truth) ?? .holds
        guard truth.mayApply else { return }
        switch requirement.source {
        case .index(let versions) where visit.isConstraint:
            // What may not apply must not name a version.
            guard truth == .holds else { return }
            constrain(requirement.name, to: versions, at: place)
        case .index(let versions):
            wanted.append(
                Wanted(name: requirement.name, versions: versions, hashes: hashes, place: place))
        case .address(let address):
            if visit.isConstraint { return }
            listing.add(
                Dependency(
                    name: requirement.name, version: .undecided(.address(address)),
                    hashes: hashes, place: place))
        }
    }

    private mutating func constrain(
        _ name: PackageName, to versions: VersionSpecifierSet, at place: Dependency.Place
    ) {
        let known = constraints[name] ?? []
        guard known.count + versions.specifiers.count <= VersionSpecifierSet.countMax else {
            return listing.add(problem: "there are too many constraints on `\(name)`", at: place)
        }
        constraints[name] = known + versions.specifiers
    }

    /// An address or path alone may name its package in the fragment or the file's name.
    private mutating func readUnnamed(
        _ text: String, _ error: RequirementError, at place: Dependency.Place
    ) {
        let target = text.split(separator: ";").first.map(\.trimmed) ?? ""
        let isAddress = target.contains("://")
        guard isAddress || target.contains("/") || target.hasPrefix(".") else {
            return listing.add(problem: "\(error): `\(text.prefix(200))`", at: place)
        }
        guard let name = Self.name(inAddress: target) else {
            let message = "`\(text.prefix(200))` is no package of an index, and names none"
            return listing.add(problem: message, at: place)
        }
        listing.add(
            Dependency(
                name: name, version: .undecided(isAddress ? .address(target) : .path(target)),
                place: place))
    }

    private static func name(inAddress address: String) -> PackageName? {
        if let egg = address.split(separator: "#").dropFirst().first?.split(separator: "&")
            .first(where: { $0.hasPrefix("egg=") })
        {
            return PackageName(egg.dropFirst(4).prefix { $0 != "[" })
        }
        let file = address.split(separator: "#").first?.split(separator: "/").last ?? ""
        let stem = file.split(separator: "@").first ?? file
        guard stem.hasSuffix(".whl") else { return nil }
        return stem.split(separator: "-").first.flatMap { PackageName($0) }
    }
}
