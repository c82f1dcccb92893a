import Testing

@testable import Statistics

/// Contributions as other people's code computes them, on the same models.
@Suite struct ContributionsTests {
    @Test func `trees are explained as by shap, xgboost, lightgbm and scikit-learn's forest`()
        throws
    {
        let cases = try ExplanationValues.load().trees
        #expect(cases.count == 8)
        for each in cases {
            let ensemble = try each.ensemble()
            let rows = try each.table(each.rows, rows: each.rowCount)
            let background = try each.table(each.background, rows: each.backgroundCount)
            let covers = try TreeSHAP(ensemble, absent: .followingCovers)
            let mixed = try TreeSHAP(ensemble, absent: .takenFrom(background))
            for claim in each.claims {
                let ours: [Double]
                switch claim.kind {
                case "mixed": ours = try mixed.contributions(of: rows).values
                case "interactions", "shapInteractions":
                    let pairs = claim.values.count / each.features / each.features
                    let few = try FeatureRows(
                        Array(rows.values.prefix(pairs * each.features)), rowCount: pairs,
                        featureCount: each.features)
                    ours = try covers.interactions(of: few).values
                default: ours = try covers.contributions(of: rows).values
                }
                let difference = largestDifference(ours, claim.values)
                print("\(each.name), \(claim.kind): largest difference \(difference)")
                #expect(difference <= claim.tolerance, "\(each.name), \(claim.kind)")
            }
        }
    }

    @Test func `coalitions count and are solved as by shap`() throws {
        for each in try ExplanationValues.load().kernels {
            let theirs = Coalitions(
                playerCount: each.players, members: each.members, weights: each.weights)
            let solved = try CoalitionRegression(theirs)
                .contributions(values: each.values, empty: each.empty, full: each.full)
            #expect(largestDifference(solved, each.contributions) < 1e-8)
            let ours = Coalitions(playerCount: each.players, budget: each.budget, seed: 1)
            #expect(ours.count == each.weights.count)
            var weights = [Double](repeating: 0, count: each.players + 1)
            var sizes = [Int](repeating: 0, count: each.players + 1)
            for place in 0..<ours.count {
                let members = ours.members[place * each.players..<(place + 1) * each.players]
                let size = members.reduce(0) { $0 + Int($1) }
                sizes[size] += 1
                weights[size] += ours.weights[place]
            }
            // Sizes that both have in full; which of the others are drawn is up to each.
            for size in 1..<each.players where isFull(each.sizes[size], size, each.players) {
                #expect(sizes[size] == each.sizes[size])
                if isOuter(size, each) {
                    #expect(isClose(weights[size], each.sizeWeights[size], within: 1e-12))
                }
            }
            #expect(isClose(ours.weights.reduce(0, +), each.weights.reduce(0, +), within: 1e-12))
        }
    }

    private func isFull(_ count: Int, _ size: Int, _ players: Int) -> Bool {
        count == (0..<size).reduce(1) { $0 * (players - $1) / ($1 + 1) }
    }

    /// Whether a size and all nearer the outside are full, so that none of it was drawn.
    private func isOuter(_ size: Int, _ each: ExplanationValues.KernelCase) -> Bool {
        (1...min(size, each.players - size)).allSatisfy {
            isFull(each.sizes[$0], $0, each.players)
                && isFull(each.sizes[each.players - $0], $0, each.players)
        }
    }

    @Test func `local surrogates of lime's own perturbations have lime's coefficients`() throws {
        for each in try ExplanationValues.load().limes {
            let rows = try FeatureRows(
                each.rows, rowCount: each.rowCount, featureCount: each.features)
            let fit = try LocalSurrogate(
                perturbed: rows, answers: each.answers, featureLimit: each.limit)
            let order = fit.features.indices.sorted { fit.features[$0] < fit.features[$1] }
            #expect(order.map { fit.features[$0] } == each.chosen)
            #expect(
                largestDifference(order.map { fit.coefficients[$0] }, each.coefficients) < 1e-9)
            #expect(isClose(fit.intercept, each.intercept, within: 1e-9))
            #expect(isClose(fit.score, each.score, within: 1e-9))
            #expect(isClose(fit.localAnswer, each.local, within: 1e-9))
        }
    }
}
