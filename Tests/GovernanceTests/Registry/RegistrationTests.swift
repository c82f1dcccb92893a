import Testing
import Transparency

@testable import Governance

@Suite struct RegistrationTests {
    private func registration(_ parts: [Part] = Income.parts) throws -> Registration {
        Registration(
            name: try Income.name(), purpose: "sizes budgets", risk: .high,
            businessOwner: .init("bea"), technicalOwner: Income.tom,
            composition: Composition(parts))
    }

    @Test func `a complete registration makes its subject`() throws {
        #expect(try registration().subject(after: nil) == Income.subject())
    }

    @Test func `each thing that a person must say is asked for`() throws {
        let blanks: [(String, (inout Registration) -> Void)] = [
            ("--purpose", { $0.purpose = nil }), ("--purpose", { $0.purpose = "" }),
            ("--purpose", { $0.purpose = " \n\t\u{A0}" }),
            ("--business-owner", { $0.businessOwner = nil }),
            ("--technical-owner", { $0.technicalOwner = nil }), ("--risk", { $0.risk = nil }),
        ]
        for (name, blank) in blanks {
            var registration = try registration()
            blank(&registration)
            #expect(throws: RegistrationRefusal.incomplete([name])) {
                try registration.subject(after: nil)
            }
        }
    }

    @Test func `all that is missing is asked for at once`() throws {
        let registration = Registration(
            name: try Income.name(), purpose: nil, risk: nil, businessOwner: nil,
            technicalOwner: nil, composition: Income.composition)
        #expect(
            throws: RegistrationRefusal.incomplete([
                "--purpose", "--business-owner", "--technical-owner", "--risk",
            ])
        ) {
            try registration.subject(after: nil)
        }
    }

    @Test func `what is not said again stays as it was`() throws {
        let registration = Registration(
            name: try Income.name(), purpose: nil, risk: nil, businessOwner: nil,
            technicalOwner: nil, composition: Income.composition)
        #expect(try registration.subject(after: Income.subject()) == Income.subject())
    }

    @Test func `what is said again replaces what was`() throws {
        var registration = try registration()
        registration.purpose = "denies loans"
        registration.businessOwner = .init("ben")
        let subject = try registration.subject(after: Income.subject(risk: .low))
        #expect(subject.purpose == "denies loans")
        #expect(subject.risk == .high)
        #expect(subject.owners == .init(business: .init("ben"), technical: Income.tom))
    }

    @Test func `a purpose cannot be taken back by saying nothing in its place`() throws {
        var registration = try registration()
        registration.purpose = ""
        #expect(throws: RegistrationRefusal.incomplete(["--purpose"])) {
            try registration.subject(after: Income.subject())
        }
    }

    @Test func `a purpose has 4000 bytes at most`() throws {
        var registration = try registration()
        registration.purpose = String(repeating: "a", count: 4000)
        #expect(throws: Never.self) { try registration.subject(after: nil) }
        registration.purpose = String(repeating: "é", count: 2000) + "a"
        #expect(throws: RegistrationRefusal.purposeTooLong(limit: 4000)) {
            try registration.subject(after: nil)
        }
    }

    @Test func `a version without parts is refused`() throws {
        #expect(throws: RegistrationRefusal.noParts) {
            try registration([]).subject(after: nil)
        }
    }
}
