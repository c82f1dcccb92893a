/// A regular expression, matched in time linear in the text.
///
/// Source: K. Thompson, *Regular Expression Search Algorithm* (1968): every state that the text
/// so far allows is followed at once, so that no input makes the work more than the product of
/// the text's length and the number of instructions.
struct Pattern: Sendable {
    private enum Instruction: Sendable {
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternNode.Assertion)
        case match
    }

    private var instructions: [Instruction] = []
    private var sets: [ScalarSet] = []
    private let instructionsMax: Int

    var instructionCount: Int { instructions.count }

    /// - Throws: a fault when the pattern is malformed, or larger than `instructionsMax` once its
    ///   repetitions are written out.
    init(_ pattern: String, instructionsMax: Int) throws(CELFault) {
        self.instructionsMax = instructionsMax
        try emit(try PatternParser.parse(pattern))
        try append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws(CELFault) {
        guard instructions.count < instructionsMax else {
            throw .error(
                .limit, "the regular expression has more than \(instructionsMax) instructions")
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ node: PatternNode) throws(CELFault) {
        switch node {
        case .empty: break
        case .set(let set):
            sets.append(set)
            try append(.set(sets.count - 1))
        case .assertion(let kind): try append(.assertion(kind))
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .choice(let branches): try emit(branches)
        case .repeated(let node, let least, let most): try emit(node, least, most)
        }
    }

    private mutating func emit(_ branches: [PatternNode]) throws(CELFault) {
        var jumps: [Int] = []
        for (index, branch) in branches.enumerated() {
            guard index < branches.count - 1 else {
                try emit(branch)
                break
            }
            let split = instructions.count
            try append(.split(0, 0))
            try emit(branch)
            jumps.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emit(
        _ node: PatternNode, _ least: Int, _ most: Int?
    ) throws(CELFault) {
        for _ in 0..<least {
            let before = instructions.count
            try emit(node)
            // A part without instructions would repeat for nothing.
            if instructions.count == before { return }
        }
        guard let most else {
            let split = instructions.count
            try append(.split(0, 0))
            try emit(node)
            try append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<max(least, most) {
            splits.append(instructions.count)
            try append(.split(0, 0))
            try emit(node)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}

// MARK: Matching

extension Pattern {
    /// States to follow, each at most once, in constant time.
    private struct StateSet {
        private(set) var states: [Int] = []
        private var marks: [Int]
        private var mark = 0

        init(count: Int) { marks = [Int](repeating: -1, count: count) }

        mutating func clear() {
            states.removeAll(keepingCapacity: true)
            mark += 1
        }

        mutating func insert(_ state: Int) -> Bool {
            guard marks[state] != mark else { return false }
            marks[state] = mark
            states.append(state)
            return true
        }
    }

    /// Whether the pattern matches anywhere in the text.
    ///
    /// - Complexity: O(text · instructions); every eight states followed cost a step.
    func matches(_ text: String, _ meter: inout Meter) throws(CELFault) -> Bool {
        var current = StateSet(count: instructions.count)
        var following = StateSet(count: instructions.count)
        var pending: [Int] = []
        var previous: Unicode.Scalar?
        var iterator = text.unicodeScalars.makeIterator()
        var next = iterator.next()
        while true {
            // A match may start at every place.
            if follow(0, &current, &pending, previous, next) { return true }
            guard let scalar = next else { return false }
            try meter.spend(1 + current.states.count / 8)
            previous = scalar
            next = iterator.next()
            following.clear()
            for state in current.states {
                guard case .set(let index) = instructions[state], sets[index].contains(scalar)
                else { continue }
                if follow(state + 1, &following, &pending, previous, next) { return true }
            }
            swap(&current, &following)
        }
    }

    /// Adds a state and all that follow it without reading text; whether one is the match.
    private func follow(
        _ start: Int, _ states: inout StateSet, _ pending: inout [Int],
        _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
    ) -> Bool {
        pending.append(start)
        while let state = pending.popLast() {
            guard states.insert(state) else { continue }
            switch instructions[state] {
            case .set: break
            case .match:
                pending.removeAll(keepingCapacity: true)
                return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assertion(let kind):
                if kind.holds(between: previous, and: next) { pending.append(state + 1) }
            }
        }
        return false
    }
}

extension PatternNode.Assertion {
    fileprivate func holds(
        between previous: Unicode.Scalar?, and next: Unicode.Scalar?
    ) -> Bool {
        switch self {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lineStart: previous == nil || previous == "\n"
        case .lineEnd: next == nil || next == "\n"
        case .wordBoundary: isWord(previous) != isWord(next)
        case .noWordBoundary: isWord(previous) == isWord(next)
        }
    }

    private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map(ScalarSet.word.contains) ?? false
    }
}
