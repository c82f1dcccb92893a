import Governance
import Ledger
import Operations
import SupplyChain
import Testing
import Transparency

/// The bytes of what records say of installations and of files of pipelines, which never change; the
/// pseudonym of a machine differs each time, and so does what is worked out from it.
@Suite struct GoldenPackageRecords {
    static let kinds: Set<RecordKind> = [.packageInstalled, .pipelineFileKept]

    private static let policy = """
        policy: packages
        title: All packages
        applies: {kinds: [package], to: [use]}
        rules:
          - id: any
            title: Anything
            require: "true"
            because: this is a test

        """

    /// `six-1.0-py3-none-any.whl`, with metadata alone.
    private static let wheel = """
        UEsDBBQAAAAAAIMYIlwmu4WDRQAAAEUAAAAaAAAAc2l4LTEuMC5kaXN0LWluZm8vTUVUQURBVEFNZXRhZGF0YS1W\
        ZXJzaW9uOiAyLjQKTmFtZTogc2l4ClZlcnNpb246IDEuMApMaWNlbnNlLUV4cHJlc3Npb246IE1JVApQSwECFAMU\
        AAAAAACDGCJcJruFg0UAAABFAAAAGgAAAAAAAAAAAAAAgAEAAAAAc2l4LTEuMC5kaXN0LWluZm8vTUVUQURBVEFQ\
        SwUGAAAAAAEAAQBIAAAAfQAAAAAA
        """

    @Test func `an installation has the bytes it always had`() async throws {
        let story = try IntakeStory()
        try story.test.write(Self.policy, to: "policies/packages.yaml")
        let bytes = try #require(Base64.decode(Self.wheel))
        let name = try #require(DistributionFileName("six-1.0-py3-none-any.whl"))
        let taken = try await story.platform.perform(
            TakeInPackage(
                name: name,
                source: ByteSource(statedByteCount: bytes.count) { consume in
                    try bytes.withUnsafeBytes(consume)
                }, workspace: .standard, by: story.tom))
        _ = try await story.platform.perform(
            OpenPackageFile(
                name: name, digest: taken.file.digest,
                content: .file(
                    .init(installer: InstallerClient(userAgent: "pip/26.3"), address: "10.0.0.7")),
                site: nil, by: story.vera))
        let body = try await lastBody(story, of: .packageInstalled)
        var text = body.canonical
        for field in ["installation", "machine"] {
            text = text.replacing(try #require(body[field]?.stringValue), with: field.uppercased())
        }
        #expect(text == Self.installed)
    }

    @Test func `a file of a pipeline has the bytes it always had`() async throws {
        let story = try IntakeStory()
        let bytes = Array("hello\n".utf8)
        try await story.platform.perform(
            KeepPipelineFile(
                digest: try #require(DVCDigest("b1946ac92492d2347c6235b4d2611184")), in: .standard,
                source: ByteSource(statedByteCount: bytes.count) { consume in
                    try bytes.withUnsafeBytes(consume)
                }, by: story.tom))
        #expect(try await lastBody(story, of: .pipelineFileKept).canonical == Self.kept)
    }

    private func lastBody(_ story: IntakeStory, of kind: RecordKind) async throws -> JSON {
        let size = try await story.test.recordCount()
        let bytes = try #require(
            try await story.platform.store.records(in: (size - 1)..<size).first)
        let record = try Record(parsing: bytes)
        #expect(record.kind == kind.rawValue)
        return record.body
    }

    private static let installed = #"""
        {"client":{"installer":"pip","installerVersion":"26.3"},\#
        "digest":"sha256:d48cabcc3402c05413e43e9dcea54c9014b5eeeb2a7c23d61f1134a57e6af8cb",\#
        "file":"six-1.0-py3-none-any.whl","installation":"INSTALLATION","machine":"MACHINE",\#
        "project":"six","release":"1.0","version":"package:six@1","workspace":"default"}
        """#
    private static let kept = #"""
        {"bytes":6,\#
        "digest":"sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",\#
        "md5":"b1946ac92492d2347c6235b4d2611184","workspace":"default"}
        """#
}
