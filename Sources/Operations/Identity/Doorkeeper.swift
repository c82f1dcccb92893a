/// What the door of a platform remembers between requests, in this process alone.
package struct Doorkeeper: Sendable {
    package let passwords: PasswordHasher
    package let signIns: SignInThrottle
    package let refusals: RefusalThrottle

    package init(
        passwords: PasswordHasher = PasswordHasher(), signIns: SignInThrottle = SignInThrottle(),
        refusals: RefusalThrottle = RefusalThrottle()
    ) {
        self.passwords = passwords
        self.signIns = signIns
        self.refusals = refusals
    }
}
