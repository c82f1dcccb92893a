/// Which programs the command ran, and which of them could not be observed: a program that is static
/// or of another machine's kind loads no library, and one that runs as somebody else may not.
package struct ProgramJournal: Sendable {
    /// Processes that are becoming a program, or were started as one, and have not said so.
    private var awaited: [UInt32: ObservedPath] = [:]
    private var hasBegun: Set<UInt32> = []
    package private(set) var programs: Set<ObservedPath> = []
    package private(set) var processCount = 0

    private static let countMax = 10_000

    package init() {}

    package mutating func apply(_ event: ObservedEvent) {
        switch event.kind {
        case .began:
            processCount += 1
            awaited[event.process] = nil
            if hasBegun.count < Self.countMax { hasBegun.insert(event.process) }
            if programs.count < Self.countMax { programs.insert(event.path) }
        case .forked:
            processCount += 1
            hasBegun.remove(event.process)
        case .executing:
            settle(event.process)
            expect(event.path, by: event.process)
        case .executionFailed: awaited[event.process] = nil
        case .spawned where hasBegun.remove(event.process) == nil:
            expect(event.path, by: event.process)
        case .spawned, .opened, .renamed, .removed, .linked: break
        }
    }

    /// A process that becomes another program again was none that said nothing: it could not have.
    private mutating func settle(_ process: UInt32) {
        awaited[process] = nil
        hasBegun.remove(process)
    }

    private mutating func expect(_ program: ObservedPath, by process: UInt32) {
        guard awaited.count < Self.countMax else { return }
        awaited[process] = program
    }

    /// Programs that never said that they were observed.
    ///
    /// `command`: Whose start nobody announced.
    package func unobserved(command: ObservedPath) -> [ObservedPath] {
        var silent = Set(awaited.values)
        if processCount == 0 { silent.insert(command) }
        return silent.sorted()
    }
}
