import FoundationEssentials
import Glibc
import Operations
import Transparency

/// ONNX Runtime's library, found and loaded.
struct ONNXRuntimeLibrary: Sendable {
    let functions: ONNXRuntimeFunctions
    /// Such as `1.31.1`, as it says itself.
    let version: String
    /// Of its file; `nil` when it cannot be read again.
    let digest: Digest?

    private static let usualNames = ["libonnxruntime.so.1", "libonnxruntime.so"]
    /// Where a package has it, below a folder that somebody names.
    private static let folders = ["", "/capi", "/lib", "/onnxruntime/capi"]

    private typealias Base = @convention(c) () -> UnsafeRawPointer?
    typealias GetTable = @convention(c) (UInt32) -> UnsafeRawPointer?
    typealias GetVersion = @convention(c) () -> UnsafePointer<CChar>?

    /// - Parameter place: The library, or a folder that has it; `nil` for where programs find theirs.
    /// - Returns: The library, which stays loaded.
    /// - Throws: A fault when it is not there, is no ONNX Runtime, or too old.
    static func load(from place: String?) throws(Failure) -> ONNXRuntimeLibrary {
        let names = try place.map { (place) throws(Failure) in [try file(at: place)] } ?? usualNames
        for name in names {
            if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) {
                return try ONNXRuntimeLibrary(handle, called: name)
            }
        }
        let reason = dlerror().map { String(cString: $0) } ?? ""
        guard let place else {
            throw .fault(
                "no_runtime",
                "ONNX Runtime may run it, and was not found: name its library, or a folder that has "
                    + "it such as `…/site-packages/onnxruntime/capi`, with `--onnxruntime` or "
                    + "ASSAY_ONNXRUNTIME")
        }
        throw .fault("bad_runtime", "`\(place)` does not load: \(reason.shortened)")
    }

    /// The library itself, or what a folder has of that name.
    private static func file(at place: String) throws(Failure) -> String {
        var status = stat()
        guard stat(place, &status) == 0 else {
            throw .fault("bad_runtime", "there is no ONNX Runtime at `\(place)`: no such file")
        }
        // Without a slash the name would be looked for elsewhere.
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return place.contains("/") ? place : "./\(place)"
        }
        for folder in folders {
            let names = try? FileManager.default.contentsOfDirectory(atPath: place + folder)
            let found = (names ?? []).filter { $0.hasPrefix("libonnxruntime.so") }.sorted()
            if let name = found.first { return "\(place)\(folder)/\(name)" }
        }
        throw .fault("bad_runtime", "the folder `\(place)` has no libonnxruntime.so")
    }

    private init(_ handle: UnsafeMutableRawPointer, called name: String) throws(Failure) {
        guard let symbol = dlsym(handle, "OrtGetApiBase") else {
            dlclose(handle)
            throw .fault("bad_runtime", "`\(name)` is no ONNX Runtime: it has no OrtGetApiBase")
        }
        guard let base = unsafeBitCast(symbol, to: Base.self)() else {
            throw .fault("bad_runtime", "`\(name)` gives no interface")
        }
        let file = Self.file(holding: UInt(bitPattern: symbol))
        try self.init(
            base: base, called: name,
            digest: try file.map { (file) throws(Failure) in
                Digest(of: try FileBytes.read(file))
            })
    }

    /// The file that an address of this process was loaded from, by the kernel's list.
    ///
    /// Source: proc_pid_maps(5): `first-last rights offset device inode path`.
    private static func file(holding address: UInt) -> String? {
        let maps = FileManager.default.contents(atPath: "/proc/self/maps") ?? Data()
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(
                separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard fields.count == 6, ends.count == 2, (ends[0]..<ends[1]).contains(address)
            else { continue }
            return String(fields[5].drop { $0 == " " })
        }
        return nil
    }

    /// - Parameters:
    ///   - base: What `OrtGetApiBase` gives: the addresses of two functions.
    ///   - name: What sentences call it.
    ///   - digest: Of the library's file.
    /// - Throws: A fault when it has not the version of the interface that is asked for.
    init(base: UnsafeRawPointer, called name: String, digest: Digest?) throws(Failure) {
        let getTable = base.load(as: GetTable?.self)
        let getVersion = base.load(
            fromByteOffset: MemoryLayout<UnsafeRawPointer>.stride, as: GetVersion?.self)
        version = getVersion?().map { String(cString: $0) } ?? "unknown"
        guard let table = getTable?(ONNXRuntimeFunctions.apiVersion),
            let functions = ONNXRuntimeFunctions(table)
        else {
            throw .fault(
                "bad_runtime",
                "`\(name)` is ONNX Runtime \(version.shortened), which does not offer version "
                    + "\(ONNXRuntimeFunctions.apiVersion) of its C interface; 1.0 or later does")
        }
        self.functions = functions
        self.digest = digest
    }
}

extension String {
    /// Another program's words, on one line.
    var shortened: String {
        String(map { $0.isNewline ? " " : $0 }.prefix(300))
    }
}
