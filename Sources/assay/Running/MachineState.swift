import Observation
import Operations

#if canImport(Glibc)
import Glibc
#endif

/// Reads what the kernel says of the machine.
enum MachineState {
    static func read() -> MachineFacts {
        let processors = text("/proc/cpuinfo")
        return MachineFacts(
            processor: MachineFacts.value(of: "model name", in: processors)
                ?? MachineFacts.value(of: "CPU part", in: processors),
            coreCount: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
            memoryByteCount: MachineFacts.memory(in: text("/proc/meminfo")),
            accelerators: accelerators(), kernel: kernel())
    }

    private static func kernel() -> String {
        var name = utsname()
        guard uname(&name) == 0 else { return "unknown" }
        return "\(string(name.sysname)) \(string(name.release)) \(string(name.machine))"
    }

    private static func string<Field>(_ field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// NVIDIA's, as its driver lists them.
    private static func accelerators() -> [String] {
        let folder = "/proc/driver/nvidia/gpus"
        guard let list = opendir(folder) else { return [] }
        defer { closedir(list) }
        var names: [String] = []
        while let entry = readdir(list), names.count < 64 {
            let name = string(entry.pointee.d_name)
            guard !name.hasPrefix(".") else { continue }
            let facts = text("\(folder)/\(name)/information")
            names.append(MachineFacts.value(of: "Model", in: facts) ?? "NVIDIA, of unknown model")
        }
        return names.sorted()
    }

    /// A file of the kernel's, whose size is not known before it is read; empty when there is none.
    private static func text(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256 << 10)
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard step > 0 else { break }
            count += step
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
