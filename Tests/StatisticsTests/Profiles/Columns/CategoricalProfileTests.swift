import Testing

@testable import Statistics

@Suite struct CategoricalProfileTests {
    @Test func `codes of different dictionaries are the same categories`() throws {
        var profile = CategoricalProfile()
        try profile.add(codes: [0, 1, -1, 0], names: ["a", "b"])
        try profile.add(codes: [0, 1, 1], names: ["b", "c"])
        #expect(profile.rows == 7 && profile.nulls == 1 && profile.categories == 3)
        #expect(profile.frequent.count(of: "b") == 2 && profile.frequent.count(of: "c") == 2)
    }

    @Test func `a code or count without sense is refused and adds nothing`() throws {
        var profile = CategoricalProfile()
        #expect(throws: SketchError.codeUnknown(row: 1, code: 2, names: 2)) {
            try profile.add(codes: [0, 2], names: ["a", "b"])
        }
        #expect(throws: SketchError.countsInvalid) { try profile.add(["a"], counts: [-1]) }
        #expect(throws: SketchError.countsInvalid) { try profile.add(["a"], counts: []) }
        #expect(profile == CategoricalProfile())
    }

    @Test func `of very many categories the number is estimated`() throws {
        var profile = CategoricalProfile()
        let names = (0..<30_000).map { "category \($0)" }
        try profile.add(names, counts: names.map { _ in 1 })
        #expect((profile.categories / 30_000 - 1).magnitude < 0.07)
        #expect(profile.frequent.total == 30_000)
    }
}
