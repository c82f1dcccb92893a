import OpenIDConnect
import Testing
import Transparency

@Suite struct TokenRequestTests {
    private func request(secret: String?) -> TokenRequest {
        TokenRequest(
            clientID: "assay", clientSecret: secret, redirectAddress: "https://a.example/back",
            code: "c/d", challenge: CodeChallenge(verifier: "v"))
    }

    private static let body =
        "grant_type=authorization_code&code=c%2Fd&redirect_uri=https%3A%2F%2Fa.example%2Fback"
        + "&client_id=assay&code_verifier=v"

    @Test func `the secret goes where the provider wants it, and nowhere else`() {
        let request = request(secret: "s:t")
        #expect(request.body(isSecretInBody: false) == Array(Self.body.utf8))
        #expect(
            request.authorization(isSecretInBody: false)
                == "Basic " + Base64.encode(Array("assay:s%3At".utf8)))
        #expect(
            request.body(isSecretInBody: true)
                == Array((Self.body + "&client_secret=s%3At").utf8))
        #expect(request.authorization(isSecretInBody: true) == nil)
        #expect(self.request(secret: nil).authorization(isSecretInBody: false) == nil)
    }

    @Test func `the answer's token is taken, and its refusal said in safe words`() throws {
        #expect(try TokenRequest.token(in: Array(#"{"id_token":"a.b.c"}"#.utf8)) == "a.b.c")
        #expect(throws: ProviderError.refused("invalid_grantm")) {
            try TokenRequest.token(in: Array(#"{"error":"invalid_grant\u001b[31m"}"#.utf8))
        }
        #expect(throws: ProviderError.missing("id_token")) {
            try TokenRequest.token(in: Array("{}".utf8))
        }
        #expect(throws: ProviderError.notJSON) { try TokenRequest.token(in: [0x3C]) }
    }
}
