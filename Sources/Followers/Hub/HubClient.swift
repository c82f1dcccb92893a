import AsyncHTTPClient
import Governance
import NIOCore
import NIOHTTP1
package import Operations
import Transparency

/// Fetches from another hub, of which the person at the command line names the address.
///
/// INVARIANT: a request goes to that host, or by a redirect to one that is on the public Internet: its
/// addresses are asked for once, checked, and connected to. No client of this server says where to.
package struct HubClient: HubUpstream {
    package let address: String
    private let base: WebhookURL
    private let rule: WebhookRule
    private let token: String?
    private let resolve: WebhookSender.Resolve

    private static let redirectCountMax = 5
    private static let listByteCountMax = 32 << 20
    private static let pageCountMax = 100
    private static let secondsMax: Int64 = 30
    /// From the first byte of a file to the last.
    private static let fileHoursMax: Int64 = 12

    /// `token` is for the hub itself, and shown to no other host.
    ///
    /// - Throws: A fault when the address is none.
    package init(
        address: String, token: String?,
        resolve: @escaping WebhookSender.Resolve = HostNames.addresses(of:)
    ) throws(Failure) {
        let text = address.hasSuffix("/") ? String(address.dropLast()) : address
        do { base = try WebhookURL(text) } catch {
            throw .fault("bad_setting", "`hub-upstream` is no address of a hub: `\(address)`")
        }
        self.address = text
        self.token = token
        self.resolve = resolve
        rule = WebhookRule(allowsPrivate: false, hosts: [base.host])
    }

    package func commit(of project: String, at revision: String) async throws -> String? {
        let path =
            "/api/models/\(project)/revision/\(PercentEncoding.encode(revision, besides: ""))"
        guard let json = try await json(at: address + path)?.json else { return nil }
        guard let commit = json["sha"]?.stringValue, IntakeOffer.isCommit(commit) else {
            throw malformed
        }
        return commit
    }

    package func files(of project: String, at commit: String) async throws -> [UpstreamFile] {
        var next: String? =
            "\(address)/api/models/\(project)/tree/\(commit)?recursive=true&expand=false"
        var files: [UpstreamFile] = []
        for _ in 0..<Self.pageCountMax {
            guard let url = next else { return files }
            guard let page = try await json(at: url), let list = page.json.arrayValue else {
                throw malformed
            }
            for entry in list where entry["type"] == "file" {
                guard let file = UpstreamFile(listed: entry) else { throw malformed }
                files.append(file)
            }
            next = page.next
        }
        throw malformed
    }

    package func read(
        _ path: String, of project: String, at commit: String,
        _ body: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws {
        let steps = path.split(separator: "/").map {
            PercentEncoding.encode(String($0), besides: "")
        }
        let url = "\(address)/\(project)/resolve/\(commit)/\(steps.joined(separator: "/"))"
        try await get(url, timeout: .hours(Self.fileHoursMax)) { response in
            guard response.status == .ok else { throw self.unreachable(response.status.code) }
            for try await buffer in response.body { try body(Array(buffer.readableBytesView)) }
        }
    }

    /// - Returns: `nil` when there is no such thing, or nobody may know that there is.
    private func json(at url: String) async throws -> (json: JSON, next: String?)? {
        try await get(url, timeout: .seconds(Self.secondsMax)) { response in
            switch response.status.code {
            case 200: break
            case 401, 403, 404: return nil
            default: throw self.unreachable(response.status.code)
            }
            let bytes = try await response.body.collect(upTo: Self.listByteCountMax)
            guard let json = try? JSON(parsing: Array(bytes.readableBytesView)) else {
                throw self.malformed
            }
            let link = response.headers.first(name: "link").flatMap { self.next(in: $0) }
            return (json, link)
        }
    }

    /// The page after, when it is the hub's own.
    private func next(in link: String) -> String? {
        guard link.contains("rel=\"next\""), let start = link.firstIndex(of: "<"),
            let end = link[start...].firstIndex(of: ">")
        else { return nil }
        let url = String(link[start...].dropFirst().prefix(upTo: end))
        return url.hasPrefix(address + "/") ? url : nil
    }

    private var malformed: Failure {
        .fault("bad_provider", "\(address) answers as no hub does")
    }

    private func unreachable(_ status: UInt) -> Failure {
        .fault("provider_unreachable", "\(address) answered with status \(status)")
    }
}

// One request, with its redirects.
extension HubClient {
    private func get<Value: Sendable>(
        _ url: String, timeout: TimeAmount,
        _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        var text = url
        for _ in 0...Self.redirectCountMax {
            let (url, network) = try await checked(text)
            let client = client(for: url, at: network)
            do {
                let response = try await client.execute(
                    request(url), deadline: .now() + timeout)
                if (300..<400).contains(response.status.code),
                    let location = response.headers.first(name: "location")
                {
                    try? await client.shutdown()
                    text = location.hasPrefix("/") ? url.origin + location : location
                    continue
                }
                let value = try await read(response)
                try? await client.shutdown()
                return value
            } catch {
                try? await client.shutdown()
                if error is Failure { throw error }
                throw Failure.fault("provider_unreachable", "\(address) could not be reached")
            }
        }
        throw Failure.fault("bad_provider", "\(address) redirects without end")
    }

    private func checked(_ text: String) async throws -> (WebhookURL, NetworkAddress) {
        do {
            let url = try WebhookURL(text)
            try rule.check(url)
            let addresses = url.address.map { [$0] }
            let found: [NetworkAddress]
            if let addresses { found = addresses } else { found = try await resolve(url.host) }
            try rule.check(found, of: url)
            guard let first = found.first else { throw WebhookRefusal.noAddress(url.host) }
            return (url, first)
        } catch is WebhookRefusal {
            throw Failure.fault(
                "provider_unreachable",
                "\(address) leads to a host that has no address, or none on the public Internet")
        }
    }

    private func request(_ url: WebhookURL) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url.text)
        request.headers = ["user-agent": "Assay", "accept-encoding": "identity"]
        if let token, url.origin == base.origin {
            request.headers.add(name: "authorization", value: "Bearer \(token)")
        }
        return request
    }

    /// A client for one request, which knows the host by the checked address alone.
    private func client(for url: WebhookURL, at network: NetworkAddress) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            timeout: .init(
                connect: .seconds(Self.secondsMax), read: .seconds(Self.secondsMax)))
        if url.address == nil { configuration.dnsOverride = [url.host: network.description] }
        return HTTPClient.plain(configuration)
    }
}

extension UpstreamFile {
    fileprivate init?(listed: JSON) {
        guard let path = listed["path"]?.stringValue, let size = listed["size"]?.intValue,
            size >= 0, let oid = listed["oid"]?.stringValue
        else { return nil }
        var digest: Digest?
        if let large = listed["lfs"], !large.isNull {
            let text = (large["oid"] ?? large["sha256"])?.stringValue ?? ""
            guard let found = Digest("sha256:" + text) else { return nil }
            digest = found
        }
        self.init(path: path, byteCount: size, digest: digest, gitBlob: oid)
    }
}
