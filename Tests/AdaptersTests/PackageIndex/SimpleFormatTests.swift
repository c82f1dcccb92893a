import Testing

@testable import Adapters

@Suite struct SimpleFormatTests {
    @Test(
        arguments: [
            (nil, .text), ("", .text), ("*/*", .text), ("text/html", .text),
            (
                "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, "
                    + "text/html; q=0.01", .json
            ),
            (
                "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
                    + "text/html;q=0.01", .json
            ),
            ("application/vnd.pypi.simple.v1+html, text/html;q=0.1", .html),
            ("text/html, application/vnd.pypi.simple.v1+json;q=0.5", .text),
            ("application/vnd.pypi.simple.latest+json", .json),
            ("text/html, application/xhtml+xml, */*;q=0.8", .text),
            ("application/*", .json), ("TEXT/HTML", .text),
            ("application/vnd.pypi.simple.v1+json;q=0, text/html", .text),
            ("application/json", nil), ("text/html;q=0", nil), ("text/html;q=2", nil), ("x", nil),
        ] as [(String?, SimpleFormat?)])
    func `the form that a client likes best is given`(_ accept: String?, _ format: SimpleFormat?) {
        #expect(SimpleFormat(accept: accept) == format)
    }
}
