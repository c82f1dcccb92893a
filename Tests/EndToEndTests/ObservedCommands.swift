import Foundation
import Testing
import Transparency

/// `assay run` around real small programs: what it sees, what it says it did not see, and that the
/// command runs as it would without.
@Suite struct ObservedCommands {
    /// A home, and a folder to work in.
    private struct Desk {
        let home: TestHome
        var work: String { "\(home.folder)/work" }

        init() throws {
            home = try TestHome()
            try FileManager.default.createDirectory(
                atPath: work, withIntermediateDirectories: true)
        }

        /// Runs `assay run` in the folder, with options before `--` and a script after.
        func run(
            _ options: [String] = [], _ command: [String], with more: [String: String] = [:]
        ) async throws -> (answer: Programs.Answer, statement: JSON) {
            let file = "\(home.folder)/statement.json"
            let words =
                ["-c", "cd \"$0\" && exec \"$@\"", work, "\(Programs.folder)/assay", "run"]
                + ["--statement", file] + options + ["--"] + command
            let running = try Programs.start(
                "/bin/sh", words,
                environment: [
                    "ASSAY_HOME": home.path, "ASSAY_PRINCIPAL": "tom@example.org",
                    "HOME": home.folder, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
                ].merging(more) { $1 }, scratch: "\(home.folder)/printed")
            let answer = try #require(try await running.answer(), "assay was killed")
            let bytes = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
            return (answer, (try? JSON(parsing: bytes)) ?? .null)
        }

        func script(_ text: String) async throws -> JSON {
            let (answer, statement) = try await run([], ["/bin/sh", "-c", text])
            #expect(answer.status == 0, "\(answer)")
            return statement
        }
    }

    private func inputs(_ statement: JSON) -> [String] {
        let list = statement["predicate"]?["buildDefinition"]?["resolvedDependencies"]?.arrayValue
        return (list ?? []).compactMap { $0["name"]?.stringValue }.filter { $0 != "source" }
            .sorted()
    }

    private func outputs(_ statement: JSON) -> [String: String] {
        let list = statement["subject"]?.arrayValue ?? []
        return Dictionary(
            list.compactMap { item in
                item["name"]?.stringValue.map { ($0, item["digest"]?["sha256"]?.stringValue ?? "") }
            }
        ) { $1 }
    }

    private func coverage(_ statement: JSON) -> JSON? {
        statement["predicate"]?["runDetails"]?["metadata"]?["assay_coverage"]
    }

    private func digest(_ text: String) -> String { Digest(of: Array(text.utf8)).hex }

    // MARK: Files

    @Test func `what is read and written is seen, in the command and its children`() async throws {
        let desk = try Desk()
        try desk.home.write("a", to: "work/a.txt")
        try desk.home.write("b", to: "work/sub/b.txt")
        let statement = try await desk.script(
            "cat a.txt > out.txt; (cd sub && cat b.txt > ../out2.txt); cp out.txt copy.txt; mv copy.txt moved.txt; echo x > gone; rm gone"
        )
        #expect(inputs(statement) == ["a.txt", "sub/b.txt"])
        #expect(
            outputs(statement) == [
                "out.txt": digest("a"), "out2.txt": digest("b"), "moved.txt": digest("a"),
            ])
        #expect(coverage(statement)?["complete"] == true)
        #expect(coverage(statement)?["temporaryFiles"]?.intValue == 2)
    }

    @Test func `a cleared environment does not end the observing`() async throws {
        let desk = try Desk()
        try desk.home.write("a", to: "work/a.txt")
        let statement = try await desk.script("env -i /bin/sh -c 'cat a.txt' > out.txt")
        #expect(inputs(statement) == ["a.txt"])
        #expect(outputs(statement) == ["out.txt": digest("a")])
        #expect(coverage(statement)?["complete"] == true)
    }

    @Test func `a file that is written over by a rename has its last bytes`() async throws {
        let desk = try Desk()
        try desk.home.write("old", to: "work/model")
        let statement = try await desk.script("printf new > model.tmp; mv model.tmp model")
        #expect(outputs(statement) == ["model": digest("new")])
        #expect(inputs(statement) == [])
    }

    @Test func `long names and names that are no text are kept`() async throws {
        let desk = try Desk()
        let long = String(repeating: "n", count: 250)
        let statement = try await desk.script(
            "mkdir -p \(long)/\(long); printf a > \(long)/\(long)/\(long); printf b > \"$(printf 'x\\377')\""
        )
        #expect(outputs(statement)["\(long)/\(long)/\(long)"] == digest("a"))
        #expect(outputs(statement)["x\\xFF"] == digest("b"))
    }

    @Test func `a file that changes after it was read has no digest`() async throws {
        let desk = try Desk()
        try desk.home.write("before", to: "work/a.txt")
        let statement = try await desk.script("cat a.txt > copy; printf after > a.txt")
        let list = statement["predicate"]?["buildDefinition"]?["resolvedDependencies"]?.arrayValue
        let input = try #require(list?.first { $0["name"] == "a.txt" })
        // Hashed in time, or said to be unknown; never the bytes that came later.
        if let known = input["digest"]?["sha256"]?.stringValue {
            #expect(known == digest("before"))
        } else {
            #expect(input["annotations"]?["digestUnknown"] == "changed")
        }
        #expect(outputs(statement)["a.txt"] == digest("after"))
    }

    @Test func `threads and children of Python are seen`() async throws {
        let python = "/usr/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            print("skipped: there is no \(python)")
            return
        }
        let desk = try Desk()
        for number in 0..<20 { try desk.home.write("\(number)", to: "work/in/\(number)") }
        let (answer, statement) = try await desk.run(
            [],
            [
                python, "-c",
                """
                import os, subprocess, concurrent.futures as f
                def work(n):
                    open(f'out{n}', 'w').write(open(f'in/{n}').read())
                with f.ThreadPoolExecutor(8) as pool: list(pool.map(work, range(20)))
                subprocess.run(['cp', '../out1', '../made'], cwd='in', env={})
                """,
            ])
        #expect(answer.status == 0, "\(answer)")
        #expect(inputs(statement) == (0..<20).map { "in/\($0)" }.sorted())
        #expect(outputs(statement).count == 21)
        #expect(outputs(statement)["made"] == digest("1"))
    }

    @Test func `the library brings nothing but the C library into a command`() throws {
        let library = "\(Programs.folder)/libassay-observe.so"
        let bytes = try Data(contentsOf: URL(filePath: library))
        #expect(bytes.range(of: Data("libc.so.6".utf8)) != nil)
        for other in ["libswiftCore", "libstdc++", "libm.so"] {
            #expect(bytes.range(of: Data(other.utf8)) == nil, "\(other)")
        }
    }

    // MARK: What is not seen

    @Test func `a program that loads no library is named, and runs all the same`() async throws {
        let desk = try Desk()
        let static_ = "\(desk.work)/static"
        let compiled = try Programs.start(
            "/bin/sh",
            [
                "-c",
                "printf 'int main(void){return 5;}' | cc -static -x c -o \(static_) - || exit 9",
            ], environment: ["PATH": "/usr/bin:/bin"], scratch: "\(desk.home.folder)/printed")
        guard try await compiled.answer()?.status == 0 else {
            print("skipped: there is no C compiler that makes static programs")
            return
        }
        let (answer, alone) = try await desk.run([], ["./static"])
        #expect(answer.status == 5)
        #expect(answer.complaint.contains("could not be observed"))
        #expect(coverage(alone)?["complete"] == false)
        #expect(coverage(alone)?["missing"]?.stringValue?.contains("static") == true)
        let child = try await desk.script("./static || true")
        #expect(coverage(child)?["unobservedPrograms"] == ["./static"])
        #expect(coverage(child)?["complete"] == false)
    }

    // MARK: As without

    @Test(
        arguments: [
            (["/bin/sh", "-c", "exit 7"], 7), (["/bin/sh", "-c", "kill -TERM $$"], 143),
            (["/bin/sh", "-c", "kill -KILL $$"], 137), (["no-such-program"], 127), (["/tmp"], 126),
        ] as [([String], Int32)])
    func `the exit status is the command's own`(command: [String], status: Int32) async throws {
        #expect(try await Desk().run([], command).answer.status == status)
    }

    @Test func `output is the command's alone, and --json comes after it`() async throws {
        let desk = try Desk()
        let plain = try await desk.run([], ["/bin/sh", "-c", "echo out; echo err >&2"]).answer
        #expect(plain.output == "out\n")
        #expect(plain.complaint.hasPrefix("err\n"))
        let quiet = try await desk.run(["--quiet"], ["/bin/sh", "-c", "echo out >&2"]).answer
        #expect(quiet.complaint == "out\n")
    }

    @Test func `what is sent to assay reaches the command`() async throws {
        let desk = try Desk()
        let file = "\(desk.home.folder)/ready"
        let words = [
            "-c", "cd \"$0\" && exec \"$@\"", desk.work, "\(Programs.folder)/assay", "run", "--",
            "/bin/sh", "-c",
            "trap 'echo told; exit 3' TERM; : > \(file); while :; do sleep 0.05; done",
        ]
        let running = try Programs.start(
            "/bin/sh", words,
            environment: [
                "ASSAY_HOME": desk.home.path, "HOME": desk.home.folder, "PATH": "/usr/bin:/bin",
            ], scratch: "\(desk.home.folder)/printed")
        while !FileManager.default.fileExists(atPath: file) {
            try await Task.sleep(for: .milliseconds(20))
        }
        kill(running.processIdentifier, SIGTERM)
        let answer = try #require(try await running.answer())
        #expect(answer.status == 3)
        #expect(answer.output == "told\n")
    }

    // MARK: Records

    private static let terms = [
        "--purpose", "size budgets", "--risk", "low", "--business-owner", "ann@example.org",
        "--technical-owner", "max@example.org",
    ]
    /// `{'layers': 2}` in protocol 0.
    private static let model = "(dp0\\nS'layers'\\np1\\nI2\\ns."

    @Test func `what was made is registered with what it was made of`() async throws {
        let desk = try Desk()
        try desk.home.write("1,2\n", to: "work/data.csv")
        let (answer, _) = try await desk.run(
            ["--register", "model:income", "--json"] + Self.terms,
            ["/bin/sh", "-c", "cat data.csv > /dev/null; printf \"\(Self.model)\" > model.pkl"])
        #expect(answer.status == 0, "\(answer)")
        #expect(answer.json?["version"] == "model:income@1")
        let shown = try await desk.home.assay("show", "income@1", "--json")
        #expect(shown.status == 0)
        #expect(shown.output.contains("lineage"))
        let reached = try await desk.home.assay(
            "impact", "sha256:\(digest("1,2\n"))", "--json")
        #expect(reached.output.contains("model:income@1"), "\(reached)")
    }

    @Test func `nothing is registered of a command that failed or made no model`() async throws {
        let desk = try Desk()
        let failed = try await desk.run(
            ["--register", "model:income"] + Self.terms,
            ["/bin/sh", "-c", "printf \"\(Self.model)\" > model.pkl; exit 4"]
        ).answer
        #expect(failed.status == 4)
        #expect(failed.complaint.contains("nothing was registered"))
        let none = try await desk.run(
            ["--register", "model:income"] + Self.terms, ["/bin/sh", "-c", "echo x > notes.txt"]
        ).answer
        #expect(none.status == 125)
        #expect(none.complaint.contains("--from"))
        #expect(try await desk.home.assay("show", "income@1").status == 3)
    }

    @Test func `several models are not chosen among`() async throws {
        let desk = try Desk()
        let several = try await desk.run(
            ["--register", "model:income"] + Self.terms,
            [
                "/bin/sh", "-c",
                "printf \"\(Self.model)\" > a.pkl; printf \"\(Self.model)N0.\" > b.pkl",
            ]
        ).answer
        #expect(several.status == 125)
        #expect(several.complaint.contains("`a.pkl`"))
        let chosen = try await desk.run(
            ["--register", "model:income", "--from", "a.pkl"] + Self.terms,
            ["/bin/sh", "-c", "printf \"\(Self.model)\" > a.pkl"])
        #expect(chosen.answer.status == 0, "\(chosen.answer)")
    }

    @Test func `secrets are in no statement`() async throws {
        let desk = try Desk()
        try desk.home.write("SECRET=inthefile", to: "work/.env")
        let (answer, statement) = try await desk.run(
            [], ["/bin/sh", "-c", "cat .env > /dev/null", "--api-key", "inthearguments"],
            with: ["MY_TOKEN": "intheenvironment", "PYTHONHASHSEED": "11"])
        #expect(answer.status == 0)
        let text = statement.pretty
        for secret in [
            "inthefile", "inthearguments", "intheenvironment", ".env\"", desk.home.folder,
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains("MY_TOKEN"))
        #expect(text.contains("PYTHONHASHSEED"))
    }
}
