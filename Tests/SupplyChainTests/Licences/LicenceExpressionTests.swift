import Testing

@testable import SupplyChain

@Suite struct LicenceExpressionTests {
    @Test(
        arguments: [
            ("mit", "MIT"), ("apache-2.0 OR mit", "Apache-2.0 OR MIT"),
            ("MIT and (GPL-2.0+ or BSD-3-Clause)", "MIT AND (GPL-2.0+ OR BSD-3-Clause)"),
            ("A OR B AND C", "A OR B AND C"), ("(A OR B) AND C", "(A OR B) AND C"),
            ("((A))AND(B)", "A AND B"), ("A AND (B AND C)", "A AND B AND C"),
            (
                "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT",
                "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT"
            ),
            (
                "DocumentRef-a:LicenseRef-b OR LicenseRef-C",
                "DocumentRef-a:LicenseRef-b OR LicenseRef-C"
            ),
            ("orange OR andy", "orange OR andy"),
        ])
    func `an expression has one normal form`(_ text: String, _ normal: String) throws {
        let expression = try LicenceExpression(parsing: text)
        #expect(expression.description == normal)
        #expect(try LicenceExpression(parsing: normal) == expression)
    }

    @Test(
        arguments: [
            ("", 0, .licenceExpected), ("MIT MIT", 4, .operatorExpected),
            ("AND", 0, .licenceExpected),
            ("MIT OR", 6, .licenceExpected), ("(MIT", 4, .notClosed),
            ("MIT)", 3, .operatorExpected),
            ("MIT WITH", 8, .exceptionExpected), ("MIT WITH OR", 11, .exceptionExpected),
            ("MIT +", 4, .operatorExpected), ("LicenseRef-a+", 13, .misplacedReference),
            ("MIT And ISC", 4, .operatorExpected), ("DocumentRef-a:MIT", 0, .licenceExpected),
            ("MIT/ISC", 3, .operatorExpected), ("MIT\u{E9}", 3, .operatorExpected),
        ] as [(String, Int, LicenceExpressionError.Reason)])
    func `what SPDX does not allow is refused, with the place`(
        _ text: String, _ offset: Int, _ reason: LicenceExpressionError.Reason
    ) {
        #expect(throws: LicenceExpressionError(offset: offset, reason: reason)) {
            try LicenceExpression(parsing: text)
        }
    }

    @Test func `size and nesting are limited`() {
        let deep = String(repeating: "(", count: 4_000)
        #expect(throws: LicenceExpressionError.self) { try LicenceExpression(parsing: deep) }
        let long = "MIT" + String(repeating: " OR MIT", count: 4_000)
        #expect(throws: LicenceExpressionError.self) { try LicenceExpression(parsing: long) }
    }

    @Test func `a normal form reads as the same expression, and no change traps`() throws {
        let seeds = ["(MIT OR Apache-2.0+) AND GPL-2.0 WITH x-1 OR DocumentRef-a:LicenseRef-b"]
        for bytes in Mutations(seeds: seeds, count: 20_000) {
            guard let expression = try? LicenceExpression(parsing: bytes.text) else { continue }
            #expect(try LicenceExpression(parsing: expression.description) == expression)
        }
    }
}
