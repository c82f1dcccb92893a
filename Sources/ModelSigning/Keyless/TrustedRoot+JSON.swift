import Transparency

extension TrustedRoot {
    private static let serviceCountMax = 100

    /// Reads `trusted_root.json`, or a client's trust configuration that holds one.
    ///
    /// - Throws: ``KeylessError/malformedTrustRoot(field:)`` or
    ///   ``KeylessError/unsupportedTrustRoot(mediaType:)``.
    package init(parsing bytes: [UInt8]) throws(KeylessError) {
        guard let json = try? JSON(parsing: bytes) else {
            throw .malformedTrustRoot(field: "JSON")
        }
        let root = json["trustedRoot"] ?? json
        guard let type = root["mediaType"]?.stringValue else {
            throw .malformedTrustRoot(field: "mediaType")
        }
        guard type == Self.mediaType else { throw .unsupportedTrustRoot(mediaType: type) }
        logs = try Self.list(root, "tlogs").map { item throws(KeylessError) in
            try Self.log(item, "tlogs")
        }
        certificateLogs = try Self.list(root, "ctlogs").map { item throws(KeylessError) in
            try Self.log(item, "ctlogs")
        }
        authorities = try Self.list(root, "certificateAuthorities")
            .map { item throws(KeylessError) in try Self.authority(item) }
    }

    private static func list(_ root: JSON, _ name: String) throws(KeylessError) -> [JSON] {
        guard let list = (root[name] ?? []).arrayValue, list.count <= serviceCountMax else {
            throw .malformedTrustRoot(field: name)
        }
        return list
    }

    private static func log(_ json: JSON, _ name: String) throws(KeylessError) -> Log {
        guard let bytes = json["publicKey"]?["rawBytes"]?.stringValue.flatMap({ Base64.decode($0) })
        else { throw .malformedTrustRoot(field: "\(name).publicKey.rawBytes") }
        // The ID is what others name the log by. For the keys that are used here it is the key's
        // hash, which is checked, so that no log goes by another's name.
        let key = try? VerifyingKey(der: bytes)
        let hash = Digest(of: bytes).bytes
        let stated = json["logId"]?["keyId"].map { $0.stringValue.flatMap { Base64.decode($0) } }
        guard let keyID = stated ?? hash, key == nil || keyID == hash else {
            throw .malformedTrustRoot(field: "\(name).logId.keyId")
        }
        return Log(
            keyID: keyID, key: key,
            keyKind: json["publicKey"]?["keyDetails"]?.stringValue ?? "unknown",
            period: try period(json["publicKey"]?["validFor"], "\(name).publicKey.validFor"))
    }

    private static func authority(_ json: JSON) throws(KeylessError) -> Authority {
        let field = "certificateAuthorities.certChain.certificates"
        guard let list = json["certChain"]?["certificates"]?.arrayValue,
            list.count <= CertificateChain.countMax
        else { throw .malformedTrustRoot(field: field) }
        let der = list.compactMap { $0["rawBytes"]?.stringValue.flatMap { Base64.decode($0) } }
        guard der.count == list.count, let certificates = try? CertificateChain.read(der),
            let trust = try? CertificateTrust(certificates)
        else { throw .malformedTrustRoot(field: field) }
        return Authority(
            trust: trust,
            period: try period(json["validFor"], "certificateAuthorities.validFor"))
    }

    private static func period(
        _ json: JSON?, _ field: String
    ) throws(KeylessError) -> TrustPeriod {
        let moments = try ["start", "end"].map { name throws(KeylessError) -> Instant? in
            guard let text = json?[name] else { return nil }
            guard let moment = text.stringValue.flatMap(moment) else {
                throw .malformedTrustRoot(field: "\(field).\(name)")
            }
            return moment
        }
        return TrustPeriod(start: moments[0], end: moments[1])
    }

    /// A moment in RFC 3339, whose decimals after the third are dropped.
    private static func moment(_ text: String) -> Instant? {
        guard let point = text.firstIndex(of: "."), text.hasSuffix("Z") else {
            return Instant(text)
        }
        let decimals = text[text.index(after: point)...].dropLast()
        guard (1...9).contains(decimals.count) else { return nil }
        return Instant("\(text[..<point]).\(decimals.prefix(3))Z")
    }
}
