import Testing

@testable import Statistics

@Suite struct LatticePathsTests {
    /// Walks every path.
    static func share(_ n: Int, _ m: Int, _ distance: Double) -> Double {
        func count(_ i: Int, _ j: Int, _ touched: Bool) -> (Int, Int) {
            let off = (Double(i) / Double(n) - Double(j) / Double(m)).magnitude
            let touches = touched || off >= distance - 1e-12
            if i == n, j == m { return (touches ? 1 : 0, 1) }
            let right = i < n ? count(i + 1, j, touches) : (0, 0)
            let up = j < m ? count(i, j + 1, touches) : (0, 0)
            return (right.0 + up.0, right.1 + up.1)
        }
        let counts = count(0, 0, false)
        return Double(counts.0) / Double(counts.1)
    }

    @Test(arguments: [(1, 1), (3, 5), (4, 4), (6, 4), (7, 2), (5, 6)])
    func `the share is that of all paths, walked one by one`(_ n: Int, _ m: Int) {
        let divisor = (1...n).last { n.isMultiple(of: $0) && m.isMultiple(of: $0) } ?? 1
        for step in 1...(n * m / divisor) {
            let distance = Double(step * divisor) / Double(n * m)
            let share = LatticePaths(n, m).touching(distance)
            #expect(isClose(share, Self.share(n, m, distance)), "\(n), \(m), \(distance)")
        }
    }

    @Test func `no distance is certain`() {
        #expect(LatticePaths(9, 7).touching(0) == 1)
        #expect(LatticePaths(10_000, 9_999).touching(0.9) == 0)
    }
}
