package import Governance
package import Operations
import Transparency

// Names that many endpoints take.
extension APIRequest {
    package func version(_ name: String = "version") throws(Failure) -> VersionName {
        try parsed(name, as: "a version such as `model:income@2`") { VersionName($0) }
    }

    package func environment() throws(Failure) -> String {
        let to = try optionalText("to") ?? "production"
        guard Self.isEnvironment(to) else {
            throw .fault(
                "bad_request",
                "`to` is `\(to.prefix(100))`, and an environment is 1 to 64 of `a-z 0-9 -`")
        }
        return to
    }

    private static func isEnvironment(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }

    /// The actor in the role that the request names, if it names one.
    package func acting() throws(Failure) -> Actor {
        guard
            let role = try optionallyParsed(
                "role", as: "a role", { PrincipalRole(rawValue: $0) }),
            case .authenticated(let caller, _) = actor
        else { return actor }
        return .authenticated(caller, as: role)
    }

    package func roles(_ name: String) throws(Failure) -> [PartRole]? {
        guard let texts = try texts(name) else { return nil }
        let roles = texts.compactMap(PartRole.init(rawValue:))
        guard roles.count == texts.count else {
            let known = PartRole.allCases.map(\.rawValue).inBackticks
            throw .fault(
                "bad_request", "`\(name)` has a role that there is not; there are \(known)")
        }
        return roles
    }
}

extension Actor {
    /// The role that a claim acts in, for sending it to a server, which knows who it is.
    var statedRole: JSON {
        switch self {
        case .claimed(let claim): claim.role.map { .string($0.rawValue) } ?? .null
        case .authenticated(_, let role): role.map { .string($0.rawValue) } ?? .null
        }
    }
}

extension Endpoint.Parameter {
    static let version = Endpoint.Parameter(
        "version", in: .path, .version, "A version, such as `model:income@2`.")
    static let to = Endpoint.Parameter(
        "to", in: .query, .environment, "For which transition; `production` unless said.")
    static let cursor = Endpoint.Parameter(
        "cursor", in: .query, .text(max: 64), "Go on after the page that gave it as `next`.")
    static let limit = Endpoint.Parameter(
        "limit", in: .query, .whole(1...1000), "How many at most; 50 unless said.")
}
