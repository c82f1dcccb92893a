/// A map from booleans, integers or strings to values, which keeps the order of its entries.
///
/// Numeric keys are one space: `1`, `1u` and `1.0` find the same entry. Look-ups by a key whose
/// hash was computed before cost one scan of small integers and one comparison of text.
package struct CELMap: Sendable {
    let storage: Storage

    final class Storage: Sendable {
        let keys: [CELMapKey]
        let values: [CELValue]
        let packed: [PackedKey]
        /// Open addressing, indexes into `keys`, −1 where free; empty for small maps.
        let table: [Int32]

        init(_ builder: CELMapBuilder) {
            keys = builder.keys
            values = builder.values
            packed = builder.packed
            table = builder.table
        }

        init(_ other: Storage, values: [CELValue]) {
            keys = other.keys
            self.values = values
            packed = other.packed
            table = other.table
        }
    }

    package static let empty = CELMap(CELMapBuilder())

    /// Entries with text keys, in the order of their keys.
    package init(_ entries: [String: CELValue]) {
        let sorted = entries.count > 1 ? entries.sorted { $0.key < $1.key } : Array(entries)
        self.init(CELMapBuilder(ofDistinct: sorted))
    }

    private init(_ storage: Storage) { self.storage = storage }

    /// The same keys with other values at some of them; a key that is not there is passed over.
    ///
    /// - Complexity: O(count); no key is hashed or sorted again.
    package func replacing(_ changes: [(key: CELTextKey, value: CELValue)]) -> CELMap {
        var values = storage.values
        for change in changes {
            let index = storage.index(of: change.key.hashed)
            if index >= 0 { values[index] = change.value }
        }
        return CELMap(Storage(storage, values: values))
    }

    /// Entries with any keys.
    ///
    /// - Throws: ``CELError`` when a key is not a boolean, an integer or a string, or is repeated.
    package init(_ entries: [(key: CELValue, value: CELValue)]) throws(CELError) {
        var builder = CELMapBuilder()
        for entry in entries {
            guard let key = CELMapKey(entry.key) else {
                throw CELError(.invalidArgument, "unsupported key type `\(entry.key.type)`")
            }
            guard builder.insert(HashedKey(key), entry.value) else {
                throw CELError(.invalidArgument, "repeated key \(key)")
            }
        }
        self.init(builder)
    }

    init(_ builder: CELMapBuilder) {
        storage = Storage(builder)
    }

    package var count: Int { storage.keys.count }

    /// The keys as values, in the order of the entries.
    package var keys: [CELValue] { storage.keys.map(\.value) }

    /// The values, in the order of the entries.
    package var values: [CELValue] { storage.values }

    /// The value at a key, or nothing; a number finds a key of the same worth.
    package subscript(_ key: CELValue) -> CELValue? {
        guard let key = CELMapKey(finding: key) else { return nil }
        return self[HashedKey(key)]
    }

    /// The value at a text key, or nothing.
    package subscript(_ key: String) -> CELValue? { self[HashedKey(.string(key))] }

    subscript(_ key: HashedKey) -> CELValue? {
        let index = storage.index(of: key)
        return index >= 0 ? storage.values[index] : nil
    }
}

extension CELMap.Storage {
    /// The entry with this key, or −1.
    @inline(__always)
    func index(of key: HashedKey) -> Int {
        index(packed: key.packed, hash: key.hash) { keys[$0] == key.key }
    }

    /// The entry with these words; long text is compared by the closure.
    @inline(__always)
    func index(packed wanted: PackedKey, hash: Int, isSame: (Int) -> Bool) -> Int {
        if table.isEmpty {
            var index = 0
            while index < packed.count {
                if packed[index] == wanted, wanted.isWhole || isSame(index) { return index }
                index += 1
            }
            return -1
        }
        var slot = hash & (table.count - 1)
        while table[slot] >= 0 {
            let index = Int(table[slot])
            if packed[index] == wanted, wanted.isWhole || isSame(index) { return index }
            slot = (slot + 1) & (table.count - 1)
        }
        return -1
    }
}

/// A map being made.
struct CELMapBuilder {
    private(set) var keys: [CELMapKey] = []
    private(set) var values: [CELValue] = []
    private(set) var packed: [PackedKey] = []
    private(set) var table: [Int32] = []

    private static let smallCountMax = 12

    init() {}

    /// Entries of which no two keys are the same.
    fileprivate init(ofDistinct entries: [(key: String, value: CELValue)]) {
        keys.reserveCapacity(entries.count)
        values.reserveCapacity(entries.count)
        packed.reserveCapacity(entries.count)
        for (text, value) in entries {
            let key = CELMapKey.string(text)
            keys.append(key)
            values.append(value)
            packed.append(PackedKey(key))
        }
        if keys.count > Self.smallCountMax { grow(toHold: keys.count) }
    }

    var count: Int { keys.count }

    /// Adds an entry, or returns false because the key is there already.
    @discardableResult
    mutating func insert(_ key: HashedKey, _ value: CELValue) -> Bool {
        if contains(key) { return false }
        keys.append(key.key)
        values.append(value)
        packed.append(key.packed)
        if keys.count > Self.smallCountMax {
            if keys.count * 2 > table.count {
                grow(toHold: keys.count)
            } else {
                place(keys.count - 1)
            }
        }
        return true
    }

    private func contains(_ key: HashedKey) -> Bool {
        if table.isEmpty {
            return packed.indices.contains { isSame($0, key) }
        }
        var slot = key.hash & (table.count - 1)
        while table[slot] >= 0 {
            if isSame(Int(table[slot]), key) { return true }
            slot = (slot + 1) & (table.count - 1)
        }
        return false
    }

    private func isSame(_ index: Int, _ key: HashedKey) -> Bool {
        packed[index] == key.packed && (key.packed.isWhole || keys[index] == key.key)
    }

    // INVARIANT: a table is at most half full, so that every probe ends at a free slot.
    private mutating func grow(toHold count: Int) {
        var size = 32
        while size < count * 2 { size *= 2 }
        table = [Int32](repeating: -1, count: size)
        for index in keys.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        var slot = packed[index].hashValue & (table.count - 1)
        while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = Int32(truncatingIfNeeded: index)
    }
}
