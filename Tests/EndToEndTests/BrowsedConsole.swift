import Foundation
import Synchronization
import Testing
import Transparency

/// A home with the example's story up to where somebody must approve, a server on it, and a browser
/// whose every page is looked over.
final class BrowsedConsole: Sendable {
    let browser: WebDriver
    let home: TestHome
    let address: String
    private let name: String
    private let found = Mutex<[String]>([])

    /// What was wrong with pages that were looked at.
    var problems: [String] { found.withLock { $0 } }

    private init(browser: WebDriver, home: TestHome, address: String, name: String) {
        self.browser = browser
        self.home = home
        self.address = address
        self.name = name
    }

    /// `name`: Of the walk, for its pictures.
    static func with(
        _ name: String, _ work: (BrowsedConsole) async throws -> Void
    ) async throws {
        let home = try await AdultIncome.waitingForApproval().home
        let port = PlainConnection.freePort()
        let server = try home.start(["serve", "--port", "\(port)"])
        defer { server.kill() }
        try await waitUntilReady(port)
        try await WebDriver.with(scratch: home.folder) { browser in
            let console = BrowsedConsole(
                browser: browser, home: home, address: "http://127.0.0.1:\(port)", name: name)
            try await work(console)
            #expect(console.problems == [])
        }
    }

    static func waitUntilReady(_ port: Int) async throws {
        for _ in 0..<600 {
            if PlainConnection(port: port)?.ask("GET", "/readyz")?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw WebDriver.Complaint(description: "the server is not ready")
    }

    func open(_ path: String) async throws { try await browser.open(address + path) }

    func signIn(_ person: String, _ password: String) async throws {
        try await browser.type(person, into: "main input[name=name]")
        try await browser.type(password, into: "main input[name=password]")
        try await browser.click("main button[type=submit]")
    }

    func signOut() async throws {
        try await browser.click("form.who button")
        try await browser.expect("Sign in", at: "h1")
    }
}

// What must hold of every page.
extension BrowsedConsole {
    private static let widths = [1280, 390]

    /// `status`: Of the page itself, which the browser complains of when it is an error.
    func look(at page: String, status: Int? = nil) async throws {
        if try await browser.value(of: "window.hacked ?? null") != .null {
            report("\(page): a script that was handed in ran")
        }
        for width in Self.widths {
            try await browser.resize(to: width, 900)
            let size = try await browser.value(
                of: "[document.documentElement.scrollWidth, document.body.scrollHeight]")
            let needed = size[0]?.intValue ?? .max
            if needed > width { report("\(page): \(needed) pixels wide on a screen of \(width)") }
            try await depict(page, width, height: size[1]?.intValue ?? 900)
        }
        try await browser.resize(to: 1280, 900)
        try await readLogs(page, status)
    }

    /// Keeps pictures in the folder that `ASSAY_CONSOLE_PICTURES` names.
    private func depict(_ page: String, _ width: Int, height: Int) async throws {
        guard let folder = ProcessInfo.processInfo.environment["ASSAY_CONSOLE_PICTURES"] else {
            return
        }
        try await browser.resize(to: width, min(max(height, 640), 4_000))
        for scheme in ["dark", "light"] {
            try await browser.prefer(scheme)
            // Borders change their colour slowly.
            try await Task.sleep(for: .milliseconds(200))
            let file = "\(folder)/\(name)-\(page)-\(width)-\(scheme).png"
            try Data(try await browser.picture()).write(to: URL(filePath: file))
        }
    }

    private func readLogs(_ page: String, _ status: Int?) async throws {
        for entry in try await browser.log("browser") {
            let message = entry["message"]?.stringValue ?? ""
            let isExpected = status.map { message.contains("a status of \($0) ") } ?? false
            if !isExpected { report("\(page): the browser says \(message)") }
        }
        for entry in try await browser.log("performance") {
            guard let text = entry["message"]?.stringValue,
                let event = try JSON(parsing: Array(text.utf8))["message"],
                event["method"] == "Network.requestWillBeSent",
                let asked = event["params"]?["request"]?["url"]?.stringValue
            else { continue }
            if !asked.hasPrefix(address + "/") && !asked.hasPrefix("data:") {
                report("\(page): it asks for \(asked)")
            }
        }
    }

    private func report(_ problem: String) { found.withLock { $0.append(problem) } }
}

extension AdultIncome {
    /// Words that a page must show as words.
    ///
    /// Each would make itself known as `window.hacked`.
    static let hostilePurpose =
        "</p><script>window.hacked=1</script><svg onload=window.hacked=2> sorts \"mail\""
    static let hostileFile = "<img src=x onerror=\"window.hacked=3\">.csv"

    /// A home in which `income@1` was denied, `income@2` waits for an approval, and somebody
    /// registered and described `churn@1` with tags in every name.
    static func waitingForApproval() async throws -> AdultIncome {
        AdultIncome(home: try TestHome(copying: try await waiting.value.home))
    }

    private static let waiting = Task {
        let story = AdultIncome(home: try TestHome())
        let file = try story.home.write("a,b\n1,2\n", to: hostileFile)
        let card = try story.home.write(
            #"{"result": "<script>window.hacked=4</script>"}"#, to: "card.json")
        let answers = [
            try await story.register("\(folder)/model", terms + parts()),
            try await story.evaluate("income@1", score: "score"),
            try await story.gate("income@1"),
            try await story.register("\(folder)/model-2"),
            try await story.evaluate("income@2", score: "score_2"),
            try await story.addEvidence("income@2", "dataset_record", about: "training-data"),
            try await story.addEvidence("income@2", "model_card", about: "weights"),
            try await story.gate("income@2"),
            try await story.home.assay(
                "register", "model", "churn", "--from", file, "--part", "training-data=\(file)",
                "--purpose", hostilePurpose, "--business-owner", "<b onclick=alert(1)>bea</b>",
                "--technical-owner", "'\"><script>window.hacked=5</script>", "--risk", "low"),
            try await story.home.assay(
                "evidence", "add", "churn@1", "--kind", "model_card", "--looked-at", "weights",
                "--file", card),
            try await story.gate("churn@1"),
        ]
        try #require(
            answers.dropLast().map(\.status) == [0, 0, 1, 0, 0, 0, 0, 2, 0, 0], "\(answers)")
        return story
    }
}
