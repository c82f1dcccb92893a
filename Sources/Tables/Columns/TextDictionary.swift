/// Different texts, each with a code that counts from 0.
///
/// From chunk to chunk of a column a dictionary grows at its end, so that codes stay, until it is
/// too large: then the next chunk begins a new one, of the next ``generation``.
package struct TextDictionary: Sendable, Equatable {
    /// All texts, one behind the other: UTF-8.
    package private(set) var bytes: [UInt8] = []
    /// Where each text ends in ``bytes``.
    package private(set) var ends: [Int] = []
    /// How many dictionaries the column had before.
    package let generation: Int

    package init(generation: Int = 0) { self.generation = generation }

    package init(_ names: [String]) {
        self.init()
        for name in names {
            bytes.append(contentsOf: name.utf8)
            ends.append(bytes.count)
        }
    }

    package var count: Int { ends.count }

    /// Where a text stands in ``bytes``.
    package func range(_ code: Int) -> Range<Int> {
        (code == 0 ? 0 : ends[code - 1])..<ends[code]
    }

    package subscript(code: Int) -> String { String(decoding: bytes[range(code)], as: UTF8.self) }

    package var names: [String] { ends.indices.map { self[$0] } }

    /// Adds a text, which nobody checks to be new.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    /// The texts in the order of their bytes, and each code's place in it.
    func sorted() -> (dictionary: TextDictionary, places: [Int32]) {
        let order = ends.indices.sorted {
            bytes[range($0)].lexicographicallyPrecedes(bytes[range($1)])
        }
        var places = [Int32](repeating: 0, count: count)
        var sorted = TextDictionary()
        for (place, code) in order.enumerated() {
            places[code] = Int32(truncatingIfNeeded: place)
            sorted.bytes.append(contentsOf: bytes[range(code)])
            sorted.ends.append(sorted.bytes.count)
        }
        return (sorted, places)
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.ends == other.ends && one.bytes == other.bytes
    }
}
