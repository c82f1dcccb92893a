import Governance
import OpenIDConnect

/// Sends a person to their identity provider.
package struct BeginOpenIDSignIn: Sendable {
    package let provider: OpenIDProvider

    package init(provider: OpenIDProvider) { self.provider = provider }

    package struct Begun: Sendable {
        /// Where to send the browser.
        package let address: String
        /// What the browser keeps meanwhile.
        package let pending: PendingSignIn
    }

    package func run(on platform: Platform) async throws(Failure) -> Begun {
        let metadata = try await provider.currentMetadata()
        let pending = PendingSignIn(random: platform.random, at: platform.now())
        let settings = provider.settings
        let request = AuthorizationRequest(
            endpoint: metadata.authorizationEndpoint, clientID: settings.clientID,
            redirectAddress: settings.redirectAddress, scopes: settings.scopes,
            state: pending.state, nonce: pending.nonce, challenge: pending.challenge)
        return Begun(address: request.address, pending: pending)
    }
}
