import Adapters
import Foundation
import HTTPServer
import HTTPTypes
import Operations
import Testing
import Transparency

/// All ways in for clients of other systems on one server, with files around its own that no request
/// may read or change.
struct AttackedRoutes {
    let server: TrackedPlatform
    let routes: [Route]
    /// What stands in the files around.
    static let canary = "a canary that sings when it is read"

    /// The folder that all of the server's files are in.
    var root: String { String(server.platform.blobs.path.dropLast("/blobs".count)) }
    private var canaries: [String] {
        [root + "/canary.txt", root + "/policies/canary.txt", root + "/blobs/canary.txt"]
    }

    /// `trusted`: As whom those are let in who show nothing.
    init(trusted: String? = nil) async throws {
        server = try await TrackedPlatform(trusted: trusted, routes: Self.routes)
        routes = Self.routes(server.platform)
        for file in canaries {
            try Self.canary.write(to: URL(filePath: file), atomically: true, encoding: .utf8)
        }
    }

    private static func routes(_ platform: Platform) -> [Route] {
        MLflowRoutes(platform: platform, sender: CapturingSender()).routes
            + OpenLineageRoutes(platform: platform).routes
            + DVCRoutes(platform: platform).routes
            + OpenTelemetryRoutes(platform: platform).routes
            + HubRoutes(platform: platform, authenticator: TrackedPlatform.NamedCallers()).routes
            + PackageIndexRoutes(platform: platform).routes
    }

    /// The route's address with a text in the place of each of its parameters.
    static func target(_ route: Route, with text: String) -> String {
        var target = ""
        var isInside = false
        for letter in route.path.text {
            switch letter {
            case "{":
                isInside = true
                target += text
            case "}": isInside = false
            default: if !isInside { target.append(letter) }
            }
        }
        return target
    }

    static func hasParameters(_ route: Route) -> Bool { route.path.text.contains("{") }

    /// Every byte but letters and digits as `%XX`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

// What must be so, whatever was asked.
extension AttackedRoutes {
    /// Names of files and tables, of types and of the language, which no answer says.
    private static let inward = [
        "sqlite", "SELECT ", "INSERT ", "UPDATE ", "Optional(", "Swift.", "Foundation.", "NIOCore",
        "Operations.", "Fatal error", "errno ", "libpq ", ".swift",
    ]

    /// What is wrong with an answer.
    func faults(of answer: TrackedPlatform.Answer, to asked: String) -> [String] {
        var faults: [String] = []
        if answer.status >= 500 { faults.append("\(asked): \(answer.status) \(answer.text)") }
        if answer.text.contains(Self.canary) { faults.append("\(asked): the canary was read") }
        // What was stored may be said again; how a refusal is phrased never says where files are.
        for word in Self.inward + (answer.status >= 400 ? [root] : [])
        where answer.text.contains(word) && !asked.contains(word) {
            faults.append("\(asked): the answer says `\(word)`")
        }
        return faults
    }

    /// The files around are as they were, and no others are there.
    func expectCanariesUntouched() throws {
        for file in canaries {
            #expect(try String(contentsOf: URL(filePath: file), encoding: .utf8) == Self.canary)
        }
        let manager = FileManager.default
        let own = try manager.contentsOfDirectory(atPath: root).filter {
            !$0.hasPrefix("t.sqlite")
        }
        #expect(own.sorted() == ["blobs", "canary.txt", "policies"])
        #expect(try manager.contentsOfDirectory(atPath: root + "/policies") == ["canary.txt"])
        let name = (root as NSString).lastPathComponent
        let beside = try manager.contentsOfDirectory(
            atPath: (root as NSString).deletingLastPathComponent)
        #expect(beside.filter { $0.hasPrefix(name) || $0.hasPrefix("canary") } == [name])
    }
}
