import Testing

@testable import Observation

@Suite struct FileJournalTests {
    private static func journal(_ events: [ObservedEvent]) -> FileJournal {
        var journal = FileJournal(places: ObservedPlaces(home: "/home/a", workingFolder: "/work"))
        for event in events { _ = journal.apply(event) }
        return journal
    }

    private static func read(_ path: ObservedPath, at time: Int64 = 1) -> ObservedEvent {
        ObservedEvent(.opened, path: path, nanoseconds: time)
    }

    private static func wrote(_ path: ObservedPath) -> ObservedEvent {
        ObservedEvent(.opened, access: .writing, path: path)
    }

    private func inputs(_ journal: FileJournal) -> [String] {
        journal.inputs.map(\.path.text).sorted()
    }
    private func outputs(_ journal: FileJournal) -> [String] {
        journal.outputs.map(\.text).sorted()
    }

    @Test func `what is read before it is written is an input, and what is written an output`() {
        let journal = Self.journal([
            Self.read("/work/a", at: 3), Self.read("/work/a", at: 9), Self.wrote("/work/b"),
            Self.read("/work/b"), Self.read("/work/c"), Self.wrote("/work/c"),
        ])
        #expect(inputs(journal) == ["/work/a", "/work/c"])
        #expect(outputs(journal) == ["/work/b", "/work/c"])
        #expect(journal.entries["/work/a"]?.readAt == 3)
    }

    @Test func `a file that is written beside and renamed is one output`() {
        let journal = Self.journal([
            Self.wrote("/work/model.tmp"),
            ObservedEvent(.renamed, path: "/work/model.tmp", second: "/work/model"),
        ])
        #expect(outputs(journal) == ["/work/model"])
        #expect(journal.temporaryCount == 1)
    }

    @Test func `a folder that is renamed takes its files along`() {
        let journal = Self.journal([
            Self.wrote("/work/tmp/a/x"), Self.wrote("/work/tmp/y"),
            ObservedEvent(.renamed, path: "/work/tmp", second: "/work/out"),
        ])
        #expect(outputs(journal) == ["/work/out/a/x", "/work/out/y"])
    }

    @Test func `what is removed is no output, unless it is made again`() {
        let removed = ObservedEvent(.removed, path: "/work/a")
        #expect(outputs(Self.journal([Self.wrote("/work/a"), removed])).isEmpty)
        #expect(
            outputs(Self.journal([Self.wrote("/work/a"), removed, Self.wrote("/work/a")]))
                == ["/work/a"])
    }

    @Test func `another name of a file is an output`() {
        let journal = Self.journal([
            ObservedEvent(.linked, path: "/work/a", second: "/work/b")
        ])
        #expect(outputs(journal) == ["/work/b"])
    }

    @Test func `what is opened for both may be either`() {
        let journal = Self.journal([ObservedEvent(.opened, access: .both, path: "/work/a.db")])
        #expect(journal.entries["/work/a.db"]?.isReadAndWritten == true)
        let truncated = Self.journal([
            ObservedEvent(.opened, access: OpenAccess(flags: 2 | 0o1000), path: "/work/a")
        ])
        #expect(inputs(truncated).isEmpty)
    }

    @Test func `files of the environment are none, and packages are remembered`() {
        let journal = Self.journal([
            Self.read("/usr/lib/x"), Self.wrote("/home/a/.cache/pip/y"),
            Self.read("/work/v/site-packages/numpy/__init__.py"),
            Self.read("/work/__pycache__/net.cpython-312.pyc"),
            Self.wrote("/work/__pycache__/net.cpython-312.pyc"),
        ])
        #expect(inputs(journal) == ["/work/net.py"])
        #expect(outputs(journal).isEmpty)
        #expect(journal.packages == ["/work/v/site-packages": ["numpy"]])
    }
}
