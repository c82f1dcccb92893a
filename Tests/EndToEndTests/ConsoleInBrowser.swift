import Foundation
import Testing
import Transparency

/// People walk through the console in a real browser; each page on the way is looked over.
@Suite(
    .serialized,
    .enabled(if: WebDriver.program != nil, "needs a browser: `Scripts/check-console.sh`"))
struct ConsoleInBrowser {
    private static let password = "a horse, a battery"

    @Test(.timeLimit(.minutes(15)), arguments: [true, false])
    func `two people take a version through the gate`(withScripts: Bool) async throws {
        try await BrowsedConsole.with(withScripts ? "scripts" : "plain") { console in
            if !withScripts {
                try await console.browser.devTools(
                    "Emulation.setScriptExecutionDisabled", ["value": true])
            }
            try await takeOver(console)
            try await refuseWrongPassword(console)
            try await readWhyItIsRefused(console)
            try await approve(console)
            try await readAround(console)
            try await verify(console)
            try await lookAfterTheAccount(console)
        }
    }

    /// The administrator signs in by the link of the first start, and adds a reviewer.
    private func takeOver(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        let secret = try String(
            contentsOf: URL(filePath: console.home.path + "/first-sign-in"), encoding: .utf8)
        try await console.open("/first-sign-in?secret=" + secret.filter { !$0.isWhitespace })
        try await console.look(at: "first-sign-in")
        try await console.signIn("ada@example.org", Self.password)
        try await browser.expect("What runs, and may it?", at: "h1")
        try await console.look(at: "overview-first")
        try await console.open("/people")
        try await browser.type("ruth@example.org", into: "main input[name=name]")
        try await browser.click("main input[value=risk-reviewer]")
        try await browser.type(Self.password, into: "main input[name=password]")
        try await browser.click("main aside button[type=submit]")
        try await browser.expect("ruth@example.org", at: "h1")
        try await console.look(at: "person")
        try await console.open("/people")
        try await console.look(at: "people")
        try await console.signOut()
        try await console.look(at: "sign-in")
    }

    private func refuseWrongPassword(_ console: BrowsedConsole) async throws {
        try await console.signIn("ruth@example.org", "a mule, a battery")
        try await console.browser.expect("The name or the password is wrong.")
        try await console.look(at: "sign-in-refused", status: 401)
        try await console.signIn("ruth@example.org", Self.password)
        try await console.browser.expect("What runs, and may it?", at: "h1")
        try await console.look(at: "overview")
    }

    private func readWhyItIsRefused(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        try await browser.type("income\n", into: ".find input")
        try await browser.expect("model:income@1", at: "tbody")
        try await console.look(at: "inventory")
        try await browser.click("tbody a[href*='model:income@1']")
        try await browser.expect("DENY", at: ".hallmark")
        try await browser.expect("Finds people of each group about equally often", at: ".violated")
        try await console.look(at: "dossier-refused")
    }

    /// The author made it, the reviewer signs it off, and the gate allows it.
    private func approve(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        try await console.open("/waiting")
        try await browser.expect("only this is missing", at: "tbody")
        try await console.look(at: "waiting")
        try await browser.click("tbody a[href*='model:income@2']")
        try await browser.expect("UNDECIDED", at: ".hallmark")
        try await console.look(at: "dossier-undecided")
        try await browser.click("main input[name=confirm]")
        try await browser.click("form[action$='/approve'] button")
        try await browser.expect("Approved by ruth@example.org, risk reviewer", at: ".time")
        try await browser.click("form[action$='/gate'] button")
        try await browser.expect("RELEASED", at: ".hallmark")
        try await console.look(at: "dossier-allowed")
        try await browser.click("aside a[href*='/compare/']")
        try await browser.expect("Weights changed", at: "main")
        try await console.look(at: "compare")
    }

    private func readAround(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        try await console.open("/decisions")
        try await console.look(at: "decisions")
        try await browser.click("tbody td a")
        try await browser.expect("the same, byte for byte", at: ".note")
        try await console.look(at: "decision")
        let pages = [
            ("policies", "/policies"), ("policy", "/policies/high-risk"), ("systems", "/systems"),
            ("subject", "/models/income"), ("hostile", "/versions/model:churn@1"),
            ("hostile-subject", "/models/churn"), ("tokens", "/tokens"),
            ("hostile-search", "/versions?q=%22%3E%3Cscript%3Ewindow.hacked%3D6%3C/script%3E"),
        ]
        for (page, path) in pages {
            try await console.open(path)
            try await browser.expect("Sign out", at: ".who")
            try await console.look(at: page)
        }
        try await console.open("/versions/model:none@1")
        try await browser.expect("404", at: "main")
        try await console.look(at: "error", status: 404)
    }

    private func verify(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        try await console.open("/ledger")
        try await browser.click("main aside button[type=submit]")
        try await browser.expect("Was anything altered?", at: "main")
        try await console.look(at: "ledger")
        try await browser.click("tbody th a")
        try await browser.expect("It stands in the ledger, unaltered.", at: ".note")
        try await console.look(at: "record")
        try await browser.click("main a[href$='/receipt']")
        let receipt = try await download(into: browser.downloads)
        let answer = try await console.home.verify(
            "receipt", receipt, "--key", console.home.path + "/keys/log.pub")
        #expect(answer.status == 0, "\(answer)")
    }

    private func download(into folder: String) async throws -> String {
        for _ in 0..<1_200 {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            if let name = names.first(where: { $0.hasSuffix(".receipt") }) {
                return "\(folder)/\(name)"
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw WebDriver.Complaint(description: "no receipt was downloaded")
    }

    /// The reviewer takes another password, and the old one is worth nothing any more.
    private func lookAfterTheAccount(_ console: BrowsedConsole) async throws {
        let browser = console.browser
        try await browser.click(".who a")
        try await browser.expect("Risk reviewer", at: "main")
        try await console.look(at: "account")
        try await browser.type(Self.password, into: "main input[name=old]")
        for field in ["new", "again"] {
            try await browser.type("a mule, a battery", into: "main input[name=\(field)]")
        }
        try await browser.click("main aside button[type=submit]")
        try await browser.expect("Your password is changed", at: "h1")
        try await console.look(at: "password-changed")
        try await console.open("/account")
        try await console.signIn("ruth@example.org", "a mule, a battery")
        try await browser.expect("ruth@example.org", at: "h1")
        try await console.look(at: "account-again", status: 401)
        try await console.signOut()
    }
}
