import AsyncHTTPClient
package import Governance
import NIOCore
import NIOHTTP1
package import Operations
package import SupplyChain

/// Asks another index for packages: its pages at the address that whoever runs the server chose, and
/// its files where the pages say they are.
///
/// INVARIANT: a file on another host than the index's own comes over TLS from a public address, which
/// was resolved once; no redirect is followed.
package actor PackageIndexClient: PackageUpstream {
    package typealias Resolve = @Sendable (_ host: String) async throws -> [NetworkAddress]

    private nonisolated let base: WebhookURL
    private nonisolated let resolve: Resolve
    private var pages: [PackageName: Known] = [:]

    private struct Known {
        let page: IndexPage?
        let until: NIODeadline
    }

    private static let pageSecondsMax: Int64 = 30
    private static let fileSecondsMax: Int64 = 3_600
    /// How long a page is good; what an installer asks for in one go is asked for once.
    private static let keptSeconds: Int64 = 60
    private static let pageCountMax = 200

    /// `url`: Such as `https://pypi.org/simple`.
    ///
    /// - Throws: A fault when it is no plain URL.
    package init(
        url: String, resolve: @escaping Resolve = HostNames.addresses(of:)
    ) throws(Failure) {
        let text = url.hasSuffix("/") ? url : url + "/"
        do throws(WebhookRefusal) {
            base = try WebhookURL(text)
        } catch {
            throw .fault("bad_setting", "`package-upstream` is `\(url)`, expected an index's URL")
        }
        self.resolve = resolve
    }

    package func page(of project: PackageName) async throws -> IndexPage? {
        if let known = pages[project], known.until > .now() { return known.page }
        let page = try await asked(project)
        if pages.count >= Self.pageCountMax { pages.removeAll() }
        pages[project] = Known(page: page, until: .now() + .seconds(Self.keptSeconds))
        return page
    }

    private nonisolated func asked(_ project: PackageName) async throws -> IndexPage? {
        let url = Self.page(of: project, at: base)
        return try await get(
            url, accept: "application/vnd.pypi.simple.v1+json", Self.pageSecondsMax
        ) { response in
            guard response.status != .notFound else { return nil }
            guard response.status == .ok else {
                throw Self.fault("it answers \(response.status.code) for `\(project)`")
            }
            let body = try await response.body.collect(upTo: IndexPage.byteCountMax)
            do throws(DocumentError) {
                return try IndexPage(json: Array(body.readableBytesView))
            } catch { throw Self.fault("\(error)") }
        }
    }

    package nonisolated func bytes(
        of file: IndexPage.File, of project: PackageName
    ) -> ByteSource {
        ByteSource(statedByteCount: file.byteCount) { consume in
            try await self.download(file, of: project, "", Self.fileSecondsMax) { body in
                for try await piece in body {
                    try piece.withUnsafeReadableBytes(consume)
                }
            }
        }
    }

    package nonisolated func metadata(
        of file: IndexPage.File, of project: PackageName, byteCountMax: Int
    ) async throws -> [UInt8] {
        let suffix = DistributionFileName.metadataSuffix
        return try await download(file, of: project, suffix, Self.pageSecondsMax) { body in
            Array(try await body.collect(upTo: byteCountMax).readableBytesView)
        }
    }

    package nonisolated func address(of file: IndexPage.File, of project: PackageName) -> String? {
        IndexAddress(file.address, on: Self.page(of: project, at: base))?.url.text
    }

    private nonisolated func download<Answer: Sendable>(
        _ file: IndexPage.File, of project: PackageName, _ suffix: String, _ seconds: Int64,
        _ body: (HTTPClientResponse.Body) async throws -> Answer
    ) async throws -> Answer {
        let page = Self.page(of: project, at: base)
        guard let url = IndexAddress(file.address, on: page)?.url.appending(suffix) else {
            throw Self.fault("the address of `\(file.name)` is none")
        }
        return try await get(url, accept: "*/*", seconds) { response in
            guard response.status == .ok else {
                throw Self.fault("it answers \(response.status.code) for `\(file.name)`")
            }
            return try await body(response.body)
        }
    }

    private static func page(of project: PackageName, at base: WebhookURL) -> WebhookURL {
        base.appending("\(project)/") ?? base
    }

    private static func fault(_ reason: String) -> Failure {
        .fault("provider_unreachable", "the index that packages come from fails: \(reason)")
    }
}

// Connections.
extension PackageIndexClient {
    private nonisolated func get<Answer: Sendable>(
        _ url: WebhookURL, accept: String, _ seconds: Int64,
        _ read: (HTTPClientResponse) async throws -> Answer
    ) async throws -> Answer {
        let client = try await client(for: url)
        do {
            var request = HTTPClientRequest(url: url.text)
            request.headers.add(name: "accept", value: accept)
            request.headers.add(name: "user-agent", value: "Assay")
            let response = try await client.execute(request, timeout: .seconds(seconds))
            let answer = try await read(response)
            try? await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw Self.phrased(error)
        }
    }

    private static func phrased(_ error: any Error) -> any Error {
        switch error {
        case is Failure, is CancellationError: error
        case let error as HTTPClientError: fault(error.shortDescription.lowercased())
        default: fault("it could not be reached")
        }
    }

    /// A client for one request; on another host than the index's own, it knows the host by a checked
    /// address alone.
    private nonisolated func client(for url: WebhookURL) async throws -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            timeout: .init(connect: .seconds(10), read: .seconds(30)))
        if url.origin != base.origin {
            let address = try await checkedAddress(of: url)
            if url.address == nil { configuration.dnsOverride = [url.host: address.description] }
        }
        return HTTPClient.plain(configuration)
    }

    private nonisolated func checkedAddress(of url: WebhookURL) async throws -> NetworkAddress {
        guard url.isSecure else { throw Self.fault("`\(url.host)` is another host, without TLS") }
        do {
            try WebhookRule.publicOnly.check(url)
            let addresses =
                if let own = url.address { [own] } else { try await resolve(url.host) }
            try WebhookRule.publicOnly.check(addresses, of: url)
            if let first = addresses.first { return first }
        } catch is WebhookRefusal {}
        throw Self.fault("`\(url.host)` is not on the public Internet")
    }
}

/// Where a page says that a file is.
struct IndexAddress {
    let url: WebhookURL

    /// `text`: An address, or a path from the page's own; what is behind a `#` is for the reader.
    ///
    /// - Returns: `nil` when it is none.
    init?(_ text: String, on page: WebhookURL) {
        let plain = text.prefix { $0 != "#" }
        if plain.contains("://") {
            guard let url = try? WebhookURL(String(plain)) else { return nil }
            self.url = url
            return
        }
        guard !plain.hasPrefix("//"), !plain.isEmpty else { return nil }
        let folder = page.path.prefix { $0 != "?" }.split(
            separator: "/", omittingEmptySubsequences: false
        ).dropLast()
        var steps = plain.hasPrefix("/") ? [""] : folder.map(String.init)
        for step in plain.split(separator: "/") {
            switch step {
            case ".": break
            case "..": if steps.count > 1 { steps.removeLast() }
            default: steps.append(String(step))
            }
        }
        guard let url = try? WebhookURL(page.origin + steps.joined(separator: "/")) else {
            return nil
        }
        self.url = url
    }
}

extension WebhookURL {
    fileprivate func appending(_ text: String) -> WebhookURL? { try? WebhookURL(self.text + text) }
}
