/// A key of a map: numbers of the same worth are the same key.
struct CELMapKey: Sendable {
    /// The key as it was given.
    let value: CELValue

    /// A key of a literal or a built map; nothing when the value may not be one.
    init?(_ value: CELValue) {
        switch value {
        case .bool, .int, .uint, .string: self.value = value
        default: return nil
        }
    }

    /// A key to look for, which may also be a double with the worth of an integer.
    init?(finding value: CELValue) {
        guard case .double(let number) = value else {
            self.init(value)
            return
        }
        if let whole = Int64(exactly: number) {
            self.init(.int(whole))
        } else if let whole = UInt64(exactly: number) {
            self.init(.uint(whole))
        } else {
            return nil
        }
    }

    static func string(_ text: String) -> CELMapKey { CELMapKey(text: text) }

    private init(text: String) { value = .string(text) }
}

extension CELMapKey: Equatable, CustomStringConvertible {
    @inline(__always)
    static func == (left: CELMapKey, right: CELMapKey) -> Bool {
        switch (left.value, right.value) {
        case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.int(let left), .uint(let right)): Int64(exactly: right) == left
        case (.uint(let left), .int(let right)): Int64(exactly: left) == right
        case (.bool(let left), .bool(let right)): left == right
        default: false
        }
    }

    var description: String {
        switch value {
        case .string(let text): "`\(text)`"
        case .bool(let flag): "`\(flag)`"
        case .int(let number): "`\(number)`"
        case .uint(let number): "`\(number)u`"
        default: "``"
        }
    }
}

/// A key in the form that look-ups compare: three words, which hold numbers, truth values and
/// text of up to 23 bytes whole, so that most look-ups read no text at all.
struct PackedKey: Sendable, Hashable {
    private let first: UInt64
    private let second: UInt64
    /// The lowest byte tells the kind: a length up to 23, or one of the marks below.
    private let third: UInt64

    private static let wholeTextMax = 23
    private static let longText: UInt64 = 0xFF
    private static let number: UInt64 = 0xF0
    private static let largeNumber: UInt64 = 0xF1
    private static let truth: UInt64 = 0xF2

    init(_ key: CELMapKey) {
        switch key.value {
        case .string(let text): self.init(text)
        case .int(let number): self.init(UInt64(bitPattern: number), 0, Self.number)
        case .uint(let number):
            let isLarge = number > UInt64(Int64.max)
            self.init(number, 0, isLarge ? Self.largeNumber : Self.number)
        case .bool(let flag): self.init(flag ? 1 : 0, 0, Self.truth)
        default: self.init(0, 0, Self.longText)
        }
    }

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64) {
        (self.first, self.second, self.third) = (first, second, third)
    }

    private init(_ text: String) {
        guard text.utf8.count <= Self.wholeTextMax else {
            let hash = UInt64(truncatingIfNeeded: text.hashValue)
            self.init(hash, UInt64(text.utf8.count), Self.longText)
            return
        }
        let bytes = text.utf8Span.span
        // The last word has its lowest byte for the length.
        self.init(
            Self.word(bytes, 0), Self.word(bytes, 8),
            Self.word(bytes, 16) << 8 | UInt64(bytes.count))
    }

    /// Up to eight bytes from a place on, the first one lowest.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, _ start: Int) -> UInt64 {
        var word: UInt64 = 0
        var index = min(start + 8, bytes.count) - 1
        while index >= start {
            word = word << 8 | UInt64(bytes[index])
            index -= 1
        }
        return word
    }

    /// Whether equal words mean equal keys; long text has to be compared as well.
    @inline(__always)
    var isWhole: Bool { third & 0xFF != Self.longText }

    @inline(__always)
    static func == (left: PackedKey, right: PackedKey) -> Bool {
        left.first == right.first && left.second == right.second && left.third == right.third
    }
}

/// A key with its packed form and its hash, computed once where the key is a constant.
struct HashedKey: Sendable {
    let key: CELMapKey
    let packed: PackedKey
    let hash: Int

    init(_ key: CELMapKey) {
        self.key = key
        packed = PackedKey(key)
        hash = packed.hashValue
    }
}

extension String {
    /// Whether both are the same code points; Swift's `==` also accepts canonical equivalents.
    @inline(__always)
    func hasSameScalars(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let left = utf8Span.span
        let right = other.utf8Span.span
        var index = 0
        while index < count {
            if left[index] != right[index] { return false }
            index += 1
        }
        return true
    }
}
