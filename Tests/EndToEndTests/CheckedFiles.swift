import Foundation
import Testing
import Transparency

/// `assay check` as a person types it, on files that this test writes.
@Suite struct CheckedFiles {
    /// `os.system("true")` in protocol 0, as pickletools writes it.
    private static let hostile = "cos\nsystem\n(S'true'\ntR."
    /// `{'layers': 2}` in protocol 0.
    private static let harmless = "(dp0\nS'layers'\np1\nI2\ns."

    @Test func `a folder with a hostile pickle is named with callee, place, reason and remedy`()
        async throws
    {
        let home = try TestHome()
        try home.write(Self.harmless, to: "models/good.pkl")
        try home.write(Self.hostile, to: "models/deep/weights.txt")
        let text = try await home.assay("check", "\(home.folder)/models")
        #expect(text.status == 1)
        let line = try #require(text.output.split(separator: "\n").first)
        #expect(line.hasPrefix("dangerous"))
        #expect(line.contains("models/deep/weights.txt"))
        #expect(line.contains("os.system"))
        #expect(line.contains("byte"))
        #expect(text.output.contains("Unpickling calls what the file names"))
        let size = Self.hostile.utf8.count + Self.harmless.utf8.count
        #expect(text.output.hasSuffix("2 files, \(size) B: 1 dangerous, 1 clean\n"))
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }

    @Test func `what is found is written down, and counted as asked`() async throws {
        let home = try TestHome()
        let file = try home.write(Self.hostile, to: "weights.bin")
        let answer = try await home.assay("check", file, "--json", "--fail-on", "never")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "check").differences(in: json) == [])
        #expect(json["outcome"]?.stringValue == "dangerous")
        #expect(json["files"]?[0]?["findings"]?[0]?["subject"]?.stringValue == "os.system")
        let digest = Digest(of: Array(Self.hostile.utf8)).description
        #expect(json["files"]?[0]?["digest"]?.stringValue == digest)
    }

    @Test func `a clean file ends with 0, and one that is not there with 3`() async throws {
        let home = try TestHome()
        let file = try home.write(Self.harmless, to: "good.pkl")
        let clean = try await home.assay("check", file)
        #expect(clean.status == 0)
        #expect(clean.output == "1 file, 23 B: 1 clean\n")
        let missing = try await home.assay("check", "\(home.folder)/nothing")
        #expect(missing.status == 3)
        #expect(missing.complaint.contains("there is no file or folder"))
        #expect(try await home.assay("check").status == 64)
    }

    @Test func `a code host gets SARIF with rules, places and fingerprints`() async throws {
        let home = try TestHome()
        let file = try home.write(Self.hostile, to: "weights.bin")
        let log = "\(home.folder)/out.sarif"
        #expect(try await home.assay("check", file, "--sarif", log).status == 1)
        let json = try JSON(parsing: Array(Data(contentsOf: URL(filePath: log))))
        #expect(json["version"]?.stringValue == "2.1.0")
        let run = try #require(json["runs"]?[0])
        let result = try #require(run["results"]?[0])
        #expect(result["level"]?.stringValue == "error")
        let index = try #require(result["ruleIndex"]?.intValue)
        #expect(
            run["tool"]?["driver"]?["rules"]?[index]?["id"]?.stringValue
                == result["ruleId"]?.stringValue)
        let place = result["locations"]?[0]?["physicalLocation"]
        #expect(place?["region"]?["startLine"]?.intValue == 1)
        #expect(place?["artifactLocation"]?["uri"]?.stringValue == "file://\(file)")
        #expect(result["partialFingerprints"]?["assay/v1"]?.stringValue?.count == 64)
    }

    @Test func `a rule is explained, and an unknown one is said to be none`() async throws {
        let home = try TestHome()
        let known = try await home.assay("check", "--explain", "pickle-call")
        #expect(known.status == 0)
        #expect(known.output.contains("why   Unpickling calls"))
        let unknown = try await home.assay("check", "--explain", "x")
        #expect(unknown.status == 3)
        #expect(unknown.complaint.contains("no rule `x`"))
    }

    @Test func `imported advisories name vulnerable packages and their fixed versions`()
        async throws
    {
        let home = try TestHome()
        let advisory = """
            {"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "summary": "it leaks",
             "aliases": ["CVE-2026-1"], "affected": [{"package": {"ecosystem": "PyPI",
             "name": "Leaky_Package"}, "ranges": [{"type": "ECOSYSTEM", "events": [
             {"introduced": "0"}, {"fixed": "2.0"}]}]}]}
            """
        try home.write(advisory, to: "osv/TEST-1.json")
        let list = try home.write(
            "leaky-package==1.9\nother\nfine==1.0\n", to: "requirements.txt")
        let before = try await home.assay("check", list)
        #expect(before.status == 3)
        #expect(before.complaint.contains("assay advisories import"))
        let imported = try await home.assay("advisories", "import", "\(home.folder)/osv")
        #expect(imported.status == 0)
        #expect(imported.output.hasPrefix("read 1 file: 1 advisory about 1 package"))
        let after = try await home.assay("check", list)
        #expect(after.status == 1)
        let said = "leaky-package 1.9 has CVE-2026-1, TEST-1, fixed in 2.0: it leaks"
        #expect(after.output.contains(said))
        #expect(after.output.contains("no version is named"))
        #expect(!after.output.contains("fine"))
        let bad = try home.write("{}", to: "bad.json")
        let refused = try await home.assay("advisories", "import", bad)
        #expect(refused.status == 3)
        #expect(refused.complaint.contains("bad.json"))
        #expect(try await home.assay("check", list).output == after.output)
    }

    private func register(of file: String) -> [String] {
        [
            "register", "model", "m", "--from", (file as NSString).deletingLastPathComponent,
            "--purpose", "a trial", "--risk", "low", "--business-owner", "bea@example.org",
            "--technical-owner", "tom@example.org", "--json",
        ]
    }

    @Test func `a registered version's findings are listed, and judged again by new advisories`()
        async throws
    {
        let home = try TestHome()
        let model = try home.write(Self.hostile, to: "model/weights.pkl")
        try home.write("leaky-package==1.9\n", to: "model/requirements.txt")
        let registered = try await home.assay(register(of: model))
        #expect(registered.status == 0)
        #expect(registered.json?["scan"]?["outcome"] == "dangerous")
        let open = try await home.assay("findings", "--json")
        #expect(open.status == 1)
        let json = try #require(open.json)
        #expect(try JSONSchema(named: "findings").differences(in: json) == [])
        #expect(json["findings"]?[0]?["ownerName"] == "tom@example.org")
        let advisory = """
            {"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package":
             {"ecosystem": "PyPI", "name": "leaky-package"}, "versions": ["1.9"]}]}
            """
        let file = try home.write(advisory, to: "TEST-1.json")
        let imported = try await home.assay("advisories", "import", file, "--json")
        #expect(
            try JSONSchema(named: "advisories-import").differences(in: #require(imported.json))
                == [])
        // The files are not needed any more.
        try FileManager.default.removeItem(atPath: "\(home.folder)/model")
        let judged = try await home.assay("findings", "--judge", "--json")
        #expect(judged.status == 1)
        #expect(judged.json?["judged"] == 1)
        #expect(judged.json?["findings"]?.arrayValue?.count == 2)
        #expect(judged.json?["findings"]?[0]?["rule"] == "vulnerable-dependency")
        let text = try await home.assay("findings", "--where", "severity=dangerous")
        #expect(text.output.contains("model:m@1  weights.pkl: "))
        #expect(text.output.contains("tom@example.org [pickle-call]"))
        #expect(try await home.assay("findings", "--where", "severity=x").status == 0)
        #expect(try await home.assay("log", "verify", "--read-models").status == 0)
    }

    @Test func `a link that leaves the folder is found and not followed`() async throws {
        let home = try TestHome()
        try home.write(Self.hostile, to: "secret.pkl")
        try home.write(Self.harmless, to: "models/good.pkl")
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.folder)/models/out.pkl",
            withDestinationPath: "../secret.pkl")
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.folder)/models/in.pkl", withDestinationPath: "good.pkl")
        let answer = try await home.assay("check", "\(home.folder)/models", "--json")
        let files = try #require(answer.json?["files"]?.arrayValue)
        #expect(files.map { $0["outcome"]?.stringValue } == ["clean", "clean", "dangerous"])
        #expect(files[2]["digest"]?.isNull == true)
    }

    @Test func `released files are looked into where they lie, beside what was said before`()
        async throws
    {
        let story = try await AdultIncome.released()
        let model = "\(AdultIncome.folder)/model-2"
        let text = try await story.home.assay("verify", model)
        #expect(text.status == 0)
        let lines = text.output.split(separator: "\n").map(String.init)
        for word in ["registered", "gate", "here"] {
            #expect(lines.contains { $0.contains("     \(word)") && $0.contains("clean") })
        }
        let answer = try await story.home.assay("verify", model, "--json")
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "verify").differences(in: json) == [])
        let occasions = (json["scans"]?.arrayValue ?? []).map { $0["occasion"]?.stringValue }
        #expect(occasions == ["registration", "gate", "deployment"])
        let plain = try await story.home.assay("verify", model, "--no-check", "--json")
        #expect(plain.json?["scans"]?.arrayValue?.isEmpty == true)
    }

    @Test func `a log is written into a link's target, and devices stay devices`() async throws {
        let home = try TestHome()
        let file = try home.write(Self.harmless, to: "good.pkl")
        let target = try home.write("", to: "log.sarif")
        let link = "\(home.folder)/link.sarif"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(try await home.assay("check", file, "--sarif", link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
        #expect(try String(contentsOfFile: target, encoding: .utf8).contains("2.1.0"))
        #expect(try await home.assay("check", file, "--sarif", "/dev/null").status == 0)
        let kind = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
        #expect(kind as? FileAttributeType == .typeCharacterSpecial)
    }

    @Test func `a list that is asked about by name finds what it includes`() async throws {
        let home = try TestHome()
        let advisory = """
            {"id": "TEST-2", "modified": "2026-01-01T00:00:00Z", "affected": [{"package":
             {"ecosystem": "PyPI", "name": "other"}, "versions": ["1.0"]}]}
            """
        let known = try home.write(advisory, to: "TEST-2.json")
        _ = try await home.assay("advisories", "import", known)
        let list = try home.write("-r more.txt\n", to: "req/requirements.txt")
        try home.write("other==1.0\n", to: "req/more.txt")
        let answer = try await home.assay("check", list)
        #expect(answer.status == 1)
        #expect(answer.output.contains("TEST-2"))
        #expect(!answer.output.contains("not there"))
    }
}
