import OpenIDConnect
package import Transparency

/// A sign-in that waits for the person to come back from their provider.
///
/// Its text is for a cookie of the browser that began it: who comes back with another state did not
/// begin here.
package struct PendingSignIn: Sendable, Equatable {
    package let state: String
    package let nonce: String
    package let verifier: String
    package let beganAt: Instant

    package static let lifeMilliseconds: Int64 = 600_000
    static let secretByteCount = 32

    init(random: (Int) -> [UInt8], at now: Instant) {
        state = Base64URL.encode(random(Self.secretByteCount))
        nonce = Base64URL.encode(random(Self.secretByteCount))
        verifier = Base64URL.encode(random(Self.secretByteCount))
        beganAt = now
    }

    var challenge: CodeChallenge { CodeChallenge(verifier: verifier) }

    package var text: String { "\(state).\(nonce).\(verifier).\(beganAt.milliseconds)" }

    /// Reads what ``text`` writes.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let milliseconds = Int64(parts[3]), milliseconds > 0,
            parts[..<3].allSatisfy({
                Base64URL.decode($0)?.count == Self.secretByteCount
            })
        else { return nil }
        (state, nonce, verifier) = (parts[0], parts[1], parts[2])
        beganAt = Instant(milliseconds: milliseconds)
        guard self.text == text else { return nil }
    }

    func isOver(at now: Instant) -> Bool {
        now.milliseconds - beganAt.milliseconds >= Self.lifeMilliseconds || now < beganAt
    }
}
