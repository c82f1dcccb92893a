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

extension CELMapKey: Hashable, CustomStringConvertible {
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

    func hash(into hasher: inout Hasher) {
        switch value {
        case .string(let text): hasher.combine(text)
        case .bool(let flag): hasher.combine(flag)
        case .int(let number): hasher.combine(number)
        case .uint(let number):
            if let whole = Int64(exactly: number) {
                hasher.combine(whole)
            } else {
                hasher.combine(number)
            }
        default: break
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

/// A key with its hash, computed once where the key is a constant.
struct HashedKey: Sendable {
    let key: CELMapKey
    let hash: Int

    init(_ key: CELMapKey) {
        self.key = key
        hash = key.hashValue
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
