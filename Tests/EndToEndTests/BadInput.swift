import Foundation
import Testing
import Transparency

/// Whatever is wrong with what people type and hand in gets one clear sentence and status 3, and
/// leaves the home as it was.
@Suite struct BadInput {
    /// What is typed, the failure's code, and what its sentence must hold.
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let code: String
        let saying: [String]
        var status: Int32 = 3
        var testDescription: String { arguments.prefix(4).joined(separator: " ") + " → " + code }

        init(_ arguments: String, _ code: String, _ saying: String..., status: Int32 = 3) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.code = code
            self.saying = saying
            self.status = status
        }
    }

    /// `@` stands for the test's folder, `EXAMPLE` for the example's.
    private static let names: [Case] = [
        Case("gate nobody@1 --to production", "unknown_subject", "`model:nobody`"),
        Case("gate dataset:income@1 --to production", "unknown_subject", "`dataset:income`"),
        Case("gate income@9 --to production", "unknown_version", "`model:income@9`", "@2`"),
        Case("approve income@9 --to production --as r:risk-reviewer", "unknown_version", "@2`"),
        Case("eval income@9 --data EXAMPLE/evaluation.csv --label a --score b", "unknown_version"),
        Case("show income@9", "unknown_version", "@2`"),
        Case("verify income@9", "unknown_version", "@2`"),
        Case("gate income --to production", "bad_version", "`income`", "`income@2`"),
        Case("gate income@0 --to production", "bad_version", "`income@0`"),
        Case("gate income@01 --to production", "bad_version"),
        Case("gate income@-1 --to production", "bad_version"),
        Case("gate income@99999999999999999999 --to production", "bad_version"),
        Case("gate Income@1 --to production", "bad_version"),
        Case("gate robot:income@1 --to production", "bad_version"),
        Case("replay zzz", "bad_digest", "`zzz`"),
        Case("replay sha256:0123456789", "unknown_decision", "`sha256:0123456789`"),
        Case("log prove income@9", "unknown_version", "@2`"),
        Case("log prove 99999", "no_proof", "99999", "numbered from 0"),
        Case("log prove 100000", "no_proof", "100000", "`sha256:100000`"),
        Case("list --where colour=red", "unknown_field", "`colour`", "`risk`"),
        Case("list --where risk", "bad_field", "FIELD=VALUE"),
        Case("list --limit 0", "bad_limit", "1000"),
        Case("log show --last 0", "bad_range", "10000"),
        Case("register robot x --from EXAMPLE/model", "unknown_kind", "`robot`", "`model`"),
        Case("register model In/come --from EXAMPLE/model", "bad_name", "`In/come`", "a-z"),
        Case("register model x --from EXAMPLE/model --risk some", "unknown_risk", "`medium`"),
        Case("register model x --part code", "bad_part", "ROLE=PATH"),
        Case("register model x --part soul=EXAMPLE/train.py", "unknown_role", "`soul`", "`code`"),
        Case("approve income@2 --to production --as ann:king", "unknown_role", "`king`"),
        Case("gate income@2 --to production --as ann:king", "unknown_role", "`king`"),
        Case("approve income@2 --to production --as :risk-reviewer", "bad_principal", "name"),
        Case(
            "waive income@1 --to production --rule performance --because x --until soon "
                + "--as r:risk-reviewer", "bad_date", "`soon`", "2026-12-31"),
    ]

    private static let files: [Case] = [
        Case("register model income --from @/none", "no_such_file", "@/none"),
        Case("register model income --from @/broken", "no_such_file", "@/broken"),
        Case("register model income --from @/linked-out", "link_out_of_folder", "secret.txt"),
        Case("register model income --from @/linked-nowhere", "broken_link", "nowhere.txt"),
        Case("register model income --from @/linked-folder", "link_to_folder", "again"),
        Case("register model income --from @/with-pipe", "not_a_file", "with-pipe/pipe"),
        Case("register model income --from @/with-pipe/pipe", "not_a_file", "pipe"),
        Case("register model income --from /dev/zero", "not_a_file", "/dev/zero"),
        Case(
            "eval income@2 --data @/none.csv --label a --score b", "no_such_file", "@/none.csv"),
        Case(
            "eval income@2 --data EXAMPLE --label label --score score", "other_data",
            "is no part of"),
        Case(
            "eval income@2 --data @/other.csv --label label --score score", "other_data",
            "@/other.csv", "`income@2`"),
        Case(
            "eval income@2 --data EXAMPLE/evaluation.csv --label truth --score score",
            "bad_table", "`truth`", "`label`"),
        Case(
            "eval income@2 --data EXAMPLE/evaluation.csv --label label --score workclass",
            "bad_table", "`Private`", "line 2", "`workclass`"),
        Case(
            "eval income@2 --data EXAMPLE/evaluation.csv --label label --score score "
                + "--sensitive sex,shoe", "bad_table", "`shoe`"),
        Case(
            "eval income@2 --data EXAMPLE/evaluation.csv --label label --score age", "bad_sample"),
        Case("evidence add income@2 --kind aibom --looked-at code --file @", "not_a_file"),
        Case(
            "evidence add income@2 --kind aibom --looked-at code --file @/none", "no_such_file"),
        Case(
            "evidence add income@2 --kind aibom --looked-at code --file @/bad.json", "bad_json",
            "@/bad.json"),
        Case(
            "evidence add income@2 --kind aibom --looked-at code --file @/binary", "not_text"),
        Case(
            "evidence add income@2 --kind opinion --looked-at code --file @/other.csv",
            "unknown_kind", "`opinion`", "`model_card`"),
        Case(
            "evidence add income@2 --kind aibom --looked-at code=sha256:12 --file @/other.csv",
            "bad_digest", "sha256:12"),
        Case("verify @/none", "no_such_file"),
        Case("verify @/other.csv", "no_release", "--release"),
        Case("verify EXAMPLE/model-2 --release income@1", "not_released", "`income@1`"),
        Case("log verify --against @/other.csv", "bad_checkpoint", "@/other.csv"),
        Case("policy test @/none.yaml", "no_such_file"),
    ]

    private static let refusals: [Case] = [
        Case(
            "evidence add income@2 --kind aibom --looked-at prompt --file @/other.csv",
            "no_such_part", "`prompt`", "`weights`", status: 1),
        Case(
            "evidence add income@2 --kind aibom --looked-at code=sha256:"
                + String(repeating: "0", count: 64) + " --file @/other.csv",
            "other_digest", "no part of the version", status: 1),
        Case(
            "evidence add income@2 --kind aibom --looked-at code --file @/other.csv "
                + "--expires 2020-01-01", "expired_evidence", "2020-01-01", status: 1),
        Case(
            "approve income@2 --to production --as ann", "role_not_asked", "`risk-reviewer`",
            status: 1),
        Case(
            "waive income@1 --to production --rule owners --because x --until 2026-12-31 "
                + "--as r:risk-reviewer", "not_waivable", "`owners`", status: 1),
        Case(
            "waive income@1 --to production --rule beauty --because x --until 2026-12-31 "
                + "--as r:risk-reviewer", "unknown_rule", "`beauty`", "`performance`", status: 1),
        Case(
            "waive income@1 --to production --rule performance --because x --until 2020-01-01 "
                + "--as r:risk-reviewer", "expiry_passed", "2020-01-01", status: 1),
        Case(
            "waive income@1 --to production --rule performance --because x --until 2099-01-01 "
                + "--as r:risk-reviewer", "waiver_too_long", "90 days", status: 1),
        Case("register model other --from EXAMPLE/model", "incomplete", "`--purpose`", status: 1),
        Case("register model income", "no_parts", "--from", status: 1),
    ]

    @Test func `each gets its own sentence and status, and nothing is left behind`() async throws {
        let home = try await AdultIncome.released().home
        try home.layBadFiles()
        let before = (try home.rows(), try home.contents())
        for input in Self.names + Self.files + Self.refusals {
            let answer = try await home.assay(input.typed(in: home) + ["--json"])
            #expect(answer.status == input.status, "\(input.arguments): \(answer)")
            let error = try #require(answer.error, "\(input.arguments): \(answer)")
            #expect(error.code == input.code, "\(input.arguments): \(error)")
            for phrase in input.saying {
                let phrase = phrase.replacingOccurrences(of: "@/", with: home.folder + "/")
                #expect(error.message.contains(phrase), "\(input.arguments): \(error)")
            }
            #expect(!error.message.contains("\n"), "\(error)")
            #expect(error.message.last != ".", "\(error)")
        }
        #expect(try home.rows() == before.0)
        #expect(try home.contents() == before.1)
    }

    @Test func `a sentence goes to standard error, and nothing to standard output`() async throws {
        let home = try TestHome()
        let answer = try await home.assay("gate", "nobody@1", "--to", "production")
        #expect(answer.status == 3)
        #expect(answer.output.isEmpty)
        #expect(
            answer.complaint
                == "assay: there is no `model:nobody`; `assay register` makes one, "
                + "`assay list` shows all\n")
    }

    @Test(arguments: [["gate"], ["gate", "income@1"], ["conquer"], ["list", "--frobnicate"], []])
    func `wrong usage is neither a verdict nor a fault`(arguments: [String]) async throws {
        let answer = try await TestHome().assay(arguments)
        #expect(answer.status == (arguments.isEmpty ? 0 : 64), "\(answer)")
    }

    @Test func `a blank purpose is none`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "register", "model", "x", "--from", "\(AdultIncome.folder)/model", "--purpose", "  ",
            "--business-owner", "a", "--technical-owner", "b", "--risk", "low", "--json")
        #expect(answer.status == 1)
        #expect(answer.error?.code == "incomplete")
    }

    @Test func `a server's address is not passed over in silence`() async throws {
        let home = try TestHome()
        for arguments in [["list"], ["gate", "x@1", "--to", "production"], ["log", "verify"]] {
            let answer = try await home.assay(
                arguments + ["--json"], with: ["ASSAY_URL": "https://assay.example.org"])
            #expect(answer.status == 3)
            #expect(answer.error?.code == "unauthenticated")
        }
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }

    @Test func `a symbolic link to a file within the folder is followed`() async throws {
        let home = try TestHome()
        try home.write("weights", to: "model/one.bin")
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.folder)/model/two.bin", withDestinationPath: "one.bin")
        let answer = try await home.assay(
            ["register", "model", "x", "--from", "\(home.folder)/model"] + AdultIncome.terms
                + ["--json"])
        #expect(answer.status == 0)
        #expect(answer.json?["parts"]?[0]?["files"] == 2)
        #expect(answer.json?["parts"]?[0]?["bytes"] == 14)
    }
}

extension BadInput.Case {
    func typed(in home: TestHome) -> [String] {
        arguments.map { argument in
            let absolute = argument.replacingOccurrences(of: "EXAMPLE", with: AdultIncome.folder)
            return absolute.hasPrefix("@")
                ? home.folder + absolute.dropFirst()
                : absolute
        }
    }
}

extension TestHome {
    fileprivate func layBadFiles() throws {
        let files = FileManager.default
        func link(_ name: String, to target: String) throws {
            try files.createSymbolicLink(
                atPath: "\(folder)/\(name)", withDestinationPath: target)
        }
        try write("a,b\n1,2\n", to: "other.csv")
        try write("{", to: "bad.json")
        try write([0xFF, 0xFE, 0x00], to: "binary")
        try write("secret", to: "secret/secret.txt")
        try write("x", to: "linked-out/model.bin")
        try link("linked-out/secret.txt", to: "../secret/secret.txt")
        try write("x", to: "linked-nowhere/model.bin")
        try link("linked-nowhere/nowhere.txt", to: "gone.txt")
        try write("x", to: "linked-folder/inner/model.bin")
        try link("linked-folder/again", to: "inner")
        try link("broken", to: "gone")
        try write("x", to: "with-pipe/model.bin")
        try #require(mkfifo("\(folder)/with-pipe/pipe", 0o600) == 0)
    }
}
