/// What became of each file, from what the processes did in their order.
package struct FileJournal: Sendable {
    package struct Entry: Sendable, Equatable {
        /// When it was first opened for reading, if nothing had written to it before.
        package internal(set) var readAt: Int64?
        /// That it was opened for reading and writing at once, so that only the file can tell what of
        /// both was done.
        package internal(set) var isReadAndWritten = false
        package internal(set) var isWritten = false
        package internal(set) var isGone = false
    }

    package private(set) var entries: [ObservedPath: Entry] = [:]
    package private(set) var places: ObservedPlaces
    /// The installed packages that something was read of, by the folder they are in.
    package private(set) var packages: [ObservedPath: Set<String>] = [:]
    /// Events about files for which there was no room.
    package private(set) var beyondCount = 0
    /// Folders with an entry at any depth below.
    private var folders: Set<ObservedPath> = []
    /// Files of the environment, so that each is looked at once.
    private var passed: Set<ObservedPath> = []

    package static let entryCountMax = 1_000_000
    private static let passedCountMax = 100_000
    private static let packageCountMax = 5_000

    package init(places: ObservedPlaces) { self.places = places }

    /// Takes in an event.
    ///
    /// - Returns: A file that is an input as far as is known, when that was not known before.
    package mutating func apply(_ event: ObservedEvent) -> ObservedPath? {
        switch event.kind {
        case .opened: return opened(event)
        case .renamed: renamed(event.path, to: event.second)
        case .removed: change(event.path) { $0.isGone = true }
        case .linked: written(event.second)
        case .began: places.learn(program: event.path)
        case .forked, .executing, .executionFailed, .spawned: break
        }
        return nil
    }

    // MARK: Opening

    private mutating func opened(_ event: ObservedEvent) -> ObservedPath? {
        if let entry = entries[event.path] { return opened(event, event.path, entry) }
        guard !passed.contains(event.path) else { return nil }
        switch places.place(of: event.path) {
        case .own: return opened(event, event.path, nil)
        case .compiled(let source):
            pass(event.path)
            guard event.access.reads else { return nil }
            return opened(
                ObservedEvent(.opened, path: source, nanoseconds: event.nanoseconds), source,
                entries[source])
        case .package(let folder, let name):
            if packages[folder, default: []].count < Self.packageCountMax, !name.isEmpty {
                packages[folder, default: []].insert(name)
            }
            pass(event.path)
        case .environment: pass(event.path)
        }
        return nil
    }

    private mutating func opened(
        _ event: ObservedEvent, _ path: ObservedPath, _ known: Entry?
    ) -> ObservedPath? {
        var entry = known ?? Entry()
        let isNew = event.access.reads && !entry.isWritten && entry.readAt == nil
        if isNew, !event.access.isExclusive { entry.readAt = event.nanoseconds }
        if event.access.writes {
            entry.isReadAndWritten = entry.isReadAndWritten || entry.readAt != nil && isNew
            entry.isWritten = true
        }
        entry.isGone = false
        guard entry != known else { return nil }
        keep(entry, at: path)
        return isNew && entry.readAt != nil ? path : nil
    }

    private mutating func pass(_ path: ObservedPath) {
        if passed.count < Self.passedCountMax { passed.insert(path) }
    }

    // MARK: Names

    private mutating func written(_ path: ObservedPath) {
        guard entries[path] != nil || places.place(of: path) == .own else { return }
        var entry = entries[path] ?? Entry()
        entry.isWritten = true
        entry.isGone = false
        keep(entry, at: path)
    }

    private mutating func change(_ path: ObservedPath, _ change: (inout Entry) -> Void) {
        guard var entry = entries[path] else { return }
        change(&entry)
        entries[path] = entry
    }

    private mutating func renamed(_ path: ObservedPath, to target: ObservedPath) {
        if folders.contains(path) {
            let below = entries.keys.filter { $0.isBelow(path) }
            for file in below {
                written(file.moved(from: path, to: target))
                change(file) { $0.isGone = true }
            }
            return
        }
        written(target)
        change(path) { $0.isGone = true }
    }

    private mutating func keep(_ entry: Entry, at path: ObservedPath) {
        guard entries[path] != nil || entries.count < Self.entryCountMax else {
            beyondCount += 1
            return
        }
        if entries.updateValue(entry, forKey: path) == nil {
            var folder = path.folder
            while !folder.isEmpty, folders.insert(folder).inserted { folder = folder.folder }
        }
    }

    // MARK: The end

    /// Files that were read before anything wrote to them, and when.
    package var inputs: [(path: ObservedPath, at: Int64)] {
        entries.compactMap { path, entry in entry.readAt.map { (path, $0) } }
    }

    /// Files that were written and should still be there.
    package var outputs: [ObservedPath] {
        entries.compactMap { path, entry in
            entry.isWritten && !entry.isGone && !places.isTemporary(path) ? path : nil
        }
    }

    /// Files that were written and are not meant to stay.
    package var temporaryCount: Int {
        entries.count { $1.isWritten && ($1.isGone || places.isTemporary($0)) }
    }
}
