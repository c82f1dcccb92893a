/// Whether a version has a vulnerability.
///
/// Not being able to tell is an answer of its own, and
/// counts as a yes where something is to be allowed.
package enum Affectedness: Sendable, Hashable {
    case affected
    case unaffected
    /// A version of the range, or the one asked about, is not PEP 440.
    case undecided

    /// The answer for what is in any of several places.
    static func any(_ answers: [Affectedness]) -> Affectedness {
        if answers.contains(.affected) { return .affected }
        return answers.contains(.undecided) ? .undecided : .unaffected
    }
}

/// A version as it is installed: its text, and its value where PEP 440 has one.
package struct InstalledVersion: Sendable, Hashable {
    package let text: String
    package let value: PythonVersion?

    package init(_ text: some StringProtocol) {
        self.text = text.trimmed
        value = PythonVersion(text)
    }

    package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension AffectedPackage {
    /// Whether a version is listed or in a range.
    ///
    /// A local build such as `2.1.0+cpu` is affected where `2.1.0` is: it was built from it.
    package func affectedness(of version: InstalledVersion) -> Affectedness {
        if isListed(version) { return .affected }
        if versions.isEmpty && ranges.isEmpty { return .undecided }
        return .any(ranges.map { $0.affectedness(of: version.value) })
    }

    private func isListed(_ version: InstalledVersion) -> Bool {
        let plain = version.value?.withoutLocal
        return versions.contains { listed in
            if listed == version.text { return true }
            guard let value = version.value, let other = PythonVersion(listed) else { return false }
            return other == value || other == plain
        }
    }

    /// The smallest fixed version above this one; `nil` when no range names one.
    package func fixedVersion(after version: InstalledVersion) -> String? {
        guard let value = version.value else { return nil }
        let fixes = ranges.flatMap(\.events).compactMap { event -> (String, PythonVersion)? in
            guard case .fixed(let text) = event, let fixed = PythonVersion(text), fixed > value
            else { return nil }
            return (text, fixed)
        }
        return fixes.min { $0.1 < $1.1 }?.0
    }
}

extension AffectedRange {
    /// Walks the events upwards: `introduced` begins, `fixed` ends before itself, `last_affected`
    /// ends behind itself; events at one version count in their own order.
    ///
    /// Source: the format's *evaluation* section.
    func affectedness(of version: PythonVersion?) -> Affectedness {
        let isFromStart = events.contains(.introduced("0"))
        if isFromStart && events.count == 1 { return .affected }
        guard let version, let steps else { return .undecided }
        let plain = version.withoutLocal
        var isAffected = false
        var limits: [PythonVersion] = []
        for step in steps {
            switch step.event {
            case .introduced: if version >= step.version { isAffected = true }
            case .fixed: if version >= step.version { isAffected = false }
            case .lastAffected: if plain > step.version { isAffected = false }
            case .limit: limits.append(step.version)
            }
        }
        let isSpokenOf = limits.isEmpty || limits.contains { version < $0 }
        return isAffected && isSpokenOf ? .affected : .unaffected
    }

    /// `introduced: 0` is before every version, `limit: *` is behind every one; events at one version
    /// stay in their order.
    static func steps(_ events: [Event]) -> [Step]? {
        var steps: [Step] = []
        for event in events where event != .limit("*") {
            guard let version = event == .introduced("0") ? .first : PythonVersion(event.text)
            else { return nil }
            steps.append(Step(event: event, version: version))
        }
        return steps.enumerated().sorted {
            $0.element.version == $1.element.version
                ? $0.offset < $1.offset : $0.element.version < $1.element.version
        }.map(\.element)
    }
}

extension PythonVersion {
    /// No version is before this one.
    fileprivate static var first: PythonVersion? { PythonVersion("0.dev0") }
}
