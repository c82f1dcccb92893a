import Foundation
import Transparency

/// A browser without a window, driven over the WebDriver protocol (W3C) by Debian's chromedriver.
final class WebDriver: Sendable {
    /// Where chromedriver is; `nil` where `Scripts/check-console.sh` has not installed it.
    static let program = ["/usr/bin/chromedriver", "/usr/local/bin/chromedriver"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What the browser did not do.
    struct Complaint: Error, CustomStringConvertible {
        let description: String
    }

    private let driver: Programs.Running
    private let port: Int
    private let session: String
    /// Where downloads go.
    let downloads: String

    /// Starts a browser that reaches this machine alone, and ends it after the work.
    static func with(
        scratch: String, _ work: (WebDriver) async throws -> Void
    ) async throws {
        let browser = try await WebDriver(scratch: scratch)
        do {
            try await work(browser)
        } catch {
            await browser.end()
            throw error
        }
        await browser.end()
    }

    private init(scratch: String) async throws {
        guard let program = Self.program else { throw Complaint(description: "no chromedriver") }
        let port = PlainConnection.freePort()
        downloads = scratch + "/downloads"
        try FileManager.default.createDirectory(
            atPath: downloads, withIntermediateDirectories: true)
        let driver = try Programs.start(
            program, ["--port=\(port)"],
            environment: ["PATH": "/usr/bin:/bin", "HOME": scratch, "TMPDIR": scratch],
            scratch: scratch)
        self.driver = driver
        self.port = port
        do {
            try await Self.waitUntilReady(port)
            let made = try await Self.call(
                port, "POST", "/session", ["capabilities": Self.capabilities(scratch)])
            guard let session = made["sessionId"]?.stringValue else {
                throw Complaint(description: "no session: \(made)")
            }
            self.session = session
        } catch {
            driver.kill()
            throw error
        }
        try await devTools(
            "Browser.setDownloadBehavior",
            ["behavior": "allow", "downloadPath": .string(downloads)])
        // What the browser's own first page asks for is no business of ours.
        try await open("about:blank")
        for kind in ["browser", "performance"] { _ = try await log(kind) }
    }

    private static func waitUntilReady(_ port: Int) async throws {
        for _ in 0..<1_200 {
            if let status = try? await call(port, "GET", "/status"), status["ready"] == true {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Complaint(description: "chromedriver is not ready")
    }

    private static func capabilities(_ scratch: String) -> JSON {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", "--window-size=1280,900",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--user-data-dir=\(scratch)/browser",
        ]
        return [
            "alwaysMatch": [
                "browserName": "chrome",
                "goog:chromeOptions": ["args": .array(arguments.map(JSON.string))],
                "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
            ]
        ]
    }

    private func end() async {
        _ = try? await ask("DELETE", "")
        driver.kill()
        _ = try? await driver.answer()
    }

    private func ask(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        try await Self.call(port, method, "/session/\(session)\(path)", body)
    }

    private static func call(
        _ port: Int, _ method: String, _ path: String, _ body: JSON? = nil
    ) async throws -> JSON {
        let answer = await OwnThread.run {
            PlainConnection(port: port)?.ask(method, path, [], body)
        }
        guard let answer, let value = answer.json?["value"], answer.status == 200 else {
            let said = answer?.json?["value"]?["message"]?.stringValue ?? "no answer"
            throw Complaint(description: "\(method) \(path): \(said.prefix(300))")
        }
        return value
    }
}

// What a person does.
extension WebDriver {
    func open(_ address: String) async throws {
        _ = try await ask("POST", "/url", ["url": .string(address)])
    }

    func click(_ selector: String) async throws {
        _ = try await ask("POST", "/element/\(try await element(selector))/click", [:])
    }

    /// Puts a text in place of what is in a field; `\n` sends the form.
    func type(_ text: String, into selector: String) async throws {
        let element = try await element(selector)
        _ = try await ask("POST", "/element/\(element)/clear", [:])
        _ = try await ask("POST", "/element/\(element)/value", ["text": .string(text)])
    }

    /// Waits until the page says something.
    func expect(_ text: String, at selector: String = "body") async throws {
        var said = ""
        for _ in 0..<1_200 {
            // While a page makes way for the next, there is nothing to read.
            if let now = try? await self.text(at: selector) {
                if now.contains(text) { return }
                said = now
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Complaint(description: "`\(text)` did not come; `\(selector)` says: \(said)")
    }

    private func text(at selector: String) async throws -> String {
        let element = try await element(selector)
        return try await ask("GET", "/element/\(element)/text").stringValue ?? ""
    }

    private func element(_ selector: String) async throws -> String {
        let found = try await ask(
            "POST", "/element", ["using": "css selector", "value": .string(selector)])
        guard case .object(let members) = found, let id = members.values.first?.stringValue else {
            throw Complaint(description: "there is no `\(selector)`")
        }
        return id
    }
}

// What an onlooker sees.
extension WebDriver {
    /// What an expression in the page's language comes to.
    func value(of expression: String) async throws -> JSON {
        try await ask(
            "POST", "/execute/sync",
            ["args": [], "script": .string("return " + expression)])
    }

    @discardableResult
    func devTools(_ command: String, _ parameters: JSON) async throws -> JSON {
        try await ask(
            "POST", "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
    }

    /// What a log has gained since it was read last.
    func log(_ kind: String) async throws -> [JSON] {
        try await ask("POST", "/se/log", ["type": .string(kind)]).arrayValue ?? []
    }

    func resize(to width: Int, _ height: Int) async throws {
        try await devTools(
            "Emulation.setDeviceMetricsOverride",
            [
                "deviceScaleFactor": 1, "height": JSON(height), "mobile": .bool(width < 600),
                "width": JSON(width),
            ])
    }

    /// `scheme`: `light` or `dark`.
    func prefer(_ scheme: String) async throws {
        try await devTools(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
    }

    /// The page as it is shown, as PNG.
    func picture() async throws -> [UInt8] {
        let shown = try await devTools("Page.captureScreenshot", ["format": "png"])
        return shown["data"]?.stringValue.flatMap { Base64.decode($0) } ?? []
    }
}
