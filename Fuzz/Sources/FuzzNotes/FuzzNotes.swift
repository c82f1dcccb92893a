import Glibc
import LibFuzzer
import Transparency

@main
struct FuzzNotes {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// What is read as a note, checkpoint, receipt, bundle or tile path writes back as the same bytes.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    checkNote(input)
    checkReceipt(input)
    checkTiles(input)
    checkKeys(String(decoding: input, as: UTF8.self))
    return 0
}

/// The key of a published note, so that verification is reached.
private let verifiers = [
    try? NoteVerifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
].compactMap { $0 }

private func checkNote(_ input: [UInt8]) {
    guard let note = try? SignedNote(parsing: input) else { return }
    precondition(Array(note.encoded.utf8) == input, "a note writes back as other bytes")
    _ = try? note.verified(by: verifiers)
    guard let checkpoint = try? Checkpoint(parsing: note.text) else { return }
    precondition(checkpoint.text.utf8.elementsEqual(note.text.utf8), "a checkpoint changes")
    precondition(checkpoint.size >= 0, "a checkpoint's size is negative")
    _ = InclusionProof.coordinates(index: checkpoint.size / 2, treeSize: checkpoint.size)
}

private func checkReceipt(_ input: [UInt8]) {
    guard let proof = try? LogProof(parsing: input) else { return }
    precondition(Array(proof.encoded.utf8) == input, "a receipt writes back as other bytes")
    _ = try? proof.verify(entry: proof.extra ?? [], verifiers: verifiers)
    let size = (try? Checkpoint(parsing: proof.checkpoint.text))?.size ?? 0
    _ = InclusionProof(index: proof.index, treeSize: size, path: proof.path)
        .verify(leafHash: MerkleHash.empty, root: MerkleHash.empty)
    _ = ConsistencyProof(oldSize: proof.index, newSize: size, path: proof.path)
        .verify(oldRoot: MerkleHash.empty, newRoot: MerkleHash.empty)
}

private func checkTiles(_ input: [UInt8]) {
    if let entries = try? EntryBundle.decode(input) {
        precondition((try? EntryBundle.encode(entries)) == input, "a bundle changes")
    }
    let path = String(decoding: input.prefix(200), as: UTF8.self)
    if let tile = TileCoordinate(path: path) {
        precondition(tile.path.utf8.elementsEqual(path.utf8), "a tile's path changes")
        _ = try? MerkleTile(coordinate: tile, bytes: input)
    }
    if let tile = TileCoordinate(entriesPath: path) {
        precondition(tile.entriesPath.utf8.elementsEqual(path.utf8), "a bundle's path changes")
    }
}

private func checkKeys(_ text: String) {
    if let key = try? NoteVerifier(text) {
        precondition(key.description.utf8.elementsEqual(text.utf8), "a key changes")
    }
    if let key = try? NoteSigner(text) {
        precondition(key.privateKeyText.utf8.elementsEqual(text.utf8), "a private key changes")
    }
    if let bytes = Base64.decode(text) {
        precondition(Base64.encode(bytes).utf8.elementsEqual(text.utf8), "base64 changes")
    }
    if let digest = Digest(text) {
        precondition(Digest(digest.description) == digest, "a digest changes")
    }
}
