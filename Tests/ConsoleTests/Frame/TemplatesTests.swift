import Governance
import Ledger
import Testing
import Transparency

@testable import Console
@testable import Operations

@Suite struct TemplatesTests {
    /// Every kind of page, in all its states, out of one story.
    private static func views() async throws -> [any View] {
        let story = try await ConsoleStory()
        return try await reading(story) + judging(story) + governing(story) + letting(story)
            + lineage
    }

    /// Walks that reach much, little and nothing.
    private static var lineage: [any View] {
        get throws {
            let version = try #require(VersionName("model:income@2"))
            func trace(_ direction: TraceLineage.Direction, _ count: Int) -> LineageTrace {
                var trace = LineageTrace(of: "\(version)", direction: direction, startCount: 1)
                trace.count = count
                trace.items = (0...min(count, 300)).map { place in
                    LineageTrace.Item(
                        reference: place == 1 ? "\(version)" : "test:\(place)",
                        depth: min(place, 1), from: nil, activity: "run:1", activityName: "train",
                        partOf: [])
                }
                trace.versions = [
                    .init(name: version, releasedTo: ["production"], isRecalled: false)
                ]
                trace.deployments = [
                    .init(version: "\(version)", model: "income", place: "champion")
                ]
                return trace
            }
            return [
                LineagePage(
                    "\(version)", upstream: trace(.upstream, 400),
                    downstream: trace(.downstream, 3)),
                LineagePage(
                    "test:1",
                    upstream: LineageTrace(of: "test:1", direction: .upstream, startCount: 0),
                    downstream: LineageTrace(of: "test:1", direction: .downstream, startCount: 0)),
            ]
        }
    }

    private static func reading(_ story: ConsoleStory) async throws -> [any View] {
        let console = story.console
        let (ruth, tom) = (
            console.request("/", by: story.ruth), console.request("/", by: story.tom)
        )
        let now = console.clock.value
        let empty = try TestConsole()
        let nobody = try await empty.caller("nobody", "viewer")
        var views: [any View] = [
            OverviewPage(
                try await console.platform.perform(ReadOverview(by: ruth.actor)), now: now),
            OverviewPage(
                try await empty.platform.perform(
                    ReadOverview(by: empty.request("/", by: nobody).actor)), now: now),
            PageFrame(title: "t", section: .overview, caller: story.ruth, content: ""),
            PageFrame(title: "t", section: nil, caller: nil, content: ""),
            SignInPage(next: "/", triedName: "n", signInProblem: "no", openIDHref: "/x"),
            SignInPage(next: "/", triedName: nil, signInProblem: nil, openIDHref: nil),
            FirstSignInPage(secret: "s", firstSignInProblem: "no"),
            ErrorPage(status: "404", heading: "h", message: "m"),
        ]
        for (target, limit) in [("/versions?q=income&kind=model", 2), ("/versions", 50)] {
            let request = console.request(target, by: story.ruth)
            let page = try await console.platform.perform(
                ListVersions(matching: [], text: nil, limit: limit, by: request.actor))
            views.append(
                InventoryPage(
                    page, people: try await People(on: console.platform, ids: []), for: request))
            views.append(
                InventoryPage(
                    .empty, people: try await People(on: console.platform, ids: []), for: request))
        }
        for name in ["income@1", "income@2", "income@3", "fraud@1", "prompt:triage@1"] {
            let version = try #require(VersionName(name))
            for request in [ruth, tom] {
                let review = try await console.platform.perform(
                    ReviewVersion(version: version, to: nil, by: request.actor))
                views.append(DossierPage(review, for: request, problem: "refused"))
                let other = try await console.platform.perform(
                    ReviewVersion(version: version, to: "moon", by: request.actor))
                views.append(DossierPage(other, for: request))
            }
            views.append(
                SubjectPage(
                    try await console.platform.perform(
                        ShowSubject(subject: version.subject, by: ruth.actor)), for: ruth))
        }
        return views
    }

    private static func judging(_ story: ConsoleStory) async throws -> [any View] {
        let console = story.console
        let ruth = console.request("/", by: story.ruth)
        var views: [any View] = []
        for (old, new, to) in [(1, 2, "production"), (2, 3, nil), (2, 3, "moon")] {
            let subject = try #require(SubjectName("income"))
            let compared = try await console.platform.perform(
                CompareVersions(
                    old: VersionName(subject: subject, number: old),
                    new: VersionName(subject: subject, number: new), to: to, by: ruth.actor))
            views.append(ComparePage(compared, for: ruth))
        }
        for (limit, target) in [(3, "/decisions?version=model:income@1"), (50, "/decisions")] {
            let request = console.request(target, by: story.ruth)
            let page = try await console.platform.perform(
                ListDecisions(limit: limit, by: ruth.actor))
            views.append(DecisionsPage(page, for: request))
            views.append(DecisionsPage(.empty, for: request))
            for row in page.rows {
                let shown = try await console.platform.perform(
                    ShowDecision(decision: row.key, by: ruth.actor))
                views.append(DecisionPage(shown, for: request))
            }
        }
        for (limit, target) in [(2, "/systems?state=deny&documented=no"), (50, "/systems")] {
            let page = try await console.platform.perform(
                ListSubjects(matching: [], limit: limit, by: ruth.actor))
            views.append(
                SystemsPage(
                    page, people: try await People(on: console.platform, ids: []),
                    for: console.request(target, by: story.ruth)))
        }
        let approved = try await console.platform.perform(ListApprovals(by: ruth.actor))
        views.append(ApprovalsPage(approved, for: ruth))
        let waiting = try await console.platform.perform(ListWaiting(by: ruth.actor))
        let more = ListWaiting.Page(
            waiting: waiting.waiting, next: PageCursor(order: 1, tie: 1), people: waiting.people)
        let none = ListWaiting.Page(waiting: [], next: nil, people: waiting.people)
        return views + [
            WaitingPage(more, for: ruth), WaitingPage(none, for: ruth),
            WaitingPage(nothingFor: story.tom),
        ]
    }

    private static func governing(_ story: ConsoleStory) async throws -> [any View] {
        let console = story.console
        let ruth = console.request("/", by: story.ruth)
        let perform = console.platform
        let waivers = try await perform.perform(ListWaivers(withinDays: 90, by: ruth.actor))
        let none = try await perform.perform(ListWaivers(withinDays: 0, by: ruth.actor))
        let aging = try await perform.perform(ListAgingEvidence(withinDays: 30, by: ruth.actor))
        let policies = try await perform.perform(ListPolicies(by: ruth.actor))
        let shown = try await perform.perform(ShowPolicy(name: "high-risk", by: ruth.actor))
        let unused = ShowPolicy.Shown(
            policy: shown.policy, text: "", fixtures: [], subjectCount: 0, subjects: [],
            decisions: [])
        let draft = shown.text.replacing("0.15))", with: "0.01))")
        let tried = try await perform.perform(TryPolicy(text: draft, by: ruth.actor))
        let same = try await perform.perform(TryPolicy(text: shown.text, by: ruth.actor))
        let ledger = try await perform.perform(ReadLedger(by: ruth.actor))
        let audit = try await perform.perform(VerifyLedger(by: ruth.actor))
        let empty = try TestConsole()
        let nothing = try await empty.platform.perform(ReadLedger(by: ruth.actor))
        let open = ListFindings(page: PageRequest(), by: ruth.actor)
        var views: [any View] = [
            WaiversPage(waivers, days: 90, for: ruth), WaiversPage(none, days: 0, for: ruth),
            AgingPage(aging, days: 30, for: ruth), AgingPage([], days: 30, for: ruth),
            FindingsPage(try await perform.perform(open), for: ruth),
            FindingsPage(.init(findings: [], next: PageCursor(order: 1, tie: 1)), for: ruth),
            PoliciesPage(policies), PoliciesPage([]),
            PolicyPage(shown, for: ruth, draft: draft, tried: tried),
            PolicyPage(shown, for: ruth, draft: shown.text, tried: same, problem: "line 3"),
            PolicyPage(unused, for: ruth), LedgerPage(ledger, for: ruth, audit: audit),
            LedgerPage(nothing, for: ruth), LineageStartPage(),
            LedgerPage(
                try await perform.perform(ReadLedger(before: 5, by: ruth.actor)), for: ruth),
        ]
        for index in [0, 3, ledger.size - 1] {
            views.append(
                RecordPage(
                    try await perform.perform(ShowRecord(index: index, by: ruth.actor)), for: ruth))
        }
        return views
    }

    private static func letting(_ story: ConsoleStory) async throws -> [any View] {
        let console = story.console
        let perform = console.platform
        let (ada, tom) = (console.request("/", by: story.ada), console.request("/", by: story.tom))
        let page = try await perform.perform(ListPrincipals(by: ada.actor))
        let part = try await perform.perform(ListPrincipals(PageRequest(limit: 2), by: ada.actor))
        let two = PageRequest(limit: 2)
        let own = try await perform.perform(ListOwnTokens(two, by: tom.actor))
        let all = try await perform.perform(ListTokens(by: ada.actor))
        let issued = IssueToken.Issued(text: "assay_1.2", id: "1", expiresAt: console.clock.value)
        let none = ListTokens.Page(tokens: [], next: nil)
        let auditor = console.request("/", by: try await console.caller("eve", "auditor"))
        var views: [any View] = [
            PeoplePage(page, for: ada, problem: "refused"), PeoplePage(part, for: auditor),
            PeoplePage(.init(principals: [], next: nil), for: ada),
            TokensPage(own, names: nil, for: tom, issued: issued),
            TokensPage(all, names: all.owners, for: ada), TokensPage(none, names: nil, for: ada),
            TokensPage(none, names: nil, for: tom, problem: "refused"),
            ConnectPage(for: tom), ConnectPage(for: tom, issued: issued, problem: "refused"),
        ]
        let account = try await perform.perform(ShowOwnAccount(by: tom.actor))
        let (now, later) = (console.clock.value, console.clock.value.adding(days: 1))
        let abroad = ShowOwnAccount.Shown(
            name: "tom", account: account.account, hasPassword: true,
            sessions: [true, false].map {
                .init(createdAt: now, usedAt: now, expiresAt: later, isCurrent: $0)
            })
        views += [
            AccountPage(account, for: tom, problem: "refused"),
            AccountPage(abroad, for: tom, done: "done"), PasswordChangedPage(),
        ]
        for listed in page.principals {
            let shown = try await perform.perform(
                ShowPrincipal(id: listed.account.id, by: ada.actor))
            views.append(PersonPage(shown, for: ada, problem: "refused"))
        }
        return views
    }

    @Test func `every tag names a field, every field has a tag, and everything can be shown`()
        async throws
    {
        let check = TagCheck(try await Self.views())
        #expect(check.report == [])
    }

    @Test func `every template file is registered`() async throws {
        let shown = Set(try await Self.views().map { type(of: $0).template })
        let texts = Templates.texts
        let partials = texts.values.flatMap { text in
            text.matches(of: /\{\{>(\w+)\}\}/).map { String($0.output.1) }
        }
        #expect(Set(texts.keys) == shown.union(partials))
    }
}
