import HTTPTypes
import Transparency

/// What a request shows to prove who asks.
enum Credentials: Equatable {
    case token(String)
    case session(String)

    static let cookieName = "__Host-assay"
    /// The same over plain HTTP on the machine itself, where browsers refuse the prefix.
    static let plainCookieName = "assay-session"
    private static let sessionByteCountMax = 200

    /// A token as `Bearer`, or as the password of `Basic`, as pip and Hub clients send it; else the
    /// session's cookie.
    ///
    /// - Returns: `nil` when it shows none, or one that is malformed.
    init?(_ headers: HTTPFields, cookieName: String) {
        if let value = headers[.authorization] {
            guard let token = Self.token(value) else { return nil }
            self = .token(token)
            return
        }
        let cookie = Self.cookie(cookieName, in: headers, byteCountMax: Self.sessionByteCountMax)
        guard let session = cookie else { return nil }
        self = .session(session)
    }

    private static func token(_ value: String) -> String? {
        let halves = value.split(separator: " ", maxSplits: 1)
        guard halves.count == 2, value.utf8.count <= 1024 else { return nil }
        switch halves[0].lowercased() {
        case "bearer": return String(halves[1])
        case "basic":
            guard let bytes = Base64.decode(String(halves[1])),
                let pair = String(validating: bytes, as: UTF8.self),
                let colon = pair.firstIndex(of: ":")
            else { return nil }
            return String(pair[pair.index(after: colon)...])
        default: return nil
        }
    }

    /// - Returns: `nil` when there is none, or one that is too long.
    static func cookie(
        _ name: String, in headers: HTTPFields, byteCountMax: Int
    ) -> String? {
        for line in headers[values: .cookie] {
            for pair in line.split(separator: ";") {
                let halves = pair.split(separator: "=", maxSplits: 1)
                guard halves.count == 2, halves[0].drop(while: { $0 == " " }) == name else {
                    continue
                }
                return halves[1].utf8.count <= byteCountMax ? String(halves[1]) : nil
            }
        }
        return nil
    }
}
