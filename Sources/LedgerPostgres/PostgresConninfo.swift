import CLibPQ
import Ledger

/// Where a database is and who asks, as libpq writes it: `postgres://user@host/name`, or
/// `host=… user=… dbname=…`.
enum PostgresConninfo {
    /// - Throws: ``LedgerError/unavailable(_:)``, which repeats nothing of the text: a part of it that
    ///   stands where it should not may be the password.
    static func check(_ text: String, by library: LibPQ) throws(LedgerError) {
        guard let options = library.conninfoParse(text, nil) else {
            throw .unavailable(
                "the database's address is malformed; write `postgres://USER@HOST:PORT/NAME`, with "
                    + "`%40` for an `@` and `%2F` for a `/` in a password")
        }
        library.conninfoFree(options)
    }

    /// All that may be a password in the text, longest first.
    static func secrets(in text: String, by library: LibPQ) -> [String] {
        let found = stated(in: text, by: library) + misplaced(in: text)
        return Set(found.filter { !$0.isEmpty }).sorted { $0.utf8.count > $1.utf8.count }
    }

    private static func stated(in text: String, by library: LibPQ) -> [String] {
        guard let options = library.conninfoParse(text, nil) else { return [] }
        defer { library.conninfoFree(options) }
        var secrets: [String] = []
        var option = options
        while let keyword = option.pointee.keyword {
            let isSecret = ["password", "sslpassword"].contains(String(cString: keyword))
            if isSecret, let value = option.pointee.val { secrets.append(String(cString: value)) }
            option += 1
        }
        return secrets
    }

    /// What follows the user's name up to the last `@`: with an `@` or a `/` in it, a password is
    /// taken for a host or a port.
    private static func misplaced(in text: String) -> [String] {
        guard let scheme = text.firstRange(of: "://"), let end = text.lastIndex(of: "@"),
            scheme.upperBound < end
        else { return [] }
        let user = text[scheme.upperBound..<end]
        guard let colon = user.firstIndex(of: ":") else { return [] }
        let password = user[user.index(after: colon)...]
        let pieces = password.split { "@:/?#&".contains($0) }.map(String.init)
        return [String(password)] + pieces
    }
}

extension PostgresFailure {
    /// The same without any of these.
    func hiding(_ secrets: [String]) -> PostgresFailure {
        let hidden = secrets.reduce(message) { $0.replacing($1, with: "…") }
        return PostgresFailure(state: state, message: hidden, isConnectionLost: isConnectionLost)
    }
}
