/// Scores that a graph gave for rows: a tensor of numbers, or for each row a map from class to number.
struct RuntimeScores {
    /// Shape `[rows, width]`.
    private(set) var values: [Double]
    /// What the maps call the classes, in the order of the scores; `nil` for a tensor.
    let names: [String]?

    private static let classesMost = 1 << 16

    /// - Parameters:
    ///   - value: What the graph gave.
    ///   - rows: How many rows it was given.
    ///   - session: Whose it is.
    /// - Throws: ``ONNXRuntimeFault`` for anything else, and for maps of different classes.
    init(
        _ value: OpaquePointer?, rows: Int, in session: ONNXSession
    ) throws(ONNXRuntimeFault) {
        let reader = ValueReader(session: session)
        switch try reader.kind(value) {
        case .tensor:
            (values, names) = (try reader.numbers(value), nil)
            guard !values.isEmpty, values.count % rows == 0 else {
                throw .unfit("it gives \(values.count) numbers for \(rows) rows")
            }
        case .sequence:
            guard try reader.count(value) == rows else {
                throw .unfit("it gives \(try reader.count(value)) maps for \(rows) rows")
            }
            var all: [Double] = []
            var first: [String]?
            for row in 0..<rows {
                let (keys, numbers) = try reader.map(value, at: row)
                guard keys.count == numbers.count, keys.count <= Self.classesMost, !keys.isEmpty,
                    first == nil || first == keys
                else { throw .unfit("its maps of scores have different classes") }
                first = keys
                all += numbers
            }
            (values, names) = (all, first)
        case .unknown, .map, .opaque, .sparse, .optional:
            throw .unfit("its scores are neither a tensor nor maps")
        }
    }

    /// A row without an answer.
    mutating func forget(row: Int, of rows: Int) {
        let width = values.count / rows
        for place in row * width..<(row + 1) * width { values[place] = .nan }
    }
}

/// Looks into values of the library's.
private struct ValueReader {
    let session: ONNXSession

    private var functions: ONNXRuntimeFunctions { session.functions }

    /// Numbers of an output at most.
    private static let numbersMost = 1 << 28

    func kind(_ value: OpaquePointer?) throws(ONNXRuntimeFault) -> ONNXSession.Kind {
        var number: CInt = 0
        try functions.check(functions.kindOfValue(value, &number))
        return ONNXSession.Kind(rawValue: number) ?? .unknown
    }

    func count(_ value: OpaquePointer?) throws(ONNXRuntimeFault) -> Int {
        var count = 0
        try functions.check(functions.memberCount(value, &count))
        return count
    }

    /// A row's classes and their scores.
    func map(
        _ sequence: OpaquePointer?, at row: Int
    ) throws(ONNXRuntimeFault) -> (keys: [String], values: [Double]) {
        let map = try member(sequence, row)
        defer { functions.releaseValue(map) }
        let keys = try member(map, 0)
        defer { functions.releaseValue(keys) }
        let values = try member(map, 1)
        defer { functions.releaseValue(values) }
        return (try words(keys), try numbers(values))
    }

    private func member(
        _ value: OpaquePointer?, _ place: Int
    ) throws(ONNXRuntimeFault) -> OpaquePointer? {
        var member: OpaquePointer?
        try functions.check(
            functions.member(value, CInt(place), session.allocator.pointer, &member))
        return member
    }

    private func shape(
        _ value: OpaquePointer?
    ) throws(ONNXRuntimeFault) -> (element: Int, count: Int) {
        var description: OpaquePointer?
        try functions.check(functions.tensorType(value, &description))
        defer { functions.releaseTensorType(description) }
        var element: CInt = 0
        try functions.check(functions.elementType(description, &element))
        var count = 0
        try functions.check(functions.elementCount(description, &count))
        guard (0...Self.numbersMost).contains(count) else {
            throw .unfit("it gives \(count) numbers at once")
        }
        return (Int(element), count)
    }

    /// The elements of a tensor of float or double.
    func numbers(_ value: OpaquePointer?) throws(ONNXRuntimeFault) -> [Double] {
        let (element, count) = try shape(value)
        guard count > 0 else { return [] }
        let data = try data(value)
        switch InputElement(rawValue: element) {
        case .single:
            return (0..<count).map {
                Double(data.load(fromByteOffset: $0 * 4, as: Float.self))
            }
        case .double:
            return (0..<count).map { data.load(fromByteOffset: $0 * 8, as: Double.self) }
        case .integer, nil: throw .unfit("its scores are no float or double")
        }
    }

    /// The elements of a tensor of int64 or texts, as words.
    private func words(_ value: OpaquePointer?) throws(ONNXRuntimeFault) -> [String] {
        let (element, count) = try shape(value)
        guard count > 0 else { return [] }
        if element == InputElement.integer.rawValue {
            let data = try data(value)
            return (0..<count).map {
                "\(data.load(fromByteOffset: $0 * 8, as: Int64.self))"
            }
        }
        guard element == 8 else { throw .unfit("its classes are neither numbers nor texts") }
        var length = 0
        try functions.check(functions.textsLength(value, &length))
        guard (0...Self.numbersMost).contains(length) else {
            throw .unfit("its classes have names of \(length) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: max(length, 1))
        var starts = [Int](repeating: 0, count: count)
        try functions.check(functions.texts(value, &bytes, length, &starts, count))
        let ends = starts.dropFirst() + [length]
        return try zip(starts, ends).map { (start, end) throws(ONNXRuntimeFault) in
            guard start >= 0, start <= end, end <= length else {
                throw .unfit("the names of its classes do not read")
            }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    private func data(
        _ value: OpaquePointer?
    ) throws(ONNXRuntimeFault) -> UnsafeMutableRawPointer {
        var data: UnsafeMutableRawPointer?
        try functions.check(functions.tensorData(value, &data))
        guard let data else { throw .unfit("it gives a tensor without numbers") }
        return data
    }
}
