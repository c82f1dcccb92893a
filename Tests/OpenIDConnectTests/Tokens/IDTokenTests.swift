import OpenIDConnect
import Testing
import Transparency

@Suite struct IDTokenTests {
    private let provider = TestProvider()

    private func refusal(
        _ change: (inout [String: JSON]) -> Void, after seconds: Int64 = 0
    ) async throws -> IDTokenRefusal? {
        var claims = TestProvider.claims
        change(&claims)
        let token = try provider.token(claims)
        let keys = try provider.keys()
        do {
            _ = try await IDToken(
                verifying: token, with: keys,
                expecting: TestProvider.expectation(after: seconds))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [nil, "", "https://login.example.org/realm/", "https://evil.example"])
    func `another issuer's token is refused`(issuer: String?) async throws {
        #expect(try await refusal { $0["iss"] = issuer.map(JSON.string) } == .otherIssuer)
    }

    @Test(
        arguments: [
            nil, "", "other", ["other"], [], 1, ["assay", "other"], ["assay", 1],
        ] as [JSON?])
    func `a token for another client, or for others too, is refused`(audience: JSON?) async throws {
        #expect(try await refusal { $0["aud"] = audience } == .otherAudience)
    }

    @Test func `a token for several is taken when it names this one as its party`() async throws {
        #expect(
            try await refusal {
                $0["aud"] = ["assay", "other"]
                $0["azp"] = "assay"
            } == nil)
        #expect(try await refusal { $0["azp"] = "other" } == .otherAudience)
        #expect(try await refusal { $0["azp"] = 1 } == .otherAudience)
    }

    @Test func `a token holds until it expires, and a minute for the clocks`() async throws {
        #expect(try await refusal({ _ in }, after: 359) == nil)
        #expect(try await refusal({ _ in }, after: 360) == .expired)
        #expect(try await refusal { $0["exp"] = nil } == .expired)
        #expect(try await refusal { $0["exp"] = "never" } == .expired)
    }

    @Test func `a token is not taken before it is valid`() async throws {
        #expect(try await refusal({ _ in }, after: -60) == nil)
        #expect(try await refusal({ _ in }, after: -61) == .notYetValid)
        #expect(try await refusal { $0["iat"] = nil } == .notYetValid)
        let later = Int(TestProvider.now.milliseconds / 1_000) + 120
        #expect(try await refusal { $0["nbf"] = JSON(later) } == .notYetValid)
        #expect(try await refusal { $0["nbf"] = "now" } == .notYetValid)
    }

    @Test(arguments: [nil, "", "another"])
    func `a token of another sign-in is refused`(nonce: String?) async throws {
        #expect(try await refusal { $0["nonce"] = nonce.map(JSON.string) } == .otherNonce)
    }

    @Test(arguments: [nil, "", 7, .string(String(repeating: "s", count: 256))] as [JSON?])
    func `a token about nobody is refused`(subject: JSON?) async throws {
        #expect(try await refusal { $0["sub"] = subject } == .noSubject)
    }
}
