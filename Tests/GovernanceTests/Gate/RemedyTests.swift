import Testing
import Transparency

@testable import Governance

@Suite struct RemedyTests {
    @Test func `a measurement is made again with the columns of the last one`() throws {
        let dossier = try Income.dossier([
            Income.evidence(saying: ["label": "y", "score": "p"]),
            Income.evidence(.fairnessReport, saying: ["by": ["sex": [:], "race": [:]]]),
        ])
        for kind in [EvidenceKind.evalReport, .fairnessReport] {
            #expect(
                Remedy.evidence(kind, roles: [.weights], for: dossier)
                    == "assay eval income@1 --data FILE --label y --score p --sensitive race,sex")
        }
    }

    @Test func `other evidence is handed in, for the roles that are asked for`() throws {
        let dossier = try Income.dossier()
        #expect(
            Remedy.evidence(.aibom, roles: [.code, .weights], for: dossier)
                == "assay evidence add income@1 --kind aibom --looked-at code,weights --file FILE")
        #expect(
            Remedy.evidence(.aibom, roles: [], for: dossier)
                == "assay evidence add income@1 --kind aibom --looked-at ROLE --file FILE")
    }

    @Test func `an approval is given in the first role that is asked for`() throws {
        let dossier = try Income.dossier(to: "staging")
        let demand = ApprovalDemand(
            roles: [.riskReviewer, .approver], count: 2, grade: .declared, maxAgeDays: nil,
            parts: [.config, .weights])
        #expect(
            Remedy.approval(demand, for: dossier)
                == "assay approve income@1 --to staging --as NAME:risk-reviewer "
                + "--parts config,weights")
    }
}
