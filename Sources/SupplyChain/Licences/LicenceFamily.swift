/// A licence's name apart from its version, to tell which may take another's place.
struct LicenceFamily: Equatable {
    let name: String
    /// `nil` for licences without versions.
    let version: PythonVersion?
    let allowsLater: Bool

    init(_ licence: LicenceReference) {
        let words = licence.id.split(separator: "-")
        let place = words.firstIndex { $0.utf8.first?.isDigit == true && PythonVersion($0) != nil }
        name = words[..<(place ?? words.endIndex)].joined(separator: "-").asciiLowercased
        version = place.flatMap { PythonVersion(words[$0]) }
        allowsLater = licence.allowsLater || licence.id.hasSuffix("-or-later")
    }

    /// Whether what is derived from a work under this licence may be under another: the same, a
    /// later version where that is allowed, or one that its authors named as compatible.
    func mayBecome(_ other: LicenceFamily) -> Bool {
        if name == other.name {
            if version == other.version { return true }
            guard let version, let later = other.version else { return false }
            return later > version && (allowsLater || name.hasPrefix("cc-"))
        }
        guard let version = other.version, let three = PythonVersion("3") else { return false }
        switch (name, other.name) {
        // Section 3 of LGPL 2.1, and version 3's being GPL 3 with permissions added.
        case ("lgpl", "gpl"): return self.version.map { $0 < three || version >= three } ?? false
        // Section 13 of GPL 3.
        case ("gpl", "agpl"): return version >= three && (self.version == three || allowsLater)
        // Creative Commons' list of compatible licences.
        case ("cc-by-sa", "gpl"):
            return version >= three && self.version.map { $0 > three } ?? false
        default: return false
        }
    }
}
