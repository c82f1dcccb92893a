import Glibc
import LibFuzzer
import CEL

@main
struct FuzzCEL {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any text either is refused or evaluates, within its limits and twice to the same end.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let source = String(decoding: bytes, as: UTF8.self)
    for environment in [checked, unchecked] {
        guard let program = try? CELProgram(source, in: environment) else { continue }
        let once = outcome(of: program)
        precondition(outcome(of: program) == once, "evaluation is not repeatable")
        _ = program.references
        for part in program.conjuncts { _ = part.evaluate(activation) }
    }
    return 0
}

/// What an evaluation came to, without the order of a set.
private func outcome(of program: CELProgram) -> String {
    switch program.evaluate(activation) {
    case .value(let value): "\(value.type)"
    case .unknown(let unknown): "\(unknown.paths.sorted())"
    case .error(let error): "\(error.kind): \(error.message)"
    }
}

private let limits = CELLimits(sourceBytesMax: 4_096, stepsMax: 20_000)
private let checked = environment(checksTypes: true)
private let unchecked = environment(checksTypes: false)

private func environment(checksTypes: Bool) -> CELEnvironment {
    var environment = CELEnvironment(
        variables: [
            "i": .int, "u": .uint, "d": .double, "s": .string, "b": .bytes, "l": .list(.dyn),
            "m": .map(.string, .dyn), "x": .dyn, "t": .bool,
        ], limits: limits, missingFieldsAreUnknown: true)
    environment.checksTypes = checksTypes
    return environment
}

private let activation = CELActivation([
    "i": .int(7), "u": .uint(7), "d": .double(0.5), "s": .string("naïve 😀"), "b": .bytes([0, 255]),
    "l": .list([.int(1), .double(2), .string("three")]),
    "m": .map(CELMap(["a": .int(1), "b": .list([])])), "t": .bool(true),
])
