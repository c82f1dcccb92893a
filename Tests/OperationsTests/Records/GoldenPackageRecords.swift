import Governance
import Ledger
import Operations
import SupplyChain
import Testing
import Transparency

/// The bytes of a record about an installation, which never change.
@Suite struct GoldenPackageRecords {
    static let kinds: Set<RecordKind> = [.packageInstalled]

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

    @Test func `it has the bytes it always had`() async throws {
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
        let size = try await story.test.recordCount()
        let record = try #require(
            try await story.platform.store.records(in: (size - 1)..<size).first)
        #expect(String(decoding: record, as: UTF8.self) == Self.golden)
    }

    private static let golden = #"""
        {}
        """#
}
