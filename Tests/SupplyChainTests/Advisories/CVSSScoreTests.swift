import Testing

@testable import SupplyChain

@Suite struct CVSSScoreTests {
    /// From the examples of FIRST's specification.
    @Test(
        arguments: [
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, .critical),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 100, .critical),
            ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64, .medium),
            ("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 31, .low),
            ("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:P", 78, .high),
            ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0, .none),
        ] as [(String, Int, CVSSScore.Level)])
    func `the base score is FIRST's`(_ vector: String, _ tenths: Int, _ level: CVSSScore.Level) {
        let score = CVSSScore(vector: vector)
        #expect(score?.tenths == tenths && score?.level == level)
    }

    @Test(
        arguments: [
            "", "CVSS:4.0/AV:N", "AV:N/AC:L/Au:N/C:P/I:P/A:P", "CVSS:3.1/AV:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H",
            "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A",
        ])
    func `what is no whole vector of version 3 has no score`(_ vector: String) {
        #expect(CVSSScore(vector: vector) == nil)
    }
}
