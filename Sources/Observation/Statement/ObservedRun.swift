package import Transparency

/// All that was seen of a command, from before its start to after its end.
package struct ObservedRun: Sendable {
    /// Unique: nobody else's run has it.
    package var id: String
    /// As given, without secrets.
    package var arguments: [String]
    /// Where it ran, as ``ShownPaths`` says it.
    package var workingFolder: String
    package var startedAt: Instant
    package var endedAt: Instant
    package var end: CommandEnd
    package var inputs: [FileFinding]
    package var outputs: [FileFinding]
    package var programs: [FileFinding]
    package var packages: [InstalledPackage]
    package var lockFiles: [FileFinding]
    package var git: GitFacts?
    package var machine: MachineFacts
    /// Values of the variables that may be shown.
    package var environment: [String: String]
    /// Names of the other variables.
    package var hiddenVariables: [String]
    package var seeds: [SeedFact]
    package var coverage: ObservationCoverage

    package init(
        id: String, arguments: [String], workingFolder: String, startedAt: Instant,
        endedAt: Instant, end: CommandEnd, machine: MachineFacts, coverage: ObservationCoverage
    ) {
        self.id = id
        self.arguments = arguments
        self.workingFolder = workingFolder
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.end = end
        self.machine = machine
        self.coverage = coverage
        (inputs, outputs, programs, packages, lockFiles) = ([], [], [], [], [])
        (environment, hiddenVariables, seeds) = ([:], [], [])
    }
}

/// How a command ended, and what it used.
package struct CommandEnd: Sendable, Equatable {
    package enum Way: Sendable, Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    package let way: Way
    package let milliseconds: Int
    package let processorMilliseconds: Int
    /// The most memory that one of its processes had at once.
    package let memoryByteCountMax: Int

    package init(
        way: Way, milliseconds: Int, processorMilliseconds: Int, memoryByteCountMax: Int
    ) {
        self.way = way
        self.milliseconds = milliseconds
        self.processorMilliseconds = processorMilliseconds
        self.memoryByteCountMax = memoryByteCountMax
    }

    /// As a shell says it: 128 and the signal for a command that was killed.
    package var status: Int32 {
        switch way {
        case .exited(let status): status
        case .killed(let signal): 128 + signal
        }
    }
}

/// A package of Python that was installed where the command loaded packages from.
package struct InstalledPackage: Sendable, Equatable {
    package let name: String
    package let version: String
    /// That a file of it was read.
    package let isLoaded: Bool
    /// The list of its files with their digests, as it was installed (`RECORD`).
    package let record: Digest?

    package init(name: String, version: String, isLoaded: Bool, record: Digest?) {
        self.name = name
        self.version = version
        self.isLoaded = isLoaded
        self.record = record
    }
}

/// How much of what the command did was seen.
package struct ObservationCoverage: Sendable, Equatable {
    /// Why no file was seen at all; `nil` when they were.
    package var missing: String?
    /// What did not fit while it was written, or was begun and never finished.
    package var droppedCount = 0
    package var unresolvedCount = 0
    /// What was beyond the number of files that are kept.
    package var beyondCount = 0
    /// Programs that say nothing of their files: static ones, and those that run as somebody else.
    package var unobservedPrograms: [String] = []
    package var processCount = 0
    package var temporaryFileCount = 0
    /// Processes that were still running when the command ended.
    package var runningCount = 0

    package init() {}

    /// Whether every opening of a file by way of the C library was seen.
    package var isComplete: Bool {
        missing == nil && droppedCount == 0 && unresolvedCount == 0 && beyondCount == 0
            && unobservedPrograms.isEmpty && runningCount == 0
    }
}
