import Foundation
import Operations
import Transparency

/// How long a large file takes to and from a run, hashed on the way, and until a version is registered
/// of it, scanned; beside `curl` to nginx with `openssl dgst` at the same time.
struct ArtifactRate {
    private let site: Site
    private static let rateMin = 0.8

    init(_ site: Site) { self.site = site }

    private struct Runs {
        var upload: [Measurement.Run] = []
        var download: [Measurement.Run] = []
        var registration: [Measurement.Run] = []
    }

    func measure() throws -> [Measurement] {
        let scratch = try ScratchFolder("artifacts", in: site)
        let home = "\(scratch.path)/home"
        // Nothing is guarded, so that whoever may log may register.
        try FileBytes.makeFolder("\(home)/policies")
        let file = "\(scratch.path)/model.safetensors"
        try write(file)
        let own = try TrackingServer(
            { [site.assay, "serve", "--port", "\($0)", "--trust-this-machine"] },
            environment: ["ASSAY_HOME": home], output: "\(scratch.path)/own.log")
        let peer = try nginx(in: scratch)
        var runs = Runs()
        for number in 0..<site.scale.runCount {
            try measure(number, file, own, peer, into: &runs)
        }
        return [
            measurement("upload, hashed", runs.upload),
            measurement("download", runs.download),
            measurement("upload, and a version registered, scanned", runs.registration),
        ]
    }

    private func measurement(_ what: String, _ runs: [Measurement.Run]) -> Measurement {
        Measurement(
            name: "artifact of \(site.scale.artifactByteCount >> 20) MiB: \(what)", unit: "MB/s",
            reference: "curl to nginx, openssl beside", target: .atLeast(Self.rateMin), runs: runs)
    }

    private func measure(
        _ number: Int, _ file: String, _ own: TrackingServer, _ peer: TrackingServer,
        into runs: inout Runs
    ) throws {
        let folder = "0/\(number)/artifacts"
        let place = "\(own.address)/api/2.0/mlflow-artifacts/artifacts/\(folder)/model.safetensors"
        let other = "\(peer.address)/\(number).safetensors"
        let digest = "openssl dgst -sha256 \(file) > /dev/null &"
        let upload = try seconds("curl -sf -T \(file) '\(place)'")
        let bareUpload = try seconds("\(digest) curl -sf -T \(file) '\(other)' && wait")
        runs.upload.append(rate(upload, bareUpload))
        let download = try seconds("curl -sf -o /dev/null '\(place)'")
        let bareDownload = try seconds("\(digest) curl -sf -o /dev/null '\(other)' && wait")
        runs.download.append(rate(download, bareDownload))
        let registration = try register("model-\(number)", folder, on: own)
        runs.registration.append(rate(upload + registration, bareUpload))
    }

    private func rate(_ seconds: Double, _ reference: Double) -> Measurement.Run {
        let megabytes = Double(site.scale.artifactByteCount) / 1e6
        return .init(measured: megabytes / seconds, reference: megabytes / reference)
    }

    private func seconds(_ command: String) throws -> Double {
        try ChildProcess(program: "sh", arguments: ["-c", command]).succeed().seconds
    }

    /// How long it takes until a version of these files is ready.
    private func register(
        _ name: String, _ folder: String, on server: TrackingServer
    ) throws -> Double {
        let post = { (path: String, body: String) in
            """
            curl -sf -H 'Content-Type: application/json' -d '\(body)' \
              '\(server.address)/api/2.0/mlflow/\(path)'
            """
        }
        return try seconds(
            """
            set -e
            \(post("registered-models/create", #"{"name":"\#(name)"}"#)) > /dev/null
            \(post("model-versions/create",
                #"{"name":"\#(name)","source":"mlflow-artifacts:/\#(folder)"}"#)) > /dev/null
            for attempt in $(seq 3000); do
              status=$(curl -sf \
                '\(server.address)/api/2.0/mlflow/model-versions/get?name=\(name)&version=1')
              case "$status" in
              *READY*) exit 0 ;;
              *FAILED*) exit 1 ;;
              esac
              sleep 0.01
            done
            exit 1
            """)
    }

    /// One tensor of random bytes.
    private func write(_ path: String) throws {
        let count = site.scale.artifactByteCount
        let header = #"{"w":{"dtype":"U8","shape":[\#(count)],"data_offsets":[0,\#(count)]}}"#
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
        try FileBytes.write(length + Array(header.utf8), to: path)
        _ = try seconds("head -c \(count) /dev/urandom >> '\(path)'")
    }

    private func nginx(in scratch: ScratchFolder) throws -> TrackingServer {
        let folder = "\(scratch.path)/nginx"
        for name in ["files", "body"] { try FileBytes.makeFolder("\(folder)/\(name)") }
        return try TrackingServer(
            { port in
                let text = Self.configuration(port, folder)
                try? TextFile.write(text, to: "\(folder)/nginx.conf")
                return ["nginx", "-p", folder, "-c", "\(folder)/nginx.conf"]
            }, environment: [:], output: "\(folder)/log")
    }

    private static func configuration(_ port: Int, _ folder: String) -> String {
        """
        daemon off; worker_processes 2; pid \(folder)/pid; error_log \(folder)/error.log;
        \(getuid() == 0 ? "user root;" : "")
        events {}
        http {
          access_log off; sendfile on; client_max_body_size 0;
          client_body_temp_path \(folder)/body;
          server {
            listen 127.0.0.1:\(port);
            location = /health { return 200; }
            location / { root \(folder)/files; dav_methods PUT; }
          }
        }

        """
    }
}
