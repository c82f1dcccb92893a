import Testing

@testable import Statistics

@Suite struct PrivilegedComparisonTests {
    @Test func `every measure and index of COMPAS is AIF360's`() throws {
        for reference in try PerformanceValues.load().compas {
            let rows = CountedRows(reference.counts) { Double($0 + 1) }
            let report = try FairnessReport(
                labels: rows.labels, scores: rows.scores,
                groups: GroupColumn(name: "race", names: reference.races, codes: rows.codes),
                configuration: FairnessConfiguration(
                    rule: .atLeast, thresholds: [5, 8], replicates: 200))
            for threshold in report.thresholds {
                let aif = try #require(reference.at["\(Int(threshold.threshold))"]?.aif)
                let bootstrap = try CellBootstrap(replicates: 200)
                let found = try PrivilegedComparison(
                    threshold, privileged: ["Caucasian"], bootstrap: bootstrap)
                #expect(found.estimates.count == PrivilegedMeasure.allCases.count)
                for (name, expected) in aif.measures {
                    let measure = try #require(PrivilegedMeasure(rawValue: name))
                    #expect(isClose(found.estimates[measure]?.value ?? 9, expected), "\(name)")
                }
                let indices = InequalityIndices(
                    [found.unprivileged, found.privileged], unknown: ConfusionMatrix(),
                    bootstrap: bootstrap)
                #expect(isClose(indices.generalizedEntropy?.value ?? 9, aif.entropy))
                #expect(isClose(indices.theil?.value ?? 9, aif.theil))
                #expect(isClose(indices.coefficientOfVariation?.value ?? 9, aif.variation))
                #expect(isClose(indices.betweenGroupsEntropy?.value ?? 9, aif.between_entropy))
                #expect(isClose(indices.betweenGroupsTheil?.value ?? 9, aif.between_theil))
                #expect(isClose(indices.labelDifferentialFairness ?? 9, aif.label_differential))
                #expect(isClose(indices.biasAmplification ?? 9, aif.amplification))
            }
        }
    }

    @Test func `labels of Adult and German credit are as AIF360 says`() throws {
        let values = try PerformanceValues.load()
        let adult = values.adult.label_counts.map { [$0[0][0], $0[1][1]] }
        let age = try #require(values.german["age"])
        let sex = try #require(values.german["sex"])
        #expect(
            isClose(age.spd, -0.149448, within: 1e-6) && isClose(age.di, 0.794826, within: 1e-6))
        #expect(
            isClose(sex.spd, -0.074801, within: 1e-6) && isClose(sex.di, 0.896567, within: 1e-6))
        let labels = [
            (adult, values.adult.labels.spd, values.adult.labels.di),
            (age.counts, age.spd, age.di), (sex.counts, sex.spd, sex.di),
        ]
        for (counts, difference, ratio) in labels {
            let confusion = counts.map { group in
                ConfusionMatrix(
                    truePositives: group[1], falsePositives: 0, trueNegatives: group[0],
                    falseNegatives: 0)
            }
            let found = PrivilegedComparison(
                privileged: confusion[1], unprivileged: confusion[0],
                bootstrap: try CellBootstrap())
            let parity = try #require(found.estimates[.statisticalParityDifference])
            #expect(isClose(parity.value, difference))
            #expect(isClose(found.estimates[.disparateImpact]?.value ?? 9, ratio))
            #expect(parity.lower < difference && difference < parity.upper)
        }
        #expect(isClose(values.adult.labels.edf, 1.0268573040609383))
    }

    @Test func `a class of few rows has values without intervals`() throws {
        let few = ConfusionMatrix(
            truePositives: 3, falsePositives: 1, trueNegatives: 5, falseNegatives: 1)
        let many = ConfusionMatrix(
            truePositives: 30, falsePositives: 10, trueNegatives: 50, falseNegatives: 10)
        let found = PrivilegedComparison(
            privileged: many, unprivileged: few, bootstrap: try CellBootstrap())
        #expect(found.estimates.isEmpty)
        #expect(isClose(found.unresampled[.statisticalParityDifference] ?? 9, 0))
    }
}
