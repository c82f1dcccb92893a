import Crypto
import OpenIDConnect
import Transparency

/// What a browser keeps while its person is at the provider: the sign-in that waits, and the page to
/// go on to.
///
/// INVARIANT: the seal is made under the home's key, for one provider and one address to come back
/// to. So whatever comes back began at this server or at one that shares its home, at the time that
/// it says, and leads to the page that it was begun for.
package struct SealedSignIn: Sendable, Equatable {
    package let pending: PendingSignIn
    /// Where to go once signed in.
    package let next: String

    package init(_ pending: PendingSignIn, next: String) {
        self.pending = pending
        self.next = next
    }

    /// For a cookie of the browser.
    package func text(for settings: OpenIDSettings, on platform: Platform) -> String {
        let content = content
        let seal = HMAC<SHA256>.authenticationCode(
            for: Array(content.utf8), using: Self.key(for: settings, on: platform))
        return content + "." + Base64URL.encode(Array(seal))
    }

    /// Reads what ``text(for:on:)`` writes; `nil` when it was not written here, or for another
    /// provider.
    package init?(_ text: String, for settings: OpenIDSettings, on platform: Platform) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 6, let seal = Base64URL.decode(parts[5]),
            let next = Base64URL.decode(parts[4]).flatMap({ String(validating: $0, as: UTF8.self) }
            ),
            let pending = PendingSignIn(parts[..<4].joined(separator: "."))
        else { return nil }
        self.init(pending, next: next)
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            seal, authenticating: Array(content.utf8),
            using: Self.key(for: settings, on: platform))
        guard isOurs else { return nil }
    }

    private var content: String { pending.text + "." + Base64URL.encode(Array(next.utf8)) }

    /// The home's key signs releases; what is derived from it for this is of no use for those.
    private static func key(for settings: OpenIDSettings, on platform: Platform) -> SymmetricKey {
        let place = [settings.issuer, settings.redirectAddress, settings.clientID]
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(platform.keys.release.pem.utf8)),
            salt: Digest(of: Array(place.joined(separator: "\n").utf8)).bytes,
            info: Array("assay openid sign-in v1".utf8), outputByteCount: 32)
    }
}
