import Testing

@testable import ModelFiles

@Suite struct ModelFileRulesTests {
    @Test(arguments: Sample.all.filter { $0.level == .dangerous })
    func `what attacks is dangerous, and the finding says what and where`(sample: Sample) {
        let worst = sample.findings.first
        #expect(worst?.level == .dangerous, "\(sample.findings.map(\.effect))")
        #expect(worst?.subject.isEmpty == false)
        #expect(worst?.place != Place() || sample.files.count > 1 || sample.family == .other)
    }

    @Test(arguments: Sample.all.filter { $0.level == .suspicious })
    func `what nobody can vouch for is warned of`(sample: Sample) {
        #expect(sample.findings.first?.level ?? .note >= .suspicious)
    }

    @Test(arguments: Sample.all.filter { $0.level == .note })
    func `what honest writers make is clean`(sample: Sample) {
        let worst = sample.findings.first
        #expect(worst?.level ?? .note == .note, "\(worst?.effect ?? "")")
    }

    @Test func `every family has attacks and honest files or is one of them alone`() {
        for family in Sample.Family.allCases {
            #expect(Sample.all.contains { $0.family == family && $0.level == .dangerous })
        }
    }
}
