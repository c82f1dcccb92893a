/// What is left to say once a password is changed: nobody is signed in any more.
struct PasswordChangedPage: View {
    static let template = "passwordChanged"
}
