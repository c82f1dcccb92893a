/// The network extension: addresses and blocks of addresses.
///
/// Source: `network_ext` of the conformance suite.
extension FunctionLibrary {
    static let networkFunctions: [Function] =
        [
            .unary("ip", [(.string, .ip)]) { (value, _) throws(CELFault) in
                .ip(try address("ip", value))
            },
            .unary("cidr", [(.string, .cidr)]) { (value, _) throws(CELFault) in
                .cidr(try network("cidr", value))
            },
            .unary("isIP", [(.string, .bool)]) { (value, _) throws(CELFault) in
                guard case .string(let text) = value else { throw .noSuchOverload("isIP", [value]) }
                return .bool(CELAddress(text) != nil)
            },
            .unary("isCIDR", [(.string, .bool)]) { (value, _) throws(CELFault) in
                guard case .string(let text) = value else {
                    throw .noSuchOverload("isCIDR", [value])
                }
                return .bool(CELNetwork(text) != nil)
            },
            .unary("ip.isCanonical", [(.string, .bool)]) { (value, _) throws(CELFault) in
                let address = try address("ip.isCanonical", value)
                guard case .string(let text) = value else { return .bool(false) }
                return .bool(address.description == text)
            },
        ] + addressMethods + networkMethods

    private static let addressMethods: [Function] = [
        onAddress("family", .int) { .int($0.isVersion4 ? 4 : 6) },
        onAddress("isUnspecified", .bool) { .bool($0.isUnspecified) },
        onAddress("isLoopback", .bool) { .bool($0.isLoopback) },
        onAddress("isGlobalUnicast", .bool) { .bool($0.isGlobalUnicast) },
        onAddress("isLinkLocalMulticast", .bool) { .bool($0.isLinkLocalMulticast) },
        onAddress("isLinkLocalUnicast", .bool) { .bool($0.isLinkLocalUnicast) },
    ]

    private static let networkMethods: [Function] = [
        onNetwork("ip", .ip) { .ip($0.address) },
        onNetwork("masked", .cidr) { .cidr($0.masked) },
        onNetwork("prefixLength", .int) { .int(Int64($0.prefixLength)) },
        .binary(
            "containsIP", isMethod: true, [(.cidr, .ip, .bool), (.cidr, .string, .bool)]
        ) { (target, argument, _) throws(CELFault) in
            guard case .cidr(let block) = target else {
                throw .noSuchOverload("containsIP", [target, argument])
            }
            return .bool(block.contains(try address("containsIP", argument)))
        },
        .binary(
            "containsCIDR", isMethod: true, [(.cidr, .cidr, .bool), (.cidr, .string, .bool)]
        ) { (target, argument, _) throws(CELFault) in
            guard case .cidr(let block) = target else {
                throw .noSuchOverload("containsCIDR", [target, argument])
            }
            return .bool(block.contains(try network("containsCIDR", argument)))
        },
    ]

    private static func onAddress(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (CELAddress) -> CELValue
    ) -> Function {
        .unary(name, isMethod: true, [(.ip, result)]) { (value, _) throws(CELFault) in
            guard case .ip(let address) = value else { throw .noSuchOverload(name, [value]) }
            return body(address)
        }
    }

    private static func onNetwork(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (CELNetwork) -> CELValue
    ) -> Function {
        .unary(name, isMethod: true, [(.cidr, result)]) { (value, _) throws(CELFault) in
            guard case .cidr(let network) = value else { throw .noSuchOverload(name, [value]) }
            return body(network)
        }
    }

    private static func address(
        _ name: String, _ value: CELValue
    ) throws(CELFault) -> CELAddress {
        switch value {
        case .ip(let address): return address
        case .string(let text):
            if let address = CELAddress(text) { return address }
            throw .error(
                .invalidArgument, "`\(String(text.prefix(60)))` is not an address without a zone")
        default: throw .noSuchOverload(name, [value])
        }
    }

    private static func network(
        _ name: String, _ value: CELValue
    ) throws(CELFault) -> CELNetwork {
        switch value {
        case .cidr(let network): return network
        case .string(let text):
            if let network = CELNetwork(text) { return network }
            throw .error(
                .invalidArgument, "`\(String(text.prefix(60)))` is not a block of addresses")
        default: throw .noSuchOverload(name, [value])
        }
    }
}
