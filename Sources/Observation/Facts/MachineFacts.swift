/// The machine that a command ran on, as the kernel describes it; without its name.
package struct MachineFacts: Sendable, Equatable {
    package var processor: String?
    package var coreCount: Int
    package var memoryByteCount: Int?
    package var accelerators: [String]
    package var kernel: String

    package init(
        processor: String?, coreCount: Int, memoryByteCount: Int?, accelerators: [String],
        kernel: String
    ) {
        self.processor = processor
        self.coreCount = coreCount
        self.memoryByteCount = memoryByteCount
        self.accelerators = accelerators
        self.kernel = kernel
    }

    /// The value of a line such as `model name : AMD EPYC`.
    package static func value(of name: String, in text: String) -> String? {
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, trimmed(halves[0]) == name else { continue }
            let value = trimmed(halves[1])
            return value.isEmpty ? nil : value
        }
        return nil
    }

    /// `MemTotal` of `/proc/meminfo`, in bytes.
    package static func memory(in text: String) -> Int? {
        guard let value = value(of: "MemTotal", in: text),
            let count = Int(value.prefix { $0.isNumber }), count < 1 << 50
        else { return nil }
        return count << 10
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
