import Testing

@testable import SupplyChain

struct PackageURLTests {
    @Test(arguments: [
        ("pkg:pypi/Typing_Extensions@4.12.2", "pkg:pypi/typing-extensions@4.12.2"),
        ("pkg://pypi/django@1.11", "pkg:pypi/django@1.11"),
        (
            "pkg:huggingface/Microsoft/deberta@559062AD",
            "pkg:huggingface/Microsoft/deberta@559062ad"
        ),
        ("pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
        ("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
        (
            "pkg:conda/numpy@1.26?subdir=linux-64&channel=main&empty=",
            "pkg:conda/numpy@1.26?channel=main&subdir=linux-64"
        ),
        (
            "pkg:golang/google.golang.org/genproto#/googleapis/../api/",
            "pkg:golang/google.golang.org/genproto#googleapis/api"
        ),
        ("pkg:GitHub/Package-URL/Purl-Spec@244fd", "pkg:github/package-url/purl-spec@244fd"),
    ])
    func `is written canonically`(_ text: String, _ canonical: String) {
        #expect(PackageURL(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "pypi/django", "pkg:", "pkg:pypi", "pkg:pypi/", "pkg:9a/x", "pkg:py pi/x",
        "pkg:pypi/a%2", "pkg:pypi/a?x", "pkg:pypi/a?x=1&x=2",
    ])
    func `nothing else is one`(_ text: String) {
        #expect(PackageURL(text) == nil)
    }

    @Test func `reads what it writes`() {
        var random = SeededRandom()
        for _ in 0..<2_000 {
            let url = BillSamples.url(&random)
            #expect(PackageURL(url.description) == url)
        }
    }

    @Test func `what would be too long when it is written again does not read`() {
        #expect(PackageURL("pkg:npm/a#" + String(repeating: "b", count: 4_000)) != nil)
        #expect(PackageURL("pkg:npm/a#" + String(repeating: "{", count: 4_000)) == nil)
    }

    @Test func `mutations do not crash it, and what reads is written again`() {
        let seeds = ["pkg:npm/%40a/b@1?c=d&e=f#g/h", "pkg:huggingface/org/name@abc"]
        for bytes in Mutations(seeds: seeds, count: 5_000) {
            guard let url = PackageURL(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect(PackageURL(url.description) == url)
        }
    }

    @Test func `the source is who it comes from`() {
        #expect(
            PackageURL(huggingFace: "microsoft/deberta")?.source == "pkg:huggingface/microsoft")
        #expect(PackageURL(huggingFace: "gpt2")?.description == "pkg:huggingface/gpt2")
        #expect(PackageURL(huggingFace: "../models/x") == nil)
        #expect(PackageURL(huggingFace: "a/b/c") == nil)
    }
}
