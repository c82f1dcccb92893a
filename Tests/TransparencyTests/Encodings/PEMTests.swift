import Testing

@testable import Transparency

@Suite struct PEMTests {
    @Test func `each block is found, whatever stands between`() {
        let text =
            "subject=x\r\n-----BEGIN A B-----\r\nAA\r\nAA\r\n-----END A B-----\r\nnote\n"
            + "-----BEGIN C-----\n-----END C-----"
        #expect(
            PEM.blocks(in: text) == [
                PEM(label: "A B", bytes: [0, 0, 0]), PEM(label: "C", bytes: []),
            ])
        #expect(PEM.blocks(in: "nothing here") == [])
    }

    @Test(arguments: [
        "-----BEGIN A-----\nAAAA\n", "-----BEGIN A-----\nAAAA\n-----END B-----",
        "-----BEGIN A-----\nA\n-----END A-----", "-----END A-----",
        "-----BEGIN A-----\n-----BEGIN A-----\n-----END A-----",
    ])
    func `a broken block is refused`(_ text: String) {
        #expect(PEM.blocks(in: text) == nil)
    }

    @Test func `lines have 64 characters and the last one ends`() {
        let text = PEM(label: "A", bytes: [UInt8](repeating: 0, count: 49)).text
        let sixtyFour = String(repeating: "A", count: 64)
        #expect(text == "-----BEGIN A-----\n\(sixtyFour)\nAA==\n-----END A-----\n")
    }
}
