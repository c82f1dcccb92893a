/// Why a provider sends somebody back without a code (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0
/// §3.1.2.6).
package enum ProviderRefusal: String, Sendable, CaseIterable {
    case accessDenied = "access_denied"
    case loginRequired = "login_required"
    case interactionRequired = "interaction_required"
    case accountSelectionRequired = "account_selection_required"
    case consentRequired = "consent_required"
    case temporarilyUnavailable = "temporarily_unavailable"
    case serverError = "server_error"
    case invalidRequest = "invalid_request"
    case invalidScope = "invalid_scope"
    case unauthorizedClient = "unauthorized_client"
    case unsupportedResponseType = "unsupported_response_type"

    /// What to tell the person.
    ///
    /// Of what came with the address, only a code that is known is shown: anybody can write an
    /// address, and would choose the words.
    package static func failure(_ code: String) -> Failure {
        guard let refusal = ProviderRefusal(rawValue: code) else {
            return .refused(
                "sign_in_not_completed",
                "your organisation's sign-in sent you back without saying why; try again")
        }
        return .refused("sign_in_not_completed", refusal.sentence)
    }

    private var sentence: String {
        switch self {
        case .accessDenied:
            "your organisation's sign-in did not let you in; whoever runs it can give you access "
                + "to Assay"
        case .loginRequired, .interactionRequired, .accountSelectionRequired, .consentRequired:
            "your organisation's sign-in wants an answer from you first; try again"
        case .temporarilyUnavailable, .serverError:
            "your organisation's sign-in does not work at present; try again later"
        case .invalidRequest, .invalidScope, .unauthorizedClient, .unsupportedResponseType:
            "your organisation's sign-in refuses this server with `\(rawValue)`; whoever runs the "
                + "server can mend its settings"
        }
    }
}
