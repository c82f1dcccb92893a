/// What the door of a platform remembers between requests, in this process alone.
package struct Doorkeeper: Sendable {
    package let passwords: PasswordHasher
    package let signIns: SignInThrottle
    package let refusals: RefusalThrottle
    package let audits: AuditDesk

    package init(
        passwords: PasswordHasher = PasswordHasher(), signIns: SignInThrottle = SignInThrottle(),
        refusals: RefusalThrottle = RefusalThrottle(), audits: AuditDesk = AuditDesk()
    ) {
        self.passwords = passwords
        self.signIns = signIns
        self.refusals = refusals
        self.audits = audits
    }
}
