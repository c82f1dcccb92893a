import Governance
import Testing

@Suite struct PasswordRuleTests {
    @Test(arguments: [
        ("eleven byte", PasswordRefusal.tooShort(byteCountMin: 12)),
        ("", .tooShort(byteCountMin: 12)),
        (String(repeating: "ab cd ", count: 171), .tooLong(byteCountMax: 1_024)),
        ("Ruth.Long.Name@example.org", .isName), ("ruth.long.name", .isName),
        ("password1234", .isCommon), ("PassWord1234", .isCommon), ("aaaaaaaaaaaaaaaa", .isCommon),
        ("121212121212", .isCommon),
    ])
    func `a password that is short, long, the name or common is refused`(
        password: String, reason: PasswordRefusal
    ) {
        #expect(throws: reason) {
            try PasswordRule.check(password, of: "ruth.long.name@example.org")
        }
    }

    @Test(arguments: ["correct horse", "zwölf Bytes!", String(repeating: "ab cd efgh ", count: 93)])
    func `length is enough, whatever the characters`(password: String) throws {
        try PasswordRule.check(password, of: "ruth@example.org")
    }
}
