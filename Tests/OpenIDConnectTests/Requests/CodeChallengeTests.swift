import OpenIDConnect
import Testing

@Suite struct CodeChallengeTests {
    /// RFC 7636, appendix B.
    @Test func `the challenge is the verifier's hash`() {
        let challenge = CodeChallenge(verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        #expect(challenge.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }
}
