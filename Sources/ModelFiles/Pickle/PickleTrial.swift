/// Tries whether a pickle begins at a place.
enum PickleTrial {
    /// Opcodes that a trial may run.
    private static let opcodes = 20_000
    /// Places that are tried in one file.
    private static let attempts = 2_000

    /// Whether a loader that goes on here would find a pickle, a broken one too.
    static func mayBegin(_ bytes: Bytes, at offset: Int) -> Bool {
        let head = bytes.array(at: offset, count: 96)
        if head.count >= 2, head[0] == 0x80, head[1] <= 5 { return true }
        return isPickle(bytes, at: offset)
    }

    /// Whether opcodes from here on end with STOP, or import names before they go wrong.
    static func isPickle(_ bytes: Bytes, at offset: Int) -> Bool {
        let machine = trial(bytes, at: offset)
        let record = machine.record
        if record.ending == .stop && record.faults.isEmpty {
            return record.opcodes > 2 || !record.imports.isEmpty
        }
        let names = record.imports.filter(\.isReached).map { machine.symbols[$0.symbol] }
        // Two words on lines of their own look like an import of protocol 0.
        let hasCall = record.calls.contains { $0.isReached }
        let hasProtocol = bytes.exactly(at: offset, count: 1) == [0x80]
        return !names.isEmpty && (hasCall || hasProtocol)
            && names.allSatisfy {
                PayloadSniffer.isDottedName(Array($0.module.utf8))
                    && PayloadSniffer.isDottedName(Array($0.name.utf8))
            }
    }

    /// Whether the bytes are one pickle from the first to the last, however small.
    static func isWholePickle(_ bytes: Bytes) -> Bool {
        let machine = trial(bytes, at: 0)
        return machine.record.ending == .stop && machine.record.faults.isEmpty
            && machine.record.opcodes > 1 && machine.reader.position == bytes.count
    }

    /// Whether the bytes import something before anything goes wrong, whatever else they are.
    static func importsFirst(_ bytes: Bytes) -> Bool {
        let machine = trial(bytes, at: 0)
        return isConvincing(machine)
    }

    /// The first place where a whole pickle with an import begins.
    static func firstPickle(in bytes: Bytes, limits: InspectionLimits) -> Int? {
        first(in: bytes, where: isConvincing)
    }

    /// The first place where a pickle with an import begins that ends as it should, whatever it
    /// imports: names that only a run would tell too.
    static func firstWholePickle(in bytes: Bytes) -> Int? {
        first(in: bytes) { machine in
            let record = machine.record
            let isWhole = record.ending == .stop && record.faults.isEmpty
            return isWhole && !record.imports.isEmpty || isConvincing(machine)
        }
    }

    private static func first(in bytes: Bytes, where isPickle: (PickleMachine) -> Bool) -> Int? {
        let all = bytes.array(at: 0, count: bytes.count)
        var attempts = 0
        for index in all.indices.dropLast() where mayStart(all, at: index) {
            attempts += 1
            if attempts > Self.attempts { return nil }
            if isPickle(trial(bytes, at: index)) { return index }
        }
        return nil
    }

    private static func mayStart(_ all: [UInt8], at index: Int) -> Bool {
        if all[index] == 0x80 { return (2...5).contains(all[index + 1]) }
        guard all[index] == 0x63 || all[index] == 0x28 else { return false }
        return PayloadSniffer.startsGlobal(Array(all[index...].prefix(96)))
    }

    /// A whole pickle, or one that calls something before it goes wrong.
    private static func isConvincing(_ machine: PickleMachine) -> Bool {
        let record = machine.record
        let names = record.imports.map { machine.symbols[$0.symbol] }
        let isWhole = record.faults.isEmpty && record.ending == .stop
        let hasCall = record.calls.contains { $0.isReached }
        return !names.isEmpty && (isWhole || hasCall)
            && names.allSatisfy {
                PayloadSniffer.isDottedName(Array($0.module.utf8))
                    && PayloadSniffer.isDottedName(Array($0.name.utf8))
            }
    }

    private static func trial(_ bytes: Bytes, at offset: Int) -> PickleMachine {
        var machine = PickleMachine(
            bytes, at: offset, opcodesLeft: opcodes, stackLimit: opcodes)
        machine.record.start = offset
        machine.run()
        return machine
    }
}
