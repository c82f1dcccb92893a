import Testing

@testable import Transparency

@Suite struct EllipticCurveTests {
    @Test func `a curve is known by its object identifier`() throws {
        for vector in KeyVectors.all {
            let der = try #require(PEM.blocks(in: vector.publicKey)?.first?.bytes)
            #expect(EllipticCurve(namedIn: der)?.rawValue == vector.curve)
        }
        #expect(EllipticCurve(namedIn: []) == nil)
    }
}
