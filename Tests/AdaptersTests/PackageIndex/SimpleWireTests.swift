import Testing
import Transparency

@testable import Adapters

@Suite struct SimpleWireTests {
    private let plain = SimpleFile(
        name: "six-1.0.tar.gz", url: "/f/00/six-1.0.tar.gz", sha256: "00", byteCount: 7)
    private let full = SimpleFile(
        name: "six-1.0-py3-none-any.whl", url: "/f/01/six-1.0-py3-none-any.whl", sha256: "01",
        byteCount: 9, requiresPython: ">=3.8", uploadTime: "2026-01-02T03:04:05.000Z",
        metadataSHA256: "02", yanked: "\"no\" <b>")

    @Test func `as JSON it is what PEP 691 says`() {
        let project = SimpleProject(name: "six", releases: ["1.0"], files: [plain, full])
        #expect(
            project.json == [
                "files": [
                    [
                        "core-metadata": false, "data-dist-info-metadata": false,
                        "filename": "six-1.0.tar.gz", "hashes": ["sha256": "00"], "size": 7,
                        "url": "/f/00/six-1.0.tar.gz", "yanked": false,
                    ],
                    [
                        "core-metadata": ["sha256": "02"],
                        "data-dist-info-metadata": ["sha256": "02"],
                        "filename": "six-1.0-py3-none-any.whl", "hashes": ["sha256": "01"],
                        "requires-python": ">=3.8", "size": 9,
                        "upload-time": "2026-01-02T03:04:05.000Z",
                        "url": "/f/01/six-1.0-py3-none-any.whl", "yanked": "\"no\" <b>",
                    ],
                ], "meta": ["api-version": "1.1"], "name": "six", "versions": ["1.0"],
            ])
    }

    @Test func `as HTML it is what PEP 503 says, and nothing in it is markup`() {
        let html = SimpleProject(name: "six", releases: [], files: [plain, full]).html
        #expect(html.contains("<a href=\"/f/00/six-1.0.tar.gz#sha256=00\">six-1.0.tar.gz</a>"))
        #expect(html.contains("data-requires-python=\"&gt;=3.8\""))
        #expect(html.contains("data-core-metadata=\"sha256=02\""))
        #expect(html.contains("data-yanked=\"&quot;no&quot; &lt;b&gt;\"") && !html.contains("<b>"))
        #expect(html.contains("name=\"pypi:repository-version\" content=\"1.1\""))
    }

    @Test func `the list of projects is there in both forms`() {
        let list = SimpleList(projects: ["a", "b-c"])
        #expect(list.json["projects"] == [["name": "a"], ["name": "b-c"]])
        #expect(list.html.contains("<a href=\"b-c/\">b-c</a>"))
    }
}
