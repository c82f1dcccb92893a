import HTTPTypes

/// What browsers are told of every answer.
enum SecurityHeaders {
    static func add(to headers: inout HTTPFields, isSecure: Bool) {
        for (name, value) in always where headers[name] == nil { headers[name] = value }
        if isSecure { headers[strictTransport] = "max-age=31536000" }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }

    private static let always: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (referrerPolicy, "same-origin"),
        (openerPolicy, "same-origin"),
        (resourcePolicy, "same-origin"),
        (permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
    ]

    private static let strictTransport = name("Strict-Transport-Security")
    private static let referrerPolicy = name("Referrer-Policy")
    private static let openerPolicy = name("Cross-Origin-Opener-Policy")
    private static let resourcePolicy = name("Cross-Origin-Resource-Policy")
    private static let permissionsPolicy = name("Permissions-Policy")

    static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("`\(text)` is no name of a header")
        }
        return name
    }
}
