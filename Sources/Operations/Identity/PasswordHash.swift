import Transparency

/// What is kept of a password: enough to check one, and nothing to sign in with.
struct PasswordHash: Sendable, Equatable {
    let cost: ScryptCost
    let salt: [UInt8]
    let bytes: [UInt8]

    static let saltByteCount = 16
    static let byteCount = 32

    var json: JSON {
        [
            "blockSize": JSON(cost.blockSize), "hash": .string(Hex.encode(bytes)),
            "parallelism": JSON(cost.parallelism), "rounds": JSON(cost.rounds),
            "salt": .string(Hex.encode(salt)), "scheme": "scrypt",
        ]
    }

    init(cost: ScryptCost, salt: [UInt8], bytes: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.bytes = bytes
    }

    init?(json: JSON) {
        guard json["scheme"] == "scrypt",
            let rounds = json["rounds"]?.intValue, let blockSize = json["blockSize"]?.intValue,
            let parallelism = json["parallelism"]?.intValue,
            let cost = ScryptCost(
                rounds: rounds, blockSize: blockSize, parallelism: parallelism),
            let salt = json["salt"]?.stringValue.flatMap({ Hex.decode($0) }),
            let bytes = json["hash"]?.stringValue.flatMap({ Hex.decode($0) }),
            bytes.count == Self.byteCount
        else { return nil }
        self.init(cost: cost, salt: salt, bytes: bytes)
    }
}

/// How much work and memory a guess at a password costs (RFC 7914).
package struct ScryptCost: Sendable, Equatable {
    /// A power of two.
    package let rounds: Int
    package let blockSize: Int
    package let parallelism: Int

    /// 32 MiB a guess; OWASP's advice for a server that spares memory.
    package static let standard = ScryptCost(unchecked: 1 << 15, 8, 3)

    /// - Returns: `nil` for what is no cost, or needs more than 256 MiB.
    package init?(rounds: Int, blockSize: Int, parallelism: Int) {
        guard (2...1 << 20).contains(rounds), rounds & (rounds - 1) == 0,
            (1...32).contains(blockSize), (1...16).contains(parallelism),
            128 * rounds * blockSize <= 256 << 20
        else { return nil }
        self.init(unchecked: rounds, blockSize, parallelism)
    }

    private init(unchecked rounds: Int, _ blockSize: Int, _ parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}
