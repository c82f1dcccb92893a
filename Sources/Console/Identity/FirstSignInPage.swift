/// Where the first administrator takes the platform over.
struct FirstSignInPage: View {
    static let template = "firstSignIn"

    let secret: String
    let firstSignInProblem: String?
}
