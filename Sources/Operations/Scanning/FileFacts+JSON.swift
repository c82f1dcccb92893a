import FoundationEssentials
import Governance
import ModelFiles
import Transparency

/// Facts as they are kept: what there is none of is left out, so that facts of a file with nothing
/// to say are short, and facts from before there was a kind of them still read.
extension FileFacts {
    var json: JSON {
        .object(Self.encoded(self).filter { !Self.nothing.contains($0.value) })
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    init?(json: JSON) {
        guard case .object(let members) = json, let path = members["path"]?.stringValue,
            let byteCount = members["byteCount"]?.intValue
        else { return nil }
        if members.count <= 3, let formats = Self.formats(members["formats"]),
            members.count == (formats.isEmpty ? 2 : 3)
        {
            self.init(path: path, byteCount: byteCount, formats: formats)
        } else {
            let whole = Self.empty.merging(members) { $1 }
            let bytes = Data(JSON.object(whole).canonicalBytes)
            guard let facts = try? JSONDecoder().decode(FileFacts.self, from: bytes) else {
                return nil
            }
            self = facts
        }
    }

    private static let nothing: [JSON] = [[], .bool(false)]

    /// The members of facts that say nothing.
    private static let empty = encoded(FileFacts(path: "", byteCount: 0))

    /// By the standard encoder, whose text is all of it.
    private static func encoded(_ facts: FileFacts) -> [String: JSON] {
        guard let data = try? JSONEncoder().encode(facts),
            case .object(let members)? = try? JSON(parsing: [UInt8](data))
        else { preconditionFailure("facts are texts and numbers, which JSON has") }
        return members
    }

    /// The facts that every file has, without the standard decoder, which takes its time.
    private static func formats(_ json: JSON?) -> [FormatFact]? {
        guard let json else { return [] }
        return json.all { fact in
            guard let format = fact["format"]?.stringValue.flatMap(FileFormat.init(rawValue:)),
                let place = fact["place"], let members = place["members"]?.arrayValue
            else { return nil }
            return FormatFact(
                format: format,
                place: Place(
                    members: members.compactMap(\.stringValue),
                    byteOffset: place["byteOffset"]?.intValue, path: place["path"]?.stringValue))
        }
    }
}
