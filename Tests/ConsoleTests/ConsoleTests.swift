import Console
import Testing
@Suite struct ConsoleTests {}
