import Testing

@testable import Tables

@Suite struct TypeGuessTests {
    private func guess(_ cells: [String]) -> ColumnType {
        var guess = TypeGuess()
        for cell in cells { guess.look(at: Array(cell.utf8).span) }
        return guess.type
    }

    @Test(
        arguments: [
            ([], .number), (["", "NA", "null"], .number), (["1", "", "-2"], .integer),
            (["0", "1"], .integer), (["1", "2.5"], .number), (["1e3"], .number),
            (["NaN", "1"], .number),
            (["inf"], .number), (["true", "FALSE", ""], .boolean), (["true", "1"], .category),
            (["2026-11-21"], .date), (["2026-11-21", "2026-11-21T10:00"], .timestamp),
            (["2026-11-21", "1"], .category), (["a"], .category), (["1", "x"], .category),
            (["1,5"], .category), (["?"], .category),
        ] as [([String], ColumnType)])
    func `the narrowest type that all cells have is guessed`(_ cells: [String], _ type: ColumnType)
    {
        #expect(guess(cells) == type, "\(cells)")
    }
}
