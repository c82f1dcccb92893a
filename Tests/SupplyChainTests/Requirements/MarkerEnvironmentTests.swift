import Testing

@testable import SupplyChain

@Suite struct MarkerEnvironmentTests {
    private let environment = MarkerEnvironment(
        values: [
            .pythonVersion: "3.11", .pythonFullVersion: "3.11.4", .sysPlatform: "linux",
            .osName: "posix",
        ], extras: ["Test_X"])

    @Test(
        arguments: [
            ("python_version >= '3.8'", .holds), ("python_version < '3.9'", .fails),
            ("'3.9' <= python_version", .holds), ("python_full_version == '3.11.*'", .holds),
            ("python_version in '3.10 3.11'", .holds), ("sys_platform == \"linux\"", .holds),
            ("sys.platform != 'linux'", .fails), ("'lin' not in sys_platform", .fails),
            ("platform_machine == 'x'", .unknown), ("sys_platform < 'm'", .unknown),
            ("extra == 'test-x'", .holds), ("extra != 'test.x'", .fails), ("'y' in extras", .fails),
            ("'g' in dependency_groups", .unknown),
            ("platform_machine == 'x' or os_name == 'posix'", .holds),
            ("platform_machine == 'x' and os_name == 'posix'", .unknown),
            ("platform_machine == 'x' and os_name == 'nt'", .fails),
            ("os_name == 'posix' or os_name == 'nt' and os_name == 'x'", .holds),
            ("(os_name == 'posix' or os_name == 'nt') and os_name == 'x'", .fails),
        ] as [(String, MarkerTruth)])
    func `a marker holds, fails, or is not known`(_ text: String, _ truth: MarkerTruth) throws {
        #expect(environment.truth(of: try Marker(parsing: text)) == truth)
    }

    @Test func `where nothing is known a requirement may apply`() throws {
        let marker = try Marker(parsing: "python_version < '3' and extra == 'x'")
        #expect(MarkerEnvironment.unknown.truth(of: marker).mayApply)
    }
}
