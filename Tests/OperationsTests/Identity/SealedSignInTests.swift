import Operations
import Testing
import Transparency

@Suite struct SealedSignInTests {
    private let story: IdentityStory
    private let provider: OpenIDProvider

    init() throws {
        story = try IdentityStory()
        provider = try TestProvider().provider(on: story.test)
    }

    private func sealed(_ next: String = "/versions?q=a.b") async throws -> SealedSignIn {
        let begun = try await BeginOpenIDSignIn(provider: provider).run(on: story.platform)
        return SealedSignIn(begun.pending, next: next)
    }

    @Test func `what was written is read`() async throws {
        let kept = try await sealed()
        let text = kept.text(for: provider.settings, on: story.platform)
        #expect(SealedSignIn(text, for: provider.settings, on: story.platform) == kept)
        #expect(text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ";") })
    }

    @Test func `no character of it can be changed, added or taken`() async throws {
        let text = try await sealed().text(for: provider.settings, on: story.platform)
        let bytes = Array(text.utf8)
        var forgeries = [text + "A", text + ".", String(text.dropLast()), ""]
        for index in bytes.indices {
            var changed = bytes
            changed[index] = changed[index] == UInt8(ascii: "1") ? 0x32 : 0x31
            forgeries.append(String(decoding: changed, as: UTF8.self))
        }
        for forgery in forgeries {
            let read = SealedSignIn(forgery, for: provider.settings, on: story.platform)
            #expect(read == nil, "\(forgery)")
        }
    }

    @Test func `another home's is not taken`() async throws {
        let text = try await sealed().text(for: provider.settings, on: story.platform)
        let other = try IdentityStory()
        #expect(SealedSignIn(text, for: provider.settings, on: other.platform) == nil)
    }
}
