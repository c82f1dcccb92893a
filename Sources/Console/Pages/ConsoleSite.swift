package import Operations

/// The console: its pages, what they are drawn with, and the two that need nobody signed in.
package enum ConsoleSite {
    /// All pages and forms, those that name more of a path before those that leave it open.
    package static let pages: [ConsolePage] =
        OverviewRoutes.pages + VersionRoutes.pages + DecisionRoutes.pages + ApprovalRoutes.pages
        + PolicyRoutes.pages + LedgerRoutes.pages + PeopleRoutes.pages + TokenRoutes.pages
        + AccountRoutes.pages + LineageRoutes.pages

    /// What a page asks for below `/assets/`; `nil` when there is no such file.
    package static func asset(_ name: String) -> (contentType: String, bytes: [UInt8])? {
        switch name {
        case "assay.css": ("text/css; charset=utf-8", PackageResources.assay_css)
        case "assay.js": ("text/javascript; charset=utf-8", PackageResources.assay_js)
        case "mark.svg": ("image/svg+xml", PackageResources.mark_svg)
        default: nil
        }
    }

    /// Posts `name`, `password` and `next` to `/sign-in`.
    package static func signInPage(
        message: String?, next: String, name: String = "", offersOpenID: Bool
    ) -> String {
        let view = SignInPage(
            next: next, triedName: name.isEmpty ? nil : name,
            signInProblem: message.map(FindingView.sentence),
            openIDHref: offersOpenID
                ? Address("sign-in", "openid").asking(["next": next]) : nil)
        return framed("Sign in", view, caller: nil)
    }

    /// Posts `secret`, `name` and `password` to `/first-sign-in`.
    package static func firstSignInPage(message: String?, secret: String) -> String {
        framed(
            "First sign-in",
            FirstSignInPage(
                secret: secret, firstSignInProblem: message.map(FindingView.sentence)),
            caller: nil)
    }

    /// Says so to whoever changed their password, and was signed out by that.
    static var passwordChangedPage: String {
        framed("Your password is changed", PasswordChangedPage(), caller: nil)
    }

    package static func errorPage(
        status: Int, title: String, message: String, caller: Caller?, csrf: String
    ) -> String {
        let view = ErrorPage(
            status: String(status), heading: title, message: FindingView.sentence(message))
        return framed(title, view, caller: caller, csrf: csrf)
    }

    /// A page that must not fail: without its template the bare words are left.
    private static func framed(
        _ title: String, _ view: some View, caller: Caller?, csrf: String = ""
    ) -> String {
        let page = try? Templates.render(
            PageFrame(
                title: title, section: nil, caller: caller, csrf: csrf,
                content: Templates.render(view)))
        return page ?? "<!doctype html><title>Assay</title><p>\(EscapedText().escapeText(title))"
    }
}
