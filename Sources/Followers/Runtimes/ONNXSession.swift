/// A model that ONNX Runtime has loaded, and what it takes and gives.
///
/// The library may be asked from several threads at once; each question computes on its own.
final class ONNXSession: Sendable {
    /// An input or output of the graph.
    struct Port: Sendable, Equatable {
        let name: String
        let kind: Kind
        /// ONNX's number of the element type; 0 for what is no tensor.
        let element: Int
        /// −1 where a length is open.
        let shape: [Int]
    }

    /// As the library numbers what a value is.
    enum Kind: CInt, Sendable {
        case unknown, tensor, sequence, map, opaque, sparse, optional
    }

    /// An address that only the library looks behind.
    struct Address: Sendable {
        private let bits: Int

        init(_ pointer: OpaquePointer?) { bits = Int(bitPattern: pointer) }

        var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }
    }

    let functions: ONNXRuntimeFunctions
    let inputs: [Port]
    let outputs: [Port]
    private let environment: Address
    private let session: Address
    let memory: Address
    let allocator: Address

    private static let fatalMessagesOnly: CInt = 4
    private static let plainAllocator: CInt = 0
    private static let processorMemory: CInt = 0
    /// Inputs or outputs of a graph.
    private static let portsMost = 4_096

    /// - Throws: ``ONNXRuntimeFault`` with the library's words.
    init(_ bytes: [UInt8], by functions: ONNXRuntimeFunctions) throws(ONNXRuntimeFault) {
        self.functions = functions
        var handles = Handles(functions)
        do throws(ONNXRuntimeFault) {
            try handles.open(bytes)
            inputs = try handles.ports(
                functions.inputCount, functions.inputType, functions.inputName)
            outputs = try handles.ports(
                functions.outputCount, functions.outputType, functions.outputName)
        } catch {
            handles.close()
            throw error
        }
        environment = Address(handles.environment)
        session = Address(handles.session)
        memory = Address(handles.memory)
        allocator = Address(handles.allocator)
    }

    deinit {
        functions.releaseSession(session.pointer)
        functions.releaseMemory(memory.pointer)
        functions.releaseEnvironment(environment.pointer)
    }

    /// Computes one output.
    ///
    /// - Parameters:
    ///   - values: One for each input, in their order.
    ///   - output: Which.
    /// - Returns: The value, which the caller releases.
    /// - Throws: ``ONNXRuntimeFault`` with the library's words.
    func run(
        _ values: [OpaquePointer?], for output: Int
    ) throws(ONNXRuntimeFault) -> OpaquePointer? {
        let names = CNames(inputs.map(\.name))
        let wanted = CNames([outputs[output].name])
        defer {
            names.free()
            wanted.free()
        }
        var result: OpaquePointer?
        try functions.check(
            functions.run(
                session.pointer, nil, names.pointers, values, values.count, wanted.pointers, 1,
                &result))
        return result
    }

    /// What is made while a session opens; all of it goes again when that fails.
    private struct Handles {
        let functions: ONNXRuntimeFunctions
        var environment: OpaquePointer?
        var session: OpaquePointer?
        var memory: OpaquePointer?
        var allocator: OpaquePointer?

        init(_ functions: ONNXRuntimeFunctions) { self.functions = functions }

        mutating func open(_ bytes: [UInt8]) throws(ONNXRuntimeFault) {
            try functions.check(
                functions.createEnvironment(
                    ONNXSession.fatalMessagesOnly, "assay", &environment))
            try functions.check(
                functions.createMemory(
                    ONNXSession.plainAllocator, ONNXSession.processorMemory, &memory))
            try functions.check(functions.allocator(&allocator))
            var options: OpaquePointer?
            try functions.check(functions.createOptions(&options))
            defer { functions.releaseOptions(options) }
            try functions.check(functions.setThreadsWithin(options, 1))
            try functions.check(functions.setThreadsBetween(options, 1))
            try functions.check(
                functions.createSession(environment, bytes, bytes.count, options, &session))
        }

        func close() {
            if let session { functions.releaseSession(session) }
            if let memory { functions.releaseMemory(memory) }
            if let environment { functions.releaseEnvironment(environment) }
        }

        func ports(
            _ count:
                @Sendable @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int>)
                -> OpaquePointer?,
            _ type:
                @Sendable @convention(c) (
                    OpaquePointer?, Int, ONNXRuntimeFunctions.Out
                ) -> OpaquePointer?,
            _ name:
                @Sendable @convention(c) (
                    OpaquePointer?, Int, OpaquePointer?,
                    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
                ) -> OpaquePointer?
        ) throws(ONNXRuntimeFault) -> [Port] {
            var found = 0
            try functions.check(count(session, &found))
            guard (0...ONNXSession.portsMost).contains(found) else {
                throw .unfit("it has \(found) inputs or outputs")
            }
            var ports: [Port] = []
            for place in 0..<found {
                var text: UnsafeMutablePointer<CChar>?
                try functions.check(name(session, place, allocator, &text))
                let called = text.map { String(cString: $0) } ?? ""
                try functions.check(functions.free(allocator, text))
                var handle: OpaquePointer?
                try functions.check(type(session, place, &handle))
                defer { functions.releaseType(handle) }
                ports.append(try port(called, handle))
            }
            return ports
        }

        private func port(
            _ name: String, _ type: OpaquePointer?
        ) throws(ONNXRuntimeFault) -> Port {
            var number: CInt = 0
            try functions.check(functions.kindOfType(type, &number))
            let kind = Kind(rawValue: number) ?? .unknown
            guard kind == .tensor else {
                return Port(name: name, kind: kind, element: 0, shape: [])
            }
            var tensor: OpaquePointer?
            try functions.check(functions.tensorOfType(type, &tensor))
            let (element, shape) = try functions.tensor(tensor)
            return Port(name: name, kind: kind, element: element, shape: shape)
        }
    }
}

extension ONNXRuntimeFunctions {
    private static let axesMost = 64

    /// Turns a status into an error with the library's words.
    func check(_ status: OpaquePointer?) throws(ONNXRuntimeFault) {
        guard let status else { return }
        let words = errorMessage(status).map { String(cString: $0) } ?? "no reason"
        releaseStatus(status)
        throw .said(words)
    }

    /// Element type and shape of a tensor's description.
    func tensor(
        _ description: OpaquePointer?
    ) throws(ONNXRuntimeFault) -> (element: Int, shape: [Int]) {
        var element: CInt = 0
        try check(elementType(description, &element))
        var count = 0
        try check(axisCount(description, &count))
        guard (0...Self.axesMost).contains(count) else {
            throw .unfit("it has a tensor of \(count) axes")
        }
        var lengths = [Int64](repeating: 0, count: count)
        try check(axes(description, &lengths, count))
        return (Int(element), lengths.map { Int($0) })
    }
}

/// Texts as C has them.
private struct CNames {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: max(texts.count, 1))
        for (place, text) in texts.enumerated() {
            let bytes = Array(text.utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            pointers.advanced(by: place).initialize(to: UnsafePointer(copy))
        }
    }

    func free() {
        for place in 0..<count { pointers[place]?.deallocate() }
        pointers.deallocate()
    }
}
