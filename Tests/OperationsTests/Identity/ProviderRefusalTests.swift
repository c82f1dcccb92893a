import Operations
import Testing

@Suite struct ProviderRefusalTests {
    @Test(arguments: ProviderRefusal.allCases)
    func `each code of the standard is a refusal with a sentence`(refusal: ProviderRefusal) {
        let failure = ProviderRefusal.failure(refusal.rawValue)
        #expect(failure.kind == .refused)
        #expect(failure.code == "sign_in_not_completed")
        #expect(failure.message != ProviderRefusal.failure("").message)
    }

    @Test func `words that are not the standard's are not repeated`() {
        let failure = ProviderRefusal.failure("call 0900 now")
        #expect(failure.kind == .refused)
        #expect(!failure.message.contains("0900"))
    }
}
