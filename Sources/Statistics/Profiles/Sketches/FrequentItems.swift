/// How often each of the most frequent texts came.
///
/// Exact while at most ``itemsMost`` distinct ones came and their UTF-8 fits in ``bytesMost``. Then
/// the counts of all lose as much as the most frequent one that does not fit has, and those that
/// reach 0 go: the true count of a text is between its ``count(of:)`` and ``error`` more. The error
/// is at most all rows over ``itemsMost`` when the texts are short, and never more than the count
/// that is left out.
///
/// Sources: J. Misra and D. Gries, *Finding repeated elements* (1982); P. Agarwal and others,
/// *Mergeable summaries* (2013).
package struct FrequentItems: Sendable, Equatable {
    package static let itemsMost = 1_024
    package static let bytesMost = 16_384

    /// The first half of each text's ``MurmurHash``, ascending.
    private(set) var hashes: [UInt64] = []
    /// Each once, in the order of the hashes.
    package private(set) var names: [String] = []
    /// > 0; same shape.
    package private(set) var counts: [Int] = []
    /// How much a count may be too low.
    package private(set) var error = 0
    /// How many rows there were in all.
    package private(set) var total = 0

    package init() {}

    /// Adds texts with their counts.
    ///
    /// - Parameters:
    ///   - names: Each once.
    ///   - counts: ≥ 0 each; same shape.
    /// - Complexity: O(names · log names).
    package mutating func add(_ names: [String], counts: [Int]) {
        precondition(names.count == counts.count, "each name has a count")
        var other = FrequentItems()
        let order = names.indices.filter { counts[$0] > 0 }
            .map { (hash: MurmurHash(names[$0]).first, index: $0) }
            .sorted { $0.hash < $1.hash || $0.hash == $1.hash && $0.index < $1.index }
        other.hashes = order.map(\.hash)
        other.names = order.map { names[$0.index] }
        other.counts = order.map { counts[$0.index] }
        other.total = other.counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        merge(other)
    }

    /// Makes items of a foreign list.
    init(_ names: [String], counts: [Int], error: Int, total: Int) {
        add(names, counts: counts)
        self.error += error
        self.total = total
    }

    /// Adds what another has seen.
    ///
    /// - Complexity: O(items of both); more only when they do not fit.
    package mutating func merge(_ other: FrequentItems) {
        total += other.total
        error += other.error
        if hashes == other.hashes, names == other.names {
            for index in counts.indices { counts[index] += other.counts[index] }
            return
        }
        let joined = HashJoin(self, other)
        (hashes, names, counts) = (joined.hashes, joined.names, joined.counts)
        if names.count > Self.itemsMost || bytes > Self.bytesMost { reduce() }
    }

    private var bytes: Int { names.reduce(0) { $0 + $1.utf8.count } }

    /// Keeps the most frequent that fit, less the count of the first that does not.
    private mutating func reduce() {
        let order = counts.indices.sorted {
            counts[$0] > counts[$1] || counts[$0] == counts[$1] && hashes[$0] < hashes[$1]
        }
        var (kept, bytes) = (0, 0)
        while kept < min(order.count, Self.itemsMost) {
            bytes += names[order[kept]].utf8.count
            if bytes > Self.bytesMost { break }
            kept += 1
        }
        guard kept < order.count else { return }
        let loss = counts[order[kept]]
        let stay = counts.indices.filter { counts[$0] > loss }
        hashes = stay.map { hashes[$0] }
        names = stay.map { names[$0] }
        counts = stay.map { counts[$0] - loss }
        error += loss
    }

    /// At least so many rows had the text; at most ``error`` more did.
    package func count(of name: String) -> Int {
        let hash = MurmurHash(name).first
        let (low, high) = (place(of: hash), place(of: hash &+ 1))
        for index in low..<max(low, hash == .max ? hashes.count : high) where names[index] == name {
            return counts[index]
        }
        return 0
    }

    private func place(of hash: UInt64) -> Int {
        var (low, high) = (0, hashes.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The most frequent first; equal counts in the order of the names.
    package var ranked: [(name: String, count: Int)] {
        zip(names, counts).map { (name: $0, count: $1) }
            .sorted { $0.count > $1.count || $0.count == $1.count && $0.name < $1.name }
    }
}

/// Two lists in the order of hashes as one, with the counts of the same text added.
private struct HashJoin {
    private(set) var hashes: [UInt64] = []
    private(set) var names: [String] = []
    private(set) var counts: [Int] = []

    init(_ one: FrequentItems, _ other: FrequentItems) {
        let most = one.hashes.count + other.hashes.count
        hashes.reserveCapacity(most)
        names.reserveCapacity(most)
        counts.reserveCapacity(most)
        var (i, j) = (0, 0)
        while i < one.hashes.count || j < other.hashes.count {
            let first = i < one.hashes.count ? one.hashes[i] : .max
            let second = j < other.hashes.count ? other.hashes[j] : .max
            if j == other.hashes.count || i < one.hashes.count && first <= second {
                add(one, i)
                i += 1
            } else {
                add(other, j)
                j += 1
            }
        }
    }

    private mutating func add(_ items: FrequentItems, _ index: Int) {
        let hash = items.hashes[index]
        var place = hashes.count - 1
        while place >= 0, hashes[place] == hash {
            if names[place] == items.names[index] {
                counts[place] += items.counts[index]
                return
            }
            place -= 1
        }
        hashes.append(hash)
        names.append(items.names[index])
        counts.append(items.counts[index])
    }
}
