import Operations

#if canImport(Glibc)
import Glibc
#endif

/// What the environment says.
enum Environment {
    static func value(_ name: String) -> String? {
        guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else {
            return nil
        }
        return text
    }

    /// What a server is shown: ASSAY_TOKEN, or the first line of the file ASSAY_TOKEN_FILE.
    static func token() throws(Failure) -> String? {
        if let token = value("ASSAY_TOKEN") { return token }
        guard let file = value("ASSAY_TOKEN_FILE") else { return nil }
        let line = try FileBytes.firstLine(of: file)
        return line.isEmpty ? nil : line
    }

    static var home: String {
        value("ASSAY_HOME") ?? (value("HOME") ?? ".") + "/.assay"
    }

    /// The machine's name, up to its first dot, in letters that a writer's name may have.
    static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "host" }
        let name = bytes.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 && $0 != UInt8(ascii: ".") }
        let plain = name.filter { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }.prefix(63)
        return plain.isEmpty ? "host" : String(decoding: plain, as: UTF8.self)
    }

    static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    static var processID: Int { Int(getpid()) }

    /// Who acts when nobody says so.
    static var principal: String {
        if let name = value("ASSAY_PRINCIPAL") ?? value("USER") { return name }
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return "user \(getuid())"
        }
        return String(cString: name)
    }
}
