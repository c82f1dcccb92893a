import Testing

@testable import Observation

@Suite struct SecrecyTests {
    @Test(arguments: [
        "HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "WANDB_API_KEY", "DB_PASSWORD", "--api-key",
        "PGPASSWORD",
        "SESSION_COOKIE", "GITHUB_PAT", "DATABASE_DSN", "--auth", "OPENAI_KEY",
    ])
    func `these names are those of secrets`(name: String) {
        #expect(Secrecy.isSecret(name: name))
        #expect(!Secrecy.isShown(variable: name))
    }

    @Test(arguments: ["--tokenizer", "--max-tokens", "--epochs", "--author", "PATH", "--keypoints"])
    func `these are not`(name: String) { #expect(!Secrecy.isSecret(name: name)) }

    @Test func `values of few variables are shown`() {
        #expect(Secrecy.isShown(variable: "PYTHONHASHSEED"))
        #expect(Secrecy.isShown(variable: "OMP_NUM_THREADS"))
        #expect(!Secrecy.isShown(variable: "USER"))
        #expect(!Secrecy.isShown(variable: "NCCL_SECRET"))
    }

    @Test func `secrets in a command line are hidden, whatever way they are given`() {
        #expect(
            Secrecy.shown(arguments: [
                "train.py", "--token", "abc", "--api-key=def", "--lr", "0.1", "hf_0123456789abcdef",
                "--url=https://ann:pw@host/x?sig=1", "https://u:p@h:8080", "--tokenizer", "bert",
                "--password", "--verbose",
            ]) == [
                "train.py", "--token", "(hidden)", "--api-key=(hidden)", "--lr", "0.1", "(hidden)",
                "--url=https://host/x", "https://h:8080", "--tokenizer", "bert", "--password",
                "--verbose",
            ])
    }
}
