/// Every built-in function, found by name.
struct FunctionLibrary: Sendable {
    private(set) var signatures: [String: [Signature]] = [:]
    private(set) var bodies: [Function.Key: Function.Body] = [:]

    /// The language's own functions and its extensions.
    static let standard = FunctionLibrary(
        operators + conversions + textFunctions + textExtensions + formatting + listFunctions
            + setFunctions + mathFunctions + bitFunctions + encoders + optionals + timeFunctions
            + networkFunctions)

    init(_ functions: [Function]) {
        for function in functions {
            signatures[function.name, default: []].append(contentsOf: function.signatures)
            for signature in function.signatures {
                let key = Function.Key(
                    name: function.name, isMethod: signature.isMethod,
                    argumentCount: signature.parameters.count)
                bodies[key] = function.body
            }
        }
    }

    /// Signatures of the operators; the evaluator has them built in.
    private static let operators: [Function] = {
        let numbers: [CELType] = [.int, .uint, .double]
        func declare(_ name: String, _ types: [([CELType], CELType)]) -> Function {
            .variadic(name, types) { (arguments, _) throws(CELFault) in
                throw .noSuchOverload(name, arguments)
            }
        }
        let text: [CELType] = [.string, .bytes, .list(.parameter("A"))]
        let addition: [([CELType], CELType)] =
            (numbers + text + [.duration]).map { ([$0, $0], $0) } + [
                ([.timestamp, .duration], .timestamp), ([.duration, .timestamp], .timestamp),
            ]
        let subtraction: [([CELType], CELType)] =
            (numbers + [.duration]).map { ([$0, $0], $0) } + [
                ([.timestamp, .timestamp], .duration), ([.timestamp, .duration], .timestamp),
            ]
        let ordered: [([CELType], CELType)] =
            [.bool, .string, .bytes, .timestamp, .duration].map { ([$0, $0], .bool) }
            + numbers.flatMap { left in numbers.map { ([left, $0], .bool) } }
        let any = CELType.parameter("A")
        return [
            declare("_+_", addition), declare("_-_", subtraction),
            declare("_*_", numbers.map { ([$0, $0], $0) }),
            declare("_/_", numbers.map { ([$0, $0], $0) }),
            declare("_%_", [([.int, .int], .int), ([.uint, .uint], .uint)]),
            declare("_==_", [([any, any], .bool)]), declare("_!=_", [([any, any], .bool)]),
            declare("_<_", ordered), declare("_<=_", ordered), declare("_>_", ordered),
            declare("_>=_", ordered),
            declare(
                "_in_",
                [([any, .list(any)], .bool), ([any, .map(any, .parameter("B"))], .bool)]),
            declare("-_", [([.int], .int), ([.double], .double)]),
        ]
    }()

    private static let conversions: [Function] = [
        .unary(
            "int",
            [.int, .uint, .double, .string, .timestamp, .duration].map { ($0, .int) }
        ) { (value, _) throws(CELFault) in try Conversions.int(value) },
        .unary("uint", [.uint, .int, .double, .string].map { ($0, .uint) }) {
            (value, _) throws(CELFault) in try Conversions.uint(value)
        },
        .unary("double", [.double, .int, .uint, .string].map { ($0, .double) }) {
            (value, _) throws(CELFault) in try Conversions.double(value)
        },
        .unary("bool", [.bool, .string].map { ($0, .bool) }) {
            (value, _) throws(CELFault) in try Conversions.bool(value)
        },
        .unary(
            "string",
            [
                .string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .ip, .cidr,
            ].map { ($0, .string) }
        ) { (value, _) throws(CELFault) in try Conversions.string(value) },
        .unary("bytes", [.bytes, .string].map { ($0, .bytes) }) {
            (value, _) throws(CELFault) in try Conversions.bytes(value)
        },
        .unary("timestamp", [.timestamp, .int, .string].map { ($0, .timestamp) }) {
            (value, _) throws(CELFault) in try Conversions.timestamp(value)
        },
        .unary("duration", [.duration, .int, .string].map { ($0, .duration) }) {
            (value, _) throws(CELFault) in try Conversions.duration(value)
        },
        .unary("dyn", [(.parameter("A"), .dyn)]) { (value, _) throws(CELFault) in value },
        .unary("type", [(.parameter("A"), .type(.parameter("A")))]) {
            (value, _) throws(CELFault) in .type(value.type)
        },
    ]
}
