/// Writes pickles opcode by opcode, for tests.
struct PickleWriter {
    private(set) var bytes: [UInt8] = []

    init(protocol version: UInt8? = nil) {
        if let version { bytes = [0x80, version] }
    }

    private func adding(_ more: [UInt8]) -> PickleWriter {
        var copy = self
        copy.bytes += more
        return copy
    }

    func raw(_ more: [UInt8]) -> PickleWriter { adding(more) }
    func raw(_ more: String) -> PickleWriter { adding(Array(more.utf8)) }

    /// GLOBAL, or STACK_GLOBAL on two short texts.
    func global(_ module: String, _ name: String) -> PickleWriter {
        adding(Array("c\(module)\n\(name)\n".utf8))
    }

    func stackGlobal(_ module: String, _ name: String) -> PickleWriter {
        text(module).text(name).adding([0x93])
    }

    func text(_ value: String) -> PickleWriter {
        let content = Array(value.utf8)
        guard content.count < 256 else {
            return adding([0x58] + Self.little(content.count, 4) + content)
        }
        return adding([0x8C, UInt8(content.count)] + content)
    }

    func data(_ value: [UInt8]) -> PickleWriter {
        adding([0x42] + Self.little(value.count, 4) + value)
    }

    func int(_ value: Int) -> PickleWriter { adding([0x4A] + Self.little(value, 4)) }
    var mark: PickleWriter { adding([0x28]) }
    var tuple: PickleWriter { adding([0x74]) }
    var tuple1: PickleWriter { adding([0x85]) }
    var tuple2: PickleWriter { adding([0x86]) }
    var emptyTuple: PickleWriter { adding([0x29]) }
    var emptyDict: PickleWriter { adding([0x7D]) }
    var reduce: PickleWriter { adding([0x52]) }
    var build: PickleWriter { adding([0x62]) }
    var pop: PickleWriter { adding([0x30]) }
    var none: PickleWriter { adding([0x4E]) }
    var memoize: PickleWriter { adding([0x94]) }
    func put(_ index: UInt8) -> PickleWriter { adding([0x71, index]) }
    func get(_ index: UInt8) -> PickleWriter { adding([0x68, index]) }
    /// STOP, and the whole.
    var stop: [UInt8] { bytes + [0x2E] }

    static func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
