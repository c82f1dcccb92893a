import Testing

@testable import Observation

@Suite struct SeedFactTests {
    @Test(arguments: [
        (["--seed", "7"], "--seed", "7"), (["--random-state=42"], "--random-state", "42"),
        (["trainer.seed=3"], "trainer.seed", "3"), (["--data_seed", "1"], "--data_seed", "1"),
    ])
    func `a seed of the command line is known`(arguments: [String], name: String, value: String) {
        #expect(SeedFact.facts(in: arguments) == [SeedFact(name: name, value: value)])
    }

    @Test(arguments: [["--seeds-file", "x"], ["--seed"], ["seed", "7"], ["--proceed", "1"]])
    func `what only sounds like one is none`(arguments: [String]) {
        #expect(SeedFact.facts(in: arguments).isEmpty)
    }
}
