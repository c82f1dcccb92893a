import Dispatch
import Glibc
import LibFuzzer
import ModelSigning
import Synchronization
import Transparency

@main
struct FuzzSigning {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// No bytes that somebody signs with make the reader of certificates and log entries fail, and no
/// signature that the fuzzer finds is anybody's.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? TrustedRoot(parsing: input)
    _ = try? CertificateTrust(pem: String(decoding: input, as: UTF8.self))
    checkChain(input)
    guard let json = try? JSON(parsing: input) else { return 0 }
    checkMaterial(json)
    if let bundle = try? ModelSigningBundle(json) { checkBundle(bundle) }
    return 0
}

/// A certificate inside a bundle is base64, which a fuzzer hardly gets through: try it as it is.
private func checkChain(_ der: [UInt8]) {
    guard let chain = try? CertificateChain(der: [der]) else { return }
    _ = chain.leaf.shownSubject
    _ = try? chain.leaf.verifyingKey()
    guard let trust else { return }
    _ = finished { try? await trust.path(of: chain, at: moment) }
}

/// The same for what a bundle holds besides its envelope, with an envelope that is sound.
private func checkMaterial(_ json: JSON) {
    let bundle = try? ModelSigningBundle([
        "mediaType": .string(ModelSigningBundle.mediaType), "dsseEnvelope": envelope,
        "verificationMaterial": json,
    ])
    if let bundle { checkBundle(bundle) }
}

private func checkBundle(_ bundle: ModelSigningBundle) {
    if let trust {
        _ = finished { try? await bundle.verified(by: .certificateHolder(trust, .at(moment))) }
        _ = finished { try? await bundle.verified(by: .certificateHolder(trust, .issue)) }
    }
    if let root {
        let identity = SigstoreIdentity(name: "stefanb@us.ibm.com", issuer: "https://example.org")
        let verified = finished { try? await bundle.verified(by: .identity(identity, root)) }
        precondition(verified == nil, "a foreign signature counts")
    }
}

/// Waits for what suspends nowhere.
private func finished<Value: Sendable>(_ work: @escaping @Sendable () async -> Value?) -> Value? {
    let done = DispatchSemaphore(value: 0)
    let box = Box<Value>()
    Task.detached {
        let value = await work()
        box.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    return box.value.withLock { $0 }
}

private final class Box<Value: Sendable>: Sendable { let value = Mutex<Value?>(nil) }

private let moment = Instant(milliseconds: 1_760_062_340_000)
private let envelope =
    (try? ModelSigningBundle(
        name: "m", files: [("a", Digest(of: [1]))], signedBy: .generate()))?.envelope.json ?? .null
private let trust = try? CertificateTrust(pem: seed("ca-cert.pem"))
private let root = try? TrustedRoot(parsing: Array(seed("trusted_root.json").utf8))

/// A seed's text, found beside this file's package.
private func seed(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let file = fopen("/\(folder)/Seeds/FuzzSigning/\(name)", "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
}
