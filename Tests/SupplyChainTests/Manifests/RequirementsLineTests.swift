import Testing

@testable import SupplyChain

@Suite struct RequirementsLineTests {
    @Test func `continued lines are joined and comments left out, as pip does`() {
        let text = "a==1 # c\n\n  # whole\nb \\\r\n  ==2\\\n\\\n\nc\\\n# d\ne @ h://x#egg=y\nf\\"
        #expect(
            RequirementsLine.lines(of: text) == [
                RequirementsLine(number: 1, text: "a==1"),
                RequirementsLine(number: 4, text: "b   ==2"),
                RequirementsLine(number: 8, text: "c"),
                RequirementsLine(number: 10, text: "e @ h://x#egg=y"),
                RequirementsLine(number: 11, text: "f"),
            ])
    }

    @Test func `options stand behind the requirement, in four spellings`() {
        let line = RequirementsLine(
            number: 1, text: "a == 1 ; os_name=='x' --hash=sha256:0 --b c -rd -e f")
        #expect(line.requirement == "a == 1 ; os_name=='x'")
        #expect(
            line.options == [
                .init(name: "--hash", value: "sha256:0"), .init(name: "--b", value: "c"),
                .init(name: "-r", value: "d"), .init(name: "-e", value: "f"),
            ])
    }
}
