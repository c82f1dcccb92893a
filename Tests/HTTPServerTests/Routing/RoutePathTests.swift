import HTTPTypes
import Testing

@testable import HTTPServer

@Suite struct RoutePathTests {
    @Test(arguments: [
        "/a/../b", "/a/%2e%2e/b", "/a/%2E./b", "/a/..%2fb", "/a/b%5c..", "//a", "/a//b", "/a//",
        "//",
        "/a/%00", "/a/%zz", "/a/%e9", "a", "", "/%", "/a/%2", "/a/\u{7F}",
    ])
    func `what could lead elsewhere is no path`(path: String) {
        #expect(AskedPath.parts(path) == nil)
    }

    @Test func `a part is decoded once`() {
        #expect(AskedPath.parts("/versions/model%3Aincome%402") == ["versions", "model:income@2"])
        #expect(AskedPath.parts("/a/%252e%252e") == ["a", "%2e%2e"])
        #expect(AskedPath.parts("/") == [])
    }

    @Test func `a slash at the end is a part for those who ask for it`() {
        #expect(AskedPath.parts("/a/") == ["a", ""] && AskedPath.parts("/a/%2f") == nil)
        func route(_ path: String) -> Route {
            Route(.get, path, access: .signedIn) { _ in ServerResponse(.ok) }
        }
        let table = RouteTable([route("/a/{b}/"), route("/c/{d}"), route("/e/{f...}")])
        func isFound(_ path: String) -> Bool {
            if case .found = table.match(.get, AskedPath.parts(path) ?? []) { true } else { false }
        }
        #expect(isFound("/a/x/") && isFound("/c/x") && isFound("/e/x/y"))
        for path in ["/a/x", "/a/", "/c/x/", "/c/", "/e/x/", "/e/", "/"] {
            #expect(!isFound(path), "\(path)")
        }
    }

    @Test(arguments: [
        ("//a", "/a"), ("///a//b?x=//y", "/a//b?x=//y"), ("//evil.example/", "/evil.example/"),
        ("//../a", "/../a"), ("//", "/"), ("/a//b", nil), ("/a/", nil), ("a//b", nil),
        ("//a?\u{E9}", nil), ("//a\r\nb", nil),
    ])
    func `of several slashes at the beginning one is left, so that it is a path of this server's`(
        target: String, plain: String?
    ) {
        #expect(AskedPath.withOneSlash(target) == plain)
    }

    @Test func `a long path is no path`() {
        #expect(AskedPath.parts("/" + String(repeating: "a", count: 5000)) == nil)
    }
}
