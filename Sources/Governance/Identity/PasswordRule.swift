/// Why a password is not taken.
package enum PasswordRefusal: Error, Sendable, Equatable {
    case tooShort(byteCountMin: Int)
    case tooLong(byteCountMax: Int)
    /// It is the account's own name.
    case isName
    /// It is among the first that anybody tries.
    case isCommon
}

/// What a password must be.
///
/// Length is asked and no mixture of characters: that makes passwords that are hard to remember
/// and no harder to guess (OWASP ASVS 5.0, V6.2).
package enum PasswordRule {
    package static let byteCountMin = 12
    package static let byteCountMax = 1_024

    /// - Throws: ``PasswordRefusal`` with the first reason against it.
    package static func check(_ password: String, of name: String) throws(PasswordRefusal) {
        guard password.utf8.count >= byteCountMin else {
            throw .tooShort(byteCountMin: byteCountMin)
        }
        guard password.utf8.count <= byteCountMax else {
            throw .tooLong(byteCountMax: byteCountMax)
        }
        let folded = password.lowercased()
        let account = name.lowercased()
        let local = account.split(separator: "@").first.map(String.init) ?? account
        guard folded != account, folded != local else { throw .isName }
        guard Set(folded).count > 3, !common.contains(folded) else { throw .isCommon }
    }

    /// The most common of those that are long enough.
    private static let common: Set = [
        "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567890abc",
        "abc123456789", "abcdefghijkl", "abcdefghijklm", "admin1234567", "administrator",
        "administrator1", "adminadmin12", "adminpassword", "assayassayassay", "basketball12",
        "changemechangeme", "changeme1234", "charlie12345", "computer1234", "football1234",
        "iloveyou1234", "iloveyouiloveyou", "letmeinletmein", "letmein12345", "liverpool123",
        "manchester1", "michael12345", "monkey123456", "p@ssw0rd1234", "passw0rd1234",
        "password1234", "password12345", "password123456", "passwordpassword", "princess1234",
        "q1w2e3r4t5y6", "q1w2e3r4t5y6u7", "qazwsxedcrfv", "qwerty123456", "qwertyqwerty",
        "qwertyuiop12", "qwertyuiop123", "qwertyuiop[]", "qwertyuiopas", "qwertyuiopasdfgh",
        "secretsecret", "starwars1234", "sunshine1234", "superman1234", "trustno1trustno1",
        "unknownunknown", "welcome12345", "welcomewelcome", "zaq12wsxcde3", "zxcvbnm12345",
    ]
}
