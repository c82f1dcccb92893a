import OpenIDConnect
package import Transparency

/// A request to an identity provider.
package struct ProviderRequest: Sendable, Equatable {
    package let method: String
    package let address: String
    package let headers: [String: String]
    package let body: [UInt8]

    package init(
        _ method: String, _ address: String, headers: [String: String] = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
    }
}

/// What the provider answers.
package struct ProviderAnswer: Sendable, Equatable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Sends a request: with the provider's certificate checked, no redirect followed, and an end to
/// its patience and to the size of the answer (1 MiB).
package typealias ProviderFetch = @Sendable (ProviderRequest) async throws -> ProviderAnswer

/// An identity provider: what it says of itself and its keys, kept for a while.
package actor OpenIDProvider {
    package nonisolated let settings: OpenIDSettings
    private let fetch: ProviderFetch
    private let now: @Sendable () -> Instant
    private var metadata: (value: ProviderMetadata, at: Instant)?
    private var keys: (value: KeySet, at: Instant)?

    static let lifeMilliseconds: Int64 = 3_600_000
    /// A token under a key that is not known has the keys fetched so often at most.
    static let refreshMilliseconds: Int64 = 60_000

    package init(
        settings: OpenIDSettings, now: @escaping @Sendable () -> Instant,
        fetch: @escaping ProviderFetch
    ) {
        self.settings = settings
        self.now = now
        self.fetch = fetch
    }

    func currentMetadata() async throws(Failure) -> ProviderMetadata {
        if let metadata, age(metadata.at) < Self.lifeMilliseconds { return metadata.value }
        let address = ProviderMetadata.address(of: settings.issuer)
        let bytes = try await get(address)
        do throws(ProviderError) {
            let value = try ProviderMetadata(parsing: bytes, of: settings.issuer)
            metadata = (value, now())
            return value
        } catch {
            throw .badProvider(address, error)
        }
    }

    /// Whom a code stands for.
    ///
    /// - Throws: A fault when the provider cannot be asked, and a refusal when the token is none.
    func token(
        for code: String, by pending: PendingSignIn
    ) async throws(Failure) -> IDToken {
        let text = try await tokenText(for: code, by: pending)
        let expectation = IDToken.Expectation(
            issuer: settings.issuer, clientID: settings.clientID, nonce: pending.nonce,
            now: now(), algorithms: settings.algorithms)
        let keys = try await currentKeys()
        do throws(IDTokenRefusal) {
            return try await IDToken(verifying: text, with: keys, expecting: expectation)
        } catch {
            guard error == .unknownKey, let fresh = try await refreshedKeys() else {
                throw .badToken(error)
            }
            return try await Self.token(text, fresh, expectation)
        }
    }

    private static func token(
        _ text: String, _ keys: KeySet, _ expectation: IDToken.Expectation
    ) async throws(Failure) -> IDToken {
        do throws(IDTokenRefusal) {
            return try await IDToken(verifying: text, with: keys, expecting: expectation)
        } catch {
            throw .badToken(error)
        }
    }

    private func tokenText(
        for code: String, by pending: PendingSignIn
    ) async throws(Failure) -> String {
        let metadata = try await currentMetadata()
        let request = TokenRequest(
            clientID: settings.clientID, clientSecret: settings.clientSecret,
            redirectAddress: settings.redirectAddress, code: code, challenge: pending.challenge)
        var headers = ["Content-Type": TokenRequest.contentType, "Accept": "application/json"]
        headers["Authorization"] = request.authorization(
            isSecretInBody: metadata.takesSecretInBody)
        let answer = try await send(
            ProviderRequest(
                "POST", metadata.tokenEndpoint, headers: headers,
                body: request.body(isSecretInBody: metadata.takesSecretInBody)))
        do throws(ProviderError) {
            return try TokenRequest.token(in: answer.body)
        } catch {
            throw .badProvider(metadata.tokenEndpoint, error)
        }
    }

    private func currentKeys() async throws(Failure) -> KeySet {
        if let keys, age(keys.at) < Self.lifeMilliseconds { return keys.value }
        return try await fetchKeys()
    }

    /// The keys once more, unless they are as new as can be.
    private func refreshedKeys() async throws(Failure) -> KeySet? {
        if let keys, age(keys.at) < Self.refreshMilliseconds { return nil }
        return try await fetchKeys()
    }

    private func fetchKeys() async throws(Failure) -> KeySet {
        let address = try await currentMetadata().keysEndpoint
        let bytes = try await get(address)
        do throws(ProviderError) {
            let value = try KeySet(parsing: bytes)
            keys = (value, now())
            return value
        } catch {
            throw .badProvider(address, error)
        }
    }

    private func age(_ moment: Instant) -> Int64 { now().milliseconds - moment.milliseconds }

    private func get(_ address: String) async throws(Failure) -> [UInt8] {
        let answer = try await send(
            ProviderRequest("GET", address, headers: ["Accept": "application/json"]))
        guard answer.status == 200 else {
            throw .fault(
                "provider_unreachable",
                "the identity provider answers `\(answer.status)` at `\(address)`")
        }
        return answer.body
    }

    private func send(_ request: ProviderRequest) async throws(Failure) -> ProviderAnswer {
        do {
            return try await fetch(request)
        } catch {
            throw .fault(
                "provider_unreachable",
                "the identity provider does not answer at `\(request.address)`")
        }
    }
}

extension Failure {
    fileprivate static func badProvider(_ address: String, _ error: ProviderError) -> Failure {
        if case .refused = error {
            return .refused("sign_in_not_completed", "the identity provider did not let you in")
        }
        return .fault("bad_provider", "what `\(address)` answers is of no use: \(error)")
    }

    fileprivate static func badToken(_ error: IDTokenRefusal) -> Failure {
        .refused("bad_id_token", "the identity provider's token is refused: \(error)")
    }
}
