import Governance
import Operations
import Testing
import Transparency

@testable import HTTPServer

@Suite struct ServeConfigurationOpenIDTests {
    private func configuration(
        _ flags: [ServeSetting: [String]] = [:], environment: [String: String] = [:],
        file: String? = nil
    ) throws -> ServeConfiguration {
        try ServeConfiguration(
            flags: flags, environment: { environment[$0] },
            file: file.map { try ConfigurationFile(Array($0.utf8), path: "serve.yaml") })
    }

    private static let provider: [ServeSetting: [String]] = [
        .openIDIssuer: ["https://login.example.org"], .openIDClient: ["assay"],
    ]

    private func settings(
        _ more: [ServeSetting: [String]], environment: [String: String] = [:]
    ) throws -> OpenIDSettings {
        try #require(
            try configuration(
                Self.provider.merging(more) { $1 }, environment: environment
            ).openID())
    }

    @Test func `without a provider there is none`() throws {
        #expect(try configuration().openID() == nil)
    }

    @Test func `a provider is set by flag, environment and file, in that order`() throws {
        let configuration = try configuration(
            [.openIDClient: ["typed"]],
            environment: [
                "ASSAY_OPENID_CLIENT": "inherited", "ASSAY_OPENID_SECRET": "hush",
                "ASSAY_OPENID_GRANT": "staff=viewer,reviewers=risk-reviewer@credit",
            ],
            file: """
                openid-issuer: https://login.example.org
                openid-client: read
                openid-groups-claim: roles
                openid-scope: [openid, groups]
                host-name: [assay.example.org]
                behind-tls: true
                """)
        let settings = try #require(try configuration.openID())
        #expect(settings.issuer == "https://login.example.org")
        #expect(settings.clientID == "typed")
        #expect(settings.clientSecret == "hush")
        #expect(settings.redirectAddress == "https://assay.example.org/sign-in/openid/back")
        #expect(settings.scopes == ["openid", "groups"])
        #expect(settings.groupsClaim == "roles")
        #expect(
            settings.grants == [
                "staff": [Grant(.viewer, in: nil)],
                "reviewers": [Grant(.riskReviewer, in: Workspace("credit"))],
            ])
    }

    @Test func `the secret is shown nowhere`() throws {
        let configuration = try configuration(
            Self.provider, environment: ["ASSAY_OPENID_SECRET": "hush"])
        let printed = String(decoding: configuration.json.canonicalBytes, as: UTF8.self)
        #expect(!printed.contains("hush"))
        #expect(configuration.shown(.openIDSecret) == ["(set)"])
        let failure = #expect(throws: Failure.self) {
            try self.configuration(environment: ["ASSAY_OPENID_SECRET": "hu\nsh"])
        }
        #expect(failure?.message.contains("hu") == false)
    }

    @Test func `people come back to where they reach the server`() throws {
        #expect(try settings([:]).redirectAddress == "http://127.0.0.1:8420/sign-in/openid/back")
        #expect(
            try settings([
                .hostName: ["a.example"], .certificate: ["c"], .key: ["k"], .port: ["443"],
            ]).redirectAddress == "https://a.example/sign-in/openid/back")
        #expect(
            try settings([.openIDRedirect: ["https://b.example/x/sign-in/openid/back"]])
                .redirectAddress == "https://b.example/x/sign-in/openid/back")
    }

    @Test func `a group's name may have an equals sign, and may have several roles`() throws {
        let grants = ["cn=staff,dc=org=viewer", "cn=staff,dc=org=contributor@credit"]
        #expect(
            try settings([.openIDGrant: grants]).grants == [
                "cn=staff,dc=org": [
                    Grant(.viewer, in: nil), Grant(.contributor, in: Workspace("credit")),
                ]
            ])
    }

    @Test(
        arguments: [
            ([.openIDClient: ["assay"]], "`openid-client` needs `openid-issuer`"),
            ([.openIDIssuer: ["https://a.example"]], "`openid-issuer` needs `openid-client`"),
            (provider.merging([.port: ["0"]]) { $1 }, "say `openid-redirect`"),
            (
                provider.merging([.hostName: ["a.example"]]) { $1 },
                "must be https, or http on this machine alone"
            ),
            (
                provider.merging([.openIDIssuer: ["http://login.example.org"]]) { $1 },
                "must be https, or http on this machine alone"
            ),
            (provider.merging([.openIDRedirect: ["https://a.example/"]]) { $1 }, "that ends in"),
            (provider.merging([.openIDGrant: ["staff"]]) { $1 }, "expected GROUP=ROLE"),
            (provider.merging([.openIDGrant: ["staff=boss"]]) { $1 }, "expected GROUP=ROLE"),
            (
                provider.merging([.openIDSecret: ["a"], .openIDSecretFile: ["b"]]) { $1 },
                "not both"
            ),
        ] as [([ServeSetting: [String]], String)])
    func `what does not fit together is refused before anything is served`(
        flags: [ServeSetting: [String]], sentence: String
    ) throws {
        let failure = #expect(throws: Failure.self) { try configuration(flags) }
        #expect(failure?.message.contains(sentence) == true, "\(failure?.message ?? "")")
    }

    @Test func `an empty file is no secret`() throws {
        let configuration = try configuration(
            Self.provider.merging([.openIDSecretFile: ["/secret"]]) { $1 })
        #expect(try configuration.openID(secretInFile: "hush")?.clientSecret == "hush")
        #expect(throws: Failure.self) { try configuration.openID(secretInFile: "") }
    }
}
