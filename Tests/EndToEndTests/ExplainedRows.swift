import Testing
import Transparency

/// `assay explain` on the example's own model, whose scores stand in the data.
@Suite struct ExplainedRows {
    private static let model = "\(AdultIncome.folder)/model/model.json"
    private static let data = "\(AdultIncome.folder)/evaluation.csv"

    @Test func `the model runs here, and its reasons add up to its margin`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--json")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "explain").differences(in: json) == [])
        let row = try #require(json["rows"]?[0])
        // As train.py wrote it, to six places.
        #expect(abs((row["prediction"]?.doubleValue ?? 0) - 0.018480) < 1e-6)
        let sum = (row["reasons"]?.arrayValue ?? [])
            .reduce(row["base"]?.doubleValue ?? 0) { $0 + ($1["contribution"]?.doubleValue ?? 0) }
        #expect(abs(sum - (row["margin"]?.doubleValue ?? 0)) < 1e-9)
        #expect(json["rowCount"] == 16281)
        #expect(json["importance"]?[0]?["feature"] == "age")
    }

    @Test func `what cannot be explained is said in one sentence`() async throws {
        let home = try TestHome()
        let pickle = try home.write("\u{80}\u{4}.", to: "model.pkl")
        let refused = try await home.assay("explain", pickle, Self.data)
        #expect(refused.status == 3)
        #expect(refused.complaint.split(separator: "\n").count == 1)
        let other = try home.write("age\n1\n", to: "other.csv")
        let missing = try await home.assay("explain", Self.model, other)
        #expect(missing.status == 3)
        #expect(missing.complaint.contains("education_num"))
        let far = try await home.assay("explain", Self.model, Self.data, "--row", "99999")
        #expect(far.status == 3)
        #expect(far.complaint.contains("there is no row 99999"))
    }
}
