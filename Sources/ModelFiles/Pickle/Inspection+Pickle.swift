/// A file of pickles: one, several, or torch's older container of five.
extension Inspection {
    /// Pickles in one file.
    private static let pickleLimit = 200_000
    /// torch's older container holds as many pickles before its raw storages.
    private static let legacyPickles = 5

    mutating func inspectPickles(_ bytes: Bytes, at place: Place) {
        var offset = 0
        var count = 0
        var legacyEnd = Int.max
        while offset < bytes.count, count < Self.pickleLimit, count < legacyEnd {
            if FormatSniffer.isTorchMagic(bytes, at: offset) {
                legacyEnd = min(legacyEnd, count + Self.legacyPickles)
            }
            guard count == 0 || PickleTrial.mayBegin(bytes, at: offset) else { break }
            let end = inspectPickle(bytes, from: offset, at: place, isReached: true)
            count += 1
            guard let end else { break }
            offset = end
        }
        defer { structureEnd = offset }
        if legacyEnd == .max {
            inspectRest(bytes, from: offset, at: place)
        } else if offset < bytes.count, PickleTrial.importsFirst(bytes.slice(at: offset)) {
            add(.pickleAfterGarbage, "a pickle where the storages begin", place.at(offset))
            _ = inspectPickle(bytes, from: offset, at: place, isReached: false)
        }
    }

    /// Runs one pickle both ways that frames may be read.
    ///
    /// - Returns: Where it ends, or `nil` when it does not end with STOP.
    mutating func inspectPickle(
        _ bytes: Bytes, from offset: Int, at place: Place, isReached: Bool
    ) -> Int? {
        let machine = run(bytes, from: offset, frameRule: .readsOn)
        if machine.reader.crossedFrame {
            let other = run(bytes, from: offset, frameRule: .dropsRest)
            add(.frameStraddle, "an argument crosses the end of a frame", place.at(offset))
            keep(other, at: place, isReached: isReached)
        }
        keep(machine, at: place, isReached: isReached)
        return machine.record.ending == .stop ? machine.reader.position : nil
    }

    private mutating func run(
        _ bytes: Bytes, from offset: Int, frameRule: PickleReader.FrameRule
    ) -> PickleMachine {
        var machine = PickleMachine(
            bytes, at: offset, frameRule: frameRule, opcodesLeft: opcodesLeft,
            stackLimit: limits.pickleStack)
        machine.record.start = offset
        machine.run()
        opcodesLeft = machine.opcodesLeft
        return machine
    }

    // MARK: Facts

    private mutating func keep(_ machine: PickleMachine, at place: Place, isReached: Bool) {
        keepImports(machine, at: place, isReached: isReached)
        keepCalls(machine, at: place, isReached: isReached)
        keepOddities(machine, at: place)
        for payload in machine.record.payloads {
            inspectPayload(payload, of: machine, at: place)
        }
        for storage in machine.record.storages where facts.storages.count < limits.facts * 50 {
            let symbol = machine.symbols[storage.symbol]
            facts.storages.append(
                StorageFact(
                    type: symbol.name, key: storage.key, elementCount: storage.count, place: place))
        }
    }

    private mutating func keepImports(_ machine: PickleMachine, at place: Place, isReached: Bool) {
        var seen: Set<[Int]> = []
        for found in machine.record.imports {
            let reached = found.isReached && isReached
            guard seen.insert([found.symbol, reached ? 1 : 0]).inserted else { continue }
            let symbol = machine.symbols[found.symbol]
            append(
                ImportFact(
                    module: symbol.module, name: symbol.name, opcode: found.opcode.name,
                    place: place.at(found.offset), isReached: reached), \.imports)
        }
    }

    private struct CallKey: Hashable {
        let symbol: Int
        let opcode: UInt8
        let isReached: Bool
        let variant: Int
    }

    /// Calls of one callee whose arguments are kept apart.
    private static let variants = 4
    /// Calls of one callee after which arguments are no longer compared.
    private static let comparisons = 32

    private mutating func keepCalls(_ machine: PickleMachine, at place: Place, isReached: Bool) {
        var indexes: [CallKey: Int] = [:]
        for call in machine.record.calls {
            let reached = call.isReached && isReached
            let keys = (0..<Self.variants).map {
                CallKey(
                    symbol: call.symbol, opcode: call.opcode.rawValue, isReached: reached,
                    variant: $0)
            }
            let first = indexes[keys[0]]
            guard let key = keys.first(where: { indexes[$0] == nil }),
                first.map({ facts.calls[$0].count < Self.comparisons }) ?? true
            else {
                if let first { facts.calls[first].count += 1 }
                continue
            }
            let symbol = machine.symbols[call.symbol]
            let fact = CallFact(
                module: symbol.module, name: symbol.name, opcode: call.opcode.name,
                arguments: PickleRendering.arguments(call.arguments, of: machine),
                place: place.at(call.offset), isReached: reached)
            let known = keys.compactMap { indexes[$0] }.first {
                facts.calls[$0].arguments == fact.arguments
            }
            if let known {
                facts.calls[known].count += 1
            } else if facts.calls.count < limits.facts {
                indexes[key] = facts.calls.count
                facts.calls.append(fact)
            } else {
                noteCut(of: "calls")
            }
        }
    }

    private mutating func keepOddities(_ machine: PickleMachine, at place: Place) {
        let record = machine.record
        if let fault = record.faults.first {
            add(.pickleFault, fault.reason, place.at(fault.offset))
        } else if record.ending == .end {
            add(.pickleFault, "there is no STOP", place.at(machine.reader.position))
        } else if record.ending == .limit {
            trouble(.pickle, "more opcodes or values than are followed", place)
        }
        if let need = record.needsOwnLoader, place.members.isEmpty,
            !FormatSniffer.isTorchMagic(machine.reader.bytes, at: 0)
        {
            add(
                .pickleFault, "\(need.opcode.name) needs a loader of its own",
                place.at(need.offset))
        }
        if let offset = record.frameTooLong {
            add(.frameTooLong, "the frame is longer than the file", place.at(offset))
        }
        if let index = record.memoFarIndex {
            add(.pickleMemoJump, "memo index \(index)", place.at(record.start))
        }
        if let midway = record.protocolMidway {
            add(.pickleProtocolMidway, "PROTO after other opcodes", place.at(midway))
        }
        if record.isDeep {
            add(.pickleDeep, "containers more than \(PickleMachine.deep) inside one another", place)
        }
        if record.isPayloadCut { addFlood("constants that look like files", place) }
        if record.isBillionLaughs {
            add(.pickleBillionLaughs, "shared tuples of more than 2^30 leaves", place)
        }
    }

    // MARK: What else is there

    /// Bytes searched behind the last pickle.
    private static let searchLimit = 32 << 20

    /// Looks behind what a loader reads for pickles that a second reading, from there, would run.
    private mutating func inspectRest(_ bytes: Bytes, from offset: Int, at place: Place) {
        guard offset < bytes.count else { return }
        let rest = bytes.array(at: offset, count: Self.searchLimit)
        guard let start = PickleTrial.firstPickle(in: Bytes(rest), limits: limits) else {
            if offset > 0, rest.contains(where: { $0 != 0 && $0 != 0x0A }) {
                add(.pickleTrailing, "\(bytes.count - offset) bytes after STOP", place.at(offset))
            }
            return
        }
        add(.pickleAfterGarbage, "another pickle after other bytes", place.at(offset + start))
        _ = inspectPickle(bytes, from: offset + start, at: place, isReached: false)
    }

    /// Looks into bytes or text that may be a file of its own.
    private mutating func inspectPayload(
        _ payload: PicklePayload, of machine: PickleMachine, at place: Place
    ) {
        let bytes = machine.reader.bytes
        let part = bytes.slice(at: payload.offset, count: payload.count)
        let inner = place.inside("constant at byte \(payload.offset)")
        var content = part
        let isPlain =
            payload.coding == nil
            && (PayloadSniffer.startsContainer(part.array(at: 0, count: 96))
                || PayloadSniffer.isTar(bytes, payload))
        if !isPlain {
            let raw = part.array(at: 0, count: min(payload.count, limits.textBytes))
            let text = PayloadSniffer.content(raw, payload.coding)
            let isContainer = PayloadSniffer.startsContainer(text)
            guard let inner = isContainer ? text : PayloadSniffer.unwrapped(text) else { return }
            content = Bytes(inner)
        }
        if PickleTrial.isPickle(content, at: 0) {
            add(.pickleNested, "a pickle in a constant", place.at(payload.offset))
        }
        // Loaders take bytes: text among plain data is there to be read.
        let isText = payload.coding == .utf8 || payload.coding == .rawUnicodeEscape
        let isShown = isText && content.exactly(at: 0, count: 1) != [0x80]
        guard !(isShown && machine.record.imports.isEmpty) else { return }
        inspect(content, name: "", at: inner)
    }
}
