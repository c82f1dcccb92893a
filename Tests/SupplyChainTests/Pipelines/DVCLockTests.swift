import Testing
import Transparency

@testable import SupplyChain

@Suite struct DVCLockTests {
    private static let digest = "d41d8cd98f00b204e9800998ecf8427e"

    @Test func `each stage says what it ran, of what it made what`() throws {
        let lock = try DVCLock(
            parsing: Array(
                """
                schema: '2.0'
                stages:
                  train:
                    cmd:
                    - python train.py
                    - echo done
                    deps:
                    - path: data
                      hash: md5
                      md5: \(Self.digest).dir
                      size: 12
                      nfiles: 2
                    params:
                      params.yaml:
                        train.seed: 7
                    outs:
                    - path: model.pkl
                      md5: \(Self.digest)
                      size: 3
                  prepare:
                    cmd: python prepare.py
                    outs:
                    - path: s3://elsewhere/x
                      etag: abc
                """.utf8))
        #expect(lock.stages.map(\.name) == ["prepare", "train"])
        let train = try #require(lock.stages.last)
        #expect(train.commands == ["python train.py", "echo done"])
        #expect(train.inputs.first?.digest == DVCDigest(Self.digest + ".dir"))
        #expect(train.inputs.first?.fileCount == 2 && train.outputs.first?.byteCount == 3)
        #expect(train.parameters["params.yaml"]?["train.seed"] == "7")
        #expect(lock.stages.first?.outputs.first?.digest == nil)
    }

    @Test(arguments: [
        "", "stages: {}", "schema: '1.0'", "schema: '2.0'\nstages: [a]",
        "schema: '2.0'\nstages:\n  a:\n    outs: x",
        "schema: '2.0'\nstages:\n  a:\n    outs:\n    - md5: abc",
        "schema: '2.0'\nstages:\n  a:\n    outs:\n    - path: x\n      md5: nonsense",
        "schema: '2.0'\nstages: &a\n  b: *a",
    ])
    func `what is no such file is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try DVCLock(parsing: Array(text.utf8)) }
    }
}
