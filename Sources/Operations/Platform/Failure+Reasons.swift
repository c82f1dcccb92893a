import Governance
import Ledger
import Transparency

// Every reason of the rooms above, in one place, as the sentence a person reads.
extension Failure {
    /// Runs a decision of `Governance` and says its refusal in words.
    static func translating<Value, Reason: Refusal>(
        _ decide: () throws(Reason) -> Value
    ) throws(Failure) -> Value {
        do {
            return try decide()
        } catch {
            throw error.failure
        }
    }
}

/// A reason that has a sentence.
protocol Refusal: Error {
    var failure: Failure { get }
}

extension RegistrationRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .incomplete(let missing):
            .refused(
                "incomplete",
                "a person must say \(missing.inBackticks): nothing is registered that nobody "
                    + "answers for")
        case .purposeTooLong(let limit):
            .refused("purpose_too_long", "the purpose is longer than \(limit) bytes")
        case .noParts: .refused("no_parts", "a version needs at least one part; see `--from`")
        case .otherWorkspace(let workspace):
            .refused(
                "other_workspace",
                "the subject is in the workspace `\(workspace)` and stays there")
        }
    }
}

extension RecallRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .reasonMissing:
            .refused("reason_missing", "say why it is recalled: `--because`")
        case .reasonTooLong(let limit):
            .refused("reason_too_long", "the reason is longer than \(limit) bytes")
        case .nothingToRecall(let versions):
            .refused(
                "nothing_to_recall", "\(versions.map(\.short).inBackticks) was recalled before")
        }
    }
}

extension EvidenceRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .looksAtNothing:
            .refused("looks_at_nothing", "evidence must name the parts it looked at")
        case .aboutOtherDigests(let parts):
            .refused(
                "other_digest",
                "this evidence is about "
                    + parts.map { "\($0.role.rawValue) `\($0.digest)`" }.joined(separator: ", ")
                    + ", which is no part of the version")
        case .expired(let expiry):
            .refused("expired_evidence", "this evidence expired on \(expiry.day)")
        }
    }
}

extension ApprovalRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .authorMayNotApprove:
            .refused(
                "author_may_not_approve",
                "the author of a version may not approve it; somebody else must")
        case .roleNotAsked(let has, let asked):
            .refused(
                "role_not_asked",
                (has.isEmpty
                    ? "say in which role you approve"
                    : "this gate does not ask for "
                        + has.map(\.rawValue).inBackticks)
                    + ": `--as NAME:ROLE` with " + asked.map(\.rawValue).inBackticks)
        case .nothingToApprove(let to):
            .refused("nothing_to_approve", "no rule asks for an approval to `\(to)`")
        case .gradeTooLow(let has, let asked):
            .refused(
                "grade_too_low",
                "who you are is only \(has.rawValue) here, and the policy asks for "
                    + "\(asked.rawValue): approve through a server that signs people in")
        case .alreadyApproved(let id):
            .refused("already_approved", "you approved these bytes already, as `\(id)`")
        case .roleMayNotSignOff(let role):
            .refused("role_may_not_approve", "a \(role.rawValue) may not approve")
        }
    }
}

extension WaiverRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .authorMayNotWaive:
            .refused(
                "author_may_not_waive",
                "the author of a version may not waive a finding on it; somebody else must")
        case .unknownRule(let rule, let known):
            .refused(
                "unknown_rule", "the policy has no rule `\(rule)`; it has \(known.inBackticks)")
        case .mayNotBeWaived(let rule):
            .refused("not_waivable", "the policy does not let anybody waive `\(rule)`")
        case .nothingToWaive(let rule):
            .refused("nothing_to_waive", "`\(rule)` holds: there is nothing to waive")
        case .roleMayNotWaive(let has, let asked):
            .refused(
                "role_may_not_waive",
                asked.isEmpty
                    ? "the policy lets nobody waive findings"
                    : (has.isEmpty
                        ? "say in which role you waive"
                        : "the policy does not let "
                            + has.map(\.rawValue).inBackticks + " waive")
                        + ": `--as NAME:ROLE` with " + asked.map(\.rawValue).inBackticks)
        case .reasonMissing: .refused("reason_missing", "say why with `--because`")
        case .expiryPassed(let until):
            .refused("expiry_passed", "`--until` \(until.day) has passed")
        case .tooLong(let days):
            .refused("waiver_too_long", "the policy lets a waiver last \(days) days at most")
        }
    }
}

extension AssignmentRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .ownGrants:
            .refused("own_grants", "nobody gives roles to themselves; another administrator must")
        case .keptApart(let role, let other):
            .refused(
                "kept_apart",
                "who is `\(role.rawValue)` may be `viewer` besides, and not `\(other.rawValue)`: "
                    + "who runs or audits the platform decides nothing on it")
        case .serviceMayNotSignOff(let role):
            .refused(
                "service_may_not_sign_off",
                "a service may not be `\(role.rawValue)`: an approval is a person's")
        case .tooMany(let limit):
            .refused("too_many_grants", "an account has \(limit) grants at most")
        }
    }
}

extension PasswordRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .tooShort(let limit):
            .refused("password_too_short", "a password has at least \(limit) bytes")
        case .tooLong(let limit):
            .refused("password_too_long", "a password has at most \(limit) bytes")
        case .isName: .refused("password_is_name", "a password is not the account's own name")
        case .isCommon:
            .refused("password_is_common", "this password is among the first that anybody tries")
        }
    }
}

extension WebhookRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .notAURL(let because):
            .fault(
                "bad_webhook", "a webhook needs a URL such as `https://example.org/x`: \(because)")
        case .privateHost(let host):
            .refused(
                "private_address",
                "`\(host)` is not on the public Internet; who runs the server can allow it with "
                    + "`--webhook-host`")
        case .noAddress(let host): .fault("no_address", "`\(host)` has no address")
        }
    }
}

extension IntakeRefusal: Refusal {
    var failure: Failure {
        switch self {
        case .badProject(let name):
            .fault("bad_project", "`\(name.prefix(200))` is no name of a project")
        case .badRevision(let revision):
            .fault("bad_revision", "`\(revision.prefix(100))` is no commit and no release")
        case .badRef(let ref):
            .fault("bad_revision", "`\(ref.prefix(100))` is no name of a branch or a tag")
        case .badUpstream: .fault("bad_upstream", "the address it came from is too long")
        case .factsTooLong(let limit):
            .fault(
                "too_large", "what the project says of itself is longer than \(limit) bytes")
        case .otherBytes(let revision):
            .refused(
                "other_bytes",
                "`\(revision)` was taken in with other bytes, and a commit has one tree for good")
        }
    }
}
