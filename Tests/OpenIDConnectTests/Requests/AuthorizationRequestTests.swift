import OpenIDConnect
import Testing

@Suite struct AuthorizationRequestTests {
    private func address(_ endpoint: String) -> String {
        AuthorizationRequest(
            endpoint: endpoint, clientID: "as say&", redirectAddress: "https://a.example/back?x=1",
            scopes: ["openid", "email"], state: "s", nonce: "n",
            challenge: CodeChallenge(verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        ).address
    }

    @Test func `a person is sent with all that the provider must give back`() {
        #expect(
            address("https://login.example.org/authorize")
                == "https://login.example.org/authorize?response_type=code&client_id=as%20say%26"
                + "&redirect_uri=https%3A%2F%2Fa.example%2Fback%3Fx%3D1&scope=openid%20email"
                + "&state=s&nonce=n"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                + "&code_challenge_method=S256")
        #expect(
            address("https://a.example/o?tenant=1").hasPrefix("https://a.example/o?tenant=1&re"))
    }
}
