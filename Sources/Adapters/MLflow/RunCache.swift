import Synchronization
import Tracking

/// Runs as they were last written out.
///
/// INVARIANT: what is kept of a run is of one revision of it, and every change makes a new one, in
/// whichever server it is made.
final class RunCache: Sendable {
    private struct Entry {
        let revision: Int64
        let bytes: [UInt8]
    }

    private struct State {
        var entries: [Int64: Entry] = [:]
        var byteCount = 0
    }

    private let state = Mutex(State())
    private let byteCountMax: Int

    init(byteCountMax: Int = 64 << 20) { self.byteCountMax = byteCountMax }

    func bytes(at place: RunPlace) -> [UInt8]? {
        state.withLock { state in
            guard let entry = state.entries[place.number], entry.revision == place.revision else {
                return nil
            }
            return entry.bytes
        }
    }

    /// Those that are known, and the places of the others; at once.
    func bytes(at places: [RunPlace]) -> (known: [Int64: [UInt8]], missing: [RunPlace]) {
        state.withLock { state in
            var known: [Int64: [UInt8]] = [:]
            known.reserveCapacity(places.count)
            var missing: [RunPlace] = []
            for place in places {
                if let entry = state.entries[place.number], entry.revision == place.revision {
                    known[place.number] = entry.bytes
                } else {
                    missing.append(place)
                }
            }
            return (known, missing)
        }
    }

    func keep(_ bytes: [UInt8], at place: RunPlace) {
        state.withLock { state in
            if state.byteCount + bytes.count > byteCountMax {
                state.entries.removeAll(keepingCapacity: true)
                state.byteCount = 0
            }
            if let old = state.entries[place.number] { state.byteCount -= old.bytes.count }
            state.entries[place.number] = Entry(revision: place.revision, bytes: bytes)
            state.byteCount += bytes.count
        }
    }
}
