/// Files that say which versions of packages a project wants.
package enum LockFiles {
    package static let names = [
        "uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "requirements.txt",
        "requirements.lock", "conda-lock.yml", "environment.yml", "environment.yaml", "pixi.lock",
        "renv.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "Cargo.lock",
        "Manifest.toml",
        "dvc.lock",
    ]
}
