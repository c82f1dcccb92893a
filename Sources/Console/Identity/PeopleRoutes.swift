import Governance
import Ledger
import Operations
import Transparency

enum PeopleRoutes {
    static let pages: [ConsolePage] = [
        .get("/people", .readPeople) { request, platform in
            try await people(request, platform)
        },
        .post("/people", .managePeople) { request, platform in
            do {
                let id = try await add(request, platform)
                return .redirect(to: Address("people", id.text).text)
            } catch let failure as Failure {
                return try await people(request, platform, problem: failure)
            }
        },
        .get("/people/{id}", .readPeople) { request, platform in
            try await person(request, platform)
        },
        .post("/people/{id}/roles", .managePeople) { request, platform in
            try await changing(request, platform) { name in
                _ = try await platform.perform(
                    GrantRoles(name: name, grants: grants(request), by: request.actor))
            }
        },
        .post("/people/{id}/password", .managePeople) { request, platform in
            try await changing(request, platform) { name in
                let password = request.form.first { $0.name == "password" }?.value ?? ""
                try await platform.perform(
                    SetPassword(name: name, password: password, by: request.actor))
            }
        },
        .post("/people/{id}/disable", .managePeople) { request, platform in
            try await changing(request, platform) { name in
                try await platform.perform(DisablePrincipal(name: name, by: request.actor))
            }
        },
        .post("/people/{id}/enable", .managePeople) { request, platform in
            try await changing(request, platform) { name in
                try await platform.perform(EnablePrincipal(name: name, by: request.actor))
            }
        },
        .post("/people/{id}/erase", .managePeople) { request, platform in
            try await changing(request, platform) { name in
                guard request.field("confirm") != nil else {
                    throw Failure.refused("not_confirmed", "confirm that the name is to be erased")
                }
                try await platform.perform(ErasePerson(name: name, by: request.actor))
            }
        },
    ]

    private static func people(
        _ request: ConsoleRequest, _ platform: Platform, problem: Failure? = nil
    ) async throws -> ConsoleResponse {
        let page = try await platform.perform(
            ListPrincipals(
                PageRequest(after: request.asked("after").flatMap { PageCursor($0) }),
                by: request.actor))
        return try request.page(
            "People", in: .people, status: problem?.status ?? 200,
            PeoplePage(page, for: request, problem: problem?.sentence))
    }

    private static func add(
        _ request: ConsoleRequest, _ platform: Platform
    ) async throws -> Principal.ID {
        let name = request.field("name") ?? ""
        let id = try await platform.perform(
            AddPrincipal(
                name: name,
                kind: PrincipalKind(rawValue: request.field("kind") ?? "") ?? .person,
                grants: grants(request), by: request.actor))
        if let password = request.form.first(where: { $0.name == "password" })?.value,
            !password.isEmpty
        {
            try await platform.perform(
                SetPassword(name: name, password: password, by: request.actor))
        }
        return id
    }

    private static func grants(_ request: ConsoleRequest) throws(Failure) -> Set<Grant> {
        do {
            return try GrantFields(request).grants
        } catch {
            throw .fault(
                "bad_grant",
                "`\(error.text)` is no grant; write a role, or a role and a workspace such as "
                    + "`contributor@health`")
        }
    }

    private static func person(
        _ request: ConsoleRequest, _ platform: Platform, problem: Failure? = nil
    ) async throws -> ConsoleResponse {
        let shown = try await platform.perform(
            ShowPrincipal(id: .init(request.parameter("id")), by: request.actor))
        let view = PersonPage(shown, for: request, problem: problem?.sentence)
        return try request.page(
            view.person, in: .people, status: problem?.status ?? 200, view)
    }

    /// Does what a form asks for to a person and leads back; what is refused is said on their page.
    private static func changing(
        _ request: ConsoleRequest, _ platform: Platform, _ work: (String) async throws -> Void
    ) async throws -> ConsoleResponse {
        let id = Principal.ID(request.parameter("id"))
        let shown = try await platform.perform(ShowPrincipal(id: id, by: request.actor))
        do {
            guard let name = shown.listed.name else {
                throw Failure.refused("erased", "the name behind this account is erased")
            }
            try await work(name)
            return .redirect(to: Address("people", id.text).text)
        } catch let failure as Failure {
            return try await person(request, platform, problem: failure)
        }
    }
}

extension Failure {
    /// As a page says it.
    var sentence: String { FindingView.sentence(message) }
}
