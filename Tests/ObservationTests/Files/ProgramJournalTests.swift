import Testing

@testable import Observation

@Suite struct ProgramJournalTests {
    private static func unobserved(_ events: [(ObservedEvent.Kind, UInt32, String)]) -> [String] {
        var journal = ProgramJournal()
        for (kind, process, path) in events {
            journal.apply(ObservedEvent(kind, process: process, path: ObservedPath(path)))
        }
        return journal.unobserved(command: "/bin/main").map(\.text)
    }

    @Test func `a program that says that it began is observed`() {
        #expect(
            Self.unobserved([
                (.began, 1, "/bin/sh"), (.forked, 2, ""), (.executing, 2, "/bin/cat"),
                (.began, 2, "/bin/cat"), (.began, 3, "/bin/ls"), (.spawned, 3, "/bin/ls"),
            ]).isEmpty)
    }

    @Test func `one that does not is named`() {
        #expect(
            Self.unobserved([
                (.began, 1, "/bin/sh"), (.executing, 2, "/opt/static"), (.spawned, 3, "/opt/go"),
            ]) == ["/opt/go", "/opt/static"])
        #expect(Self.unobserved([]) == ["/bin/main"])
    }

    @Test func `one that could not be run is none`() {
        #expect(
            Self.unobserved([
                (.began, 1, "/bin/sh"), (.executing, 1, "/no/such"), (.executionFailed, 1, ""),
            ]).isEmpty)
    }
}
