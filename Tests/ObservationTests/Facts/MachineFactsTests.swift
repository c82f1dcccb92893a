import Testing

@testable import Observation

@Suite struct MachineFactsTests {
    @Test func `the kernel's tables are read`() {
        #expect(
            MachineFacts.value(of: "model name", in: "a : b\nmodel name\t: EPYC 9 : x\n")
                == "EPYC 9 : x")
        #expect(MachineFacts.value(of: "x", in: "x :\n") == nil)
        #expect(MachineFacts.memory(in: "MemTotal:       1024 kB\n") == 1 << 20)
        #expect(MachineFacts.memory(in: "MemTotal: 99999999999999999999 kB") == nil)
    }
}
