/// Something that an observed process did.
package struct ObservedEvent: Sendable, Equatable {
    package enum Kind: UInt16, Sendable {
        case began = 1, forked, opened, renamed, removed, linked, executing, executionFailed,
            spawned
    }

    package let kind: Kind
    package let process: UInt32
    package let access: OpenAccess
    package let path: ObservedPath
    /// Where it went, for what has two paths; else empty.
    package let second: ObservedPath
    /// Since 1970, by the clock that the kernel stamps files by.
    package let nanoseconds: Int64

    package init(
        _ kind: Kind, process: UInt32 = 1, access: OpenAccess = OpenAccess(flags: 0),
        path: ObservedPath = "", second: ObservedPath = "", nanoseconds: Int64 = 0
    ) {
        self.kind = kind
        self.process = process
        self.access = access
        self.path = path
        self.second = second
        self.nanoseconds = nanoseconds
    }
}

extension ObservedEvent {
    /// The same about other names of the same files.
    package func named(_ name: (ObservedPath) -> ObservedPath) -> ObservedEvent {
        ObservedEvent(
            kind, process: process, access: access, path: name(path), second: name(second),
            nanoseconds: nanoseconds)
    }
}

/// For what a file was opened, as Linux numbers it.
package struct OpenAccess: Sendable, Equatable {
    package let flags: UInt32

    package init(flags: UInt32) { self.flags = flags }

    package static let reading = OpenAccess(flags: 0)
    package static let writing = OpenAccess(flags: 1 | 0o100 | 0o1000)
    package static let both = OpenAccess(flags: 2)

    package var reads: Bool { flags & 3 == 0 || flags & 3 == 2 && flags & 0o1000 == 0 }
    package var writes: Bool { flags & 3 != 0 }
    /// That it made a new file, and failed if there was one.
    package var isExclusive: Bool { flags & 0o300 == 0o300 }
}
