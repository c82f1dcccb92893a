import FoundationEssentials
import JWTKit
import Transparency

extension IDToken {
    /// Reads a token, checks its signature under the provider's keys, and then what it claims.
    ///
    /// INVARIANT: nothing in a token chooses how it is checked: the algorithm is one that is
    /// allowed, and the key is the provider's; addresses and keys in its header are not looked at.
    ///
    /// - Throws: ``IDTokenRefusal`` with the first reason against it.
    package init(
        verifying text: String, with keys: KeySet, expecting expected: Expectation
    ) async throws(IDTokenRefusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.byteCountMax, parts.count == 3,
            let header = Self.object(parts[0]), Base64URL.decode(parts[2]) != nil
        else { throw .malformed }
        guard let algorithm = header["alg"]?.stringValue.flatMap(TokenAlgorithm.init(rawValue:)),
            expected.algorithms.contains(algorithm)
        else { throw .algorithmNotAllowed }
        guard header["crit"] == nil else { throw .criticalHeader }
        let name = header["kid"]
        guard name == nil || name?.stringValue != nil else { throw .malformed }
        guard let key = keys.key(named: name?.stringValue, for: algorithm) else {
            throw .unknownKey
        }
        try await Self.checkSignature(of: text, by: key, algorithm)
        guard let claims = Self.object(parts[1]) else { throw .malformed }
        try self.init(claims: claims, expecting: expected)
    }

    private static func object(_ part: Substring) -> JSON? {
        guard let bytes = Base64URL.decode(part),
            let json = try? JSON(parsing: bytes, limits: .small), json.objectValue != nil
        else { return nil }
        return json
    }

    /// The collection has this key alone, for this algorithm alone, whatever the token asks for.
    private static func checkSignature(
        of text: String, by key: SigningKeyEntry, _ algorithm: TokenAlgorithm
    ) async throws(IDTokenRefusal) {
        do {
            let jwk = try JSONDecoder().decode(
                JWK.self, from: Data(key.json(for: algorithm).canonicalBytes))
            let collection = JWTKeyCollection()
            try await collection.add(jwk: jwk, isDefault: true)
            _ = try await collection.verify(text, as: UnreadClaims.self)
        } catch {
            throw .wrongSignature
        }
    }
}

/// What a token claims is read from its bytes, strictly, once the signature is found good.
private struct UnreadClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
