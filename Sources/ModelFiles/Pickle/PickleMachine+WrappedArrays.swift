/// joblib's arrays: after the state of a `NumpyArrayWrapper` the stream holds raw bytes, which a
/// plain loader would take for opcodes.
///
/// Source: joblib, `numpy_pickle.py`, `NumpyArrayWrapper.read_array`.
extension PickleMachine {
    private static let wrappers: Set = ["NumpyArrayWrapper"]
    private static let nestingLimit = 8

    /// Passes over the array that follows, or runs the pickle that follows for objects.
    mutating func readWrappedArray(_ symbol: Int, _ state: PickleValue) {
        guard Self.isJoblib(symbols[symbol].module),
            Self.wrappers.contains(symbols[symbol].name),
            case .container(let fields) = state
        else { return }
        let shape = fields.value(of: "shape", read: read).map(elementCount) ?? nil
        let type = fields.value(of: "dtype", read: read).map(itemSize) ?? nil
        guard let shape, let type else { return fault("the wrapped array has no shape or type") }
        record.wrappedArrays += 1
        if type.isObject { return runNested() }
        if case .int(let alignment)? = fields.value(
            of: "numpy_array_alignment_bytes", read: read), alignment > 0
        {
            guard let padding = reader.number(1), reader.span(padding) != nil else {
                return fault("the wrapped array is longer than the file")
            }
        }
        let (size, overflow) = shape.multipliedReportingOverflow(by: type.byteCount)
        if overflow || reader.span(size) == nil {
            fault("the wrapped array is longer than the file")
        }
    }

    /// scikit-learn once came with joblib inside.
    private static func isJoblib(_ module: String) -> Bool {
        module.hasPrefix("joblib.") || module.hasPrefix("sklearn.externals.joblib.")
    }

    private func elementCount(_ value: PickleValue) -> Int? {
        guard case .container(let container) = value, !container.isCut else { return nil }
        var product = 1
        for item in container.items {
            guard case .int(let length) = item, length >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: length)
            if overflow { return nil }
            product = next
        }
        return product
    }

    /// A dtype's bytes an element, from `numpy.dtype('f8')` and its state.
    private func itemSize(_ value: PickleValue) -> (byteCount: Int, isObject: Bool)? {
        guard case .instance(_, let made) = value, case .text(let text)? = made.items.first,
            let code = read(text)?.drop(while: { "<>=|".contains($0) }), let kind = code.first
        else { return nil }
        let digits = Int(code.dropFirst()) ?? 1
        guard digits >= 0, digits < 1 << 31 else { return nil }
        if kind == "O" { return (8, true) }
        if case .container(let state)? = made.items.last, state.items.count > 5,
            case .int(let size) = state.items[5], size > 0,
            kind == "V" || kind == "U" || kind == "S"
        {
            return (size, false)
        }
        return (kind == "U" ? 4 * digits : digits, false)
    }

    private mutating func runNested() {
        guard nesting < Self.nestingLimit else { return record.ending = .limit }
        var inner = PickleMachine(
            reader.bytes, at: reader.position, frameRule: reader.frameRule,
            opcodesLeft: opcodesLeft, stackLimit: stackLimit, nesting: nesting + 1)
        inner.symbols = symbols
        inner.record.start = reader.position
        inner.run()
        symbols = inner.symbols
        opcodesLeft = inner.opcodesLeft
        record.take(inner.record, isReached: isReached)
        reader.move(to: inner.reader.position)
    }
}

extension PickleRecord {
    /// Takes over what a pickle inside this one's stream holds.
    mutating func take(_ inner: PickleRecord, isReached: Bool) {
        if isReached {
            calls += inner.calls
            imports += inner.imports
        } else {
            calls += inner.calls.map {
                PickleCall(
                    symbol: $0.symbol, opcode: $0.opcode, arguments: $0.arguments,
                    offset: $0.offset, isReached: false)
            }
            imports += inner.imports.map {
                PickleImport(
                    symbol: $0.symbol, opcode: $0.opcode, offset: $0.offset, isReached: false)
            }
        }
        faults += inner.faults
        payloads += inner.payloads
        storages += inner.storages
        wrappedArrays += inner.wrappedArrays
        isBillionLaughs = isBillionLaughs || inner.isBillionLaughs
        isDeep = isDeep || inner.isDeep
        isPayloadCut = isPayloadCut || inner.isPayloadCut
        if let ending = inner.ending, ending != .stop { self.ending = ending }
    }
}
