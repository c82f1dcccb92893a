import Testing

@testable import SupplyChain

@Suite struct InstalledDistributionLicenceTests {
    private func licence(_ headers: String) throws -> String? {
        let text = "Name: a\nVersion: 1\n" + headers
        return try InstalledDistribution(metadata: Array(text.utf8)).licence?.description
    }

    @Test(
        arguments: [
            ("License-Expression: MIT OR Apache-2.0\nLicense: GPL-3.0", "MIT OR Apache-2.0"),
            ("License: BSD-3-Clause", "BSD-3-Clause"),
            ("License: Apache Software License", "Apache-2.0"),
            ("Classifier: License :: OSI Approved :: MIT License", "MIT"),
            ("License: see LICENSE\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
            (
                "Classifier: License :: OSI Approved :: MIT License\n"
                    + "Classifier: License :: OSI Approved :: Apache Software License",
                "MIT AND Apache-2.0"
            ),
            ("License: GPLv3", "GPL-3.0"),
            ("License: Our Own Terms", "LicenseRef-our-own-terms"),
            ("License: UNKNOWN", nil), ("Classifier: License :: OSI Approved", nil), ("", nil),
        ] as [(String, String?)])
    func `the most exact of what it says counts`(_ headers: String, _ expected: String?) throws {
        #expect(try licence(headers) == expected)
    }

    @Test func `a licence's text in the header is recognised`() throws {
        let mit = """
            License: MIT License
             Permission is hereby granted, free of charge, to any person obtaining a copy of this
             software and associated documentation files (the "Software"), to deal in the Software
             without restriction, including without limitation the rights to use, copy, modify,
             merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
             permit persons to whom the Software is furnished to do so, subject to the following
             conditions: The above copyright notice and this permission notice shall be included in
             all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS",
             WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
             WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
             NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR
             OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
             OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
            """
        #expect(try licence(mit) == "MIT")
    }
}
