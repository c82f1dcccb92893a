/// Writes wheels: zip archives of stored members.
struct WheelWriter {
    var name = "six"
    var release = "1.17.0"
    var headers = "License-Expression: MIT\nRequires-Python: >=3.8\n"
    var modules = ["six.py": "x = 1\n"]

    var file: String {
        name.split(separator: "-").joined(separator: "_") + "-\(release)-py3-none-any.whl"
    }

    var metadata: [UInt8] {
        Array("Metadata-Version: 2.4\nName: \(name)\nVersion: \(release)\n\(headers)".utf8)
    }

    var bytes: [UInt8] {
        let folder = file.prefix { $0 != "-" } + "-\(release).dist-info"
        var members = modules.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
        members.append((folder + "/METADATA", metadata))
        members.append((folder + "/WHEEL", Array("Wheel-Version: 1.0\n".utf8)))
        return Self.zip(members)
    }

    static func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in members {
            let size = little(content.count, 4)
            let fields =
                [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5A] + checksum(content) + size + size
                + little(name.utf8.count, 2)
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 12)
                + little(body.count, 4) + Array(name.utf8)
            body += [0x50, 0x4B, 3, 4] + fields + [0, 0] + Array(name.utf8) + content
        }
        let count = little(members.count, 2)
        return body + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
            + little(directory.count, 4) + little(body.count, 4) + [0, 0]
    }

    private static func checksum(_ content: [UInt8]) -> [UInt8] {
        var sum: UInt32 = .max
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return little(Int(~sum), 4)
    }

    private static func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
