/// Where somebody signs in.
struct SignInPage: View {
    static let template = "signIn"

    let next: String
    /// The name that was tried; `nil` at first.
    let triedName: String?
    let signInProblem: String?
    /// Where to sign in with the organisation's account; `nil` when there is no provider.
    let openIDHref: String?
}
