import Transparency

/// The public keys that a provider signs with (RFC 7517).
package struct KeySet: Sendable, Equatable {
    package let keys: [SigningKeyEntry]

    package static let keyCountMax = 100

    /// Keys that no allowed algorithm uses are left out.
    ///
    /// - Throws: ``ProviderError`` when it is no set of keys.
    package init(parsing bytes: [UInt8]) throws(ProviderError) {
        let json: JSON
        do { json = try JSON(parsing: bytes, limits: .small) } catch { throw .notJSON }
        guard let found = json["keys"]?.arrayValue else { throw .missing("keys") }
        guard found.count <= Self.keyCountMax else { throw .tooManyKeys(limit: Self.keyCountMax) }
        keys = found.compactMap(SigningKeyEntry.init)
    }

    /// The one key that a token of this header can have been signed with.
    ///
    /// - Returns: `nil` when there is none, or when the header leaves open which.
    func key(named name: String?, for algorithm: TokenAlgorithm) -> SigningKeyEntry? {
        let fitting = keys.filter { key in
            (name == nil || key.name == name) && key.fits(algorithm)
        }
        return fitting.count == 1 ? fitting[0] : nil
    }
}

/// A public key as it stands in a set; what is private in it is left out.
package struct SigningKeyEntry: Sendable, Equatable {
    package let name: String?
    /// RSA, EC or OKP.
    let type: String
    let curve: String?
    /// What it says it is for, if it says so.
    let algorithm: String?
    /// The numbers of the key: `n` and `e`, or `x` and `y`.
    let numbers: [String: String]

    init?(_ json: JSON) {
        guard let type = json["kty"]?.stringValue,
            json["use"] == nil || json["use"] == "sig"
        else { return nil }
        self.type = type
        name = json["kid"]?.stringValue
        curve = json["crv"]?.stringValue
        algorithm = json["alg"]?.stringValue
        var numbers: [String: String] = [:]
        for number in ["n", "e", "x", "y"] { numbers[number] = json[number]?.stringValue }
        self.numbers = numbers
    }

    func fits(_ algorithm: TokenAlgorithm) -> Bool {
        guard self.algorithm == nil || self.algorithm == algorithm.rawValue,
            type == algorithm.keyType, algorithm.curve == nil || curve == algorithm.curve
        else { return false }
        return algorithm.keyType != "RSA" || modulusByteCount >= TokenAlgorithm.modulusByteCountMin
    }

    private var modulusByteCount: Int {
        let bytes = numbers["n"].flatMap(Base64URL.decode) ?? []
        return bytes.drop { $0 == 0 }.count
    }

    /// The key alone, for one algorithm.
    func json(for algorithm: TokenAlgorithm) -> JSON {
        var members = numbers.mapValues(JSON.string)
        members["kty"] = .string(type)
        members["kid"] = "key"
        members["alg"] = .string(algorithm.rawValue)
        if let curve { members["crv"] = .string(curve) }
        return .object(members)
    }
}
