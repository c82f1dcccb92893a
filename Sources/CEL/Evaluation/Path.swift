/// A chain of fields below a variable, such as `evidence.eval_report.auc`, read in one go.
struct Path: Sendable {
    enum Root: Sendable {
        case variable(HashedKey, String)
        case local(slot: Int, name: String)
    }

    struct Step: Sendable {
        let key: HashedKey
        let field: String
        /// Whether the field is declared, so that its absence may count as unknown.
        let isDeclared: Bool

        init(field: String, isDeclared: Bool) {
            key = HashedKey(.string(field))
            self.field = field
            self.isDeclared = isDeclared
        }
    }

    let root: Root
    var steps: [Step]
    let missingIsUnknown: Bool

    /// The same, with care: optionals, unknowns and absent fields.
    func readStepwise(_ frame: Frame) throws(CELFault) -> CELValue {
        var value = try rootValue(frame)
        for (index, step) in steps.enumerated() {
            if case .unknown(let unknown) = value {
                let rest = steps[index...].map { ".\($0.field)" }.joined()
                throw .unknown(unknown.appending(rest, fallback: text(steps.count)))
            }
            if missingIsUnknown, step.isDeclared, case .map(let map) = value, map[step.key] == nil {
                throw .unknown(CELUnknown(paths: [text(steps.count)]))
            }
            value = try Selection.select(value, step.key, step.field)
        }
        if case .unknown(let unknown) = value {
            throw .unknown(unknown.appending("", fallback: text(steps.count)))
        }
        return value
    }

    private func rootValue(_ frame: Frame) throws(CELFault) -> CELValue {
        switch root {
        case .variable(let key, let name):
            if let value = frame.variables[key] { return value }
            if missingIsUnknown { throw .unknown(CELUnknown(paths: [text(steps.count)])) }
            throw .error(.undeclared, "the variable `\(name)` has no value")
        case .local(let slot, _):
            if let fault = frame.faults[slot] {
                guard case .unknown(let unknown) = fault else { throw fault }
                let rest = steps.map { ".\($0.field)" }.joined()
                throw .unknown(unknown.appending(rest, fallback: text(steps.count)))
            }
            return frame.locals[slot]
        }
    }

    /// The path up to so many steps, as text.
    func text(_ stepCount: Int) -> String {
        let start: String
        switch root {
        case .variable(_, let name), .local(_, let name): start = name
        }
        return start + steps.prefix(stepCount).map { ".\($0.field)" }.joined()
    }
}

/// A path laid out for reading: whole keys only, no text, no counting.
final class PathReader: Sendable {
    private let path: Path
    /// The slot of a local name, or −1 for a variable, whose own key comes first.
    private let slot: Int
    private let keys: [PackedKey]
    private let hashes: [Int]

    /// Nothing when a key is too long to pack whole.
    init?(_ path: Path) {
        var all = path.steps.map(\.key)
        switch path.root {
        case .variable(let key, _):
            slot = -1
            all.insert(key, at: 0)
        case .local(let slot, _): self.slot = slot
        }
        guard !all.isEmpty, all.allSatisfy(\.packed.isWhole) else { return nil }
        self.path = path
        keys = all.map(\.packed)
        hashes = all.map(\.hash)
    }

    /// The value at the end of the path.
    @inline(__always)
    func read(_ frame: borrowing Frame) throws(CELFault) -> CELValue {
        if slot < 0 {
            if let value = find(frame.variables.storage, 0) { return value }
        } else if case .map(let map) = frame.locals[slot], frame.faults.isEmpty {
            if let value = find(map.storage, 0) { return value }
        }
        return try path.readStepwise(copy frame)
    }

    /// The value, when every step is a map that has its key and the value is known.
    private func find(_ storage: CELMap.Storage, _ depth: Int) -> CELValue? {
        let index = storage.index(packed: keys[depth], hash: hashes[depth]) { _ in false }
        guard index >= 0 else { return nil }
        if depth + 1 == keys.count {
            let value = storage.values[index]
            if case .unknown = value { return nil }
            return value
        }
        guard case .map(let map) = storage.values[index] else { return nil }
        return find(map.storage, depth + 1)
    }
}

/// Fields and elements of values of any type.
enum Selection {
    static func select(
        _ value: CELValue, _ key: HashedKey, _ field: String
    ) throws(CELFault) -> CELValue {
        switch value {
        case .map(let map):
            if let found = map[key] { return found }
            throw .error(.noSuchKey, "no such key: `\(field)`")
        case .optional(let inner):
            guard let inner else { return value }
            return .optional(try find(inner, key, field))
        case .unknown(let unknown):
            throw .unknown(unknown.appending(".\(field)", fallback: field))
        default:
            throw .error(
                .noSuchField,
                "the type `\(value.type.name)` has no fields, so `\(field)` cannot be selected")
        }
    }

    /// The field when it is there: what `a.?b` gives.
    static func find(
        _ value: CELValue, _ key: HashedKey, _ field: String
    ) throws(CELFault) -> CELValue? {
        switch value {
        case .map(let map):
            guard case .unknown(let unknown)? = map[key] else { return map[key] }
            throw .unknown(unknown.appending("", fallback: field))
        case .optional(let inner):
            return try inner.flatMapFault { (inner) throws(CELFault) in
                try find(inner, key, field)
            }
        default: return try select(value, key, field)
        }
    }

    static func index(_ value: CELValue, _ index: CELValue) throws(CELFault) -> CELValue {
        if case .optional(let inner) = value {
            guard let inner else { return value }
            return .optional(try find(inner, at: index))
        }
        if case .list = value {
            if let found = try find(value, at: index) { return try known(found, index) }
            throw .error(.invalidArgument, "the index is out of the range of the list")
        }
        if let found = try find(value, at: index) { return try known(found, index) }
        let shown = CELMapKey(finding: index).map { ": \($0)" } ?? ""
        throw .error(.noSuchKey, "no such key\(shown)")
    }

    private static func known(
        _ value: CELValue, _ index: CELValue
    ) throws(CELFault) -> CELValue {
        guard case .unknown(let unknown) = value else { return value }
        throw .unknown(unknown)
    }

    /// The element when it is there: what `a[?i]` gives.
    static func find(_ value: CELValue, at index: CELValue) throws(CELFault) -> CELValue? {
        switch value {
        case .map(let map): return map[index]
        case .list(let list):
            let wanted: Int?
            switch index {
            case .int(let number): wanted = Int(exactly: number)
            case .uint(let number): wanted = Int(exactly: number)
            case .double(let number):
                guard let whole = Int(exactly: number) else {
                    throw .error(.invalidArgument, "a list is indexed by whole numbers")
                }
                wanted = whole
            default: throw .noSuchOverload("_[_]", [value, index])
            }
            guard let wanted, list.indices.contains(wanted) else { return nil }
            return list[wanted]
        case .optional(let inner):
            return try inner.flatMapFault { (inner) throws(CELFault) in try find(inner, at: index) }
        case .unknown(let unknown): throw .unknown(unknown)
        default: throw .noSuchOverload("_[_]", [value, index])
        }
    }

    /// Whether a field is there: what `has(a.b)` gives.
    static func has(
        _ value: CELValue, _ key: HashedKey, _ field: String
    ) throws(CELFault) -> Bool {
        try find(value, key, field) != nil
    }
}

extension Optional where Wrapped == CELValue {
    func flatMapFault(
        _ body: (CELValue) throws(CELFault) -> CELValue?
    ) throws(CELFault) -> CELValue? {
        guard let self else { return nil }
        return try body(self)
    }
}
