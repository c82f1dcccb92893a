import Testing
import Transparency

@testable import Followers

@Suite struct WebhookSignatureTests {
    /// The example of the Standard Webhooks reference libraries.
    @Test func `a message is signed as the specification's example is`() throws {
        let key = try #require(Base64.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = WebhookSignature(
            key: key, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature.header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `another id, moment or body has another signature`() {
        let one = WebhookSignature(key: [1], id: "a", timestamp: 1, body: [1])
        #expect(one != WebhookSignature(key: [2], id: "a", timestamp: 1, body: [1]))
        #expect(one != WebhookSignature(key: [1], id: "b", timestamp: 1, body: [1]))
        #expect(one != WebhookSignature(key: [1], id: "a", timestamp: 2, body: [1]))
        #expect(one != WebhookSignature(key: [1], id: "a", timestamp: 1, body: [2]))
    }
}
