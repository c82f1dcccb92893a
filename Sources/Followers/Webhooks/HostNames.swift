import Dispatch
package import Governance

#if canImport(Glibc)
import Glibc
#endif

/// Asks the machine's resolver for the addresses of hosts, where waiting keeps nobody up.
package enum HostNames {
    private static let queue = DispatchQueue(label: "assay.host-names", attributes: .concurrent)

    /// All addresses of a host, each once, in the resolver's order; none when it has none.
    @Sendable package static func addresses(of host: String) async -> [NetworkAddress] {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: resolved(host)) }
        }
    }

    private static func resolved(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let entry = next?.pointee, found.count < 64 {
            if let address = address(entry), !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let socket = pointer.loadUnaligned(as: sockaddr_in.self)
            return withUnsafeBytes(of: socket.sin_addr) { NetworkAddress(bytes: Array($0)) }
        case AF_INET6:
            let socket = pointer.loadUnaligned(as: sockaddr_in6.self)
            return withUnsafeBytes(of: socket.sin6_addr) { NetworkAddress(bytes: Array($0)) }
        default: return nil
        }
    }
}
