// swift-tools-version:5.9
import PackageDescription

// The binary is made on a Mac: see the README beside this file.
let package = Package(
    name: "oms",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "oms", targets: ["oms"])],
    targets: [
        .binaryTarget(name: "omsNative", path: "omsNative.xcframework"),
        .target(name: "omsFFI", dependencies: ["omsNative"]),
        .target(name: "oms", dependencies: ["omsFFI"]),
        .testTarget(name: "omsTests", dependencies: ["oms"]),
    ]
)
